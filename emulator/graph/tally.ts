import { countryOf } from '../world/countries.ts';
import { messageStates } from '../world/ledger.ts';
import type { World } from '../world/world.ts';

/** One kind of message in one span of time, and how many there were. Times in milliseconds. */
export type Tally = {
  start: number;
  number: string;
  country: string;
  template: string | null;
  pricing: string | null;
  isInbound: boolean;
  isMarketingApi: boolean;
  sent: number;
  delivered: number;
  read: number;
};

/** What is counted: messages of these numbers, `from` to `to`, in spans that begin at `spanOf`. */
export type Count = { numbers: readonly string[]; from: number; to: number; span: Span; inbound: boolean };

/** Half an hour, a day or a month, all UTC: the emulator does not follow an account's time zone. */
export type Span = 'HALF_HOUR' | 'DAY' | 'MONTH';

const halfHour = 30 * 60 * 1000;
const day = 24 * 60 * 60 * 1000;

/** Messages looked at in one go; in between others may speak. */
const rowsAtOnce = 20_000;

/** The span an instant lies in: its beginning. */
export function startOf(span: Span, at: number): number {
  switch (span) {
    case 'HALF_HOUR':
      return Math.floor(at / halfHour) * halfHour;
    case 'DAY':
      return Math.floor(at / day) * day;
    case 'MONTH': {
      const date = new Date(at);
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
    }
  }
}

/** The end of the span that begins at `start`. */
export function endOf(span: Span, start: number): number {
  if (span !== 'MONTH') return start + (span === 'DAY' ? day : halfHour);
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}

/**
 * Counts what really happened, from the ledger. A message counts where it was sent, with what became of it since.
 * Four digits of a number are enough to tell its country, so the file is grouped by them.
 */
export async function countMessages(world: World, count: Count): Promise<Tally[]> {
  const tallies = new Map<string, Tally>();
  const last = Number(world.ledger.ask('SELECT max(id) AS last FROM message')[0]?.['last'] ?? 0);
  // Nothing counts before it was accepted, and nothing is sent more than a moment before: ids rise with time.
  const first = count.from <= 0 ? 1 : firstSince(world, count.from - longestWay, last);
  for (let id = first; id <= last; id += rowsAtOnce) {
    for (const row of askSlice(world, count, id, id + rowsAtOnce - 1)) addRow(tallies, row, count.span);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return [...tallies.values()].toSorted((a, b) => a.start - b.start);
}

/** A message is sent, or dropped, at most 30 days after it was accepted. */
const longestWay = 30 * day;

/** The first message accepted at or after an instant, by halving: there is no index on the time, which would cost every message. */
function firstSince(world: World, at: number, last: number): number {
  let [low, high] = [1, last + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const row = world.ledger.ask('SELECT at FROM message WHERE id >= ? ORDER BY id LIMIT 1', middle)[0];
    if (Number(row?.['at'] ?? Number.MAX_SAFE_INTEGER) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

const sentStates = [messageStates.indexOf('sent'), messageStates.indexOf('delivered'), messageStates.indexOf('read')].join(', ');

function askSlice(world: World, count: Count, from: number, to: number): Record<string, unknown>[] {
  const { numbers } = count;
  const marks = numbers.map(() => '?').join(', ');
  const time = count.inbound ? 'at' : 'sent_at';
  // Grouped by the half hour; days and months are put together from these.
  return world.ledger.ask(
    `SELECT CAST(${time} / ${halfHour} AS INTEGER) AS slot, number, substr(wa_id, 1, 4) AS prefix, length(wa_id) AS digits, template, pricing, flags, mine,
      count(*) AS sent, sum(delivered_at > 0) AS delivered, sum(read_at > 0) AS read
    FROM message WHERE id BETWEEN ? AND ? AND mine = ${count.inbound ? 1 : 0} AND ${time} >= ? AND ${time} < ? AND number IN (${marks})
      ${count.inbound ? '' : `AND (state IN (${sentStates}) OR sent_at > 0)`}
    GROUP BY slot, number, prefix, digits, template, pricing, flags, mine`,
    from,
    to,
    count.from,
    count.to,
    ...numbers,
  );
}

const marketingApiFlag = 2;

function addRow(tallies: Map<string, Tally>, row: Record<string, unknown>, span: Span): void {
  const text = (name: string): string | null => (row[name] === null ? null : String(row[name]));
  const start = startOf(span, Number(row['slot']) * halfHour);
  const country = countryOf(String(row['prefix']).padEnd(Number(row['digits']), '0')).code;
  const isMarketingApi = (Number(row['flags']) & marketingApiFlag) !== 0;
  const key = [start, row['number'], country, row['template'], row['pricing'], isMarketingApi, row['mine']].join('\n');
  const tally = tallies.get(key) ?? {
    start,
    number: String(row['number']),
    country,
    template: text('template'),
    pricing: text('pricing'),
    isInbound: row['mine'] === 1,
    isMarketingApi,
    sent: 0,
    delivered: 0,
    read: 0,
  };
  tally.sent += Number(row['sent']);
  tally.delivered += Number(row['delivered']);
  tally.read += Number(row['read']);
  tallies.set(key, tally);
}
