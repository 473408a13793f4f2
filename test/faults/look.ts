import { setTimeout as sleep } from 'node:timers/promises';
import type { QueryResultRow } from 'pg';
import { withClient } from '#server/platform/postgres/postgres.ts';

/** How the product stands, read from its database by statements of our own: the judge must not count as the product does. */
export type Look = {
  recipients(): Promise<readonly { readonly broadcast: string; readonly seq: number; readonly phone: string; readonly state: string }[]>;
  counts(): Promise<{ readonly settled: number; readonly twice: number; readonly miscounted: string[] }>;
  progress(): Promise<Progress>;
};

/** Broadcasts that are not done yet, people by state, and webhooks that wait for a worker. */
export type Progress = {
  readonly broadcasts: number;
  readonly open: number;
  readonly waiting: number;
  readonly in_doubt: number;
  readonly taken: number;
  readonly webhooks: number;
};

/** The database is away at times, which is what is being tested. */
const againMilliseconds = 250;
const triesMost = 240;

/** Opens a look; each question connects anew and is asked until it is answered. */
export function openLook(databaseUrl: string): Look {
  async function ask<Row extends QueryResultRow>(text: string): Promise<Row[]> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await withClient(databaseUrl, async (client) => (await client.query<Row>(text)).rows);
      } catch (error) {
        if (tries === triesMost) throw error;
        await sleep(againMilliseconds);
      }
    }
  }
  return {
    recipients: () => ask(`select replace(broadcast_id::text, '-', '') as broadcast, seq, phone, state from recipient order by broadcast_id, seq`),
    async counts() {
      const rows = await ask<{ broadcast: string; name: string; kept: number; counted: number }>(recount);
      const miscounted = rows
        .filter(({ kept, counted }) => kept !== counted)
        .map((row) => `${row.name} of ${row.broadcast}: kept ${row.kept}, counted ${row.counted}`);
      const sum = (name: string) => rows.filter((row) => row.name === name).reduce((total, { counted }) => total + counted, 0);
      return { settled: sum('settled'), twice: sum('twice'), miscounted };
    },
    async progress() {
      const [row] = await ask<Progress>(`
        select (select count(*)::int from broadcast) as broadcasts, (select count(*)::int from broadcast where state <> 'done') as open,
          (select count(*)::int from recipient where state = 'waiting') as waiting, (select count(*)::int from recipient where state = 'in_doubt') as in_doubt,
          (select count(*)::int from recipient where state in ('accepted', 'sent', 'delivered', 'read')) as taken,
          (select count(*)::int from webhook_event where state = 'waiting') as webhooks`);
      if (row === undefined) throw new Error('the database said nothing');
      return row;
    },
  };
}

const states = ['waiting', 'skipped', 'cancelled', 'in_doubt', 'accepted', 'sent', 'failed', 'delivered', 'read'];
const isSettled = `doubted_at is not null and state in ('accepted', 'sent', 'failed', 'delivered', 'read')`;
/** Each counter beside a count of the rows, and the audience beside the sum of the states. */
const recount = [
  ...states.map((state) => ({ name: state, kept: `b.${state === 'read' ? '"read"' : state}`, counted: `count(r.*) filter (where r.state = '${state}')` })),
  { name: 'total', kept: states.map((state) => `b."${state}"`).join(' + '), counted: 'count(r.*)' },
  { name: 'doubted', kept: 'b.doubted', counted: 'count(r.doubted_at)' },
  { name: 'settled', kept: 'b.settled', counted: `count(r.*) filter (where r.${isSettled.replace('and state', 'and r.state')})` },
  { name: 'twice', kept: 'b.twice', counted: 'count(r.*) filter (where r.twice)' },
]
  .map(
    ({ name, kept, counted }) => `
      select b.id::text as broadcast, '${name}' as name, (${kept})::int as kept, (${counted})::int as counted
      from broadcast b left join recipient r on r.workspace_id = b.workspace_id and r.broadcast_id = b.id group by b.workspace_id, b.id`,
  )
  .join(' union all ');
