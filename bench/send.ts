import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { controlRoot } from '#core/rehearsal/rehearsal.ts';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { tellPhones } from '#test/world/product.ts';
import { runBareLoop } from './bare.ts';
import { bodyOf } from './dispatch.ts';
import { type House, launch, makeCampaign, openHouse, templateBody, templateFooter, templateName, until, withCosts } from './house.ts';
import { fillPeople } from './people.ts';
import { compare, type Result } from './results.ts';

/** Numbers at Meta's highest throughput of 1,000 a second: as many as the aims need (4,500 and 12,000 a second) and a little more. */
const numbersOf = { single: 5, batched: 13 };
const inFlight = 64;
const bareAccount = '990000000000001';
const bareNumber = '990000000000002';
/** Posts of WhatsApp's on their way at once: Meta has many machines. */
const webhooksAtOnce = 128;
/** A round that takes longer has lost somebody. */
const roundSecondsMost = 300;

/** How WhatsApp tells what happens: how many updates share a post, and how many posts of one number are on their way at once. */
type Telling = { readonly batch: number; readonly perNumber: number };

/** One way through the whole route, and how many numbers it uses. */
type Route = { readonly name: string; readonly tag: string; readonly numbers: number; readonly telling: Telling };

const single: Route = { name: 'whole route', tag: 'route', numbers: numbersOf.single, telling: { batch: 1, perNumber: 48 } };
const batched: Route = { name: 'whole route, posts of ten', tag: 'batched', numbers: numbersOf.batched, telling: { batch: 10, perNumber: 2 } };

/**
 * `send.whole_route`: messages a second from asking for the plans of a campaign for each number to the last recipient's `read` in the ledger, with the emulator and all its
 * rules on the same machine; every policy check made, three signed posts of one status for each message, checked and durable.
 * `send.whole_route_batched`: the same with posts of ten. Beside both a bare loop posting the same bodies to the same emulator, whose webhooks go nowhere.
 */
export async function benchSend(options: { recipients: number; rounds: number; parts: { single: boolean; batched: boolean } }): Promise<Result[]> {
  const house = await openHouse({ numbers: numbersOf.batched });
  try {
    const routes = [...(options.parts.single ? [single] : []), ...(options.parts.batched ? [batched] : [])];
    for (const route of routes) await fillRoute(house, route, options.recipients);
    await prepareBare(house);
    const [bare, rates] = [[] as number[], new Map<Route, number[]>(routes.map((route) => [route, []]))];
    for (let round = 0; round < options.rounds; round += 1) {
      bare.push(await runBare(house, options.recipients));
      for (const route of routes) {
        const count = shareOf(house, route, options.recipients) * numbersIn(house, route).length;
        rates.get(route)?.push(await withCosts(house, { name: route.name, count }, () => runWhole(house, { route, count, round: `${route.tag} ${round}` })));
      }
    }
    const named = (name: string, route: Route) => {
      const found = rates.get(route);
      return found === undefined ? [] : [compare({ name, unit: 'messages/s', beside: 'send.bare_emulator' }, found, bare)];
    };
    return [...named('send.whole_route', single), ...named('send.whole_route_batched', batched)];
  } finally {
    await house.close();
  }
}

function numbersIn(house: House, route: Route): readonly string[] {
  return house.numbers.slice(0, route.numbers);
}

function shareOf(house: House, route: Route, recipients: number): number {
  return Math.ceil(recipients / numbersIn(house, route).length);
}

/** So many people for each number of a route. */
async function fillRoute(house: House, route: Route, recipients: number): Promise<void> {
  const share = shareOf(house, route, recipients);
  await withClient(house.databaseUrl, async (client) => {
    for (const index of numbersIn(house, route).keys())
      await fillPeople(client, { workspace: house.workspace, from: house.takePeople(share), count: share, tag: `${route.tag}-${index}`, mix: 'plain' });
  });
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
  // An account that is made in the rehearsal tells the app of all that happens; this one tells nobody.
  const silenced = await fetch(`${product.phonesUrl}/v26.0/${bareAccount}/subscribed_apps`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${product.access.token}` },
  });
  if (!silenced.ok) throw new Error(`the bare loop's webhooks still go somewhere: ${await silenced.text()}`);
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

async function runWhole(house: House, { route, count, round }: { route: Route; count: number; round: string }): Promise<number> {
  const { batch, perNumber } = route.telling;
  await tellPhones(house.product, 'PATCH', '/settings', { webhook_batch: batch, webhook_concurrency: webhooksAtOnce, webhook_per_number: perNumber });
  const drafts = await Promise.all(
    numbersIn(house, route).map((number, index) => makeCampaign(house, { name: `Bench ${round}.${index}`, tag: `${route.tag}-${index}`, number })),
  );
  // What autovacuum does within a minute in a house that runs longer than a bench: the planner knows what the last round left.
  await house.query('analyze');
  const before = await acceptedOf(house);
  const [past] = await house.query<{ read: number }>(readSoFar);
  const started = performance.now();
  await Promise.all(drafts.map((id) => launch(house, id)));
  await untilRead(house, (past?.read ?? 0) + count);
  const seconds = (performance.now() - started) / 1000;
  const sent = (await acceptedOf(house)) - before;
  if (sent !== count) throw new Error(`${count} people were to get one message each, the emulator accepted ${sent}`);
  return count / seconds;
}

/** How many have read in all campaigns there ever were: one sum of counters, so that looking costs nothing. */
async function untilRead(house: House, count: number): Promise<void> {
  await withClient(house.databaseUrl, (client) =>
    until(async () => (await client.query<{ read: number }>(readSoFar)).rows[0]?.read === count, {
      within: roundSecondsMost,
      failure: 'not everybody has read',
    }),
  );
}

const readSoFar = 'select coalesce(sum(read), 0)::int as read from broadcast';
