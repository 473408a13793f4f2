import { withClient } from '#server/platform/postgres/postgres.ts';
import { runBareLoop } from './bare.ts';
import {
  holdNumbers,
  type House,
  launch,
  letGoOfNumbers,
  makeCampaign,
  metaIdOf,
  openHouse,
  perNumberPerSecond,
  templateName,
  until,
  withCosts,
} from './house.ts';
import { fillPeople, phoneOf } from './people.ts';
import { missingForQueue, runQueue } from './queue.ts';
import { alone, compare, type Result } from './results.ts';
import { openSink, type Sink } from './sink.ts';

const inFlight = 64;
/** A round that takes longer has lost somebody. */
const roundSecondsMost = 300;

/**
 * `send.dispatch`: messages a second from broadcasts that are opened (recipients frozen, the numbers' leases held by us until then) to the last one accepted and committed;
 * leases, chunks, the policy asked again, pace, intents before the wire, one durable row each. Beside it a bare loop of undici that posts the same
 * bodies to the same sink. `send.vs_queue`: how many times the speed of a BullMQ job for each message, by the same sink, people and database.
 */
export async function benchDispatch(options: {
  /** At Meta's highest throughput each: as many as keep the machine and not the limit busy. */
  numbers: number;
  recipients: number;
  rounds: number;
  queued: number;
  parts: { dispatch: boolean; queue: boolean };
}): Promise<Result[]> {
  const house = await openHouse({ numbers: options.numbers });
  const numbers = house.numbers.length;
  const sink = await openSink(house.product.phonesUrl);
  try {
    await house.query('update business_account set base_url = $1', [sink.url]);
    const share = Math.ceil(options.recipients / numbers);
    await withClient(house.databaseUrl, async (client) => {
      for (let index = 0; index < numbers; index += 1)
        await fillPeople(client, { workspace: house.workspace, from: house.takePeople(share), count: share, tag: `dispatch-${index}`, mix: 'plain' });
    });
    const count = share * numbers;
    const [dispatched, bare, queued]: [number[], number[], number[]] = [[], [], []];
    const missing = options.parts.queue ? missingForQueue() : undefined;
    const hasQueue = options.parts.queue && missing === undefined;
    if (missing !== undefined) process.stdout.write(`send.vs_queue: skipped, ${missing}\n`);
    const run = { databaseUrl: house.databaseUrl, workspace: house.workspace, sinkUrl: sink.url, token: house.product.access.token, count: options.queued };
    for (let round = 0; round < options.rounds; round += 1) {
      bare.push(await runBare(house, sink, count));
      dispatched.push(await runDispatch(house, sink, { count, round }));
      if (hasQueue) queued.push(await runQueue(run));
    }
    return [
      ...(options.parts.dispatch ? [compare({ name: 'send.dispatch', unit: 'messages/s', beside: 'send.bare_sink' }, dispatched, bare)] : []),
      ...(hasQueue
        ? [
            alone(
              { name: 'send.vs_queue', unit: '×' },
              dispatched.map((each, round) => each / (queued[round] ?? Number.NaN)),
            ),
          ]
        : []),
    ];
  } finally {
    await sink.close();
    await house.close();
  }
}

/** The body of a message as the product sends it. */
export function bodyOf(index: number, name: string): string {
  return JSON.stringify({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: phoneOf(index),
    biz_opaque_callback_data: name,
    type: 'template',
    template: {
      name: templateName,
      language: { code: 'en', policy: 'deterministic' },
      components: [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: `Inès ${index}` }] }],
    },
  });
}

async function runBare(house: House, sink: Sink, count: number): Promise<number> {
  const done = await runBareLoop({
    url: sink.url,
    path: `/v26.0/${metaIdOf(0)}/messages`,
    token: house.product.access.token,
    inFlight,
    count,
    body: (index) => bodyOf(index, `r.01a2058dd61970e180a27c3b1e14c9d1.${index}`),
  });
  return done.perSecond;
}

async function runDispatch(house: House, sink: Sink, { count, round }: { count: number; round: number }): Promise<number> {
  await holdNumbers(house);
  const before = (await sink.state()).accepted;
  const campaigns = await Promise.all(
    house.numbers.map((number, index) => makeCampaign(house, { name: `Bench ${round}.${index}`, tag: `dispatch-${index}`, number })),
  );
  for (const id of campaigns) await launch(house, id);
  await withClient(house.databaseUrl, async (client) => {
    const opened = `select coalesce(sum(waiting), 0)::int as n from broadcast where state = 'sending'`;
    await until(async () => (await client.query<{ n: number }>(opened)).rows[0]?.n === count, {
      within: roundSecondsMost,
      failure: 'not everybody was frozen',
    });
    // What was written just now is not part of the race.
    await client.query('checkpoint');
  });
  return withClient(house.databaseUrl, async (client) => {
    const rate = await withCosts(house, { name: 'dispatch', count }, async () => {
      const started = performance.now();
      await client.query(letGoOfNumbers);
      const left = `select coalesce(sum(waiting), 0)::int as n from broadcast where state in ('sending', 'paused')`;
      await until(async () => (await client.query<{ n: number }>(left)).rows[0]?.n === 0, { within: roundSecondsMost, failure: 'not everybody was accepted' });
      return count / ((performance.now() - started) / 1000);
    });
    await verify(house, sink, { count, before });
    return rate;
  });
}

/** Each person was accepted once: as many rows, as many different wamids, and no more messages at the other end. */
async function verify(house: House, sink: Sink, { count, before }: { count: number; before: number }): Promise<void> {
  const [row] = await house.query<{ rows: number; wamids: number }>(`
    select count(*)::int as rows, count(distinct r.wamid)::int as wamids from recipient r
    join (select id from broadcast order by launched_at desc, id desc limit ${house.numbers.length}) b on b.id = r.broadcast_id where r.state = 'accepted'`);
  const taken = (await sink.state()).accepted - before;
  if (row?.rows !== count || row.wamids !== count || taken !== count)
    throw new Error(`${count} people were to get one message each: ${row?.rows} rows, ${row?.wamids} different wamids, and the sink took ${taken}`);
}

/** What the runs stand on, for the line above the table. */
export const dispatchSettings = { per_number_per_second: perNumberPerSecond, bare_in_flight: inFlight };
