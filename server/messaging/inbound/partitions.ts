import { after, day } from '#core/value/time.ts';
import type { Platform } from '#server/platform/platform.ts';
import { makePartition } from './store.ts';
import { partitionsMake } from './tasks.ts';

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

/** Makes what is missing. What lies in the default partition stays there; rows are never moved. */
export async function makePartitions(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  for (const month of monthsFrom(now, monthsAhead)) {
    for (const table of ['webhook_event', 'fact'] as const) {
      if (!(await makePartition(platform.db, table, month)))
        platform.log.info({ table, month: month.name }, 'rows of this month lie in the default partition; they stay there');
    }
  }
  await platform.tasks.add(platform.db, partitionsMake, {}, { key: 'partitions.make', at: after(now, day) });
}
