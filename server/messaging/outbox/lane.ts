import { type Hand, moved, nextMove, outstanding } from './hand.ts';
import { settleBudgets, fetchMore, isWaiting } from './lane.claim.ts';
import { bodyFor } from './lane.bodies.ts';
import { noteLostFile } from './lane.files.ts';
import { businessMilliseconds, freshLane, type Lane, type LaneOptions, noteRoundTrip, release } from './lane.state.ts';
import { isLimited } from './portfolio.ts';
import { setBurst, setCeiling, takeToken, untilToken } from './pace.ts';
import { pairFreeAt, takePair } from './pair.ts';
import { goingOf, stillness } from './standing-still.ts';
import { fireReply, giveBackReplies, holdBackOffers, restingReply, takeReplies } from './replies.ts';
import { again, settleRecipient } from './settle.ts';
import { allot, nextShare, payShare, weightOf } from './shares.ts';
import { aheadOfSpread, setSpread, untilSpread } from './spread.ts';
import type { NumberLook } from './store.sending.ts';
import { peopleOfLimit } from '#core/policy/limits.ts';
import type { Instant } from '#core/value/time.ts';

/**
 * How many messages may be intended and without an answer at once, for one number: what a kill -9 can bring into doubt.
 * 1,000 a second at 250 ms keep 250 on the wire.
 */
export const windowMost = 256;
const windowLeast = 8;
/** So much is intended ahead of the pace: longer than a commit, shorter than anybody waits for a pause. */
const aheadSeconds = 0.25;
/** The same of one campaign that is spread over a time: whatever is intended and not sent is in doubt after a kill. */
const spreadAheadSeconds = 1;
/** On the wire at once: this many times what the best round trip would need, since most are slower than the best. */
const flyingShare = 3;
/** Answers find so much room on the wire when campaigns have filled it. */
const repliesAboveMost = 16;
/** The shortest sleep of the pacing; timers are not finer. */
const napMilliseconds = 4;
/** The longest: a clock that is slowed down may be hurried before, and timers end at 2^31 ms. */
const napMostMilliseconds = 60_000;
/** So many tries are given to somebody whose file Meta had forgotten; the file itself is renewed twice at most. */
const renewAttemptsMost = 6;

/** Opens a lane on a number whose lease is ours. */
export function openLane(options: LaneOptions): Lane {
  const lane = freshLane(options, performance.now());
  lane.pump = () => pump(lane);
  const leaveWriter = lane.writer.join({ take: () => takeMoves(lane), committed: (held) => takeIn(lane, held) });
  const { clock } = lane.platform;
  setBurst(lane.pace, clock.speed());
  const leaveClock = clock.onChange(() => {
    setBurst(lane.pace, clock.speed());
    clearTimeout(lane.timer);
    lane.timer = undefined;
    pump(lane);
  });
  lane.leave = () => {
    leaveWriter();
    leaveClock();
  };
  return lane;
}

/** Messages in a real second as far as the pace goes; no bound while the clock is moved by hand. */
function realRate(lane: Lane): number {
  const speed = lane.platform.clock.speed();
  return speed === 0 ? Number.POSITIVE_INFINITY : lane.pace.rate * speed;
}

/** Takes in a fresh look at the number, begun at a moment of the monotonic clock, and goes on. */
export function lookAgain(lane: Lane, look: NumberLook, begunAt: number): void {
  if (lane.state !== 'sending') return;
  const before = lane.look;
  lane.look = look;
  setCeiling(lane.pace, look.throughput_per_second);
  lane.limit = { ...lane.limit, portfolio: look.portfolio, limit: peopleOfLimit(look.messaging_limit) };
  if (!isLimited(lane.limit)) lane.seedAt = 0;
  lane.broadcasts = goingOf(look);
  lane.hasMessages = look.has_messages;
  if (look.stopped_by !== null) holdBackOffers(lane);
  takeShares(lane);
  const business = businessMilliseconds(lane);
  const going = new Set(lane.broadcasts.map((broadcast) => broadcast.id));
  const shown = new Set(look.broadcasts.map((broadcast) => broadcast.id));
  // One that a look shows after we held it was let go on by a person since.
  for (const [id, heldAt] of lane.heldBack) if (!shown.has(id) || begunAt > heldAt) lane.heldBack.delete(id);
  for (const hand of lane.hands) {
    // Who has a place in the limit already still leaves while the others wait for theirs.
    const stays = going.has(hand.broadcast) || (shown.has(hand.broadcast) && isWaiting(lane, hand.broadcast, business) && !isStopped(look, hand.broadcast));
    if (!stays || lane.heldBack.has(hand.broadcast) || hasOtherHours(before, look, hand.broadcast)) release(lane, hand);
  }
  if (lane.hands.length > 0 || lane.flying > 0 || going.size > 0 || look.has_messages) lane.idleSince = performance.now();
  void settleBudgets(lane);
  pump(lane);
}

/** Whether a person has stopped it, or the agents have too much to do. */
function isStopped(look: NumberLook, broadcast: string): boolean {
  const found = look.broadcasts.find(({ id }) => id === broadcast);
  return found === undefined || stillness(look, found) !== undefined;
}

/** Whoever is loaded was read for the hours of before. */
function hasOtherHours(before: NumberLook, look: NumberLook, broadcast: string): boolean {
  const hoursIn = ({ broadcasts }: NumberLook) => broadcasts.find(({ id }) => id === broadcast)?.pace?.hours;
  const [was, is] = [hoursIn(before), hoursIn(look)];
  return was?.from !== is?.from || was?.to !== is?.to;
}

function takeShares(lane: Lane): void {
  const now = businessMilliseconds(lane);
  const ids = new Set(lane.look.broadcasts.map((broadcast) => broadcast.id));
  for (const id of lane.shares.keys()) if (!ids.has(id)) lane.shares.delete(id);
  for (const id of lane.spreads.keys()) if (!ids.has(id)) lane.spreads.delete(id);
  for (const [place, broadcast] of lane.broadcasts.entries()) {
    const share = lane.shares.get(broadcast.id);
    if (share === undefined) lane.shares.set(broadcast.id, { weight: weightOf(place), credit: 0 });
    else share.weight = weightOf(place);
    setSpread(lane, broadcast, now);
  }
}

/** Sends what may leave now, and sees to it that there is more. Cheap when there is nothing to do. */
function pump(lane: Lane): void {
  if (lane.state === 'dead') return;
  const now = performance.now();
  const flyingMost = Math.min(windowMost, Math.max(windowLeast, Math.ceil(realRate(lane) * lane.roundTrip * flyingShare)));
  lane.pacedUntil = undefined;
  while (lane.state === 'sending' && now < lane.leaseUntil) {
    const time = businessMilliseconds(lane);
    const next = nextOut(lane, flyingMost, time);
    if (next === undefined) break;
    if (typeof next === 'number') {
      pause(lane, time, next);
      break;
    }
    const wait = untilLeave(lane, { now, time, isOffer: next === 'offer' || (next !== 'reply' && next.isOffer) });
    if (wait > 0) {
      nap(lane, wait);
      break;
    }
    if (next === 'reply') fireReply(lane, lane.replies);
    else if (next === 'offer') fireReply(lane, lane.offers);
    else fire(lane, next, time);
  }
  if (lane.state !== 'sending') return;
  if (lane.hands.some((hand) => hand.isReleasing || hand.isDirty) || (lane.hands.some((hand) => hand.loaded.length > 0) && roomOf(lane) > 0))
    lane.writer.wake();
  takeReplies(lane);
  fetchMore(lane);
}

/**
 * Whose turn it is: answers, what people wait for by ones, by campaigns, then offers by ones and by campaigns. A number says in how many
 * milliseconds of the business clock a campaign that is spread over a time goes on, when nothing else may leave.
 */
function nextOut(lane: Lane, flyingMost: number, time: number): 'reply' | 'offer' | Hand | number | undefined {
  if (lane.flying < flyingMost + repliesAboveMost && restingReply(lane, lane.replies, time)) return 'reply';
  if (lane.flying >= flyingMost || lane.isBehind) return undefined;
  const first = nextHand(lane, false, time);
  if (typeof first === 'object') return first;
  if (restingReply(lane, lane.offers, time)) return 'offer';
  const offer = nextHand(lane, true, time);
  if (typeof offer === 'object') return offer;
  return first === undefined ? offer : offer === undefined ? first : Math.min(first, offer);
}

/** The chunk from which the next leaves, by the shares of their broadcasts; else how long those that are spread wait. */
function nextHand(lane: Lane, isOffer: boolean, time: number): Hand | number | undefined {
  let wait = Number.POSITIVE_INFINITY;
  lane.ready.length = 0;
  for (const hand of lane.hands) {
    if (hand.isReleasing || hand.isOffer !== isOffer || hand.cleared.length === 0 || !hasFit(lane, hand, time)) continue;
    const spread = untilSpread(lane, hand.broadcast, time);
    if (spread === 0) lane.ready.push(hand);
    else wait = Math.min(wait, spread);
  }
  return nextShare(lane.ready) ?? (wait === Number.POSITIVE_INFINITY ? undefined : wait);
}

/** Whether the next of a chunk may leave; those whose hours have ended meanwhile, or who must rest, are put off. */
function hasFit(lane: Lane, hand: Hand, time: number): boolean {
  for (let ready = hand.cleared[0]; ready !== undefined; ready = hand.cleared[0]) {
    const free = pairFreeAt(lane.pairs, ready.phone, time, false);
    if (free <= time && time < ready.closesAt) return true;
    hand.cleared.shift();
    again(lane, hand, ready, { after: Math.max(time, free), attempts: ready.attempts });
  }
  return false;
}

/** Lets one leave now (0), or says in how many real milliseconds one may. */
function untilLeave(lane: Lane, { now, time, isOffer }: { now: number; time: number; isOffer: boolean }): number {
  if (now < lane.restUntil) return lane.restUntil - now;
  const { pace } = lane;
  if (takeToken(pace, time, isOffer)) return 0;
  const wait = untilToken(pace, time, isOffer);
  // Whoever moves the clock for us should not do so for each message.
  lane.pacedUntil = time + Math.max(wait, pace.burstSeconds * 1000);
  return wait / lane.platform.clock.speed();
}

function pause(lane: Lane, time: number, milliseconds: number): void {
  lane.pacedUntil = time + Math.max(1, milliseconds);
  nap(lane, milliseconds / lane.platform.clock.speed());
}

function nap(lane: Lane, milliseconds: number): void {
  // A number that WhatsApp stopped rests forever, and the next look lets it go; a clock that stands still says when it is moved.
  if (lane.timer !== undefined || milliseconds === Number.POSITIVE_INFINITY) return;
  lane.timer = setTimeout(
    () => {
      lane.timer = undefined;
      pump(lane);
    },
    Math.min(napMostMilliseconds, Math.max(napMilliseconds, milliseconds)),
  );
}

function fire(lane: Lane, hand: Hand, time: number): void {
  const ready = hand.cleared.shift();
  const context = lane.contexts.get(hand.broadcast);
  if (ready === undefined || context === undefined) throw new Error(`what broadcast ${hand.broadcast} says was not read`);
  if (lane.ready.length > 1) payShare(lane.ready, hand.share);
  const spread = lane.spreads.get(hand.broadcast);
  if (spread !== undefined) takeToken(spread, time);
  takePair(lane.pairs, ready.phone, time);
  const body = bodyFor(context, hand.broadcast, ready);
  const begun = performance.now();
  hand.flying.set(ready.seq, ready);
  lane.flying += 1;
  lane.line.post(body, (answer) => {
    if (lane.state === 'dead') return;
    noteRoundTrip(lane, (performance.now() - begun) / 1000);
    lane.flying -= 1;
    hand.flying.delete(ready.seq);
    // Meta has forgotten a file: it is uploaded again before they are tried once more, and nobody notices.
    if (!answer.ok && ready.attempts < renewAttemptsMost && noteLostFile(context, body, answer.error))
      again(lane, hand, ready, { after: lane.platform.clock.now().getTime(), attempts: ready.attempts + 1 });
    else settleRecipient(lane, hand, ready, answer);
    pump(lane);
  });
}

/** How many more may be intended: enough for the wire and a little ahead of the pace. */
function roomOf(lane: Lane): number {
  const window = Math.min(windowMost, Math.max(windowLeast, Math.ceil(realRate(lane) * (lane.roundTrip * flyingShare + aheadSeconds))));
  return window - lane.hands.reduce((sum, hand) => sum + outstanding(hand), 0);
}

function takeMoves(lane: Lane) {
  if (lane.state === 'dead') return [];
  const room = lane.state === 'sending' && performance.now() < lane.leaseUntil ? roomOf(lane) : 0;
  const parts = dealRoom(lane, room);
  return lane.hands.flatMap((hand, index) => nextMove(hand, parts[index] ?? 0) ?? []);
}

/** How many of each chunk may be intended: first of what people wait for, then of offers, dealt among their broadcasts by their shares. */
function dealRoom(lane: Lane, room: number): number[] {
  const wants = lane.hands.map((hand) => (hand.isReleasing ? 0 : hand.loaded.length));
  const parts = lane.hands.map(() => 0);
  let left = room;
  for (const isOffer of [false, true]) {
    const groups = Map.groupBy(
      lane.hands.map((_, index) => index).filter((index) => lane.hands[index]?.isOffer === isOffer && (wants[index] ?? 0) > 0),
      (index) => lane.hands[index]?.broadcast ?? '',
    );
    const wishes = [...groups].map(([broadcast, hands]) => ({
      hands,
      weight: lane.shares.get(broadcast)?.weight ?? 1,
      wants: Math.min(
        hands.reduce((sum, index) => sum + (wants[index] ?? 0), 0),
        aheadOfSpread(lane, broadcast, spreadAheadSeconds) - outstandingOf(lane, broadcast),
      ),
    }));
    for (const [place, given] of allot(left, wishes).entries()) {
      let mine = given;
      left -= given;
      for (const index of wishes[place]?.hands ?? []) {
        parts[index] = Math.min(mine, wants[index] ?? 0);
        mine -= parts[index];
      }
    }
  }
  return parts;
}

function outstandingOf(lane: Lane, broadcast: string): number {
  return lane.hands.reduce((sum, hand) => sum + (hand.broadcast === broadcast ? outstanding(hand) : 0), 0);
}

function takeIn(lane: Lane, held: readonly { readonly broadcast: string; readonly first_seq: number; readonly is_sending: boolean }[]): void {
  if (lane.state === 'dead') return;
  for (const hand of lane.hands.slice()) {
    const mine = held.find((one) => one.broadcast === hand.broadcast && one.first_seq === hand.firstSeq);
    if (moved(hand, mine) === 'keep') continue;
    lane.hands.splice(lane.hands.indexOf(hand), 1);
    // Perhaps it was the last one, and the broadcast is done.
    lane.waitUntil.delete(hand.broadcast);
  }
  pump(lane);
}

// ---- the end -----------------------------------------------------------------------------------------------------------

/** Whether it has had nothing to do for a while. */
export function isIdle(lane: Lane, milliseconds: number): boolean {
  return lane.hands.length === 0 && lane.flying === 0 && performance.now() - lane.idleSince > milliseconds;
}

/** Whether everything that could be done is done; an instant when what is ready waits for its pace until then. */
export function standingOf(lane: Lane): 'idle' | 'busy' | Instant {
  const isReady = lane.replies.length > 0 || lane.offers.length > 0 || lane.hands.some((hand) => hand.cleared.length > 0);
  const isMoving = lane.hands.some(
    (hand) => hand.isLoading || hand.isDirty || hand.isReleasing || hand.asked !== undefined || (hand.loaded.length > 0 && !isReady),
  );
  if (lane.flying > 0 || lane.isClaiming || lane.isTakingReplies || lane.isSettlingBudget || isMoving) return 'busy';
  if (!isReady) return 'idle';
  return lane.pacedUntil === undefined ? 'busy' : new Date(lane.pacedUntil);
}

/** Stops for good: nothing new leaves, answers on their way are awaited, chunks and messages given back. */
export async function drainLane(lane: Lane, withinMilliseconds: number): Promise<void> {
  lane.state = 'draining';
  clearTimeout(lane.timer);
  giveBackReplies(lane);
  const deadline = performance.now() + withinMilliseconds;
  for (const hand of lane.hands) release(lane, hand);
  while ((lane.flying > 0 || lane.hands.length > 0) && performance.now() < deadline) {
    lane.writer.wake();
    await new Promise((resolve) => setTimeout(resolve, napMilliseconds));
  }
  killLane(lane);
}

/** Ends at once, as if the process had been killed: what is on the wire is left as it is. */
export function killLane(lane: Lane): void {
  lane.state = 'dead';
  clearTimeout(lane.timer);
  lane.leave();
}
