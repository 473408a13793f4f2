import { type Breaker, breakerOrigins } from '#core/contract/canary.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import {
  breakerRestHours,
  breakerTrialHoursMost,
  breakerTrialMinutes,
  breakerWindowHours,
  type BreakerCause,
  type BreakerNumbers,
  judgeOffers,
  weighOffers,
} from '#core/policy/breaker.ts';
import { harmBound } from '#core/policy/canary.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { type BreakerId, type NumberId, parseId, presentId } from '#core/value/id.ts';
import { keepTold, type Told } from '#core/value/say.ts';
import { after, day, hour, type Instant, minute, second } from '#core/value/time.ts';
import { getNumber, listNumbers } from '#server/messaging/number/number.ts';
import { declareDue } from '#server/platform/due.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { notify } from '#server/workspace/notices.ts';
import {
  beginTrial,
  type BreakerRow,
  countOffers,
  countQueuedOffers,
  endOffers,
  ensureBreaker,
  findBreaker,
  type Guarded,
  hurryOffers,
  lockBreaker,
  lockFreeBreaker,
  noteTried,
  postponeOffers,
  putOffersBack,
  selectBreaker,
  selectBreakers,
  selectDueBreakers,
  selectNextBreakerLook,
  selectOfferTimes,
  takePlace,
  updateBreaker,
} from './store.breaker.ts';

/** Offers that go out in a burst are looked at this often, by whoever sends one; and else by the worker. */
const doorLookMilliseconds = 10 * second;
const lookSeconds = 60;
/** One that opens again after so long is new. */
const forgottenAfterMilliseconds = 7 * day;

/**
 * Lets a single offer pass, or refuses it with `breaker_open` and why. The first offer of a number makes its breaker; of one whose rest is over
 * a few pass, to see. The offer with which a look opens it is kept, since its refusal would undo what was written; it waits in the queue with the others.
 */
export async function requireClosedBreaker(platform: Platform, tx: Tx, scope: Scope, guarded: Guarded, now: Instant): Promise<void> {
  const found = await ensureBreaker(tx, scope, guarded, platform.random.uuid7('breaker', now), now);
  if (found === undefined) return;
  const id: BreakerId = parseId(found.id);
  if (found.state === 'closed') {
    if (found.looked_at < after(now, -doorLookMilliseconds)) await lookAtBreaker(platform, tx, scope, id, now);
    return;
  }
  await beginTrial(tx, scope, id, now, after(now, breakerTrialHoursMost * hour));
  if (await takePlace(tx, scope, id, after(now, breakerTrialMinutes * minute))) return;
  const row = await selectBreaker(tx, scope, id);
  if (row === undefined || row.state === 'closed') return;
  throw refusal('breaker_open', await sayOpen(tx, scope, row));
}

async function sayOpen(db: Db | Tx, scope: Scope, row: BreakerRow): Promise<Told> {
  const { display_phone: number } = await getNumber(db, scope, parseId(row.number_id));
  const until = { moment: (row.tries_at ?? row.since).toISOString() };
  const why = row.because === null ? '' : sayCause(row.because, await numbersOf(db, scope, row, row.opened_at ?? row.since));
  return say(row.state === 'open' ? 'breaker_open' : 'breaker_half_open', { number, until, why });
}

/** An offer that was taken from the queue of its number and is about to leave. */
export type LeavingOffer = { readonly id: string; readonly origin: string };

/**
 * Asks the breakers of a number about offers that are about to leave. Those that must stand still are put back into the queue until a moment, while nobody can close the
 * breaker, and are named; all others of the same kind that wait in the queue are put off with them. In a trial those written before it take its places, the oldest first.
 */
export async function holdOffersBack(
  platform: Platform,
  scope: Scope,
  number: NumberId,
  offers: readonly LeavingOffer[],
  now: Instant,
): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  for (const origin of breakerOrigins) {
    const mine = offers.filter((offer) => offer.origin === origin).map(({ id }) => id);
    if (mine.length === 0) continue;
    await platform.db.transaction().execute(async (tx) => {
      const found = await findBreaker(tx, scope, { number, origin });
      if (found === undefined) return;
      const id: BreakerId = parseId(found.id);
      if (found.state === 'closed') {
        if (found.looked_at >= after(now, -doorLookMilliseconds)) return;
        await lookAtBreaker(platform, tx, scope, id, now);
      }
      for (const message of await holdEach(tx, scope, id, mine, now)) held.add(message);
    });
  }
  return held;
}

async function holdEach(tx: Tx, scope: Scope, id: BreakerId, messages: readonly string[], now: Instant): Promise<readonly string[]> {
  await beginTrial(tx, scope, id, now, after(now, breakerTrialHoursMost * hour));
  const row = await lockBreaker(tx, scope, id);
  if (row === undefined || row.state === 'closed') return [];
  const times = await selectOfferTimes(tx, scope, messages);
  // Who was written in the trial had a place at the door, and who was tried in it has one still.
  const wanting = row.state === 'open' ? times : times.filter(({ at, tried_at }) => (tried_at ?? at) < row.since);
  const left = row.state === 'open' ? 0 : (row.left_over ?? 0);
  const tried = wanting.slice(0, left).map(({ id: message }) => message);
  const waiting = wanting.slice(left).map(({ id: message }) => message);
  const isLast = tried.length > 0 && tried.length === left;
  const until = (isLast ? after(now, breakerTrialMinutes * minute) : row.tries_at) ?? now;
  if (tried.length > 0) {
    await updateBreaker(tx, scope, id, { left_over: left - tried.length, tries_at: until });
    await noteTried(tx, scope, tried, now);
  }
  if (waiting.length === 0) return [];
  const detail = keepTold(say('retry_breaker'));
  await putOffersBack(tx, scope, waiting);
  await postponeOffers(tx, scope, row, { until, detail, before: row.state === 'open' ? null : row.since });
  return waiting;
}

function sayCause(because: BreakerCause, numbers: BreakerNumbers): Told & object {
  const { events, people } = numbers[because];
  return because === 'harm' ? say('breaker_why_harm', { events, people }) : say('breaker_why_failures', { events, people });
}

/** The numbers over the moving window that ends at a moment, and since it was closed last. */
async function numbersOf(db: Db | Tx, scope: Scope, row: BreakerRow, until: Instant): Promise<BreakerNumbers> {
  const from = after(until, -breakerWindowHours * hour);
  return weighOffers(await countOffers(db, scope, row, from > row.since ? from : row.since));
}

/** Looks at a breaker, and opens or closes it by what became of the offers. Nothing happens where another looks at it. */
async function lookAtBreaker(platform: Platform, tx: Tx, scope: Scope, id: BreakerId, now: Instant): Promise<void> {
  const row = await lockFreeBreaker(tx, scope, id);
  if (row === undefined || row.state === 'open') return;
  const isTrialOver = row.state === 'half_open' && row.tries_at !== null && row.tries_at <= now;
  const numbers = await numbersOf(tx, scope, row, now);
  const because = judgeOffers(numbers, isTrialOver);
  if (because !== null) return open(platform, tx, scope, { row, because, numbers }, now);
  await updateBreaker(tx, scope, id, isTrialOver ? { state: 'closed', because: null, tries_at: null, left_over: null, looked_at: now } : { looked_at: now });
  if (!isTrialOver) return;
  await hurryOffers(tx, scope, row);
  const { display_phone: number } = await getNumber(tx, scope, parseId(row.number_id));
  await tell(platform, tx, scope, row, { level: 'info', text: say('breaker_notice_closed', { number }) }, now);
}

async function open(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  { row, because, numbers }: { row: BreakerRow; because: BreakerCause; numbers: BreakerNumbers },
  now: Instant,
): Promise<void> {
  const isNew = row.opened_at === null || row.opened_at < after(now, -forgottenAfterMilliseconds);
  const times = isNew ? 1 : row.times + 1;
  const tries_at = after(now, breakerRestHours(times) * hour);
  await updateBreaker(tx, scope, parseId(row.id), { state: 'open', because, opened_at: now, tries_at, left_over: null, times, looked_at: now });
  await postponeOffers(tx, scope, row, { until: tries_at, detail: keepTold(say('retry_breaker')), before: null });
  const { display_phone: number } = await getNumber(tx, scope, parseId(row.number_id));
  await tell(platform, tx, scope, row, { level: 'warning', text: say('breaker_notice', { number, why: sayCause(because, numbers) }) }, now);
}

async function tell(platform: Platform, tx: Tx, scope: Scope, row: BreakerRow, said: { level: 'info' | 'warning'; text: Told }, now: Instant): Promise<void> {
  const subject = presentId('number', parseId<'number'>(row.number_id));
  await notify(platform, tx, scope, { kind: 'offers.breaker', subject, to: null, ...said }, now);
  await platform.live.tell(tx, scope, { kind: 'number', id: subject });
}

/** Breakers are looked at once a minute while offers go out, and when a trial is over; by the business clock. No clock has to wait for them. */
export const breakerLooks = declareDue('the look at the breakers', {
  isUpkeep: true,
  next: (db, now) => selectNextBreakerLook(db, now, lookSeconds, breakerWindowHours),
  async take(platform, now) {
    for (const { workspace_id, id } of await selectDueBreakers(platform.db, now, lookSeconds)) {
      const scope: Scope = { workspace: parseId(workspace_id) };
      await platform.db.transaction().execute((tx) => lookAtBreaker(platform, tx, scope, parseId(id), now));
    }
  },
});

/** The breakers of a workspace, those that are not closed first, each with the numbers of its window. */
export async function listBreakers(db: Db | Tx, scope: Scope, now: Instant): Promise<Breaker[]> {
  const [rows, numbers] = [await selectBreakers(db, scope), await listNumbers(db, scope)];
  const phones = new Map(numbers.map(({ id, display_phone }): [NumberId, string] => [id, display_phone]));
  return Promise.all(rows.map((row) => present(db, scope, row, phones.get(parseId(row.number_id)) ?? '', now)));
}

async function present(db: Db | Tx, scope: Scope, row: BreakerRow, display_phone: string, now: Instant): Promise<Breaker> {
  const numbers = await numbersOf(db, scope, row, row.state === 'open' ? (row.opened_at ?? now) : now);
  return {
    id: presentId('breaker', parseId<'breaker'>(row.id)),
    number: { id: presentId('number', parseId<'number'>(row.number_id)), display_phone },
    origin: row.origin,
    state: row.state,
    because: row.because,
    opened_at: row.opened_at?.toISOString() ?? null,
    tries_at: row.state === 'open' ? (row.tries_at?.toISOString() ?? null) : null,
    left: row.left_over,
    window_hours: breakerWindowHours,
    harm: numbers.harm,
    failures: numbers.failures,
    bound: harmBound,
    held: row.state === 'closed' ? 0 : await countQueuedOffers(db, scope, row),
  };
}

/** Ends the offers that a breaker holds back, by a person's word: nobody gets them. The breaker stands as it stood. Refuses when it is closed, or holds none. */
export async function endHeldOffers(platform: Platform, actor: Actor, publicId: string, now: Instant): Promise<Breaker> {
  const scope = scopeOf(actor);
  const id = readId('breaker', publicId, '/params/id');
  return platform.db.transaction().execute(async (tx) => {
    const row = await lockBreaker(tx, scope, id);
    if (row === undefined) throw refusal('not_found', say('breaker_gone', { id: publicId }));
    const ended = row.state === 'closed' ? [] : await endOffers(tx, scope, row, { at: now, detail: keepTold(say('breaker_ended', { name: actor.name })) });
    if (ended.length === 0) throw refusal('conflict', say('breaker_holds_none'));
    await audit(tx, platform, actor, { act: 'breaker.end', subject: publicId, detail: { messages: ended.length } });
    for (const conversation of new Set(ended))
      await platform.live.tell(tx, scope, { kind: 'conversation', id: presentId('conversation', parseId<'conversation'>(conversation)) });
    const number = await getNumber(tx, scope, parseId(row.number_id));
    await platform.live.tell(tx, scope, { kind: 'number', id: presentId('number', number.id) });
    return present(tx, scope, row, number.display_phone, now);
  });
}

/** Closes a breaker by a person's word; what was counted so far counts no more. */
export async function closeBreaker(platform: Platform, actor: Actor, publicId: string, now: Instant): Promise<Breaker> {
  const scope = scopeOf(actor);
  const id = readId('breaker', publicId, '/params/id');
  return platform.db.transaction().execute(async (tx) => {
    const row = await lockBreaker(tx, scope, id);
    if (row === undefined) throw refusal('not_found', say('breaker_gone', { id: publicId }));
    const numbers = await numbersOf(tx, scope, row, now);
    const closed = { state: 'closed', because: null, since: now, tries_at: null, left_over: null, times: 0, looked_at: now } as const;
    await updateBreaker(tx, scope, id, closed);
    await hurryOffers(tx, scope, row);
    await audit(tx, platform, actor, { act: 'breaker.close', subject: publicId, detail: { was: row.state, ...numbers } });
    const number = await getNumber(tx, scope, parseId(row.number_id));
    await platform.live.tell(tx, scope, { kind: 'number', id: presentId('number', number.id) });
    return present(tx, scope, { ...row, ...closed }, number.display_phone, now);
  });
}
