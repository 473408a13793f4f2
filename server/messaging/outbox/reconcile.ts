import { say } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { type BroadcastId, parseId, presentId } from '#core/value/id.ts';
import { after, day, hour, type Instant } from '#core/value/time.ts';
import { declareDue } from '#server/platform/due.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { notify } from '#server/workspace/notices.ts';
import { beginUpkeep, reconcileCounters, selectCampaignName, selectChecks, selectToReconcile, selectUpkeep } from './store.reconcile.ts';
import { ledgerReconcile } from './tasks.ts';

/** Counters and rows are compared this often while a broadcast goes on… */
const everyMilliseconds = hour;
/** …and for so long after its end: statuses still come. */
const afterEndMilliseconds = day;
/** More than so many broadcasts at once are looked at in the next hour. */
const broadcastsMost = 1_000;
/** The checks a report shows. */
const checksMost = 50;

/** The hourly comparison of counters and rows. Upkeep: nobody waits for it; done by a task, since a million rows take a moment. */
export const reconciliations = declareDue('the comparison of counters and recipients', {
  isUpkeep: true,
  next: async (db, now) => {
    const done = await selectUpkeep(db, 'reconcile');
    return done === null ? now : after(done, everyMilliseconds);
  },
  take: (platform, now) =>
    platform.db.transaction().execute(async (tx) => {
      if (await beginUpkeep(tx, 'reconcile', now, after(now, -everyMilliseconds)))
        await platform.tasks.add(tx, ledgerReconcile, {}, { key: 'ledger.reconcile' });
    }),
});

/** Compares all broadcasts that go on or have ended within a day. */
export async function reconcileAll(platform: Platform): Promise<void> {
  const since = after(platform.clock.now(), -afterEndMilliseconds);
  for (const { workspace_id, id } of await selectToReconcile(platform.db, since, broadcastsMost))
    await reconcile(platform, { workspace: parseId(workspace_id) }, parseId(id), 'hourly');
}

/**
 * Compares the counters of a broadcast with its recipients. They move in one statement, so they are equal; if they are not, they are put right,
 * it is logged as the fault it is, and told. Returns what had to be added to each, `{}` when equal.
 */
export async function reconcile(platform: Platform, scope: Scope, id: BroadcastId, occasion: 'end' | 'hourly'): Promise<Record<string, number>> {
  return platform.db.transaction().execute(async (tx) => {
    const now = platform.clock.now();
    const difference = (await reconcileCounters(tx, scope, id, { id: platform.random.uuid7('fact', now), at: now, occasion })) ?? {};
    if (Object.keys(difference).length > 0) await tellDifference(platform, tx, scope, id, difference, now);
    await platform.live.tell(tx, scope, { kind: 'broadcast', id: presentId('broadcast', id) });
    return difference;
  });
}

async function tellDifference(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId, difference: Record<string, number>, now: Instant): Promise<void> {
  platform.log.error({ broadcast: id, difference }, 'the counters of a broadcast differed from its recipients; they were put right');
  const words = Object.entries(difference)
    .map(([name, by]) => `${name} ${by > 0 ? '+' : '−'}${Math.abs(by)}`)
    .join(', ');
  const campaign = (await selectCampaignName(tx, scope, id)) ?? presentId('broadcast', id);
  const text = say('ledger_repaired', { campaign, difference: words });
  await notify(platform, tx, scope, { kind: 'ledger.repaired', level: 'warning', text, subject: presentId('broadcast', id), to: null }, now);
}

/** When a broadcast was compared, the latest first. */
export function listChecks(db: Db | Tx, scope: Scope, id: BroadcastId): ReturnType<typeof selectChecks> {
  return selectChecks(db, scope, id, checksMost);
}
