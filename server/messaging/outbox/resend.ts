import type { Scope } from '#core/value/actor.ts';
import { type NumberId, parseId } from '#core/value/id.ts';
import { after, day, type Instant, minute } from '#core/value/time.ts';
import { declareDue } from '#server/platform/due.ts';
import type { Platform } from '#server/platform/platform.ts';
import { sendDoubtsAgain, sendMessageAgain } from './again.ts';
import { dropResend, postponeMessage, selectLatestEchoed, selectMessageResends, selectNextResend, selectResends, setResendFrom } from './store.resend.ts';

/** Who sends again by the setting, as the trace names it. */
const byItself = 'Parley';
/** As long as no later message was echoed, it is looked again after this. */
const lookAgainMilliseconds = minute;
/** At one look; the rest at the next. */
const broadcastsMost = 20;
const messagesMost = 200;
/** Echoes of broadcasts that opened longer ago prove nothing about now. */
const echoReachMilliseconds = 7 * day;

/**
 * Sends again by itself to those in doubt, where the workspace has set after how many minutes (`resend_minutes`, off at first): once a person,
 * and only when a message of the same number that was accepted after theirs has been echoed. Then webhooks flow, and theirs would have come.
 * Upkeep: a clock that is played forward does not wait for it.
 */
export const resends = declareDue('sending again to those in doubt', {
  isUpkeep: true,
  next: selectNextResend,
  take: async (platform, now) => {
    const echoes = new Map<NumberId, Instant | null>();
    for (const due of await selectResends(platform.db, now, broadcastsMost)) {
      const scope: Scope = { workspace: parseId(due.workspace_id) };
      const echoed = await latestEchoed(platform, scope, due.number_id, echoes, now);
      if (due.state !== 'sending' && due.state !== 'paused' && due.state !== 'done') {
        await platform.db.transaction().execute((tx) => dropResend(tx, scope, due.id));
        continue;
      }
      const ripe = after(now, -due.resend_minutes * minute);
      if (echoed !== null) await sendDoubtsAgain(platform, scope, due.id, { seqs: null, doubtedBefore: earlier(ripe, echoed), isFirstOnly: true }, byItself);
      await platform.db.transaction().execute((tx) => setResendFrom(tx, scope, due.id, due.resend_minutes, after(now, lookAgainMilliseconds)));
    }
    for (const due of await selectMessageResends(platform.db, now, messagesMost)) {
      const scope: Scope = { workspace: parseId(due.workspace_id) };
      const echoed = await latestEchoed(platform, scope, due.number_id, echoes, now);
      if (echoed !== null && due.doubted_at < echoed) await platform.db.transaction().execute((tx) => sendMessageAgain(platform, tx, scope, due.id, true));
      else await postponeMessage(platform.db, scope, due.id, after(now, lookAgainMilliseconds));
    }
  },
});

async function latestEchoed(platform: Platform, scope: Scope, number: NumberId, known: Map<NumberId, Instant | null>, now: Instant): Promise<Instant | null> {
  const found = known.get(number);
  if (found !== undefined) return found;
  const echoed = await selectLatestEchoed(platform.db, scope, number, after(now, -echoReachMilliseconds));
  known.set(number, echoed);
  return echoed;
}

function earlier(one: Instant, other: Instant): Instant {
  return one < other ? one : other;
}
