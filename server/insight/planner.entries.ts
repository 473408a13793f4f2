import { z } from 'zod';
import { CampaignChoices, type Schedule } from '#core/contract/campaigns.ts';
import type { PlannerItem } from '#core/contract/planner.ts';
import { Pace } from '#core/contract/sending.ts';
import type { ForecastLot } from '#core/policy/forecast.ts';
import { type CanaryStanding, dealOut, spreadLeft, stagesLeft } from '#core/policy/left.ts';
import { isRefused } from '#core/value/result.ts';
import { type CampaignId, type NumberId, parseId, parsePublicId } from '#core/value/id.ts';
import { earliestZone, instantOfLocal } from '#core/value/local.ts';
import { occurrences } from '#core/value/recurrence.ts';
import type { Instant } from '#core/value/time.ts';
import { zonesOfPerson } from '#core/value/zones.ts';
import type { BroadcastRow, CampaignRow } from './store.planner.ts';

/** Occurrences of one repetition in a calendar: two months of a daily one. */
const occurrencesMost = 62;

/** What the calendar needs of a plan, whatever else it says. */
const PlanPart = z.object({
  recipients: z.number().nullable(),
  waves: z.array(z.object({ at: z.string(), people: z.number() })).nullable(),
  by_country: z.array(z.object({ country: z.string(), people: z.number() })).nullable(),
  free: z.object({ people: z.number() }).nullable(),
  stages: z.array(z.number()).nullable(),
  matures: z.number().nullable(),
  pace: Pace.nullable(),
  lane: z.enum(['transactional', 'marketing']).nullable(),
  number: z.string().nullable(),
});
type PlanPart = z.infer<typeof PlanPart>;

function parsePlanPart(value: unknown): PlanPart | undefined {
  const read = PlanPart.safeParse(value);
  return read.success && read.data.recipients !== null ? read.data : undefined;
}

/** A sending of the calendar before it is forecast. */
export type Entry = {
  readonly campaign: CampaignId;
  readonly broadcast: string | undefined;
  readonly name: string;
  readonly state: PlannerItem['state'];
  readonly movable: boolean;
  readonly number: NumberId;
  readonly opens: Instant;
  readonly finished: Instant | null;
  readonly basis: PlannerItem['basis'];
  /** Who gets it and has not yet; undefined while nobody has counted. */
  readonly people: number | undefined;
  readonly isOffer: boolean;
  readonly spreadMinutes: number | null;
  readonly hours: { readonly from: number; readonly to: number } | null;
  readonly stages: readonly number[];
  readonly maturesMinutes: number;
  readonly lots: readonly ForecastLot[];
};

/** What an entry hangs on beside its row. */
export type House = {
  readonly timezone: string;
  readonly now: Instant;
  readonly from: Instant;
  readonly to: Instant;
  readonly defaultNumber: NumberId | undefined;
};

/** The entry of a broadcast. */
export function entryOfBroadcast(row: BroadcastRow, house: House): Entry {
  const plan = parsePlanPart(row.plan);
  const isClosed = row.state === 'done' || row.state === 'stopped';
  const isToOpen = row.state === 'waiting' || row.state === 'opening';
  const people = isClosed ? 0 : isToOpen ? (plan?.recipients ?? 0) : row.waiting;
  const opens = isToOpen ? row.opens_at : (row.first_sent_at ?? row.opens_at);
  const left = row.canary === null || isToOpen ? { opens: house.now, stages: [] } : stagesLeft(parseStanding(row.canary, people), house.now);
  const starts = isToOpen && row.opens_at > house.now ? row.opens_at : left.opens;
  return {
    campaign: parseId<'campaign'>(row.campaign_id),
    broadcast: row.id,
    name: row.name,
    state: isClosed ? 'done' : isToOpen ? 'planned' : row.state === 'paused' ? 'paused' : 'sending',
    movable: row.state === 'waiting' && row.schedule === 'at' && row.opens_at > house.now,
    number: parseId<'number'>(row.number_id),
    opens,
    finished: row.finished_at,
    basis: isToOpen ? 'plan' : 'frozen',
    people,
    isOffer: row.lane === 'marketing',
    ...bearingOf(plan),
    ...(isToOpen ? {} : { spreadMinutes: spreadLeft(row.opens_at, Pace.nullable().parse(row.pace)?.spread_minutes ?? null, starts) }),
    stages: isToOpen ? (plan?.stages ?? []) : left.stages,
    // Nobody can tell when a person decides.
    lots: isClosed || row.state === 'paused' || row.canary?.state === 'asks' ? [] : lotsOf(plan, { people, starts, timezone: house.timezone }),
  };
}

function parseStanding(canary: NonNullable<BroadcastRow['canary']>, waiting: number): CanaryStanding {
  const maturesAt = canary.matures_at === null ? null : new Date(canary.matures_at);
  return { stages: canary.stages, stage: canary.stage, waiting, maturesMinutes: canary.matures_minutes, maturesAt };
}

/** The entries of a campaign that repeats, or of a draft with a time. */
export function entriesOfCampaign(row: CampaignRow, house: House): Entry[] {
  const choices = parseChoices(row.choices);
  const plan = parsePlanPart(row.plan);
  const number = numberOf(choices.number ?? plan?.number ?? null) ?? house.defaultNumber;
  const { schedule } = choices;
  if (schedule === null || number === undefined) return [];
  const people = plan?.recipients ?? row.last_people ?? undefined;
  const basis = plan === undefined ? (row.last_people === null ? 'none' : 'last') : 'plan';
  return timesOf(schedule, row.next_at, house).map((opens) => ({
    campaign: parseId<'campaign'>(row.id),
    broadcast: undefined,
    name: row.name,
    state: row.state === 'draft' ? 'draft' : 'repeating',
    movable: row.state === 'draft',
    number,
    opens,
    finished: null,
    basis,
    people,
    isOffer: plan?.lane !== 'transactional',
    ...bearingOf(plan),
    stages: plan?.stages ?? [],
    lots:
      people === undefined || opens <= house.now
        ? []
        : lotsOf(row.state === 'draft' ? plan : withoutWaves(plan), { people, starts: opens, timezone: house.timezone }),
  }));
}

/** The choices of a campaign's row; they were checked when they were written. */
export function parseChoices(value: unknown): CampaignChoices {
  return CampaignChoices.parse(value);
}

function numberOf(text: string | null): NumberId | undefined {
  if (text === null) return undefined;
  const id = parsePublicId('number', text);
  return isRefused(id) ? undefined : id;
}

/** The waves of a plan are those of its first times, not of every one. */
function withoutWaves(plan: PlanPart | undefined): PlanPart | undefined {
  return plan === undefined ? undefined : { ...plan, waves: null };
}

function timesOf(schedule: Schedule, next: Instant | null, { from, to, now }: House): Instant[] {
  switch (schedule.kind) {
    case 'at':
      return [new Date(schedule.at)];
    case 'local_hour':
      return [instantOfLocal(schedule.starts, earliestZone)];
    case 'repeat': {
      if (next === null) return [];
      const earliest = new Date(Math.max(from.getTime(), next.getTime(), now.getTime()) - 1);
      return occurrences(schedule, earliest, occurrencesMost).filter((at) => at < to);
    }
  }
}

function bearingOf(plan: PlanPart | undefined): Pick<Entry, 'spreadMinutes' | 'hours' | 'maturesMinutes'> {
  return { spreadMinutes: plan?.pace?.spread_minutes ?? null, hours: plan?.pace?.hours ?? null, maturesMinutes: plan?.matures ?? 1 };
}

/**
 * Who may leave when: at the hours of the plan's waves, by country where hours of the day matter. People who get the free message take no place of
 * the limit.
 */
function lotsOf(plan: PlanPart | undefined, given: { people: number; starts: Instant; timezone: string }): ForecastLot[] {
  const { people, starts, timezone } = given;
  if (people === 0) return [];
  const free = Math.min(people, Math.round((people * (plan?.free?.people ?? 0)) / Math.max(1, plan?.recipients ?? people)));
  const waves = (plan?.waves ?? []).map(({ at, people: of }) => ({ at: new Date(at), of })).filter(({ at, of }) => of > 0 && at >= starts);
  const whens = waves.length > 1 ? dealOut(people - free, waves) : [{ at: starts, people: people - free }];
  const wheres = (plan?.pace?.hours ?? null) === null ? [] : (plan?.by_country ?? []).map(({ country, people: of }) => ({ country, of }));
  const lots = whens.flatMap((when) => {
    const notBefore = when.at < starts ? starts : when.at;
    if (wheres.length === 0) return [{ notBefore, people: when.people, counts: true, zones: [timezone] }];
    return dealOut(when.people, wheres).map((where) => ({
      notBefore,
      people: where.people,
      counts: true,
      zones: zonesOfPerson({ timezone: '', country: where.country }, timezone),
    }));
  });
  return [...lots, { notBefore: starts, people: free, counts: false, zones: [timezone] }].filter((lot) => lot.people > 0);
}

/** The same entry at another time. */
export function movedTo(entry: Entry, at: Instant): Entry {
  const span = at.getTime() - entry.opens.getTime();
  return { ...entry, opens: at, lots: entry.lots.map((lot) => ({ ...lot, notBefore: new Date(lot.notBefore.getTime() + span) })) };
}
