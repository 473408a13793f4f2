import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import { openWorld, until, type World } from '#test/world/world.ts';

let world: World;
before(async () => {
  world = await openWorld({ throughput: 80 });
});
after(() => world.close());

const asides = async () => (await call(world.door, contract.webhooks.aside, {})).items.map(({ reason, body }) => `${reason}: ${body}`);
const kept = async () => (await world.database.pool.query<{ kind: string }>(`select kind from fact`)).rows.map(({ kind }) => kind);

test('whatever Meta may do to a number, an account or a template is understood; nothing is set aside', async () => {
  const template = await world.template({ name: 'harvest' });
  const [made] = await world.control.templates.list();
  const metaId = String(made?.['id']);
  const { meta_id: number, business_account: account } = world.number;

  await world.control.numbers.change(number, { quality_rating: 'YELLOW', throughput_per_second: 1000, name_decision: 'APPROVED', messaging_limit: 10_000 });
  await world.control.numbers.change(number, { status: 'RESTRICTED' });
  await world.control.numbers.change(number, { status: 'CONNECTED', quality_rating: 'GREEN' });
  await world.control.accounts.change(account.meta_id, { review: 'APPROVED', violation: 'SCAM', alert: { type: 'INCREASED_CAPABILITIES_ELIGIBILITY_FAILED' } });
  await world.control.accounts.change(account.meta_id, { restriction: 'RESTRICTED_BIZ_INITIATED_MESSAGING' });
  await world.control.accounts.change(account.meta_id, { restriction: null });
  for (const status of ['PAUSED', 'DISABLED', 'IN_APPEAL', 'LIMIT_EXCEEDED', 'APPROVED'] as const) await world.control.templates.change(metaId, { status });
  await world.control.templates.change(metaId, { quality: 'YELLOW' });
  await world.control.templates.change(metaId, { correct_category: 'UTILITY' });
  await world.control.templates.change(metaId, { category: 'UTILITY' });
  await until('every webhook was taken', async () => (await world.control.world()).webhooks.waiting === 0);
  await until('the last is known', async () => (await call(world.door, contract.templates.get, { params: { id: template } })).category === 'utility');
  await until('and nothing waits to be understood', async () => (await waitingWebhooks()) === 0);

  assert.deepEqual(await asides(), []);
  assert.deepEqual([...new Set(await kept())].filter((kind) => /^(account|number)\./.test(kind)).toSorted(), [
    'account.account_alerts',
    'account.account_review_update',
    'account.account_update',
    'account.business_capability_update',
    'account.phone_number_name_update',
    'number.quality',
  ]);
  assert.equal((await call(world.door, contract.templates.get, { params: { id: template } })).translations[0]?.state, 'approved');
});

const waitingWebhooks = async () =>
  Number((await world.database.pool.query<{ n: string }>(`select count(*) as n from webhook_event where state = 'waiting'`)).rows[0]?.n);
