import { say } from '#core/contract/say.ts';
import { decide } from '#core/policy/policy.ts';
import { minute } from '#core/value/time.ts';
import { keepTold } from '#core/value/say.ts';
import { isWindowOpen } from '#server/messaging/conversation/conversation.ts';
import type { BroadcastLanguage } from './broadcast.ts';
import { budgetOf, costOf, payable, seedBudget } from './budget.ts';
import { type Hand, nextRetryAt, type Ready } from './hand.ts';
import { hoursOf } from './hours.ts';
import { chooseBodies, findUnfit } from './lane.bodies.ts';
import { fetchFiles } from './lane.files.ts';
import { readWarmUp } from './lane.prepare.ts';
import { type Lane, release } from './lane.state.ts';
import { failed, skipped } from './outcome.ts';
import { admit, isLimited } from './portfolio.ts';
import { seedPlaces } from './seed.ts';
import { waitForPlaces } from './settle.ts';
import { type ReadRecipient, readRecipients } from './store.reading.ts';

/** After a failure of the database or of a file at Meta. */
const tryAgainMilliseconds = 1_000;
/** Who is to be tried again later than this makes the chunk wait as a whole, so that nobody looks at it until then. */
export const putDownMilliseconds = minute;

export type Range = { readonly seqs: number[] } | { readonly after: number; readonly last: number };

/** Somebody who was read: what leaves for them, or from when on it could. */
type Read = { readonly row: ReadRecipient } & ({ readonly ready: Ready } | { readonly opensAt: number });

/** Reads who is next of a chunk, asks the policy, their hours, the budget and the limit, and takes into the hand who may leave. */
export async function load(lane: Lane, hand: Hand, range: Range, page: number): Promise<void> {
  hand.isLoading = true;
  const isRetry = 'seqs' in range;
  try {
    const context = lane.contexts.get(hand.broadcast);
    if (budgetOf(lane, hand.broadcast) !== null && context?.spent === undefined) await seedBudget(lane, hand.broadcast);
    if (lane.look.warm_since !== null || lane.limit.warmUp !== null) await readWarmUp(lane);
    const isTwofold = context?.free !== null;
    const counts = isLimited(lane.limit);
    const found = await readRecipients(
      lane.platform.db,
      lane.scope,
      hand.broadcast,
      isRetry ? range : { ...range, limit: page },
      counts || isTwofold ? { number: lane.number, isOfAll: counts } : null,
    );
    const rows = isTwofold ? await chooseBodies(lane, hand, found) : found;
    const failures = new Map([...(await fetchFiles(lane, hand.broadcast, rows)), ...findUnfit(lane, hand.broadcast, rows)]);
    if (isGone(lane, hand)) return leaveOff(lane, hand);
    if (isRetry) for (const seq of range.seqs) if (!rows.some((row) => row.seq === seq)) drop(hand, seq);
    const read = judge(lane, hand, withoutFailed(lane, hand, rows, failures, isRetry), isRetry);
    const cut = await cutAt(lane, hand, read);
    if (isGone(lane, hand)) return leaveOff(lane, hand);
    hand.isLoading = false;
    takeIn(lane, hand, read, { cut, isRetry, last: rows.length < page ? hand.lastSeq : (rows.at(-1)?.seq ?? hand.lastSeq) });
    lane.writer.wake();
    lane.pump();
  } catch (error) {
    lane.platform.log.warn({ error: String(error), broadcast: hand.broadcast }, 'recipients could not be read; trying again');
    setTimeout(() => {
      hand.isLoading = false;
      lane.pump();
    }, tryAgainMilliseconds);
  }
}

function isGone(lane: Lane, hand: Hand): boolean {
  return lane.state === 'dead' || hand.isReleasing;
}

function leaveOff(lane: Lane, hand: Hand): void {
  hand.isLoading = false;
  lane.writer.wake();
}

/** Who may leave is loaded, who sleeps is put off, and the reading goes on behind the last of them; from `cut` on nobody was dealt with. */
function takeIn(lane: Lane, hand: Hand, read: readonly Read[], given: { cut: Cut | undefined; isRetry: boolean; last: number }): void {
  const now = lane.platform.clock.now().getTime();
  const { cut, isRetry } = given;
  const kept = cut === undefined ? read : isRetry ? read.filter(({ row }) => !cut.seqs.has(row.seq)) : read.filter(({ row }) => row.seq < cut.first);
  const asleep = kept.flatMap((one) => ('opensAt' in one ? [one] : []));
  if (cut === undefined && asleep.length > 0 && asleep.length === read.length && !isRetry) {
    const opens = Math.min(nextRetryAt(hand), ...asleep.map(({ opensAt }) => opensAt));
    // All sleep: nobody is noted one by one, the chunk waits as a whole.
    if (opens > now + putDownMilliseconds && hand.loaded.length === 0) return putDown(lane, hand, opens);
  }
  for (const { row, opensAt } of asleep) {
    hand.retries.set(row.seq, { ...hand.retries.get(row.seq), after: opensAt, attempts: hand.retries.get(row.seq)?.attempts ?? 0 });
    hand.isDirty = true;
  }
  for (const one of kept) if ('ready' in one) hand.loaded.push(one.ready);
  if (isRetry && cut !== undefined)
    for (const seq of cut.seqs) {
      const retry = hand.retries.get(seq);
      if (retry !== undefined) hand.retries.set(seq, { ...retry, after: Math.max(retry.after, cut.until) });
      hand.isDirty = true;
    }
  if (!isRetry) hand.loadedTo = cut === undefined ? given.last : cut.first - 1;
}

/** Gives a chunk back for a while. */
export function putDown(lane: Lane, hand: Hand, until: number): void {
  hand.notBefore = Math.ceil(until);
  release(lane, hand);
}

/** Somebody to be tried again who has an outcome by now (a status came for an answer we had given up). */
function drop(hand: Hand, seq: number): void {
  hand.retries.delete(seq);
  hand.isDirty = true;
}

/** Those whose file Meta does not take, or whose values do not fit, fail with the words for it; the rest go on. */
function withoutFailed(
  lane: Lane,
  hand: Hand,
  rows: readonly ReadRecipient[],
  failures: ReadonlyMap<number, string>,
  isRetry: boolean,
): readonly ReadRecipient[] {
  if (failures.size === 0) return rows;
  for (const row of rows) {
    const why = failures.get(row.seq);
    if (why !== undefined) fail(lane, hand, row, { why, isRetry });
  }
  return rows.filter((row) => !failures.has(row.seq));
}

function fail(lane: Lane, hand: Hand, { seq, attempt }: ReadRecipient, { why, isRetry }: { why: string; isRetry: boolean }): void {
  if (isRetry) drop(hand, seq);
  const outcome = failed(null, why, lane.platform.clock.now().getTime());
  lane.writer.recipient({ workspace: hand.workspace, broadcast: hand.broadcast, seq, attempt, outcome });
}

/** The policy at the door: each distinct tuple is decided once; who is refused now is skipped with the reason. Then their hours. */
function judge(lane: Lane, hand: Hand, rows: readonly ReadRecipient[], isRetry: boolean): Read[] {
  const context = lane.contexts.get(hand.broadcast);
  const languages = context?.languages ?? [];
  const now = lane.platform.clock.now();
  const hours = lane.look.broadcasts.find(({ id }) => id === hand.broadcast)?.pace?.hours ?? null;
  const place = { broadcast: hand.broadcast, hours, houseZone: lane.look.timezone, now };
  const reasons = new Map<string, string | null>();
  const read: Read[] = [];
  for (const row of rows) {
    const tuple = `${row.country} ${row.marketing_consent} ${row.suppressions?.join()} ${row.language} ${row.free}`;
    let reason = reasons.get(tuple);
    if (reason === undefined) reasons.set(tuple, (reason = reasonAgainst(row, languages[row.language], now)));
    if (reason !== null) {
      if (isRetry) drop(hand, row.seq);
      lane.writer.recipient({ workspace: hand.workspace, broadcast: hand.broadcast, seq: row.seq, attempt: row.attempt, outcome: skipped(reason) });
      continue;
    }
    const open = hoursOf(lane.hours, place, row);
    if (open.is === 'never' && hours !== null) {
      fail(lane, hand, row, {
        why: keepTold(say('pace_no_hour', { ...hours, country: row.country === null ? say('none') : { country: row.country } })),
        isRetry,
      });
      continue;
    }
    if (open.is === 'shut') {
      read.push({ row, opensAt: open.until });
      continue;
    }
    const ready: Ready = {
      seq: row.seq,
      attempt: row.attempt,
      phone: row.phone,
      language: row.language,
      variables: row.variables,
      attempts: hand.retries.get(row.seq)?.attempts ?? 0,
      free: row.free,
      isRetry,
      cost: context === undefined ? 0 : costOf(context, row),
      closesAt: open.until,
    };
    read.push({ row, ready });
  }
  return read;
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

/** Where reading ends for now: the first who cannot be paid or has no place, all such, and until when it is no use to try. */
type Cut = { readonly first: number; readonly seqs: ReadonlySet<number>; readonly until: number };

/** Asks the budget, then the limit: each is exact, and who has no money or no place waits with everybody behind. */
async function cutAt(lane: Lane, hand: Hand, read: readonly Read[]): Promise<Cut | undefined> {
  const awake = read.flatMap((one) => ('ready' in one ? [one] : []));
  const paid = payable(
    lane,
    hand,
    awake.map(({ ready }) => ready),
  );
  const refused = new Set(awake.slice(paid).map(({ row }) => row.seq));
  let until = lane.platform.clock.now().getTime();
  const now = lane.platform.clock.now();
  const counted = isLimited(lane.limit) ? awake.slice(0, paid).filter(({ row }) => !row.free && !isWindowOpen(row.last_inbound_at, now)) : [];
  if (counted.length > 0) {
    await seedPlaces(lane);
    const admission = await admit(lane.platform, lane.scope, lane.limit, {
      number: lane.number,
      lane: lane.contexts.get(hand.broadcast)?.lane ?? 'marketing',
      places: counted.map(({ row }) => ({ person: row.phone, broadcast: hand.broadcast, seq: row.seq, message: null })),
    });
    for (const [index, { row }] of counted.entries()) if (!admission.admitted.has(index)) refused.add(row.seq);
    if (admission.full !== undefined) {
      until = admission.full.until.getTime();
      waitForPlaces(lane, hand.broadcast, admission.full);
    }
  }
  if (refused.size === 0) return undefined;
  return { first: Math.min(...refused), seqs: refused, until };
}
