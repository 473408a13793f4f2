import { type BroadcastId, parseId } from '#core/value/id.ts';
import { lookAtBudget } from './budget.ts';
import { type Hand, isParked, isQuiet, nextRetryAt, nextToLoad, openHand } from './hand.ts';
import { passingHolds } from './hold.ts';
import { readBroadcast } from './lane.broadcast.ts';
import { load, putDown, putDownMilliseconds } from './lane.load.ts';
import { type Lane, release } from './lane.state.ts';
import { finishHere, hold, unhold } from './settle.ts';
import { weightOf } from './shares.ts';
import { aheadOfSpread } from './spread.ts';
import { type BroadcastLook, claimChunk } from './store.sending.ts';

/** Chunks in hand of one broadcast: one being sent, others waiting for retries whose time has not come; and of all together. */
const handsOfOneMost = 8;
const handsMost = 48;
const pageLeast = 64;
const pageMost = 500;
/** After a failure of the database, or when a broadcast had nothing to take. */
const tryAgainMilliseconds = 1_000;

/** Whether nobody of a broadcast is to be read for now: no place in the limit, or no money. What is loaded still leaves. */
export function isWaiting(lane: Lane, broadcast: BroadcastId, now: number): boolean {
  if (lane.contexts.get(broadcast)?.unpaid !== undefined) return true;
  const wait = lane.waits.get(broadcast);
  if (wait === undefined) return false;
  if (now < wait.until && wait.limit === lane.look.messaging_limit) return true;
  lane.waits.delete(broadcast);
  return false;
}

/** Reads who is next, of each broadcast for itself, and takes more chunks where too few are read. Cheap when there is nothing to do. */
export function fetchMore(lane: Lane): void {
  const now = lane.platform.clock.now().getTime();
  const page = Math.min(pageMost, Math.max(pageLeast, Math.ceil(lane.pace.rate)));
  for (const hand of lane.hands) if (!hand.isReleasing && isDoneForNow(lane, hand, now)) setDown(lane, hand, now);
  let isShort = false;
  for (const { id } of lane.broadcasts) isShort = readMore(lane, parseId(id), { now, page: Math.min(page, aheadOfSpread(lane, id)) }) || isShort;
  if (isShort && lane.hands.length < handsMost) void claimMore(lane);
}

/** Whether nothing of a chunk can leave before some time that is not near. */
function isDoneForNow(lane: Lane, hand: Hand, now: number): boolean {
  if (isWaiting(lane, hand.broadcast, now)) return isQuiet(hand);
  return (lane.hands.length > handsOfOneMost / 2 || nextRetryAt(hand) > now + putDownMilliseconds) && isParked(hand, now);
}

function setDown(lane: Lane, hand: Hand, now: number): void {
  const next = nextRetryAt(hand);
  if (hand.loadedTo >= hand.lastSeq && next > now + putDownMilliseconds && next < Number.POSITIVE_INFINITY) putDown(lane, hand, next);
  else release(lane, hand);
}

/** Reads the next of a broadcast if too few of it are ready. True when another chunk of it is wanted. */
function readMore(lane: Lane, broadcast: BroadcastId, { now, page }: { now: number; page: number }): boolean {
  if (lane.heldBack.has(broadcast) || isWaiting(lane, broadcast, now)) return false;
  let ahead = 0;
  let hands = 0;
  let isLoading = false;
  for (const hand of lane.hands) {
    if (hand.broadcast !== broadcast) continue;
    hands += 1;
    if (!hand.isReleasing) ahead += hand.loaded.length;
    isLoading ||= hand.isLoading;
  }
  for (const hand of lane.hands) {
    if (hand.broadcast !== broadcast || hand.isLoading) continue;
    const range = nextToLoad(hand, now);
    // Retries are read when their time has come, others as long as fewer than a page are ready.
    if (range === undefined || !('seqs' in range || (ahead < page && !isLoading))) continue;
    isLoading = true;
    void load(lane, hand, range, page);
  }
  return !isLoading && ahead < page && hands < handsOfOneMost;
}

/** Takes the next chunk of each broadcast that has too little in hand, the oldest first; one that has none left, nor in hand, is done. */
async function claimMore(lane: Lane): Promise<void> {
  const now = performance.now();
  const business = lane.platform.clock.now().getTime();
  const wanted = lane.broadcasts.filter(
    ({ id }) => !lane.heldBack.has(id) && (lane.waitUntil.get(id) ?? 0) < now && !isWaiting(lane, parseId(id), business) && !isFull(lane, id),
  );
  if (lane.isClaiming || wanted.length === 0 || lane.state !== 'sending' || now >= lane.leaseUntil) return;
  lane.isClaiming = true;
  try {
    for (const broadcast of wanted) if (lane.hands.length < handsMost) await claimOne(lane, broadcast);
  } catch (error) {
    lane.platform.log.warn({ error: String(error), number: lane.number }, 'no chunk could be taken; trying again');
    for (const { id } of wanted) lane.waitUntil.set(id, performance.now() + tryAgainMilliseconds);
  }
  lane.isClaiming = false;
  lane.pump();
}

async function claimOne(lane: Lane, look: BroadcastLook): Promise<void> {
  const broadcast = parseId<'broadcast'>(look.id);
  if (!(await readBroadcast(lane, broadcast))) return;
  const chunk = await claimChunk(lane.platform.db, lane.scope, broadcast, lane.holder, lane.platform.clock.now());
  if (chunk === undefined) {
    // Asked again at the next look at the earliest.
    lane.waitUntil.set(look.id, performance.now() + tryAgainMilliseconds / 4);
    if (!lane.hands.some((hand) => hand.broadcast === broadcast)) await finish(lane, broadcast);
    return;
  }
  if (look.held_by !== null && passingHolds.includes(look.held_by)) unhold(lane, broadcast);
  const share = lane.shares.get(look.id) ?? { weight: weightOf(0), credit: 0 };
  lane.shares.set(look.id, share);
  lane.hands.push(openHand({ workspace: lane.scope.workspace, broadcast, holder: lane.holder, share, isOffer: look.lane === 'marketing' }, chunk));
}

async function finish(lane: Lane, broadcast: BroadcastId): Promise<void> {
  if (await finishHere(lane, broadcast)) lane.broadcasts = lane.broadcasts.filter(({ id }) => id !== broadcast);
}

function isFull(lane: Lane, broadcast: string): boolean {
  const page = Math.min(pageMost, Math.max(pageLeast, Math.ceil(lane.pace.rate)), aheadOfSpread(lane, broadcast));
  let ahead = 0;
  let hands = 0;
  for (const hand of lane.hands) {
    if (hand.broadcast !== broadcast) continue;
    if (hand.isLoading || (!hand.isReleasing && hand.loadedTo < hand.lastSeq)) return true;
    ahead += hand.isReleasing ? 0 : hand.loaded.length;
    hands += 1;
  }
  return ahead >= page || hands >= handsOfOneMost;
}

/** A broadcast that ran out of money is looked at once more when nothing of it is in hand: it goes on, or is held for a person. */
export async function settleBudgets(lane: Lane): Promise<void> {
  for (const [broadcast, context] of lane.contexts) {
    if (context.unpaid === undefined || lane.isSettlingBudget || lane.hands.some((hand) => hand.broadcast === broadcast)) continue;
    lane.isSettlingBudget = true;
    try {
      const held = await lookAtBudget(lane, broadcast);
      if (held !== undefined) hold(lane, broadcast, held);
    } catch (error) {
      lane.platform.log.warn({ error: String(error), broadcast }, 'a budget could not be looked at; trying again');
    }
    lane.isSettlingBudget = false;
    lane.pump();
  }
}
