import { type Instant, day } from '#core/value/time.ts';
import { declareDue, type Due } from '#server/platform/due.ts';
import type { Db, Platform } from '#server/platform/platform.ts';
import { dropPartition, forgetStrays, isPartitionMissing, makePartition, type PartitionedTable, selectPartitions, type Span } from './store.partitions.ts';

/** This month and the next two: a server that sleeps for weeks still finds its month. */
const monthsAhead = 2;
/** Today and a week more, so that rows find their day even when no worker ran for a while. */
const daysAhead = 7;
/** In how many bites what lies in the default partition is thrown away, so that none locks for long. */
const bitesMost = 100;

/** The months from the one of `now` on, in UTC. Pure. */
export function monthsFrom(now: Date, ahead: number): Span[] {
  return Array.from({ length: ahead + 1 }, (_, index) => {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + index, 1));
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + index + 1, 1));
    return { name: nameOf(from, 'month'), within: null, from: from.toISOString(), to: to.toISOString() };
  });
}

/** The days from the one of `now` on, in UTC. Pure. */
export function daysFrom(now: Date, ahead: number): Span[] {
  const first = startOfDay(now).getTime();
  return Array.from({ length: ahead + 1 }, (_, index) => {
    const from = new Date(first + index * day);
    return { name: nameOf(from, 'day'), within: nameOf(from, 'month'), from: from.toISOString(), to: new Date(from.getTime() + day).toISOString() };
  });
}

/** When the last row of a partition can have been received: the end of its day or month; undefined for one that is neither. Pure. */
export function endOf(partition: string): Date | undefined {
  const [, year, month, date] = /_(\d{4})_(\d{2})(?:_(\d{2}))?$/.exec(partition) ?? [];
  if (year === undefined || month === undefined) return undefined;
  return new Date(date === undefined ? Date.UTC(Number(year), Number(month), 1) : Date.UTC(Number(year), Number(month) - 1, Number(date) + 1));
}

function nameOf(from: Date, unit: 'month' | 'day'): string {
  return from
    .toISOString()
    .slice(0, unit === 'month' ? 7 : 10)
    .replaceAll('-', '_');
}

function startOfDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()));
}

/** Facts are filed by the business clock, so its months must be there however it is moved. The table itself says what is missing. */
export const partitionMonths = declareDue('the partitions of the coming months', {
  isUpkeep: true,
  async next(db, now) {
    const months = monthsFrom(now, monthsAhead);
    return (await isPartitionMissing(db, 'fact', months)) ? now : new Date(months[1]?.from ?? now);
  },
  take: (platform, now) => makePartitions(platform, 'fact', monthsFrom(now, monthsAhead)),
});

/**
 * Webhooks are filed by day, and a day is thrown away when it is over for so many days. What waits, or was set aside for a person to look
 * at, is never thrown away with it.
 */
export function webhookDays(keptDays: number): Due {
  const old = async (db: Db, now: Instant) => {
    const before = now.getTime() - keptDays * day;
    return (await selectPartitions(db, 'webhook_event')).filter((name) => (endOf(name)?.getTime() ?? Number.POSITIVE_INFINITY) <= before);
  };
  return declareDue('the days of the webhooks', {
    isUpkeep: true,
    async next(db, now) {
      if ((await isPartitionMissing(db, 'webhook_event', daysFrom(now, daysAhead))) || (await old(db, now)).length > 0) return now;
      return new Date(startOfDay(now).getTime() + day);
    },
    async take(platform, now) {
      await makePartitions(platform, 'webhook_event', daysFrom(now, daysAhead));
      for (const name of await old(platform.db, now)) {
        const kept = await dropPartition(platform.db, name);
        platform.log.info({ partition: name, kept }, 'webhooks of a day that is long over were thrown away; those that wait or were set aside are kept');
      }
      for (let bite = 0; bite < bitesMost && (await forgetStrays(platform.db, new Date(now.getTime() - keptDays * day))); bite += 1);
    },
  });
}

/** Makes what is missing. What lies in the default partition stays there; rows are never moved. */
async function makePartitions(platform: Platform, table: PartitionedTable, spans: readonly Span[]): Promise<void> {
  for (const span of spans) {
    if (!(await makePartition(platform.db, table, span)))
      platform.log.info({ table, span: span.name }, 'rows of this time lie in the default partition; they stay there');
  }
}
