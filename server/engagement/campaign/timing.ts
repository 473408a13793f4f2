import type { Plan } from '#core/contract/campaigns.ts';
import { canaryStages } from '#core/policy/canary.ts';
import { type Forecast, forecast, type ForecastLimit, type ForecastLot, type ForecastSending } from '#core/policy/forecast.ts';
import { spreadLeft } from '#core/policy/left.ts';
import { isRaisedByUse, nextLevel, peopleOfLimit, raiseRule } from '#core/policy/limits.ts';
import { marketingShareOf, throughputReserveShare } from '#core/policy/pace.ts';
import { alive } from '#core/policy/slots.ts';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, NumberId } from '#core/value/id.ts';
import { hour, type Instant } from '#core/value/time.ts';
import { zonesOfPerson } from '#core/value/zones.ts';
import { findAhead } from '#server/messaging/outbox/executions.ts';
import { type NumberSlot, usedSlots } from '#server/messaging/outbox/portfolio.ts';
import { capAheadOf } from '#server/messaging/outbox/warm.ts';
import type { Tx } from '#server/platform/platform.ts';
import type { Draft } from './frozen.ts';
import { type KeptAudience, verdictsByKind } from './store.audience.ts';
import { selectPlanRecipients } from './store.plans.ts';
import type { CountedVerdict } from './summary.ts';

/** When a sending leaves, day by day, and what bounds it. */
export type Timing = Pick<Plan, 'days' | 'days_with_raises' | 'canary' | 'limit'> & {
  readonly ends: Instant;
  /** The same with the raises that Meta promises; undefined when they change nothing. */
  readonly endsWithRaises: Instant | undefined;
  /** People whose allowed hours never come, since the clocks of their country are too far apart. */
  readonly never: number;
};

/** What a forecast is made from, beside the draft. */
export type TimingInput = {
  /** The people as they were gathered in this transaction. */
  readonly audience: Pick<KeptAudience, 'kinds' | 'bar'>;
  readonly tuples: readonly CountedVerdict[];
  readonly recipients: number;
  readonly opens: Instant;
  /** Who uses the messaging limit now, and will before this sending does. */
  readonly others: readonly NumberSlot[];
  readonly now: Instant;
};

/** Forecasts a draft's sending under the limits of its number. */
export async function timingOf(tx: Tx, scope: Scope, draft: Draft, input: TimingInput): Promise<Timing> {
  const { pace, canary } = draft.choices;
  const stages = canary === null ? [] : canaryStages(input.recipients);
  const sending: ForecastSending = {
    opens: input.opens,
    zone: draft.house.timezone,
    lots: lotsOf(draft, input),
    speedPerSecond: draft.number.throughput_per_second * (isOffer(draft) ? 1 - throughputReserveShare : 1),
    spreadMinutes: pace?.spread_minutes ?? null,
    hours: pace?.hours ?? null,
    canary: canary === null || stages.length === 0 ? null : { stages, maturesMinutes: canary.matures_minutes },
  };
  const capAt = isOffer(draft) ? await capAheadOf(tx, scope, draft.number.id, input.now) : null;
  const own = input.others.filter(({ number }) => number === draft.number.id);
  const limit = limitOf(draft, { others: input.others, own, capAt });
  const found = forecast(sending, limit);
  const raised = mayBeRaised(draft) && limit.most !== null ? forecast(sending, { ...limit, raises }) : undefined;
  const isEarlier = raised !== undefined && raised.ends < found.ends;
  return {
    days: presentDays(found),
    days_with_raises: isEarlier ? presentDays(raised) : null,
    canary: canary === null ? null : { ...canary, stages, steps: found.stages.map(presentStage) },
    limit:
      limit.most === null
        ? null
        : {
            most: limit.most,
            open: Math.min(limit.open(limit.most), limit.capAt?.(limit.most, input.opens) ?? limit.most),
            used: alive(input.others, input.opens.getTime()),
            warms_up: limit.capAt !== null,
          },
    ends: found.ends,
    endsWithRaises: isEarlier ? raised.ends : undefined,
    never: found.never,
  };
}

/** The rule by which Meta raises a limit by itself. */
const raises: ForecastLimit['raises'] = {
  next: (most) => (isRaisedByUse(most) ? nextLevel(most) : undefined),
  usedShare: raiseRule.usedShare,
  withinMilliseconds: raiseRule.comesWithinHours * hour,
};

/** Meta raises nothing while the quality is not high; one that is not known yet, as of a young number, counts as high until it is. */
function mayBeRaised({ number }: Draft): boolean {
  return number.quality !== 'YELLOW' && number.quality !== 'RED';
}

function isOffer({ template }: Draft): boolean {
  return template.category === 'marketing';
}

function all(most: number): number {
  return most;
}

function limitOf(draft: Draft, given: Pick<ForecastLimit, 'others' | 'own' | 'capAt'>): ForecastLimit {
  const open = isOffer(draft) ? marketingShareOf : all;
  return { most: peopleOfLimit(draft.number.messaging_limit), open, ...given, raises: null };
}

/** A sending among those under the same limit: by which number, whose calendar, when it opens, and itself if it is launched already. */
export type Queued = {
  readonly number: Draft['number'];
  readonly zone: string;
  readonly opens: Instant;
  readonly now: Instant;
  readonly broadcast: BroadcastId | undefined;
};

/**
 * Who uses the messaging limit of a number already, and who will before a sending of it: what was sent in the last 24 hours, and what is being sent or
 * waits for its moment ahead of it, each reckoned as if it went as fast as its number's limits and warm-up let it. In order of time; nobody where nobody is counted.
 */
export async function slotsBefore(tx: Tx, scope: Scope, { number, zone, opens, now, broadcast }: Queued): Promise<readonly NumberSlot[]> {
  const most = peopleOfLimit(number.messaging_limit);
  const caps = new Map<NumberId, ForecastLimit['capAt']>([[number.id, await capAheadOf(tx, scope, number.id, now)]]);
  if (most === null && caps.get(number.id) === null) return [];
  let slots: readonly NumberSlot[] = await usedSlots(tx, scope, number.id);
  for (const ahead of await findAhead(tx, scope, number.id, opens)) {
    if (ahead.broadcast === broadcast) continue;
    const people = ahead.waiting ?? (await selectPlanRecipients(tx, scope, ahead.plan));
    const starts = ahead.opens > now ? ahead.opens : now;
    const lots = [{ notBefore: starts, people, counts: true, zones: [] }];
    const capAt = ahead.isOffer ? (caps.get(ahead.number) ?? (await capAheadOf(tx, scope, ahead.number, now))) : null;
    caps.set(ahead.number, capAt);
    const own = slots.filter((slot) => slot.number === ahead.number);
    const spreadMinutes = spreadLeft(ahead.opens, ahead.spreadMinutes, starts);
    const found = forecast(
      { opens: starts, speedPerSecond: ahead.speedPerSecond, spreadMinutes, zone, lots, hours: null, canary: null },
      { most, open: ahead.isOffer ? marketingShareOf : all, others: slots, own, capAt, raises: null },
    );
    slots = [...slots, ...found.slots.map((slot) => ({ ...slot, number: ahead.number }))].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  }
  return slots;
}

/** The people by when they may leave and what they use up. Where nobody's hours matter, it does not matter where they live. */
function lotsOf(draft: Draft, { audience, tuples, opens }: TimingInput): ForecastLot[] {
  const hours = draft.choices.pace?.hours ?? null;
  const lots = new Map<string, ForecastLot>();
  const reached = tuples.filter(({ reason }) => reason === null);
  for (const { kind, verdict } of verdictsByKind(audience, reached)) {
    const zones = hours === null ? [] : zonesOfPerson(kind, draft.house.timezone);
    const key = `${kind.due} ${verdict.free} ${zones.join()}`;
    const notBefore = kind.due === '' ? opens : new Date(kind.due);
    lots.set(key, { notBefore, zones, counts: !verdict.free, people: kind.people + (lots.get(key)?.people ?? 0) });
  }
  return [...lots.values()].toSorted((one, other) => one.notBefore.getTime() - other.notBefore.getTime() || (one.zones.join() < other.zones.join() ? -1 : 1));
}

function presentDays(found: Forecast): Plan['days'] {
  return found.days.map((each) => ({
    date: each.date,
    people: each.people,
    starts_at: each.starts.toISOString(),
    ends_at: each.ends.toISOString(),
    limit: each.limit,
    used: each.used,
    bound_by: each.boundBy,
  }));
}

function presentStage(stage: Forecast['stages'][number]): NonNullable<Plan['canary']>['steps'][number] {
  return { people: stage.people, starts_at: stage.starts.toISOString(), ends_at: stage.ends.toISOString(), judged_at: stage.judged?.toISOString() ?? null };
}
