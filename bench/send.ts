import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { contract } from '#core/contract/contract.ts';
import type { Counts } from '#core/contract/campaigns.ts';
import { controlRoot } from '#core/rehearsal/rehearsal.ts';
import type { SettingsPatch } from '#core/rehearsal/settings.ts';
import { call } from '#server/app/client/client.ts';
import { runBareLoop } from './bare.ts';
import { importCsv, makeRows, printCsv } from './import.ts';
import { type Product, tellPhones } from '#test/world/product.ts';
import { compare, type Result } from './results.ts';

/** Numbers at 1,000 a second each: Meta's highest throughput. As many as keep the machine and not the limit busy. */
const numbers = 20;
const perNumberPerSecond = 1000;
const inFlight = 64;

/** No limit, no delay: everybody reads at once, so that what is measured is our own work and not people's patience. */
const settings: SettingsPatch = {
  people: 'everybody_reads',
  sent_delay_ms: 0,
  delivered_delay_ms: 0,
  read_delay_ms: 0,
  pair_interval_ms: 0,
  messaging_limit: null,
  template_review: 'approve',
  template_review_delay_ms: 0,
  latency_ms: 0,
};

const templateName = 'bench_offer';
const bareAccount = '990000000000001';
const bareNumber = '990000000000002';

type Ready = { campaigns: { segments: string[]; number: string }[]; template: string; people: string[][] };

/**
 * `send.whole_route`: from asking for the plans of twenty campaigns to the last recipient's `read` in the ledger, every
 * policy check made, every status signed, checked and durable. Beside it a bare loop posting the same bodies.
 */
export async function benchSend(product: Product, options: { recipients: number; rounds: number }): Promise<Result> {
  const ready = await prepare(product, options.recipients);
  const whole: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    bare.push(await runBare(product, ready.people));
    whole.push(await runWhole(product, ready, options.recipients, round));
  }
  return compare({ name: 'send.whole_route', unit: 'messages/s', beside: 'send.bare_emulator' }, whole, bare);
}

async function prepare(product: Product, recipients: number): Promise<Ready> {
  const { door, access } = product;
  await tellPhones(product, 'PATCH', '/settings', settings);
  const ids: string[] = [];
  for (let index = 0; index < numbers; index += 1) {
    const id = String(770_000_000_000_000 + index);
    await tellPhones(product, 'POST', '/numbers', {
      id,
      display_phone_number: `+3318000${String(1000 + index)}`,
      verified_name: `Bench ${index}`,
      business_account_id: access.businessAccountId,
      throughput_per_second: perNumberPerSecond,
    });
    const connected = await call(door, contract.numbers.connect, {
      body: {
        base_url: product.phonesUrl,
        business_account_id: access.businessAccountId,
        number_id: id,
        app_id: access.appId,
        token: access.token,
        app_secret: access.appSecret,
        verify_token: access.verifyToken,
        throughput_per_second: perNumberPerSecond,
      },
    });
    ids.push(connected.id);
  }
  const people = makeRows(recipients, 5_000_000);
  const share = Math.ceil(recipients / numbers);
  const campaigns: Ready['campaigns'] = [];
  for (let index = 0; index < numbers; index += 1) {
    const tag = `bench-${index}`;
    await importCsv(door, printCsv(people.slice(index * share, (index + 1) * share)), {
      tag,
      consent: { source: 'Bench', wording: 'Yes, offers on WhatsApp, please.', date: '2026-11-01', rows: 'all' },
    });
    const segment = await call(door, contract.segments.create, {
      body: { name: tag, definition: { match: 'all', of: [{ about: 'tag', is: 'any_of', values: [tag] }] } },
    });
    campaigns.push({ segments: [segment.id], number: ids[index] ?? '' });
  }
  const template = await approvedTemplate(product);
  await prepareBare(product);
  return { campaigns, template, people };
}

const body = 'Hello {{first_name}}, the new harvest is here. The first bags leave the roastery tomorrow.';

async function approvedTemplate(product: Product): Promise<string> {
  const made = await call(product.door, contract.templates.create, {
    body: {
      name: templateName,
      category: 'marketing',
      language: 'en',
      content: { header: null, body, footer: 'Reply STOP to get no more offers', buttons: [], samples: { first_name: 'Ana' } },
    },
  });
  for (let poll = 0; poll < 400; poll += 1) {
    const found = await call(product.door, contract.templates.get, { params: { id: made.id } });
    if (found.translations[0]?.state === 'approved') return made.id;
    await sleep(50);
  }
  throw new Error('the template was not approved within 20 seconds');
}

/** The bare loop's number stands in an account of its own whose webhooks go nowhere, so that it only sends. */
async function prepareBare(product: Product): Promise<void> {
  await tellPhones(product, 'POST', '/numbers', {
    id: bareNumber,
    display_phone_number: '+33180009999',
    verified_name: 'Bare',
    business_account_id: bareAccount,
    throughput_per_second: 100_000,
  });
  const response = await fetch(`${product.phonesUrl}/v26.0/${bareAccount}/message_templates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${product.access.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: templateName,
      language: 'en',
      category: 'MARKETING',
      parameter_format: 'NAMED',
      components: [
        { type: 'BODY', text: body, example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] } },
        { type: 'FOOTER', text: 'Reply STOP to get no more offers' },
      ],
    }),
  });
  if (!response.ok) throw new Error(`the bare loop has no template: ${await response.text()}`);
  await sleep(500);
}

async function runBare(product: Product, people: readonly (readonly string[])[]): Promise<number> {
  const done = await runBareLoop({
    url: product.phonesUrl,
    path: `/v26.0/${bareNumber}/messages`,
    token: product.access.token,
    inFlight,
    count: people.length,
    body: (index) =>
      JSON.stringify({
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: people[index]?.[2],
        type: 'template',
        template: {
          name: templateName,
          language: { code: 'en', policy: 'deterministic' },
          components: [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: people[index]?.[0] }] }],
        },
        biz_opaque_callback_data: `bare.${index}`,
      }),
  });
  return done.perSecond;
}

const World = z.object({ counts: z.object({ accepted: z.number() }) });

async function accepted(product: Product): Promise<number> {
  return World.parse(await (await fetch(`${product.phonesUrl}${controlRoot}/world`)).json()).counts.accepted;
}

async function runWhole(product: Product, ready: Ready, recipients: number, round: number): Promise<number> {
  const { door } = product;
  const drafts: string[] = [];
  for (const [index, choices] of ready.campaigns.entries()) {
    const draft = await call(door, contract.campaigns.create, {
      body: {
        name: `Bench ${round}.${index}`,
        choices: { ...choices, template: ready.template, variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'there' } } },
      },
    });
    drafts.push(draft.id);
  }
  const before = await accepted(product);
  const started = performance.now();
  await Promise.all(
    drafts.map(async (id) => {
      const plan = await call(door, contract.campaigns.plan, { params: { id } });
      if (plan.problems.length > 0) throw new Error(`plan: ${plan.problems.map((problem) => problem.message).join('; ')}`);
      await call(door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 0 } });
    }),
  );
  await untilRead(product, drafts, recipients);
  const seconds = (performance.now() - started) / 1000;
  const sent = (await accepted(product)) - before;
  if (sent !== recipients) throw new Error(`${recipients} people were to get one message each, the emulator accepted ${sent}`);
  return recipients / seconds;
}

/** A round that takes longer has lost somebody. */
const roundSecondsMost = 180;

async function untilRead(product: Product, drafts: readonly string[], recipients: number): Promise<void> {
  const until = performance.now() + roundSecondsMost * 1000;
  let counts: Counts[] = [];
  while (performance.now() < until) {
    const found = await call(product.door, contract.campaigns.list, { query: { limit: 100 } });
    counts = found.items.filter((item) => drafts.includes(item.id)).flatMap((item) => (item.broadcast ? [item.broadcast.counts] : []));
    if (counts.reduce((total, one) => total + one.read, 0) === recipients) return;
    await sleep(50);
  }
  throw new Error(`after ${roundSecondsMost} s not everybody has read: ${JSON.stringify(counts)}`);
}
