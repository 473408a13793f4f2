import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { AccountPatch, NumberPatch } from '#core/rehearsal/rehearsal.ts';
import type { Settings } from '#core/rehearsal/settings.ts';

import { defaultOptions } from '../emulator.ts';
import { ids, openReceiver, openStage, until } from '../stage.ts';
import { patchAccount, patchNumber } from './changes.ts';
import { sendRaw, storm } from './raw.ts';
import { tellAccountUpdate, tellFlow } from './values-account.ts';
import { tellNumberQuality, tellSecurity, tellUsername, tierOf } from './values-number.ts';
import type { World } from '../world/world.ts';

const digits = defaultOptions.number.display_phone_number.replace('+', '');
const noon = Date.UTC(2026, 10, 22, 12);
const weekLater = noon / 1000 + 7 * 86_400;
const now = { now: () => noon };

/** What a change tells: field and value of everything that arrived, in the order of the fields. */
async function hear(act: (world: World) => void, settings: Partial<Settings> = {}): Promise<[string, unknown][]> {
  const stage = await openStage({ clock: now, settings });
  act(stage.emulator.world);
  await stage.emulator.world.webhooks.settled();
  const told = stage.receiver.posts.flatMap((post) => post.changes.map(({ field, value }): [string, unknown] => [field, value]));
  await stage.close();
  return told;
}

const numberPatches: [string, NumberPatch, Partial<Settings>, [string, unknown][]][] = [
  ['a new colour tells nothing: it is read', { quality_rating: 'RED' }, {}, []],
  ['a new status tells nothing: it is read', { status: 'RESTRICTED' }, {}, []],
  [
    'a higher throughput',
    { throughput_per_second: 1_000 },
    {},
    [['phone_number_quality_update', { display_phone_number: digits, event: 'THROUGHPUT_UPGRADE', max_daily_conversations_per_business: 'TIER_UNLIMITED' }]],
  ],
  ['a lower throughput tells nothing', { throughput_per_second: 20 }, {}, []],
  [
    'a refused name',
    { name_decision: 'REJECTED' },
    {},
    [
      [
        'phone_number_name_update',
        { display_phone_number: digits, decision: 'REJECTED', requested_verified_name: defaultOptions.number.verified_name, rejection_reason: null },
      ],
    ],
  ],
  [
    'an official business',
    { official: true },
    {},
    [
      [
        'account_alerts',
        {
          entity_type: 'PHONE_NUMBER',
          entity_id: ids.number,
          alert_info: {
            alert_severity: 'INFORMATIONAL',
            alert_status: 'ACTIVE',
            alert_type: 'OBA_APPROVED',
            alert_description: 'This number is an official business account now.',
          },
        },
      ],
    ],
  ],
  [
    'a limit of the portfolio',
    { messaging_limit: 2_000 },
    {},
    [['business_capability_update', { max_daily_conversations_per_business: 2_000, max_phone_numbers_per_waba: 20 }]],
  ],
  [
    'the lowest limit, with the numbers of the whole business',
    { messaging_limit: 250 },
    {},
    [['business_capability_update', { max_daily_conversations_per_business: 250, max_phone_numbers_per_business: 2 }]],
  ],
  [
    'no limit any more',
    { messaging_limit: null },
    { messaging_limit: 100_000 },
    [['business_capability_update', { max_daily_conversations_per_business: 'TIER_UNLIMITED', max_phone_numbers_per_waba: 20 }]],
  ],
  [
    "the older scheme's raise",
    { messaging_limit: 10_000 },
    { limits_model: 'per_number', messaging_limit: 1_000 },
    [['phone_number_quality_update', { display_phone_number: digits, event: 'UPGRADE', old_limit: 'TIER_1K', current_limit: 'TIER_10K' }]],
  ],
  [
    "the older scheme's downgrade",
    { messaging_limit: 1_000 },
    { limits_model: 'per_number', messaging_limit: null },
    [['phone_number_quality_update', { display_phone_number: digits, event: 'DOWNGRADE', old_limit: 'TIER_UNLIMITED', current_limit: 'TIER_1K' }]],
  ],
];
for (const [name, patch, settings, expected] of numberPatches) {
  test(`of a number is told: ${name}`, async () => {
    const told = await hear((world) => void patchNumber(world, ids.number, patch), settings);

    assert.deepEqual(told, expected);
  });
}

const alert = { type: 'INCREASED_CAPABILITIES_ELIGIBILITY_FAILED', severity: 'WARNING', description: 'Not yet.' } as const;
const accountPatches: [string, AccountPatch, [string, unknown][]][] = [
  ['a review', { review: 'REJECTED' }, [['account_review_update', { decision: 'REJECTED' }]]],
  [
    'a restriction',
    { restriction: 'RESTRICTED_BIZ_INITIATED_MESSAGING' },
    [
      [
        'account_update',
        { event: 'ACCOUNT_RESTRICTION', restriction_info: [{ restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: weekLater }] },
      ],
    ],
  ],
  ['the end of restrictions is not told', { restriction: null }, []],
  [
    'a ban',
    { ban: 'DISABLE' },
    [['account_update', { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: 'November 22, 2026' } }]],
  ],
  ['a violation', { violation: 'SPAM' }, [['account_update', { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } }]]],
  [
    'an alert',
    { alert },
    [
      [
        'account_alerts',
        {
          entity_type: 'BUSINESS',
          entity_id: defaultOptions.portfolio.id,
          alert_info: { alert_severity: 'WARNING', alert_status: 'ACTIVE', alert_type: alert.type, alert_description: 'Not yet.' },
        },
      ],
    ],
  ],
];
for (const [name, patch, expected] of accountPatches) {
  test(`of an account is told: ${name}`, async () => {
    const told = await hear((world) => void patchAccount(world, ids.account, patch));

    assert.deepEqual(told, expected);
  });
}

test('what a patch says is so afterwards, and a banned account can be reinstated', async () => {
  const stage = await openStage({ clock: now });
  const { world } = stage.emulator;

  const number = patchNumber(world, ids.number, { quality_rating: 'YELLOW', status: 'BANNED', messaging_limit: 250, throughput_per_second: 1_000 });
  patchAccount(world, ids.account, { ban: 'DISABLE', restriction: 'RESTRICTED_UTILITY_TEMPLATES' });
  const restrictions = { ...world.accounts.get(ids.account)?.restrictions };
  const account = patchAccount(world, ids.account, { ban: 'REINSTATE', restriction: null });

  assert.deepEqual([number.quality_rating, number.status, number.throughput], ['YELLOW', 'BANNED', 1_000]);
  assert.equal(world.portfolios.get(account.portfolio)?.messagingLimit, 250);
  assert.deepEqual(restrictions, { RESTRICTED_UTILITY_TEMPLATES: weekLater * 1000 });
  assert.deepEqual([account.banState, account.restrictions], ['NONE', {}]);
  assert.throws(() => patchNumber(world, '1', {}), /there is no business number 1/);
  assert.throws(() => patchAccount(world, '1', {}), /there is no business account 1/);
  assert.throws(() => patchAccount(world, ids.account, { restriction: 'RESTRICTED_X' }), /"RESTRICTED_X" is no restriction of Meta's; they are/);
  await stage.close();
});

test('builders spell security, usernames, onboarding, flows and the rarer account events as Meta does', async () => {
  const told = await hear((world) => {
    const [number, account] = [world.numbers.get(ids.number)!, world.accounts.get(ids.account)!];
    tellSecurity(world, number, 'PIN_CHANGED', '61555');
    tellUsername(world, number, 'parley', 'reserved');
    tellNumberQuality(world, number, { event: 'ONBOARDING', limit: 250 });
    tellNumberQuality(world, number, { event: 'FLAGGED', limit: 10_000 });
    tellFlow(world, account, { event: 'FLOW_STATUS_CHANGE', flow: { id: '7', name: 'Booking' }, before: 'DRAFT', status: 'PUBLISHED' });
    tellFlow(world, account, { event: 'ENDPOINT_LATENCY', flow: { id: '7', name: 'Booking' }, message: 'Slow.', more: { p90_latency: 8000 } });
    tellAccountUpdate(world, account, {
      event: 'VOLUME_BASED_PRICING_TIER_UPDATE',
      updatedAt: noon,
      category: 'UTILITY',
      tier: '25000001:50000000',
      month: '2026-11',
      region: 'India',
    });
    tellAccountUpdate(world, account, { event: 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE', startsAt: noon, exceptions: [{ country: 'IN', startsAt: noon }] });
    tellAccountUpdate(world, account, { event: 'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE', country: 'FR' });
    tellAccountUpdate(world, account, { event: 'PARTNER_ADDED' });
    tellAccountUpdate(world, account, { event: 'ACCOUNT_DELETED' });
  });

  const time = noon / 1000;
  assert.deepEqual(told, [
    ['security', { display_phone_number: digits, event: 'PIN_CHANGED', requester: '61555' }],
    ['business_username_update', { display_phone_number: digits, username: 'parley', status: 'reserved' }],
    ['phone_number_quality_update', { display_phone_number: digits, event: 'ONBOARDING', max_daily_conversations_per_business: 'TIER_250' }],
    ['phone_number_quality_update', { display_phone_number: digits, event: 'FLAGGED', current_limit: 'TIER_10K' }],
    [
      'flows',
      {
        event: 'FLOW_STATUS_CHANGE',
        flow_id: '7',
        message: 'Flow Booking changed status from DRAFT to PUBLISHED',
        old_status: 'DRAFT',
        new_status: 'PUBLISHED',
      },
    ],
    ['flows', { event: 'ENDPOINT_LATENCY', flow_id: '7', message: 'Slow.', p90_latency: 8000 }],
    [
      'account_update',
      {
        event: 'VOLUME_BASED_PRICING_TIER_UPDATE',
        volume_tier_info: { tier_update_time: time, pricing_category: 'UTILITY', tier: '25000001:50000000', effective_month: '2026-11', region: 'India' },
      },
    ],
    [
      'account_update',
      {
        event: 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE',
        auth_international_rate_eligibility: { start_time: time, exception_countries: [{ country_code: 'IN', start_time: time }] },
      },
    ],
    ['account_update', { event: 'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE', country: 'FR' }],
    ['account_update', { event: 'PARTNER_ADDED', waba_info: { waba_id: ids.account, owner_business_id: defaultOptions.portfolio.id } }],
    ['account_update', { event: 'ACCOUNT_DELETED' }],
  ]);
});

test('limits have Meta’s words', () => {
  assert.deepEqual([50, 250, 1_000, 2_000, 10_000, 100_000, 77, null].map(tierOf), [
    'TIER_50',
    'TIER_250',
    'TIER_1K',
    'TIER_2K',
    'TIER_10K',
    'TIER_100K',
    'TIER_77',
    'TIER_UNLIMITED',
  ]);
});

test('a webhook made by hand goes out as it is, and is refused with a reason when nobody would get it', async () => {
  const stage = await openStage();
  const { world } = stage.emulator;
  const call = { messaging_product: 'whatsapp', metadata: { phone_number_id: ids.number }, calls: [{ id: 'wacid.é', event: 'connect' }] };

  const sent = sendRaw(world, { field: 'calls', value: call });
  await world.webhooks.settled();

  assert.deepEqual(sent, { sent: true, url: stage.receiver.url });
  assert.deepEqual(stage.receiver.changes('calls'), [call]);
  assert.equal(
    (JSON.parse(stage.receiver.posts[0]?.raw ?? '') as { entry: object[] }).entry.some((entry) => 'time' in entry),
    false,
  );
  assert.throws(() => sendRaw(world, { field: 'nonsense', value: {} }), /"nonsense" is no webhook field; they are messages/);
  assert.throws(() => sendRaw(world, { account: '1', field: 'calls', value: {} }), /there is no business account 1/);
  assert.throws(() => storm(world, { copies: 1, field: 'security' }), /there is no delivery of "security"/);
  world.subscriptions.app = null;
  assert.throws(() => sendRaw(world, { field: 'calls', value: call }), /nobody is subscribed to "calls"/);
  await stage.close();
});

test("a number's own address gets its messages, stays when a new one is refused, and leaves with an empty one", async () => {
  const stage = await openStage();
  const other = await openReceiver();
  await stage.control('POST', 'phones', [{ wa_id: '33600000001', name: 'Ana', persona: 'manual' }]);
  const write = (text: string): ReturnType<typeof stage.control> =>
    stage.control('POST', 'phones/33600000001/acts', { act: 'write', number: ids.number, text });
  const set = (configuration: Record<string, unknown>): ReturnType<typeof stage.graph> =>
    stage.graph('POST', ids.number, { webhook_configuration: configuration });

  const taken = await set({ override_callback_uri: other.url, verify_token: 'v' });
  await write('one');
  await until('the number’s address has it', () => other.messages().length === 1);
  other.answer.challenge = () => 'no';
  const refused = await set({ override_callback_uri: `${other.url}/new`, verify_token: 'v' });
  await write('two');
  await until('the old address has it still', () => other.messages().length === 2);
  await set({ override_callback_uri: '' });
  await write('three');
  await until('the app has it', () => stage.receiver.messages().length === 1);

  assert.deepEqual([taken.status, refused.status], [200, 400]);
  assert.equal(other.messages().length, 2);
  await other.close();
  await stage.close();
});
