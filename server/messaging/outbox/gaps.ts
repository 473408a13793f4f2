import { say } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { parseId, presentId } from '#core/value/id.ts';
import { after, day, type Instant, minute } from '#core/value/time.ts';
import { declareDue } from '#server/platform/due.ts';
import type { Db, Platform } from '#server/platform/platform.ts';
import { notify } from '#server/workspace/notices.ts';
import { beginUpkeep, type GapRow, keepGap, selectGaps, selectKnownGaps, selectPhones, selectUpkeep } from './store.reconcile.ts';
import { webhooksLook } from './tasks.ts';

/** Meta repeats a webhook it could not deliver for days; a status that is this late means that something stands in between. */
const lateMinutes = 15;
const everyMilliseconds = 10 * minute;
/** Meta gives up on a webhook after 7 days (cloud-api §4, read 2026-11-22): what is older is not coming. */
const reachMilliseconds = 7 * day;
/** Hours of numbers shown at most: a week of ten numbers. */
const rowsMost = 1_680;
/** A few are lost here and there; from so many on it is told… */
const toldLeast = 20;
/** …and again when it has grown by half. */
const growth = 1.5;

/** Accepted messages without any status for longer than `minutes`, by number and hour. */
export async function findGaps(db: Db, scope: Scope, minutes: number, now: Instant): Promise<(GapRow & { readonly phone: string })[]> {
  const rows = await selectGaps(db, scope, { before: after(now, -minutes * minute), since: after(now, -reachMilliseconds), limit: rowsMost });
  const phones = await selectPhones(db, [...new Set(rows.map((row) => row.number_id))]);
  return rows.map((row) => ({ ...row, phone: phones.get(row.number_id) ?? '' }));
}

/** The look for statuses that do not come. Upkeep, by a task. */
export const gapLooks = declareDue('the look for statuses that do not come', {
  isUpkeep: true,
  next: async (db, now) => {
    const done = await selectUpkeep(db, 'gaps');
    return done === null ? now : after(done, everyMilliseconds);
  },
  take: (platform, now) =>
    platform.db.transaction().execute(async (tx) => {
      if (await beginUpkeep(tx, 'gaps', now, after(now, -everyMilliseconds))) await platform.tasks.add(tx, webhooksLook, {}, { key: 'webhooks.look' });
    }),
});

/** Looks at all numbers, keeps what is missing of each, and tells when that has grown. */
export async function lookForGaps(platform: Platform): Promise<void> {
  const now = platform.clock.now();
  const rows = await selectGaps(platform.db, null, { before: after(now, -lateMinutes * minute), since: after(now, -reachMilliseconds), limit: rowsMost });
  const found = Map.groupBy(rows, (row) => row.number_id);
  const known = await selectKnownGaps(platform.db);
  const phones = await selectPhones(platform.db, [...found.keys()]);
  for (const [number, hours] of found) {
    const workspace = hours[0]?.workspace_id;
    if (workspace === undefined) continue;
    const count = hours.reduce((sum, row) => sum + row.missing, 0);
    const oldestAt = hours.reduce<Instant | null>((oldest, row) => (oldest === null || row.oldest_at < oldest ? row.oldest_at : oldest), null);
    const before = known.find((one) => one.number_id === number);
    const isTold = count >= toldLeast && count >= (before?.told_at ? before.messages * growth : 0);
    await platform.db.transaction().execute(async (tx) => {
      // Between two tellings what was told is remembered, so that slow growth is told as well.
      const messages = isTold || !before?.told_at ? count : Math.min(before.messages, count);
      await keepGap(tx, { workspace, number, messages, oldestAt, lookedAt: now, toldAt: isTold ? now : (before?.told_at ?? null) });
      if (!isTold) return;
      const text = say('webhooks_missing', { count, number: phones.get(number) ?? '', minutes: lateMinutes });
      await notify(
        platform,
        tx,
        { workspace: parseId(workspace) },
        { kind: 'webhooks.missing', level: 'warning', text, subject: presentId('number', number), to: null },
        now,
      );
    });
  }
  for (const { workspace_id: workspace, number_id: number } of known.filter((one) => !found.has(parseId(one.number_id))))
    await platform.db.transaction().execute((tx) => keepGap(tx, { workspace, number, messages: 0, oldestAt: null, lookedAt: now, toldAt: null }));
}
