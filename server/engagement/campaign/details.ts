import type { Counts, Plan } from '#core/contract/campaigns.ts';
import type { EtrOutcome } from '#core/contract/etr.ts';
import type { Report } from '#core/contract/report.ts';
import type { Scope } from '#core/value/actor.ts';
import type { Money } from '#core/value/money.ts';
import { after, type Instant, minute, second } from '#core/value/time.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { type Later, listLater, listTaps, speedSeries, type Tally, tallyRecipients } from '#server/messaging/outbox/reading.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { outcomeBands, presentOutcomes } from './etr.ts';
import { type Bearing, bearingOf } from './finish.ts';
import type { PlanBody } from './frozen.ts';
import { wilson } from './funnel.ts';
import { selectOutcomes } from './store.etr.ts';
import { type NamedTap, nameTaps } from './taps.ts';

/** What a report takes from the rows themselves, at one moment. */
export type Details = {
  readonly at: Instant;
  readonly tallies: readonly Tally[];
  readonly later: readonly Later[];
  readonly taps: { readonly people: number; readonly buttons: readonly NamedTap[] };
  readonly series: Report['pace']['series'];
  readonly etr: EtrOutcome[];
  /** What it lives under while it is sent. */
  readonly bearing: Bearing | null;
};

type Kept = { readonly details: Details; readonly counts: string; readonly until: number; readonly untilSame: number };

/** The rows of so many people are counted for every report: some ten milliseconds. */
const countedPeopleMost = 20_000;
/** Of more people they are counted again when so many times the length of the last counting have passed, so that looking costs no more than a tenth of a core. */
const restTimes = 10;
/** While the counters stay as they are, it is taken for good this long. */
const sameMilliseconds = minute;
/** Reports that are open at once; the longest unseen is forgotten. */
const keptMost = 100;

const keptOf = new WeakMap<Platform, Map<string, Kept>>();

/**
 * What a report sums from the rows, in the transaction of the report: of the same snapshot as its counters as long as that is cheap.
 * Of hundreds of thousands it may be some seconds older, and says so by `at`.
 */
export async function detailsOf(platform: Platform, tx: Tx, scope: Scope, broadcast: BroadcastRecord, now: Instant): Promise<Details> {
  const shelf = keptOf.get(platform) ?? new Map<string, Kept>();
  keptOf.set(platform, shelf);
  const counts = JSON.stringify([broadcast.state, broadcast.counts]);
  const known = shelf.get(broadcast.id);
  const clock = performance.now();
  if (known !== undefined && (clock < known.until || (known.counts === counts && clock < known.untilSame))) return known.details;
  const details = await read(tx, scope, broadcast, now);
  const took = performance.now() - clock;
  shelf.delete(broadcast.id);
  if (broadcast.counts.total > countedPeopleMost)
    shelf.set(broadcast.id, { details, counts, until: performance.now() + took * restTimes, untilSame: performance.now() + sameMilliseconds });
  for (const id of [...shelf.keys()].slice(0, Math.max(0, shelf.size - keptMost))) shelf.delete(id);
  return details;
}

async function read(tx: Tx, scope: Scope, broadcast: BroadcastRecord, now: Instant): Promise<Details> {
  const { id, counts } = broadcast;
  const tapped = await listTaps(tx, scope, id);
  return {
    at: now,
    tallies: counts.total === 0 ? [] : await tallyRecipients(tx, scope, id),
    later: counts.waiting === 0 ? [] : await listLater(tx, scope, id, now),
    taps: { people: tapped.people, buttons: nameTaps(broadcast, tapped.buttons) },
    series: await seriesOf(tx, scope, broadcast, now),
    etr: presentOutcomes(await selectOutcomes(tx, scope, id, outcomeBands)),
    bearing: await bearingOf(tx, scope, broadcast, now),
  };
}

/** How many stretches the picture of the speed has. */
const stretches = 40;
/** While it is sent, so much of the past is shown. */
const shownMilliseconds = 30 * minute;
/** A sending of a few seconds is not stretched over the picture. */
const shownLeastMilliseconds = 40 * second;

async function seriesOf(db: Db | Tx, scope: Scope, broadcast: BroadcastRecord, now: Instant): Promise<Report['pace']['series']> {
  const { firstSentAt, finishedAt } = broadcast;
  if (firstSentAt === null) return [];
  const isOver = finishedAt !== null && finishedAt >= firstSentAt;
  const until = isOver ? after(finishedAt, second) : now;
  const begun = !isOver && now.getTime() - firstSentAt.getTime() > shownMilliseconds ? after(now, -shownMilliseconds) : firstSentAt;
  const since = !isOver && until.getTime() - begun.getTime() < shownLeastMilliseconds ? after(until, -shownLeastMilliseconds) : begun;
  const found = await speedSeries(db, scope, broadcast.id, { since, until, stretches });
  return found.map(({ at, perSecond }) => ({ at: at.toISOString(), per_second: perSecond }));
}

/** What was delivered, at the rates of the plan: the template's, or an answer's. Countries without a rate cost nothing here, as the plan has said. */
export function costOf(plan: Plan, freeRates: PlanBody['free_rates'], tallies: readonly Tally[]): Money {
  const rateOf = ratesOf(plan, freeRates);
  const delivered = tallies.filter(({ state }) => state === 'delivered' || state === 'read');
  return { currency: plan.cost.currency, micros: delivered.reduce((sum, line) => sum + line.people * (rateOf(line) ?? 0), 0) };
}

/** What a message costs by country and body, in millionths of the plan's currency; null where the card has no rate. */
export function ratesOf(plan: Plan, freeRates: PlanBody['free_rates']): (where: { country: string; free: boolean }) => number | null {
  const each = new Map(plan.by_country.map((line) => [line.country, line.each?.micros ?? null]));
  const free = new Map<string, number | null>(freeRates.map(({ country, micros }) => [country, micros]));
  return (where) => (where.free ? free : each).get(where.country) ?? null;
}

/** Taps as the report shows them: who tapped any as a share of those who have the message. */
export function presentTaps(taps: Details['taps'], counts: Counts): Report['taps'] {
  const have = counts.delivered + counts.read;
  const share = wilson(Math.min(taps.people, have), have);
  return { people: taps.people, rate: share?.rate ?? null, low: share?.low ?? null, high: share?.high ?? null, buttons: [...taps.buttons] };
}
