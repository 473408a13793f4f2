import type { Planner, PlannerItem, PlannerPortfolio } from '#core/contract/planner.ts';
import { refusal } from '#core/contract/refusals.ts';
import { retell, say } from '#core/contract/say.ts';
import { type Forecast, forecast, type ForecastLimit } from '#core/policy/forecast.ts';
import { isRaisedByUse, nextLevel, parseMessagingLimit, peopleOfLimit, raiseRule } from '#core/policy/limits.ts';
import { marketingShareOf, throughputReserveShare } from '#core/policy/pace.ts';
import { alive } from '#core/policy/slots.ts';
import { warmUpAhead } from '#core/policy/warmup.ts';
import type { Scope } from '#core/value/actor.ts';
import { type CampaignId, type NumberId, parseId, presentId } from '#core/value/id.ts';
import { instantOfLocal, localOfInstant } from '#core/value/local.ts';
import { keepTold, type Spoken } from '#core/value/say.ts';
import { after, day, hour, type Instant, minute } from '#core/value/time.ts';
import { plannerDaysMost } from '#core/contract/planner.ts';
import { type NumberSlot, usedSlots } from '#server/messaging/outbox/portfolio.ts';
import { warmUpSignals } from '#server/messaging/outbox/warm.ts';
import type { Db } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { entriesOfCampaign, type Entry, entryOfBroadcast, movedTo } from './planner.entries.ts';
import { countLeft, selectBroadcasts, selectLimits, selectPlanned } from './store.planner.ts';

export type PlannerAsked = {
  readonly from: string;
  readonly to: string;
  readonly now: Instant;
  readonly language: Spoken;
  /** A campaign that is forecast as if it began at another time. */
  readonly move?: { readonly campaign: CampaignId; readonly at: Instant } | undefined;
};

/** Places taken are told in steps of ten minutes, rounded up: what was taken just now ends a little ahead. */
const slotMilliseconds = 10 * minute;

/** A number with what its limit is. */
type NumberLimit = Awaited<ReturnType<typeof selectLimits>>[number];

/** An entry with its forecast, and the one with Meta's raises; both undefined when nobody has counted its people or it stands still. */
type Told = {
  readonly entry: Entry;
  readonly found: Forecast | undefined;
  readonly raised: Forecast | undefined;
  readonly past: readonly { date: string; people: number }[];
};

/**
 * The calendar of what is, was and will be sent, forecast under the limits of each portfolio: earlier sendings first, each finding the places of the limit taken
 * that those before it take.
 */
export async function plannerOf(db: Db, scope: Scope, asked: PlannerAsked): Promise<Planner> {
  const { timezone } = await getWorkspace(db, scope);
  const span = spanOf(asked, timezone);
  const numbers = await selectLimits(db, scope);
  const house = { timezone, now: asked.now, ...span, defaultNumber: numbers[0] === undefined ? undefined : parseId<'number'>(numbers[0].id) };
  const broadcasts = (await selectBroadcasts(db, scope, span)).map((row) => entryOfBroadcast(row, house));
  const planned = (await selectPlanned(db, scope)).flatMap((row) => entriesOfCampaign(row, house));
  const entries = moved([...broadcasts, ...planned], asked);
  const begun = broadcasts.flatMap(({ broadcast, state }) => (broadcast === undefined || state === 'planned' ? [] : [broadcast]));
  const left = await countLeft(db, scope, begun, { ...span, timezone });
  const portfolios: PlannerPortfolio[] = [];
  const items: PlannerItem[] = [];
  for (const members of Map.groupBy(numbers, ({ portfolio }) => portfolio).values()) {
    const own = entries.filter(({ number }) => members.some(({ id }) => id === number)).toSorted((a, b) => a.opens.getTime() - b.opens.getTime());
    const rules = await rulesOf(db, scope, members, asked.now);
    const told = forecastAll(own, rules, timezone).map((each) => ({ ...each, past: left.filter(({ broadcast_id }) => broadcast_id === each.entry.broadcast) }));
    const dates = datesOf(asked.from, asked.to);
    portfolios.push({ ...presentLimit(members, rules, asked.now), days: dates.map((date) => dayOf(date, told, rules, { timezone, ...asked })) });
    items.push(...told.map((each) => presentItem(each, dates)).filter((item) => isShown(item, span)));
  }
  return {
    from: asked.from,
    to: asked.to,
    today: localOfInstant(asked.now, timezone).slice(0, 10),
    timezone,
    as_of: asked.now.toISOString(),
    items: items.toSorted((a, b) => (a.starts_at < b.starts_at ? -1 : a.starts_at > b.starts_at ? 1 : a.campaign < b.campaign ? -1 : 1)),
    portfolios,
  };
}

function spanOf({ from, to }: PlannerAsked, timezone: string): { from: Instant; to: Instant } {
  const dates = Math.round((Date.parse(to) - Date.parse(from)) / day) + 1;
  if (to < from) throw refusal('invalid', say('span_backwards', { from, to }), [{ at: '/query/to', message: say('span_backwards', { from, to }) }]);
  if (dates > plannerDaysMost) {
    const message = say('span_long', { days: dates, most: plannerDaysMost });
    throw refusal('invalid', message, [{ at: '/query/to', message }]);
  }
  return { from: instantOfLocal(`${from}T00:00`, timezone), to: instantOfLocal(`${dateAfter(to)}T00:00`, timezone) };
}

function dateAfter(date: string): string {
  return after(new Date(`${date}T12:00:00Z`), day)
    .toISOString()
    .slice(0, 10);
}

/** The days of a span, both ends included. */
function datesOf(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = dateAfter(date)) dates.push(date);
  return dates;
}

function moved(entries: readonly Entry[], { move, now }: PlannerAsked): readonly Entry[] {
  if (move === undefined) return entries;
  const { campaign, at } = move;
  const found = entries.find((entry) => entry.campaign === campaign);
  if (found === undefined) throw refusal('not_found', say('campaign_gone', { id: presentId('campaign', campaign) }));
  if (!found.movable) throw refusal('conflict', say('planner_unmovable', { name: found.name }));
  if (at <= now)
    throw refusal('invalid', say('planner_past', { at: { moment: at.toISOString() } }), [
      { at: '/body/at', message: say('planner_past', { at: { moment: at.toISOString() } }) },
    ]);
  return entries.map((entry) => (entry.campaign === campaign && entry.movable ? movedTo(entry, at) : entry));
}

/** What the sendings of one portfolio live under. */
type Rules = {
  readonly numbers: ReadonlyMap<string, NumberLimit>;
  readonly most: number | null;
  readonly used: readonly NumberSlot[];
  readonly capOf: ReadonlyMap<string, NonNullable<ForecastLimit['capAt']>>;
  readonly mayRise: boolean;
};

async function rulesOf(db: Db, scope: Scope, members: readonly NumberLimit[], now: Instant): Promise<Rules> {
  const first = members[0];
  const capOf = new Map<string, NonNullable<ForecastLimit['capAt']>>();
  for (const { id, warm_since: since } of members) {
    if (since === null) continue;
    capOf.set(id, warmUpAhead(since, now, await warmUpSignals(db, scope, parseId<'number'>(id), since, now)));
  }
  return {
    numbers: new Map(members.map((member) => [member.id, member])),
    most: peopleOfLimit(first?.messaging_limit ?? null),
    used: first === undefined ? [] : await usedSlots(db, scope, parseId<'number'>(first.id)),
    capOf,
    // Meta raises nothing while one of them is not high; what is not known yet counts as high until it is.
    mayRise: members.every(({ quality }) => quality !== 'YELLOW' && quality !== 'RED'),
  };
}

const raises: ForecastLimit['raises'] = {
  next: (most) => (isRaisedByUse(most) ? nextLevel(most) : undefined),
  usedShare: raiseRule.usedShare,
  withinMilliseconds: raiseRule.comesWithinHours * hour,
};

function forecastAll(entries: readonly Entry[], rules: Rules, zone: string): Omit<Told, 'past'>[] {
  let slots = rules.used;
  let raisedSlots = rules.used;
  return entries.map((entry) => {
    const first = entry.lots[0];
    if (first === undefined) return { entry, found: undefined, raised: undefined };
    const speed = rules.numbers.get(entry.number)?.throughput_per_second ?? 1;
    const opens = entry.lots.reduce((soonest, lot) => (lot.notBefore < soonest ? lot.notBefore : soonest), first.notBefore);
    const sending = {
      opens,
      zone,
      lots: entry.lots,
      speedPerSecond: speed * (entry.isOffer ? 1 - throughputReserveShare : 1),
      spreadMinutes: entry.spreadMinutes,
      hours: entry.hours,
      canary: entry.stages.length === 0 ? null : { stages: entry.stages, maturesMinutes: entry.maturesMinutes },
    };
    const open = entry.isOffer ? marketingShareOf : (most: number) => most;
    const own = slots.filter(({ number }) => number === entry.number);
    const limit = { most: rules.most, open, others: slots, own, capAt: entry.isOffer ? (rules.capOf.get(entry.number) ?? null) : null, raises: null };
    const found = forecast(sending, limit);
    const raised =
      rules.mayRise && rules.most !== null
        ? forecast(sending, { ...limit, others: raisedSlots, own: raisedSlots.filter(({ number }) => number === entry.number), raises })
        : undefined;
    slots = inOrder(slots, found.slots, entry.number);
    raisedSlots = inOrder(raisedSlots, raised?.slots ?? [], entry.number);
    return { entry, found, raised };
  });
}

function inOrder(one: readonly NumberSlot[], other: Forecast['slots'], number: NumberId): readonly NumberSlot[] {
  return [...one, ...other.map((slot) => ({ ...slot, number }))].toSorted((a, b) => a.at.getTime() - b.at.getTime());
}

function presentLimit(members: readonly NumberLimit[], { most, used }: Rules, now: Instant): Omit<PlannerPortfolio, 'days'> {
  return {
    numbers: members.map(({ id, display_phone, warm_since }) => ({ id: presentId('number', numberId(id)), display_phone, warms_up: warm_since !== null })),
    limit: most,
    limit_is_known: parseMessagingLimit(members[0]?.messaging_limit ?? null).kind !== 'unknown',
    reserve: most === null ? null : most - marketingShareOf(most),
    used: alive(used, now.getTime() + slotMilliseconds),
  };
}

function numberId(id: string): NumberId {
  return parseId<'number'>(id);
}

/** One day of a portfolio: what is sent, what was open to offers, and whether somebody had to wait for the next. */
function dayOf(
  date: string,
  told: readonly Told[],
  rules: Rules,
  asked: { timezone: string; now: Instant; language: Spoken },
): PlannerPortfolio['days'][number] {
  const people = told.reduce((sum, each) => sum + onDate(daysOf(each), date), 0);
  const starts = instantOfLocal(`${date}T00:00`, asked.timezone);
  const at = starts < asked.now ? asked.now : starts;
  const caps = [...rules.numbers.keys()].map((id) => rules.capOf.get(id)?.(rules.most, at) ?? null);
  const isAllCapped = caps.length > 0 && caps.every((cap) => cap !== null);
  const byLimit = rules.most === null ? null : marketingShareOf(rules.most);
  const open = isAllCapped
    ? Math.min(
        byLimit ?? Number.MAX_SAFE_INTEGER,
        caps.reduce<number>((sum, cap) => sum + (cap ?? 0), 0),
      )
    : byLimit;
  const held = told.filter(({ found }) => found?.days.some((each) => each.date === date && (each.boundBy === 'limit' || each.boundBy === 'warm_up')));
  const waiting = held.reduce(
    (sum, { found }) => sum + (found?.days ?? []).filter((each) => each.date > date).reduce((rest, each) => rest + each.people, 0),
    0,
  );
  const isYoung = held.some(({ found }) => found?.days.some((each) => each.date === date && each.boundBy === 'warm_up'));
  const full_by = waiting === 0 ? null : isYoung ? 'warm_up' : 'limit';
  const words = full_by === null ? null : say(full_by === 'limit' ? 'planner_full' : 'planner_warm', { waiting });
  return {
    date,
    people,
    open,
    room: open === null ? null : Math.max(0, open - people),
    full_by,
    waiting,
    text: words === null ? null : retell(keepTold(words), asked.language),
  };
}

function daysOf({ found, past }: Told): { date: string; people: number }[] {
  const days = new Map(past.map(({ date, people }) => [date, people]));
  for (const { date, people } of found?.days ?? []) days.set(date, (days.get(date) ?? 0) + people);
  return [...days].map(([date, people]) => ({ date, people })).toSorted((a, b) => (a.date < b.date ? -1 : 1));
}

function onDate(days: readonly { date: string; people: number }[], date: string): number {
  return days.find((each) => each.date === date)?.people ?? 0;
}

function presentItem(told: Told, dates: readonly string[]): PlannerItem {
  const { entry, found, raised } = told;
  const isSooner = found !== undefined && raised !== undefined && raised.ends < found.ends;
  return {
    campaign: presentId('campaign', entry.campaign),
    name: entry.name,
    state: entry.state,
    number: presentId('number', entry.number),
    starts_at: entry.opens.toISOString(),
    ends_at: (found?.ends ?? entry.finished)?.toISOString() ?? null,
    ends_with_raises_at: isSooner ? raised.ends.toISOString() : null,
    people: entry.people ?? null,
    basis: entry.basis,
    days: daysOf(told).filter(({ date }) => dates.includes(date)),
    movable: entry.movable,
  };
}

function isShown(item: PlannerItem, span: { from: Instant; to: Instant }): boolean {
  return new Date(item.starts_at) < span.to && new Date(item.ends_at ?? item.starts_at) >= span.from;
}
