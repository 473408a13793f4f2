import { type BroadcastId, parseId, presentId } from '#core/value/id.ts';
import { retell, say } from '#core/contract/say.ts';
import { keepTold } from '#core/value/say.ts';
import { hour } from '#core/value/time.ts';
import type { SendAnswer } from '#server/cloud-api/answer.ts';
import type { PlatformError } from '#server/cloud-api/caller.ts';
import { pauseAccount, pauseNumber } from '#server/messaging/number/number.ts';
import { pauseReasonOf } from '#server/messaging/number/words.ts';
import type { Tx } from '#server/platform/platform.ts';
import type { Hand, Ready } from './hand.ts';
import { noteHeldBack } from './heldback.ts';
import { detailOf, type Held, numberHold, refusedHold, templateHold, wordsOf } from './hold.ts';
import { businessMilliseconds, callRestFirstMilliseconds, type Lane, release, restFirstMilliseconds } from './lane.state.ts';
import { accepted, failed, inDoubt } from './outcome.ts';
import { recordDone } from './outbox.ts';
import { crawl, restPace, slowDown } from './pace.ts';

import type { Admission } from './portfolio.ts';
import { moveBroadcast } from './store.broadcast.ts';
import { finishBroadcast, holdSending, waitUntil } from './store.sending.ts';

/** Meta's "re-engagement message": the window was closed after all, and the free message goes nowhere. Error 131047, read 2026-11-22. */
const windowClosedCode = 131047;
/** A person rests 4^n seconds after the n-th 131056; after this many it is final. Meta, error 131056, read 2026-11-22. */
const pairAttemptsMost = 5;
const pairBaseSeconds = 4;
/** Other refusals that say "try again": 2, 4, 8… seconds, and final after this many. */
const retryAttemptsMost = 8;
const retryBaseSeconds = 2;
/** What may be the fault of a moment (a file that could not be fetched) is tried once more. Meta, error 131053 (facts, cloud-api §5.2), read 2026-11-22. */
export const fixAttemptsMost = 2;
/** Meta gives its calls back within the hour. */
const callRestMostMilliseconds = hour;
/** So many refusals in a row, each the fault of what we sent, and not one accepted between: it is the message. */
const fixesMost = 25;
/** So many lost answers in a row are no accident: going on would bring everybody into doubt. */
const lostMost = 10;
/** Rests double up to this: nobody waits much longer than WhatsApp itself is away. */
const restMostMilliseconds = 5_000;
/** After lost answers each try costs a person in doubt, so they are rarer. */
const lostRestMostMilliseconds = 60_000;
/** An outage shorter than this is not worth a word. */
const outageToldMilliseconds = 3_000;
const insistMilliseconds = 500;
const stoppedRestMilliseconds = 2_000;

/** Takes in what Meta answered about a recipient: the row, the pace, the broadcast and the number. */
export function settleRecipient(lane: Lane, hand: Hand, ready: Ready, answer: SendAnswer): void {
  const key = { workspace: hand.workspace, broadcast: hand.broadcast, seq: ready.seq, attempt: ready.attempt };
  const now = lane.platform.clock.now().getTime();
  if (answer.ok) {
    lane.fixes.delete(hand.broadcast);
    reached(lane);
    commitCost(lane, hand, ready);
    if (answer.sent.messages[0]?.message_status === 'held_for_quality_assessment') noteHeldBack(lane.platform, lane.scope, hand.broadcast);
    return lane.writer.recipient({ ...key, outcome: accepted(answer.sent.messages[0]?.id ?? '', now) });
  }
  const { error } = answer;
  if (ready.free && error.code === windowClosedCode) {
    reached(lane);
    return again(lane, hand, ready, { after: now, attempts: ready.attempts, template: true });
  }
  followFate(lane, hand, ready, error);
}

/** What becomes of somebody whom Meta refused, and of more than them, as the table of fates says (core/whatsapp/errors.ts). */
function followFate(lane: Lane, hand: Hand, ready: Ready, error: PlatformError): void {
  const key = { workspace: hand.workspace, broadcast: hand.broadcast, seq: ready.seq, attempt: ready.attempt };
  const now = lane.platform.clock.now().getTime();
  const attempts = ready.attempts + 1;
  const fail = () => lane.writer.recipient({ ...key, outcome: failed(error.code, detailOf(error), now) });
  switch (error.fate) {
    case 'retry':
      if (!error.reached) {
        unreachable(lane, error);
        return again(lane, hand, ready, { after: now, attempts: ready.attempts });
      }
      return attempts >= retryAttemptsMost
        ? fail()
        : again(lane, hand, ready, { after: now + (error.retryAfterSeconds ?? retryBaseSeconds ** attempts) * 1000, attempts });
    case 'slow_down':
      slowDown(lane.pace, businessMilliseconds(lane), error.retryAfterSeconds);
      return again(lane, hand, ready, { after: now, attempts: ready.attempts });
    case 'slow_calls':
      restCalls(lane, error);
      return again(lane, hand, ready, { after: now, attempts: ready.attempts });
    case 'rest_pair':
      return attempts >= pairAttemptsMost ? fail() : again(lane, hand, ready, { after: now + pairBaseSeconds ** attempts * 1000, attempts });
    case 'in_doubt':
      lost(lane, error);
      commitCost(lane, hand, ready);
      return lane.writer.recipient({ ...key, outcome: inDoubt(error.code, detailOf(error)) });
    case 'stop_template':
      again(lane, hand, ready, { after: now, attempts: ready.attempts });
      return hold(lane, hand.broadcast, templateHold(error));
    case 'stop_number':
      again(lane, hand, ready, { after: now, attempts: ready.attempts });
      return stopNumber(lane, error);
    case 'stop_account':
      again(lane, hand, ready, { after: now, attempts: ready.attempts });
      return stopNumber(lane, error, 'account');
    case 'skip':
      reached(lane);
      return fail();
    case 'fix_once':
      reached(lane);
      if (attempts < fixAttemptsMost) return again(lane, hand, ready, { after: now + retryBaseSeconds * 1000, attempts });
      fail();
      return noteFix(lane, hand.broadcast, error);
    case 'fix':
      reached(lane);
      fail();
      return noteFix(lane, hand.broadcast, error);
  }
}

/** What Meta took, or may have taken, will cost. */
function commitCost(lane: Lane, hand: Hand, ready: Ready): void {
  const context = lane.contexts.get(hand.broadcast);
  if (context?.spent !== undefined) context.spent += ready.cost;
}

/** Meta counts the calls of the app, not the messages: nothing leaves for a while, longer each time, and the pace stays what it is. */
export function restCalls(lane: Lane, error: PlatformError): void {
  const now = businessMilliseconds(lane);
  if (now < lane.pace.restUntil) return;
  restPace(lane.pace, now, error.retryAfterSeconds === null ? lane.callRest : error.retryAfterSeconds * 1000);
  lane.callRest = Math.min(callRestMostMilliseconds, lane.callRest * 2);
}

/** There is no place left in the limit: nobody else of the broadcast is read until one is free, or the limit is another. */
export function waitForPlaces(lane: Lane, broadcast: BroadcastId, full: NonNullable<Admission['full']>): void {
  const limit = lane.look.messaging_limit;
  if (lane.waits.get(broadcast)?.until === full.until.getTime()) return;
  lane.waits.set(broadcast, { until: full.until.getTime(), limit });
  const held = { by: full.by, detail: keepTold(wordsOfLimit(lane, full)) };
  insist(lane, 'say that the limit is used up', async (tx) => {
    await waitUntil(tx, lane.scope, broadcast, { until: full.until, limit });
    await tellHold(lane, held, [broadcast])(tx);
  });
}

function wordsOfLimit(lane: Lane, full: NonNullable<Admission['full']>) {
  if (full.by === 'warm_up') return say('held_warm_up', { people: full.people });
  const limit = lane.limit.limit ?? full.people;
  return full.people < limit ? say('held_limit_reserve', { people: full.people, limit }) : say('held_limit', { limit });
}

/** Meta said that it did not take it: the recipient goes back among those to be tried. */
export function again(lane: Lane, hand: Hand, ready: Ready, retry: { after: number; attempts: number; template?: boolean }): void {
  hand.retries.set(ready.seq, retry);
  hand.isDirty = true;
  lane.writer.wake();
}

function noteFix(lane: Lane, broadcast: BroadcastId, error: PlatformError): void {
  const times = (lane.fixes.get(broadcast) ?? 0) + 1;
  lane.fixes.set(broadcast, times);
  if (times >= fixesMost) hold(lane, broadcast, refusedHold(error, times));
}

/** Nothing could be written: the number rests, longer each time, and goes on by itself. In real time, as connections do. */
export function unreachable(lane: Lane, error: PlatformError): void {
  rest(lane, restMostMilliseconds);
  tellOutage(lane, error);
}

/** An answer was lost. After several in a row the number rests, and then only creeps until one is answered. */
export function lost(lane: Lane, error: PlatformError): void {
  lane.outage.lost += 1;
  if (lane.outage.lost < lostMost) return;
  rest(lane, lostRestMostMilliseconds);
  crawl(lane.pace);
  tellOutage(lane, error);
}

function rest(lane: Lane, mostMilliseconds: number): void {
  const now = performance.now();
  lane.outage.since ??= now;
  if (now < lane.restUntil) return;
  lane.restUntil = now + lane.outage.rest;
  lane.outage.rest = Math.min(mostMilliseconds, lane.outage.rest * 2);
}

function tellOutage(lane: Lane, error: PlatformError): void {
  const { outage } = lane;
  if (outage.isTold || outage.since === undefined || performance.now() - outage.since < outageToldMilliseconds) return;
  outage.isTold = true;
  lane.platform.log.warn({ number: lane.number, message: error.message }, 'WhatsApp does not answer; the number waits');
  const held = { by: 'platform_unreachable', detail: keepTold(say('held_silent', { why: error.message.replace(/\.$/, '') })) };
  insist(lane, 'say that WhatsApp does not answer', tellHold(lane, held));
}

/** Meta answered. */
export function reached(lane: Lane): void {
  const { outage } = lane;
  outage.lost = 0;
  lane.callRest = callRestFirstMilliseconds;
  if (outage.since === undefined) return;
  outage.since = undefined;
  outage.rest = restFirstMilliseconds;
  if (!outage.isTold) return;
  outage.isTold = false;
  lane.platform.log.info({ number: lane.number }, 'WhatsApp answers again');
  insist(lane, 'say that WhatsApp answers again', tellHold(lane, null));
}

/** Every further message of this number, or of all of its account, would fail: they are paused until a person resumes them. */
export function stopNumber(lane: Lane, error: PlatformError, reach: 'number' | 'account' = 'number'): void {
  if (lane.restUntil === Number.POSITIVE_INFINITY) return;
  lane.restUntil = Number.POSITIVE_INFINITY;
  const reason = error.code === null ? wordsOf(error) : pauseReasonOf(error.code);
  lane.platform.log.error({ number: lane.number, code: error.code, message: error.message, details: error.details }, 'WhatsApp stopped the number');
  insist(lane, 'pause the number', async (tx) => {
    await (reach === 'account' ? pauseAccount : pauseNumber)(lane.platform, tx, lane.scope, lane.number, reason);
    await tellHold(lane, numberHold(error))(tx);
    // The next look lets the lane go; unless somebody resumes the number even before that.
    lane.restUntil = performance.now() + stoppedRestMilliseconds;
  });
}

/** Pauses a broadcast until a person resumes it; at once for us, and as soon as the database takes it for all. */
export function hold(lane: Lane, broadcast: BroadcastId, held: Held): void {
  if (lane.heldBack.has(broadcast)) return;
  lane.heldBack.set(broadcast, Number.POSITIVE_INFINITY);
  for (const hand of lane.hands) if (hand.broadcast === broadcast) release(lane, hand);
  lane.platform.log.warn({ broadcast, held_by: held.by }, retell(held.detail, 'en'));
  const pause = async (tx: Tx) => {
    if (await moveBroadcast(tx, lane.scope, broadcast, { from: ['sending'], to: 'paused', held, finishedAt: null })) await tell(tx, lane, broadcast);
  };
  insist(lane, 'pause a broadcast', pause, () => void lane.heldBack.set(broadcast, performance.now()));
  lane.fixes.delete(broadcast);
  lane.contexts.delete(broadcast);
}

/** A hold that ends by itself is over. */
export function unhold(lane: Lane, broadcast: BroadcastId): void {
  insist(lane, 'say that a broadcast goes on', tellHold(lane, null, [broadcast]));
}

/** Ends a broadcast that has nobody left. True when this call did it. */
export function finishHere(lane: Lane, broadcast: BroadcastId): Promise<boolean> {
  return lane.platform.db.transaction().execute(async (tx) => {
    const now = lane.platform.clock.now();
    if (!(await finishBroadcast(tx, lane.scope, broadcast, now))) return false;
    lane.contexts.delete(broadcast);
    await recordDone(lane.platform, tx, lane.scope, broadcast, now);
    return true;
  });
}

function tellHold(lane: Lane, held: Held | null, broadcasts: readonly string[] = lane.broadcasts.map(({ id }) => id)): (tx: Tx) => Promise<void> {
  return async (tx) => {
    if (!(await holdSending(tx, lane.scope, broadcasts, held))) return;
    for (const id of broadcasts) await tell(tx, lane, id);
  };
}

async function tell(tx: Tx, lane: Lane, broadcast: string): Promise<void> {
  await lane.platform.live.tell(tx, lane.scope, { kind: 'broadcast', id: presentId('broadcast', parseId(broadcast)) });
}

/** Does something in a transaction of its own, again and again until the database takes it or the lane is dead, and something afterwards. */
function insist(lane: Lane, what: string, work: (tx: Tx) => Promise<void>, afterwards: () => void = () => {}): void {
  const once = async (): Promise<void> => {
    await lane.platform.db.transaction().execute(work);
    afterwards();
  };
  once().catch((error: unknown) => {
    if (lane.state === 'dead') return;
    lane.platform.log.warn({ error: String(error), number: lane.number }, `could not ${what}; trying again`);
    setTimeout(() => insist(lane, what, work, afterwards), insistMilliseconds);
  });
}
