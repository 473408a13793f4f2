import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { familyOf, memoryOf, wordsOf } from './child.ts';
import { type House, launch, makeCampaign, openHouse } from './house.ts';
import { fillPeople } from './people.ts';
import { alone, type Result } from './results.ts';
import { openSink, type Sink } from './sink.ts';

/** Numbers that share the people: a campaign by one number of 1,000 a second would take 17 minutes. */
const numbers = 20;
const minutesMost = 20;
/** What is given back is given back within this. */
const settleMilliseconds = 5_000;

/**
 * `memory.server_rss`, `memory.database_pss`: megabytes of our process, and of all of PostgreSQL's (what they share counted once), after a million people
 * were planned, frozen, sent to, and were told to have read. Each row is counted.
 */
export async function benchMemory(options: { people: number }): Promise<Result[]> {
  const house = await openHouse({ numbers });
  const sink = await openSink(house.product.phonesUrl);
  try {
    await house.query('update business_account set base_url = $1', [sink.url]);
    const share = Math.ceil(options.people / house.numbers.length);
    await withClient(house.databaseUrl, async (client) => {
      for (let index = 0; index < house.numbers.length; index += 1)
        await fillPeople(client, { workspace: house.workspace, from: house.takePeople(share), count: share, tag: `memory-${index}`, mix: 'plain' });
    });
    await sink.tell({
      url: house.webhook.url,
      secret: house.webhook.secret,
      account: house.product.access.businessAccountId,
      perPost: 100,
      delays: [0, 0, 0],
      replyShare: 0,
      sockets: 32,
    });
    const started = performance.now();
    for (const [index, number] of house.numbers.entries())
      await launch(house, await makeCampaign(house, { name: `Memory ${index}`, tag: `memory-${index}`, number }));
    const people = share * house.numbers.length;
    await untilRead(house, sink, people);
    const seconds = (performance.now() - started) / 1000;
    await sleep(settleMilliseconds);
    const [buffers] = await house.query<{ shared_buffers: string }>('show shared_buffers');
    const megabytes = (bytes: number) => bytes / 1024 / 1024;
    const family = familyOf(house.product.pid);
    const postgres = family.filter((pid) => wordsOf(pid).includes('postgres'));
    process.stdout.write(
      `memory: ${people.toLocaleString('en')} people planned, sent to and read in ${seconds.toFixed(0)} s; shared_buffers ${buffers?.shared_buffers}, ${postgres.length} processes of PostgreSQL; the server's peak was ${megabytes(memoryOf(house.product.pid, 'peak')).toFixed(0)} MiB\n`,
    );
    return [
      alone({ name: 'memory.server_rss', unit: 'MiB' }, [megabytes(memoryOf(house.product.pid, 'rss'))]),
      alone({ name: 'memory.database_pss', unit: 'MiB' }, [megabytes(postgres.reduce((sum, pid) => sum + memoryOf(pid, 'pss'), 0))]),
    ];
  } finally {
    await sink.close();
    await house.close();
  }
}

/** The broadcasts of this bench: the latest of each number. */
function ours(house: House): string {
  return `select id, total, read from broadcast order by launched_at desc, id desc limit ${house.numbers.length}`;
}

async function untilRead(house: House, sink: Sink, people: number): Promise<void> {
  const deadline = performance.now() + minutesMost * 60_000;
  for (;;) {
    const [row] = await house.query<{ total: number; read: number }>(`select sum(total)::int as total, sum(read)::int as read from (${ours(house)}) b`);
    if (row?.total === people && row.read === people) break;
    // It ends at an answer that is not 200, and then nobody reads any more.
    const told = await sink.state();
    if (performance.now() > deadline)
      throw new Error(`after ${minutesMost} minutes ${row?.read} of ${people} have read; of ${told.accepted} messages ${told.statuses} statuses were told`);
    await sleep(500);
  }
  const [rows] = await house.query<{ n: number }>(
    `select count(*)::int as n from recipient r join (${ours(house)}) b on b.id = r.broadcast_id where r.state = 'read' and r.wamid is not null`,
  );
  if (rows?.n !== people) throw new Error(`${rows?.n} rows of ${people} say read`);
}
