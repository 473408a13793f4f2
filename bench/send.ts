import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { contract } from '#core/contract/contract.ts';
import type { Counts } from '#core/contract/campaigns.ts';
import { controlRoot } from '#core/rehearsal/rehearsal.ts';
import { call } from '#server/app/client/client.ts';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { tellPhones } from '#test/world/product.ts';
import { runBareLoop } from './bare.ts';
import { bodyOf } from './dispatch.ts';
import { type House, launch, makeCampaign, openHouse, templateBody, templateFooter, templateName, withCosts } from './house.ts';
import { fillPeople } from './people.ts';
import { compare, type Result } from './results.ts';

/** Numbers at Meta's highest throughput: as many as keep the machine and not the limit busy. */
const numbers = 20;
const inFlight = 64;
const bareAccount = '990000000000001';
const bareNumber = '990000000000002';
/** Posts of WhatsApp's that are answered beside each other, as many as `webhook.durable` has at once. */
const webhooksAtOnce = 64;
/** A round that takes longer has lost somebody. */
const roundSecondsMost = 300;

/**
 * `send.whole_route`: messages a second from asking for the plans of twenty campaigns to the last recipient's `read` in the ledger, with the emulator and all its
 * rules on the same machine; every policy check made, three signed posts of one status for each message, checked and durable.
 * `send.whole_route_batched`: the same with posts of ten. Beside both a bare loop posting the same bodies to the same emulator, whose webhooks go nowhere.
 */
export async function benchSend(options: { recipients: number; rounds: number; parts: { single: boolean; batched: boolean } }): Promise<Result[]> {
  const house = await openHouse({ numbers });
  try {
    const share = Math.ceil(options.recipients / house.numbers.length);
    const count = share * house.numbers.length;
    await withClient(house.databaseUrl, async (client) => {
      for (let index = 0; index < house.numbers.length; index += 1)
        await fillPeople(client, { workspace: house.workspace, from: house.takePeople(share), count: share, tag: `route-${index}`, mix: 'plain' });
    });
    await prepareBare(house);
    const [single, batched, bare]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < options.rounds; round += 1) {
      bare.push(await runBare(house, count));
      if (options.parts.single)
        single.push(await withCosts(house, { name: 'whole route', count }, () => runWhole(house, { count, round: `${round}`, batch: 1 })));
      if (options.parts.batched)
        batched.push(
          await withCosts(house, { name: 'whole route, posts of ten', count }, () => runWhole(house, { count, round: `${round} of ten`, batch: 10 })),
        );
    }
    return [
      ...(options.parts.single ? [compare({ name: 'send.whole_route', unit: 'messages/s', beside: 'send.bare_emulator' }, single, bare)] : []),
      ...(options.parts.batched ? [compare({ name: 'send.whole_route_batched', unit: 'messages/s', beside: 'send.bare_emulator' }, batched, bare)] : []),
    ];
  } finally {
    await house.close();
  }
}

/** The bare loop's number stands in an account of its own whose webhooks go nowhere, so that it only sends. */
async function prepareBare({ product }: House): Promise<void> {
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
        { type: 'BODY', text: templateBody, example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] } },
        { type: 'FOOTER', text: templateFooter },
      ],
    }),
  });
  if (!response.ok) throw new Error(`the bare loop has no template: ${await response.text()}`);
  await sleep(500);
}

async function runBare({ product }: House, count: number): Promise<number> {
  const done = await runBareLoop({
    url: product.phonesUrl,
    path: `/v26.0/${bareNumber}/messages`,
    token: product.access.token,
    inFlight,
    count,
    body: (index) => bodyOf(index, `bare.${index}`),
  });
  return done.perSecond;
}

const World = z.object({ counts: z.object({ accepted: z.number() }) });

async function acceptedOf({ product }: House): Promise<number> {
  return World.parse(await (await fetch(`${product.phonesUrl}${controlRoot}/world`)).json()).counts.accepted;
}

async function runWhole(house: House, { count, round, batch }: { count: number; round: string; batch: number }): Promise<number> {
  await tellPhones(house.product, 'PATCH', '/settings', { webhook_batch: batch, webhook_concurrency: webhooksAtOnce });
  const drafts = await Promise.all(
    house.numbers.map((number, index) => makeCampaign(house, { name: `Bench ${round}.${index}`, tag: `route-${index}`, number })),
  );
  // What autovacuum does within a minute in a house that runs longer than a bench: the planner knows what the last round left.
  await house.query('analyze');
  const before = await acceptedOf(house);
  const started = performance.now();
  await Promise.all(drafts.map((id) => launch(house, id)));
  await untilRead(house, drafts, count);
  const seconds = (performance.now() - started) / 1000;
  const sent = (await acceptedOf(house)) - before;
  if (sent !== count) throw new Error(`${count} people were to get one message each, the emulator accepted ${sent}`);
  return count / seconds;
}

async function untilRead({ product }: House, drafts: readonly string[], count: number): Promise<void> {
  const until = performance.now() + roundSecondsMost * 1000;
  let counts: Counts[] = [];
  while (performance.now() < until) {
    const found = await call(product.door, contract.campaigns.list, { query: { limit: 100 } });
    counts = found.items.filter((item) => drafts.includes(item.id)).flatMap((item) => (item.broadcast ? [item.broadcast.counts] : []));
    if (counts.reduce((total, one) => total + one.read, 0) === count) return;
    await sleep(50);
  }
  throw new Error(`after ${roundSecondsMost} s not everybody has read: ${JSON.stringify(counts)}`);
}
