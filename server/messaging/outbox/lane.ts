import { decide } from '#core/policy/policy.ts';
import { type BroadcastId, parseId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { BroadcastLanguage } from './broadcast.ts';
import { type Hand, isParked, moved, nextMove, nextToLoad, openHand, outstanding, type Ready } from './hand.ts';
import { passingHolds } from './hold.ts';
import { chooseBodies, contentFor, findUnfit } from './lane.bodies.ts';
import { readBroadcast } from './lane.broadcast.ts';
import { fetchFiles, noteLostFile } from './lane.files.ts';
import { businessMilliseconds, freshLane, type Lane, type LaneOptions, noteRoundTrip, release } from './lane.state.ts';
import { failed, skipped } from './outcome.ts';
import { setBurst, setCeiling, takeToken, untilToken } from './pace.ts';
import { giveBackReplies, nextReply, takeReplies } from './replies.ts';
import { again, finishHere, settleRecipient, unhold } from './settle.ts';
import { claimChunk, type NumberLook, type ReadRecipient, readRecipients } from './store.sending.ts';
import { envelope } from './wire.ts';

/**
 * How many messages may be intended and without an answer at once, for one number: what a kill -9 can bring into doubt.
 * 1,000 a second at 250 ms keep 250 on the wire.
 */
export const windowMost = 256;
const windowLeast = 8;
/** So much is intended ahead of the pace: longer than a commit, shorter than anybody waits for a pause. */
const aheadSeconds = 0.25;
/** On the wire at once: this many times what the best round trip would need, since most are slower than the best. */
const flyingShare = 3;
/** Chunks in hand: one being sent, others waiting for retries whose time has not come. */
const handsMost = 8;
const pageLeast = 64;
const pageMost = 500;
/** The shortest sleep of the pacing; timers are not finer. */
const napMilliseconds = 4;
/** The longest: a clock that is slowed down may be hurried before, and timers end at 2^31 ms. */
const napMostMilliseconds = 60_000;
/** So many tries are given to somebody whose file Meta had forgotten; the file itself is renewed twice at most. */
const renewAttemptsMost = 6;
/** After a failure of the database or of a file at Meta. */
const tryAgainMilliseconds = 1_000;

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

/** Takes in a fresh look at the number, and goes on. */
export function lookAgain(lane: Lane, look: NumberLook): void {
  if (lane.state !== 'sending') return;
  setCeiling(lane.pace, look.throughput_per_second);
  lane.broadcasts = look.broadcasts;
  lane.hasMessages = look.has_messages;
  const sending = new Set(look.broadcasts.map((broadcast) => broadcast.id));
  for (const id of lane.heldBack) if (!sending.has(id)) lane.heldBack.delete(id);
  for (const hand of lane.hands) if (!sending.has(hand.broadcast) || lane.heldBack.has(hand.broadcast)) release(lane, hand);
  if (lane.hands.length > 0 || lane.flying > 0 || sending.size > 0 || look.has_messages) lane.idleSince = performance.now();
  pump(lane);
}

/** Sends what may leave now, and sees to it that there is more. Cheap when there is nothing to do. */
function pump(lane: Lane): void {
  if (lane.state === 'dead') return;
  const now = performance.now();
  const flyingMost = Math.min(windowMost, Math.max(windowLeast, Math.ceil(realRate(lane) * lane.roundTrip * flyingShare)));
  lane.pacedUntil = undefined;
  while (lane.state === 'sending' && now < lane.leaseUntil && lane.flying < flyingMost) {
    const next = nextReply(lane) ?? nextCleared(lane);
    if (next === undefined) break;
    const wait = untilLeave(lane, now);
    if (wait > 0) {
      next.giveBack();
      nap(lane, wait);
      break;
    }
    next.send();
  }
  if (lane.state !== 'sending') return;
  if (lane.hands.some((hand) => hand.isReleasing || hand.isDirty) || (lane.hands.some((hand) => hand.loaded.length > 0) && roomOf(lane) > 0))
    lane.writer.wake();
  takeReplies(lane);
  fetchMore(lane);
}

/** Lets one leave now (0), or says in how many real milliseconds one may. */
function untilLeave(lane: Lane, now: number): number {
  if (now < lane.restUntil) return lane.restUntil - now;
  const { pace } = lane;
  const time = businessMilliseconds(lane);
  if (takeToken(pace, time)) return 0;
  const wait = untilToken(pace, time);
  // Whoever moves the clock for us should not do so for each message.
  lane.pacedUntil = time + Math.max(wait, pace.burstSeconds * 1000);
  return wait / lane.platform.clock.speed();
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

function nextCleared(lane: Lane): { send: () => void; giveBack: () => void } | undefined {
  for (const hand of lane.hands) {
    const ready = hand.isReleasing ? undefined : hand.cleared.shift();
    if (ready !== undefined) return { send: () => fire(lane, hand, ready), giveBack: () => void hand.cleared.unshift(ready) };
  }
  return undefined;
}

function fire(lane: Lane, hand: Hand, ready: Ready): void {
  const context = lane.contexts.get(hand.broadcast);
  if (context === undefined) throw new Error(`what broadcast ${hand.broadcast} says was not read`);
  const body = envelope(contentFor(context, ready), { phone: ready.phone }, { kind: 'recipient', broadcast: hand.broadcast, seq: ready.seq }, null);
  const begun = performance.now();
  hand.flying.add(ready.seq);
  lane.flying += 1;
  void lane.line.send(body).then((answer) => {
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
  let room = lane.state === 'sending' && performance.now() < lane.leaseUntil ? roomOf(lane) : 0;
  return lane.hands.flatMap((hand) => {
    const move = nextMove(hand, room);
    room -= hand.asked?.pulled.length ?? 0;
    return move === undefined ? [] : [move];
  });
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

// ---- reading ahead -----------------------------------------------------------------------------------------------------

function fetchMore(lane: Lane): void {
  const page = Math.min(pageMost, Math.max(pageLeast, Math.ceil(lane.pace.rate)));
  const ahead = lane.hands.reduce((sum, hand) => sum + (hand.isReleasing ? 0 : hand.loaded.length), 0);
  const now = lane.platform.clock.now().getTime();
  let isLoading = false;
  for (const hand of lane.hands) {
    isLoading ||= hand.isLoading;
    if (lane.hands.length > handsMost / 2 && isParked(hand, now)) release(lane, hand);
    const range = hand.isLoading ? undefined : nextToLoad(hand, now);
    // Retries are read when their time has come, others as long as fewer than a page are ready.
    if (range !== undefined && ('seqs' in range || (ahead < page && !isLoading))) {
      isLoading = true;
      void load(lane, hand, range, page);
    }
  }
  if (!isLoading && ahead < page && lane.hands.length < handsMost) void claimNext(lane);
}

async function load(lane: Lane, hand: Hand, range: { seqs: number[] } | { after: number; last: number }, page: number): Promise<void> {
  hand.isLoading = true;
  try {
    const isTwofold = lane.contexts.get(hand.broadcast)?.free !== null;
    const found = await readRecipients(
      lane.platform.db,
      lane.scope,
      hand.broadcast,
      'seqs' in range ? range : { ...range, limit: page },
      isTwofold ? lane.number : null,
    );
    const rows = isTwofold ? await chooseBodies(lane, hand, found) : found;
    const failures = new Map([...(await fetchFiles(lane, hand.broadcast, rows)), ...findUnfit(lane, hand.broadcast, rows)]);
    hand.isLoading = false;
    if (lane.state === 'dead' || hand.isReleasing) return lane.writer.wake();
    if ('seqs' in range) for (const seq of range.seqs) if (!rows.some((row) => row.seq === seq)) drop(hand, seq);
    hand.loaded.push(...judge(lane, hand, withoutFailed(lane, hand, rows, failures, 'seqs' in range), 'seqs' in range));
    if (!('seqs' in range)) hand.loadedTo = rows.length < page ? hand.lastSeq : (rows.at(-1)?.seq ?? hand.lastSeq);
    lane.writer.wake();
    pump(lane);
  } catch (error) {
    lane.platform.log.warn({ error: String(error), broadcast: hand.broadcast }, 'recipients could not be read; trying again');
    setTimeout(() => {
      hand.isLoading = false;
      pump(lane);
    }, tryAgainMilliseconds);
  }
}

/** Somebody to be tried again who has an outcome by now (a status came for an answer we had given up). */
function drop(hand: Hand, seq: number): void {
  hand.retries.delete(seq);
  hand.isDirty = true;
}

/** Those whose file Meta does not take, or whose values do not fit, fail with the words for it; the rest go on. */
function withoutFailed(lane: Lane, hand: Hand, rows: ReadRecipient[], failures: ReadonlyMap<number, string>, isRetry: boolean): ReadRecipient[] {
  if (failures.size === 0) return rows;
  const now = lane.platform.clock.now().getTime();
  for (const [seq, why] of failures) {
    if (isRetry) drop(hand, seq);
    lane.writer.recipient({ workspace: hand.workspace, broadcast: hand.broadcast, seq, outcome: failed(null, why, now) });
  }
  return rows.filter((row) => !failures.has(row.seq));
}

/** The policy at the door: each distinct tuple is decided once; who is refused now is skipped with the reason. */
function judge(lane: Lane, hand: Hand, rows: readonly ReadRecipient[], isRetry: boolean): Ready[] {
  const languages = lane.contexts.get(hand.broadcast)?.languages ?? [];
  const now = lane.platform.clock.now();
  const reasons = new Map<string, string | null>();
  const ready: Ready[] = [];
  for (const row of rows) {
    const tuple = `${row.country} ${row.marketing_consent} ${row.suppressions?.join()} ${row.language} ${row.free}`;
    let reason = reasons.get(tuple);
    if (reason === undefined) reasons.set(tuple, (reason = reasonAgainst(row, languages[row.language], now)));
    if (reason === null)
      ready.push({
        seq: row.seq,
        phone: row.phone,
        language: row.language,
        variables: row.variables,
        attempts: hand.retries.get(row.seq)?.attempts ?? 0,
        free: row.free,
        isRetry,
      });
    else {
      if (isRetry) drop(hand, row.seq);
      lane.writer.recipient({ workspace: hand.workspace, broadcast: hand.broadcast, seq: row.seq, outcome: skipped(reason) });
    }
  }
  return ready;
}

function reasonAgainst(row: ReadRecipient, language: BroadcastLanguage | undefined, now: Date): string | null {
  const category = language?.category ?? 'marketing';
  const verdict = decide(
    {
      category: row.free ? 'service' : category,
      // In a marketing template's stead it is an offer still.
      isOffer: category === 'marketing',
      // Somebody who was deleted since has no row in the view any more.
      hasPhone: row.marketing_consent !== null,
      country: row.country,
      marketingConsent: row.marketing_consent ?? 'none',
      suppressions: row.suppressions ?? [],
      // Whose window was closed by now has the template already.
      windowOpen: row.free,
      hasLanguage: language !== undefined,
      hasVariables: true,
    },
    now,
  );
  return verdict.may ? null : verdict.reason;
}

/** Takes the next chunk of the oldest broadcast that has one; a broadcast that has none left, nor in hand, is done. */
async function claimNext(lane: Lane): Promise<void> {
  const now = performance.now();
  const wanted = lane.broadcasts.filter(({ id }) => !lane.heldBack.has(id) && (lane.waitUntil.get(id) ?? 0) < now);
  if (lane.isClaiming || wanted.length === 0 || lane.state !== 'sending' || now >= lane.leaseUntil) return;
  lane.isClaiming = true;
  try {
    for (const { id, held_by } of wanted) {
      const broadcast = parseId<'broadcast'>(id);
      if (!(await readBroadcast(lane, broadcast))) continue;
      const chunk = await claimChunk(lane.platform.db, lane.scope, broadcast, lane.holder, lane.platform.clock.now());
      if (chunk !== undefined) {
        if (held_by !== null && passingHolds.includes(held_by)) unhold(lane, broadcast);
        lane.hands.push(openHand({ workspace: lane.scope.workspace, broadcast, holder: lane.holder }, chunk));
        break;
      }
      // Asked again at the next look at the earliest.
      lane.waitUntil.set(id, performance.now() + tryAgainMilliseconds / 4);
      if (!lane.hands.some((hand) => hand.broadcast === broadcast)) await finish(lane, broadcast);
    }
  } catch (error) {
    lane.platform.log.warn({ error: String(error), number: lane.number }, 'no chunk could be taken; trying again');
    for (const { id } of wanted) lane.waitUntil.set(id, performance.now() + tryAgainMilliseconds);
  }
  lane.isClaiming = false;
  pump(lane);
}

async function finish(lane: Lane, broadcast: BroadcastId): Promise<void> {
  if (await finishHere(lane, broadcast)) lane.broadcasts = lane.broadcasts.filter(({ id }) => id !== broadcast);
}

// ---- the end -----------------------------------------------------------------------------------------------------------

/** Whether it has had nothing to do for a while. */
export function isIdle(lane: Lane, milliseconds: number): boolean {
  return lane.hands.length === 0 && lane.flying === 0 && performance.now() - lane.idleSince > milliseconds;
}

/** Whether everything that could be done is done; an instant when what is ready waits for its pace until then. */
export function standingOf(lane: Lane): 'idle' | 'busy' | Instant {
  const isReady = lane.replies.length > 0 || lane.hands.some((hand) => hand.cleared.length > 0);
  const isMoving = lane.hands.some(
    (hand) => hand.isLoading || hand.isDirty || hand.isReleasing || hand.asked !== undefined || (hand.loaded.length > 0 && !isReady),
  );
  if (lane.flying > 0 || lane.isClaiming || lane.isTakingReplies || isMoving) return 'busy';
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
