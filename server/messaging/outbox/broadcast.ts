import { z } from 'zod';
import type { Broadcast, Counts } from '#core/contract/campaigns.ts';
import { type BroadcastId, type CampaignId, type NumberId, parseId, type PlanId, presentId, type TemplateId, type TranslationId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { FreeBodies } from '#core/whatsapp/free.bodies.ts';
import { templateCategories, TemplateContent } from '#core/whatsapp/template.ts';
import type { RecipientState } from './outcome.ts';
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
  readonly counts: Counts;
};

/** A recipient as it is kept. `at` is when its state came about, as far as is known. */
export type RecipientRecord = {
  readonly seq: number;
  readonly contact: string;
  readonly name: string | null;
  readonly phone: string;
  readonly country: string | null;
  readonly language: number;
  readonly variables: readonly string[];
  readonly state: RecipientState;
  /** Why it was skipped. */
  readonly reason: string | null;
  readonly errorCode: number | null;
  readonly errorDetail: string | null;
  readonly at: Instant | null;
  readonly repliedAt: Instant | null;
  readonly score: number | null;
  /** Whether they get, or got, the free message. */
  readonly free: boolean;
  /** When their own hour comes. */
  readonly dueAt: Instant | null;
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
    counts: broadcast.counts,
  };
}
