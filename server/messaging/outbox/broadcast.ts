import { z } from 'zod';
import type { Broadcast, Counts } from '#core/contract/campaigns.ts';
import { Canary, Pace, type SendingLane } from '#core/contract/sending.ts';
import { type BroadcastId, type CampaignId, type NumberId, parseId, type PlanId, presentId, type TemplateId, type TranslationId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { FreeBodies } from '#core/whatsapp/free.bodies.ts';
import { templateCategories, TemplateContent } from '#core/whatsapp/template.ts';
import type { BroadcastRow } from './store.broadcast.ts';

/**
 * One language of the message as it was frozen at launch; recipients name theirs by its position. `variables` are the
 * names of the plan's variables, in the order in which a recipient's values stand. A header image is named in `content`.
 */
export const BroadcastLanguage = z.object({
  translation: z.string().transform((id): TranslationId => parseId(id)),
  name: z.string(),
  category: z.enum(templateCategories),
  language: z.string(),
  content: TemplateContent,
  variables: z.array(z.string()),
});
export type BroadcastLanguage = z.infer<typeof BroadcastLanguage>;

export type BroadcastState = BroadcastRow['state'];

/** A broadcast as it is kept. `counts` add up to `total`, `replied` is beside. */
export type BroadcastRecord = {
  readonly id: BroadcastId;
  readonly campaign: CampaignId;
  readonly plan: PlanId;
  readonly number: NumberId;
  readonly template: TemplateId;
  readonly languages: readonly BroadcastLanguage[];
  /** Said instead of the template to recipients marked `free`, in their language, with the same variables; null when there is none. */
  readonly free: FreeBodies | null;
  /** Whether each has an hour of their own. */
  readonly isStaggered: boolean;
  readonly state: BroadcastState;
  readonly heldBy: string | null;
  readonly heldDetail: string | null;
  readonly opensAt: Instant;
  readonly launchedBy: string;
  readonly launchedAt: Instant;
  readonly firstSentAt: Instant | null;
  readonly finishedAt: Instant | null;
  readonly lane: SendingLane;
  /** Frozen at launch. */
  readonly pace: Pace | null;
  readonly canary: Canary | null;
  /** The stage of its canary up to which it may leave; the largest smallint without one. */
  readonly stage: number;
  readonly budgetMicros: number | null;
  /** What a message costs by country, in millionths of the plan's currency. */
  readonly rates: Readonly<Record<string, number>>;
  readonly counts: Counts;
};

/** Reads a row. */
export function parseBroadcast(row: BroadcastRow): BroadcastRecord {
  return {
    id: parseId(row.id),
    campaign: parseId(row.campaign_id),
    plan: parseId(row.plan_id),
    number: parseId(row.number_id),
    template: parseId(row.template_id),
    languages: z.array(BroadcastLanguage).parse(row.languages),
    free: FreeBodies.nullable().parse(row.free),
    isStaggered: row.is_staggered,
    state: row.state,
    heldBy: row.held_by,
    heldDetail: row.held_detail,
    opensAt: row.opens_at,
    launchedBy: row.launched_by,
    launchedAt: row.launched_at,
    firstSentAt: row.first_sent_at,
    finishedAt: row.finished_at,
    lane: row.lane,
    pace: Pace.nullable().parse(row.pace),
    canary: Canary.nullable().parse(row.canary),
    stage: row.stage,
    budgetMicros: row.budget_micros === null ? null : Number(row.budget_micros),
    rates: z.record(z.string(), z.number()).parse(row.rates),
    counts: parseCounts(row),
  };
}

/** The counts among a row's columns; a recount gives the same shape. */
export function parseCounts(row: Readonly<Record<string, unknown>>): Counts {
  const count = (name: string) => Number(row[name] ?? 0);
  return {
    total: count('total'),
    waiting: count('waiting'),
    skipped: count('skipped'),
    accepted: count('accepted'),
    sent: count('sent'),
    delivered: count('delivered'),
    read: count('read'),
    failed: count('failed'),
    in_doubt: count('in_doubt'),
    cancelled: count('cancelled'),
    replied: count('replied'),
    doubted: count('doubted'),
    settled: count('settled'),
    closed: count('closed'),
    harmed: count('harmed'),
    twice: count('twice'),
  };
}

/** A broadcast as the API shows it; `held_detail` is a kept sentence, for the answer to tell. */
export function presentBroadcast(broadcast: BroadcastRecord): Broadcast {
  return {
    id: presentId('broadcast', broadcast.id),
    state: broadcast.state,
    held_by: broadcast.heldBy,
    held_detail: broadcast.heldDetail,
    launched_at: broadcast.launchedAt.toISOString(),
    opens_at: broadcast.opensAt.toISOString(),
    first_sent_at: broadcast.firstSentAt?.toISOString() ?? null,
    finished_at: broadcast.finishedAt?.toISOString() ?? null,
    lane: broadcast.lane,
    pace: broadcast.pace,
    budget_micros: broadcast.budgetMicros,
    counts: broadcast.counts,
  };
}
