import { instantOfLocal, localOfInstant } from '#core/value/local.ts';
import { after, day, hour, type Instant, minute, second } from '#core/value/time.ts';
import { type OpenHours, closesAt, opensNext } from './hours.ts';
import { alive, freesNext, type Slots, takenSoon } from './slots.ts';

/** People who may leave from a moment on, within hours of their day if there are such. */
export type ForecastLot = {
  readonly notBefore: Instant;
  readonly people: number;
  /** Whether they use up the messaging limit: their window is closed and they were not written to within 24 hours. */
  readonly counts: boolean;
  /** The clocks of which all must show an allowed hour. */
  readonly zones: readonly string[];
};

/** One sending to be forecast. */
export type ForecastSending = {
  readonly opens: Instant;
  /** Whose calendar days are told. */
  readonly zone: string;
  readonly lots: readonly ForecastLot[];
  readonly speedPerSecond: number;
  /** Evenly over so many minutes; null is as fast as may be. */
  readonly spreadMinutes: number | null;
  readonly hours: OpenHours | null;
  /** The people of each stage in turn, and how long one is watched before the next; null without. */
  readonly canary: { readonly stages: readonly number[]; readonly maturesMinutes: number } | null;
};

/** What the sending lives under: the messaging limit of its portfolio. */
export type ForecastLimit = {
  /** People in 24 hours; null is without a limit. */
  readonly most: number | null;
  /** How many of them this sending may fill. */
  readonly open: (most: number) => number;
  /** When others were or will be written to, in order of time: they use the limit up for 24 hours. */
  readonly others: Slots;
  /** Those of them whom the number itself writes to: its warm-up counts no others. In order of time. */
  readonly own: Slots;
  /** What a young number may write to in 24 hours at a moment, under a limit; null when it is not warmed up. */
  readonly capAt: ((most: number | null, at: Instant) => number | null) | null;
  /** Whether Meta's raises are reckoned with; then the limit that follows one (null is none, undefined when use alone raises it no more), and by which rule it comes. */
  readonly raises: { readonly next: (most: number) => number | null | undefined; readonly usedShare: number; readonly withinMilliseconds: number } | null;
};

/** Why no more can leave. */
export type ForecastBound = 'limit' | 'warm_up' | 'hours' | 'pace' | 'canary' | 'speed';

export type ForecastDay = {
  readonly date: string;
  readonly people: number;
  readonly starts: Instant;
  readonly ends: Instant;
  readonly limit: number | null;
  readonly used: number;
  readonly boundBy: ForecastBound | null;
};

/** When each stage of a canary begins, has left, and is judged. The last is not. */
export type ForecastStage = { readonly people: number; readonly starts: Instant; readonly ends: Instant; readonly judged: Instant | null };

export type Forecast = {
  readonly days: readonly ForecastDay[];
  readonly ends: Instant;
  readonly stages: readonly ForecastStage[];
  /** The places of the limit that it takes, for the forecast of what comes after it. */
  readonly slots: Slots;
  /** Whose hours never come, since their clocks are too far apart; they are in no day. */
  readonly never: number;
};

/** Nobody plans further; what is left then stands on the last day told. */
const daysMost = 366;
/** People of one slice are reckoned to leave together: their places come free with the last of them. */
const sliceLeastMilliseconds = minute;
/** A long spread is cut into so many slices at most. */
const slicesMost = 2000;
/** However long it is spread, one leaves each hour. */
const evenLeast = 1 / hour;
/** A cap that grows is asked again so often. */
const capLookMilliseconds = hour;

type Left = { readonly lot: ForecastLot; people: number };
type DayNote = { date: string; people: number; starts: Instant; ends: Instant; limit: number | null; used: number; boundBy: ForecastBound | null };

/** What the forecast has come to. */
type State = {
  at: number;
  limit: number | null;
  raiseAt: number | null;
  /** People of all stages who have not left. */
  left: number;
  readonly slots: { at: Instant; people: number }[];
  readonly days: DayNote[];
  /** Until when the day of `at` lasts, and its name. */
  today: { date: string; until: number };
  /** What held it since somebody left last. */
  waited: ForecastBound | null;
  /** The hours that are open or come next, by the clocks they hang on. */
  readonly windows: Map<string, Window>;
};

/** From when and until when people may be written to, in milliseconds. */
type Window = { readonly from: number; readonly until: number };

/**
 * Works out when a sending ends and how many people leave each day: under the limit of a moving 24 hours, within the hours, at its pace, stage by
 * stage. Pure. Its promises: the people of all days and of `never` are those of the lots, and no 24 hours hold more than the limit allows.
 * People who leave within a minute are reckoned together, so that it is rather a minute late than early.
 */
export function forecast(sending: ForecastSending, limit: ForecastLimit): Forecast {
  const { lots, never } = reachable(sending);
  const state: State = {
    at: sending.opens.getTime(),
    limit: limit.most,
    raiseAt: null,
    left: lots.reduce((sum, { people }) => sum + people, 0),
    slots: [],
    days: [],
    today: { date: '', until: 0 },
    waited: null,
    windows: new Map(),
  };
  const stages: ForecastStage[] = [];
  const parts = stagesOf(lots, sending.canary?.stages ?? null);
  parts.forEach((part, place) => {
    const begun = state.days.reduce((sum, { people }) => sum + people, 0);
    const starts = sendPart(state, part, sending, limit);
    const ends = new Date(state.at);
    const isLast = place === parts.length - 1;
    const judged = isLast ? null : after(ends, (sending.canary?.maturesMinutes ?? 0) * minute);
    const people = state.days.reduce((sum, each) => sum + each.people, 0) - begun;
    if (sending.canary !== null) stages.push({ people, starts: new Date(starts), ends, judged });
    if (judged !== null) wait(state, judged.getTime(), 'canary');
  });
  return { days: state.days, ends: new Date(Math.ceil(state.at / 100) * 100), stages, slots: state.slots, never };
}

function reachable(sending: ForecastSending): { lots: ForecastLot[]; never: number } {
  const { hours } = sending;
  const lots = sending.lots.filter(({ people }) => people > 0);
  if (hours === null) return { lots, never: 0 };
  const awake = lots.filter((lot) => opensNext(hours, lot.zones, sending.opens) !== undefined);
  const never = lots.filter((lot) => !awake.includes(lot)).reduce((sum, { people }) => sum + people, 0);
  return { lots: awake, never };
}

/** Each lot's share of each stage, by largest remainders; one part with everybody when there are no stages. */
function stagesOf(lots: readonly ForecastLot[], stages: readonly number[] | null): Left[][] {
  const everybody = lots.map((lot) => ({ lot, people: lot.people }));
  const all = everybody.reduce((sum, { people }) => sum + people, 0);
  if (stages === null || stages.length < 2 || all === 0) return [everybody];
  const parts: Left[][] = [];
  stages.forEach((wanted, place) => {
    const left = everybody.reduce((sum, { people }) => sum + people, 0);
    const size = place === stages.length - 1 ? left : Math.min(wanted, left);
    const shares = everybody.map((each) => ({
      each,
      whole: Math.floor((each.people * size) / Math.max(1, left)),
      rest: ((each.people * size) / Math.max(1, left)) % 1,
    }));
    let missing = size - shares.reduce((sum, { whole }) => sum + whole, 0);
    for (const share of shares.toSorted((a, b) => b.rest - a.rest)) {
      if (missing === 0) break;
      if (share.whole >= share.each.people) continue;
      share.whole += 1;
      missing -= 1;
    }
    parts.push(shares.map(({ each, whole }) => ({ lot: each.lot, people: whole })).filter(({ people }) => people > 0));
    for (const { each, whole } of shares) each.people -= whole;
  });
  return parts.filter((part) => part.length > 0);
}

/** Lets one stage leave; says when its first did. */
function sendPart(state: State, part: readonly Left[], sending: ForecastSending, limit: ForecastLimit): number {
  let starts: number | undefined;
  const lastTold = sending.opens.getTime() + daysMost * day;
  while (part.some(({ people }) => people > 0)) {
    raise(state, limit);
    const { rate, bound, deadline } = rateOf(state, sending);
    const slice = Math.max(sliceLeastMilliseconds, ((sending.spreadMinutes ?? 0) * minute) / slicesMost, 1 / rate);
    const open = part.filter((left) => left.people > 0 && opensAfter(state, left.lot, sending) <= state.at);
    if (state.at >= lastTold) {
      starts ??= state.at;
      leave(state, part, { people: Number.POSITIVE_INFINITY, until: state.at, bound, limit, zone: sending.zone });
      break;
    }
    if (open.length === 0) {
      wait(state, Math.min(...part.filter(({ people }) => people > 0).map(({ lot }) => opensAfter(state, lot, sending))), 'hours');
      continue;
    }
    const room = roomOf(state, limit);
    const may = open.filter(({ lot }) => !lot.counts || room.people > 0);
    if (may.length === 0) {
      const later = part.filter((left) => left.people > 0 && !open.includes(left)).map(({ lot }) => opensAfter(state, lot, sending));
      wait(state, Math.min(room.look, ...later), room.bound);
      continue;
    }
    starts ??= state.at;
    // Only the limit needs slices: without one all of a lot leaves in a single step.
    const hasLimit = state.limit !== null || limit.capAt !== null;
    const { hours } = sending;
    const closes = hours === null ? Number.POSITIVE_INFINITY : Math.min(...may.map(({ lot }) => windowAt(state, lot.zones, hours, state.at).until));
    const opens = part.filter((left) => left.people > 0 && !open.includes(left)).map(({ lot }) => opensAfter(state, lot, sending));
    const until = Math.min(closes, endOfDay(state, sending.zone), hasLimit ? state.at + slice : Number.POSITIVE_INFINITY, deadline, ...opens);
    const fitting = Math.floor((until - state.at) * rate + 1e-6);
    const counted = may.filter(({ lot }) => lot.counts).reduce((sum, { people }) => sum + people, 0);
    const uncounted = may.reduce((sum, { people }) => sum + people, 0) - counted;
    const people = Math.min(fitting, uncounted + Math.min(counted, room.people));
    if (people === 0) {
      // Less than the time of one is left before an edge.
      wait(state, until, bound);
      continue;
    }
    leave(state, may, { people, until: Math.ceil(state.at + people / rate), bound, limit, zone: sending.zone, counted: room.people });
  }
  return starts ?? state.at;
}

/**
 * Messages in a millisecond. One that is spread goes so fast that everybody left has it when its time is over, and whoever is left then as fast as
 * the number may: so it makes up for the hours in which nothing could leave.
 */
function rateOf(state: State, { speedPerSecond, spreadMinutes, opens }: ForecastSending): { rate: number; bound: ForecastBound; deadline: number } {
  const most = speedPerSecond / second;
  const deadline = spreadMinutes === null ? Number.NEGATIVE_INFINITY : opens.getTime() + spreadMinutes * minute;
  if (deadline <= state.at) return { rate: most, bound: 'speed', deadline: Number.POSITIVE_INFINITY };
  const even = Math.max(evenLeast, state.left / (deadline - state.at));
  return even < most ? { rate: even, bound: 'pace', deadline } : { rate: most, bound: 'speed', deadline: Number.POSITIVE_INFINITY };
}

/** The end of the day of `at`, on the calendar that is told. */
function endOfDay(state: State, zone: string): number {
  if (state.at < state.today.until) return state.today.until;
  const date = localOfInstant(new Date(state.at), zone).slice(0, 10);
  const next = new Date(new Date(`${date}T12:00:00Z`).getTime() + day).toISOString().slice(0, 10);
  state.today = { date, until: instantOfLocal(`${next}T00:00`, zone).getTime() };
  return state.today.until;
}

function wait(state: State, until: number, why: ForecastBound): void {
  if (until <= state.at) throw new Error(`a forecast stands still at ${new Date(state.at).toISOString()}, held by ${why}`);
  state.at = until;
  state.waited = why;
}

type Step = {
  readonly people: number;
  readonly until: number;
  readonly bound: ForecastBound;
  readonly limit: ForecastLimit;
  readonly zone: string;
  /** So many of those who count at most. */
  readonly counted?: number;
};

/** Lets people leave, in the order of their lots, and notes them on the day. */
function leave(state: State, from: readonly Left[], step: Step): void {
  endOfDay(state, step.zone);
  let left = step.people;
  let room = step.counted ?? Number.POSITIVE_INFINITY;
  let counted = 0;
  let gone = 0;
  for (const each of from) {
    const people = Math.min(each.people, left, each.lot.counts ? room : Number.POSITIVE_INFINITY);
    each.people -= people;
    left -= people;
    gone += people;
    state.left -= people;
    if (!each.lot.counts) continue;
    room -= people;
    counted += people;
  }
  const today = state.days.at(-1);
  if (today?.date === state.today.date) {
    today.people += gone;
    today.ends = new Date(step.until);
    today.limit = state.limit;
  } else {
    if (today !== undefined) today.boundBy = state.waited ?? step.bound;
    const used = alive(step.limit.others, state.at);
    const starts = new Date(state.at);
    state.days.push({ date: state.today.date, people: gone, starts, ends: new Date(step.until), limit: state.limit, used, boundBy: null });
  }
  if (counted > 0) state.slots.push({ at: new Date(step.until), people: counted });
  state.at = step.until;
  state.waited = null;
}

/** How many who count may leave now; when nobody, by what, and when to look again. */
function roomOf(state: State, limit: ForecastLimit): { people: number; bound: ForecastBound; look: number } {
  const cap = limit.capAt?.(state.limit, new Date(state.at)) ?? null;
  const byLimit = state.limit === null ? Number.POSITIVE_INFINITY : limit.open(state.limit);
  if (byLimit === Number.POSITIVE_INFINITY && cap === null) return { people: byLimit, bound: 'limit', look: byLimit };
  const inLimit = byLimit === Number.POSITIVE_INFINITY ? byLimit : byLimit - takenSoon(state.slots, limit.others, state.at);
  const inWarmUp = cap === null ? Number.POSITIVE_INFINITY : cap - takenSoon(state.slots, limit.own, state.at);
  const people = Math.max(0, Math.min(inLimit, inWarmUp));
  const look = Math.min(
    freesNext(state.slots, state.at),
    freesNext(limit.others, state.at),
    state.raiseAt ?? Number.POSITIVE_INFINITY,
    cap === null ? Number.POSITIVE_INFINITY : state.at + capLookMilliseconds,
    // A limit of nobody at all: the plan says so, and the forecast goes on to its end.
    state.at + day,
  );
  return { people, bound: inWarmUp < inLimit ? 'warm_up' : 'limit', look };
}

/** Meta raises the limit some hours after enough of it was used. */
function raise(state: State, { raises, others }: ForecastLimit): void {
  if (raises === null || state.limit === null) return;
  if (state.raiseAt !== null && state.at >= state.raiseAt) {
    state.limit = raises.next(state.limit) ?? null;
    state.raiseAt = null;
  }
  if (state.limit === null || state.raiseAt !== null || raises.next(state.limit) === undefined) return;
  if (alive(state.slots, state.at) + alive(others, state.at) >= state.limit * raises.usedShare) state.raiseAt = state.at + raises.withinMilliseconds;
}

/** When a lot may leave next, now or later. */
function opensAfter(state: State, lot: ForecastLot, { hours }: ForecastSending): number {
  const earliest = Math.max(state.at, lot.notBefore.getTime());
  if (hours === null) return earliest;
  return Math.max(earliest, windowAt(state, lot.zones, hours, earliest).from);
}

/** The hours of these clocks that are open at a moment, or come next after it. */
function windowAt(state: State, zones: readonly string[], hours: OpenHours, at: number): Window {
  const key = zones.join();
  const known = state.windows.get(key);
  if (known !== undefined && at < known.until && at >= known.from - day) return known;
  const from = opensNext(hours, zones, new Date(at));
  if (from === undefined) throw new Error(`the hours ${hours.from} to ${hours.to} of ${key} came once and come no more`);
  const found = { from: from.getTime(), until: closesAt(hours, zones, from).getTime() };
  state.windows.set(key, found);
  return found;
}
