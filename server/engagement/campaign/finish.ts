import type { Plan } from '#core/contract/campaigns.ts';
import type { Wait } from '#core/contract/report.ts';
import { forecast, type ForecastLimit, type ForecastLot, type ForecastSending } from '#core/policy/forecast.ts';
import { dealOut, spreadLeft, stagesLeft } from '#core/policy/left.ts';
import { peopleOfLimit } from '#core/policy/limits.ts';
import { marketingShareOf, throughputReserveShare } from '#core/policy/pace.ts';
import type { Scope } from '#core/value/actor.ts';
import { after, type Instant, second } from '#core/value/time.ts';
import { zonesOfPerson } from '#core/value/zones.ts';
import { getNumber } from '#server/messaging/number/number.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import type { NumberSlot } from '#server/messaging/outbox/portfolio.ts';
import type { Later } from '#server/messaging/outbox/reading.ts';
import { capAheadOf } from '#server/messaging/outbox/warm.ts';
import type { Tx } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { selectWatch } from './store.canary.ts';
import { slotsBefore } from './timing.ts';

/** What a broadcast that is being sent lives under at a moment: whose clocks, the limit and who uses it, its number's warm-up, where its canary stands. */
export type Bearing = {
  readonly zone: string;
  readonly most: number | null;
  readonly others: readonly NumberSlot[];
  readonly capAt: ForecastLimit['capAt'];
  readonly canary: { readonly stages: readonly number[]; readonly stage: number; readonly maturesMinutes: number; readonly maturesAt: Instant | null } | null;
};

/** Asks for what a broadcast lives under; null for one of which nothing is to leave now. */
export async function bearingOf(tx: Tx, scope: Scope, broadcast: BroadcastRecord, now: Instant): Promise<Bearing | null> {
  if (broadcast.state !== 'sending' || broadcast.counts.waiting === 0) return null;
  const number = await getNumber(tx, scope, broadcast.number);
  const { timezone: zone } = await getWorkspace(tx, scope);
  const watch = broadcast.canary === null ? undefined : await selectWatch(tx, scope, broadcast.id);
  const isWatched = watch !== undefined && watch.ended_at === null;
  return {
    zone,
    most: peopleOfLimit(number.messaging_limit),
    others: await slotsBefore(tx, scope, { number, zone, opens: broadcast.opensAt, now, broadcast: broadcast.id }),
    capAt: broadcast.lane === 'marketing' ? await capAheadOf(tx, scope, broadcast.number, now) : null,
    canary: isWatched ? { stages: watch.stages, stage: watch.stage, maturesMinutes: watch.matures_minutes, maturesAt: watch.matures_at } : null,
  };
}

/** What is known of a broadcast's way: how fast it goes and may go, who waits for what, and what it lives under. */
export type Going = {
  readonly plan: Plan;
  readonly speeds: { readonly own: number; readonly others: number };
  readonly allowed: number;
  readonly waits: readonly Wait[];
  readonly later: readonly Later[];
  readonly bearing: Bearing | null;
};

/** Below a message in a thousand seconds no finish is foretold. */
const slowestPerSecond = 0.001;

/**
 * When the last one will have been handed over, forecast anew for those who are left: under the limit as it is used now, at their hours, at the pace
 * that is chosen, through what is left of the canary. What has none of these goes on at the speed measured. Null when nobody can tell.
 */
export function finishOf(broadcast: BroadcastRecord, going: Going, now: Instant): Instant | null {
  switch (broadcast.state) {
    case 'waiting':
    case 'opening':
      return isSlowed(broadcast, going.plan) ? new Date(going.plan.finishes_at) : after(broadcast.opensAt, going.plan.seconds * second);
    case 'sending':
      return going.waits.some(({ by, at }) => by === 'held' && at === null) ? null : endOf(broadcast, going, now);
    case 'done':
    case 'stopped':
    case 'undone':
      return broadcast.finishedAt;
    case 'paused':
      return null;
  }
}

/** Whether something else than speed spreads it: hours, the limit's days, a pace, a canary. */
function isSlowed(broadcast: BroadcastRecord, plan: Plan): boolean {
  return broadcast.isStaggered || broadcast.pace !== null || broadcast.canary !== null || plan.days.length > 1;
}

function endOf(broadcast: BroadcastRecord, { plan, speeds, allowed, waits, later, bearing }: Going, now: Instant): Instant {
  const times = waits.flatMap(({ at }) => (at === null ? [] : [new Date(at).getTime()]));
  const queued = waits.reduce((sum, wait) => (wait.by === 'queue' ? sum + wait.people : sum), 0);
  const measured = after(now, (queued / Math.max(speeds.own > 0 ? speeds.own : allowed, slowestPerSecond)) * second);
  if (bearing === null) return new Date(Math.max(measured.getTime(), ...times));
  const isOffer = broadcast.lane === 'marketing';
  const { waiting } = broadcast.counts;
  const { canary } = bearing;
  const left = canary === null ? { opens: now, stages: [] } : stagesLeft({ ...canary, waiting }, now);
  const sending: ForecastSending = {
    opens: left.opens,
    zone: bearing.zone,
    lots: lotsLeft(broadcast, { plan, later, opens: left.opens, zone: bearing.zone }),
    speedPerSecond: Math.max(slowestPerSecond, allowed * (isOffer ? 1 - throughputReserveShare : 1) - speeds.others),
    spreadMinutes: spreadLeft(broadcast.opensAt, broadcast.pace?.spread_minutes ?? null, left.opens),
    hours: broadcast.pace?.hours ?? null,
    canary: canary === null || left.stages.length < 2 ? null : { stages: left.stages, maturesMinutes: canary.maturesMinutes },
  };
  const own = bearing.others.filter(({ number }) => number === broadcast.number);
  const open = isOffer ? marketingShareOf : (most: number) => most;
  const found = forecast(sending, { most: bearing.most, open, others: bearing.others, own, capAt: bearing.capAt, raises: null });
  // What was measured tells of a sending that nothing but its number's speed holds; of any other it tells of the wait.
  const isFree = broadcast.pace === null && canary === null && found.days.every(({ boundBy }) => boundBy === null);
  return new Date(Math.max(found.ends.getTime(), isFree ? measured.getTime() : 0, ...times));
}

/** Those who are left by when they may leave: whose time is known at that, the others from now on, where they live by the plan's countries. */
function lotsLeft(broadcast: BroadcastRecord, given: { plan: Plan; later: readonly Later[]; opens: Instant; zone: string }): ForecastLot[] {
  const { plan, later, opens, zone } = given;
  const zonesOf = (country: string) => zonesOfPerson({ timezone: '', country }, zone);
  const timed = later.map(({ at, country, people }) => ({ notBefore: at > opens ? at : opens, people, counts: true, zones: zonesOf(country) }));
  const turn = Math.max(0, broadcast.counts.waiting - later.reduce((sum, { people }) => sum + people, 0));
  const free = Math.min(turn, Math.round((turn * (plan.free?.people ?? 0)) / Math.max(1, plan.recipients)));
  const places = plan.by_country.map(({ country, people: of }) => ({ country, of }));
  const homes = (broadcast.pace?.hours ?? null) === null || places.length === 0 ? [{ country: '', of: 1 }] : places;
  const parts = [
    { counts: true, people: turn - free },
    { counts: false, people: free },
  ].flatMap(({ counts, people }) => dealOut(people, homes).map((home) => ({ notBefore: opens, people: home.people, counts, zones: zonesOf(home.country) })));
  return [...parts, ...timed].filter(({ people }) => people > 0);
}
