import { marketingShareOf } from '#core/policy/pace.ts';
import { placeMilliseconds } from '#core/policy/slots.ts';
import type { Scope } from '#core/value/actor.ts';
import { type NumberId, parseId } from '#core/value/id.ts';
import { after, type Instant, minute } from '#core/value/time.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import {
  admitPlaces,
  countPlacesOfNumber,
  lockPortfolio,
  type Place,
  selectFreeTimes,
  selectPlacesByTime,
  selectPortfolioOf,
  settlePlaces,
} from './store.portfolio.ts';

/** Places become free one by one; so many are gathered before the sending goes on, and for so long at most. */
const gatheredMost = 500;
const gatherWithinMilliseconds = minute;

/** The limit that a number's messages outside a window count against, as the last look showed it. */
export type LimitLook = {
  readonly portfolio: string;
  /** Of unique people in a day; null is without one, or not known. */
  readonly limit: number | null;
  /** What this number alone may do while it is young; null when it is not being warmed up. */
  readonly warmUp: number | null;
};

/** Whether anybody must be counted. */
export function isLimited(look: Pick<LimitLook, 'limit' | 'warmUp'>): boolean {
  return look.limit !== null || look.warmUp !== null;
}

/** Who was admitted, by position; and when somebody was not, what stood in the way and when it goes on. */
export type Admission = {
  readonly admitted: ReadonlySet<number>;
  readonly full: { readonly by: 'limit' | 'warm_up'; readonly people: number; readonly until: Instant } | undefined;
};

/**
 * Admits people who are about to be written to outside their window, exactly as many as the portfolio's limit allows, across all its
 * numbers and all processes: one transaction that locks the portfolio's row. Who counts already is always admitted.
 */
export function admit(
  platform: Platform,
  scope: Scope,
  look: LimitLook,
  ask: { number: NumberId; lane: 'transactional' | 'marketing'; places: readonly Place[] },
): Promise<Admission> {
  return platform.db.transaction().execute(async (tx) => {
    const now = platform.clock.now();
    const { portfolio } = look;
    const locked = await lockPortfolio(tx, portfolio);
    let { people } = locked;
    if (locked.frees_at !== null && locked.frees_at <= now)
      people = await settlePlaces(tx, portfolio, { now, spanMilliseconds: placeMilliseconds, which: 'run_out' });
    let room = await roomFor(tx, look, ask, people);
    if (room.left < ask.places.length) {
      people = await settlePlaces(tx, portfolio, { now, spanMilliseconds: placeMilliseconds, which: 'all' });
      room = await roomFor(tx, look, ask, people);
    }
    const admitted = new Set(await admitPlaces(tx, scope, portfolio, { ...ask, room: room.left, now, spanMilliseconds: placeMilliseconds }));
    if (admitted.size === ask.places.length) return { admitted, full: undefined };
    const until = await freesAt(tx, portfolio, { room, admitted: Math.min(room.left, admitted.size), number: ask.number, now });
    return { admitted, full: { by: room.by, people: room.most, until } };
  });
}

/** How many more may be admitted, of how many, by which bound; `held` are those that count against that. */
type Room = { readonly left: number; readonly most: number; readonly held: number; readonly by: 'limit' | 'warm_up' };

async function roomFor(tx: Tx, look: LimitLook, ask: { number: NumberId; lane: 'transactional' | 'marketing' }, people: number): Promise<Room> {
  const isOffer = ask.lane === 'marketing';
  const limit = look.limit ?? Number.MAX_SAFE_INTEGER;
  const most = isOffer && look.limit !== null ? marketingShareOf(limit) : limit;
  const room: Room = { left: Math.max(0, most - people), most, held: people, by: 'limit' };
  if (!isOffer || look.warmUp === null) return room;
  const own = await countPlacesOfNumber(tx, look.portfolio, ask.number);
  const left = Math.max(0, look.warmUp - own);
  return left < room.left ? { left, most: look.warmUp, held: own, by: 'warm_up' } : room;
}

/** When there is room again, and not only for one. */
async function freesAt(
  tx: Tx,
  portfolio: string,
  { room, admitted, number, now }: { room: Room; admitted: number; number: NumberId; now: Instant },
): Promise<Instant> {
  const held = room.held + admitted;
  const first = Math.max(0, held - room.most);
  const last = Math.max(first, Math.min(held - 1, first + gatheredMost - 1));
  const times = await selectFreeTimes(tx, portfolio, { first, last, number: room.by === 'warm_up' ? number : null });
  const [one = after(now, gatherWithinMilliseconds), many = one] = times;
  const until = new Date(Math.min(many.getTime(), one.getTime() + gatherWithinMilliseconds));
  // A place that is free at this moment is found at the next look.
  return until > now ? until : after(now, gatherWithinMilliseconds);
}

/** People whom a number has written to or will, at a moment. */
export type NumberSlot = { readonly at: Instant; readonly people: number; readonly number: NumberId };

/** Whose places of a number's portfolio are held until when, gathered by ten minutes and number: what a forecast begins with. */
export async function usedSlots(db: Db | Tx, scope: Scope, number: NumberId): Promise<NumberSlot[]> {
  const portfolio = await selectPortfolioOf(db, scope, number);
  if (portfolio === undefined) return [];
  const rows = await selectPlacesByTime(db, portfolio);
  return rows.map(({ free_at, number_id, people }) => ({ at: after(free_at, -placeMilliseconds), people, number: parseId<'number'>(number_id) }));
}
