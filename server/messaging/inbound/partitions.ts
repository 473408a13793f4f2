import type { Instant } from '#core/value/time.ts';
import { declareDue } from '#server/platform/due.ts';
import type { Platform } from '#server/platform/platform.ts';
import { isPartitionMissing, makePartition } from './store.ts';

/** This month and the next two: a server that sleeps for weeks still finds its month. */
const monthsAhead = 2;

/** The months from the one of `now` on, in UTC. Pure. */
export function monthsFrom(now: Date, ahead: number): { name: string; from: string; to: string }[] {
  return Array.from({ length: ahead + 1 }, (_, index) => {
    const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + index, 1));
    const to = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + index + 1, 1));
    return { name: from.toISOString().slice(0, 7).replace('-', '_'), from: from.toISOString(), to: to.toISOString() };
  });
}

const tables = ['webhook_event', 'fact'] as const;

/** Rows are filed by the business clock, so its months must be there however it is moved. The tables themselves say what is missing. */
export const partitionMonths = declareDue('the partitions of the coming months', {
  isUpkeep: true,
  async next(db, now) {
    const months = monthsFrom(now, monthsAhead);
    for (const table of tables) if (await isPartitionMissing(db, table, months)) return now;
    return new Date(months[1]?.from ?? now);
  },
  take: makePartitions,
});

/** Makes what is missing. What lies in the default partition stays there; rows are never moved. */
async function makePartitions(platform: Platform, now: Instant): Promise<void> {
  for (const month of monthsFrom(now, monthsAhead)) {
    for (const table of tables) {
      if (!(await makePartition(platform.db, table, month)))
        platform.log.info({ table, month: month.name }, 'rows of this month lie in the default partition; they stay there');
    }
  }
}
