import { refusal } from '#core/contract/refusals.ts';
import type { RecipientTrace, TraceStep } from '#core/contract/report.ts';
import { say } from '#core/contract/say.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { presentId } from '#core/value/id.ts';
import type { Spoken } from '#core/value/say.ts';
import { type Instant, second } from '#core/value/time.ts';
import { bodyIn } from '#core/whatsapp/free.bodies.ts';
import { drawFree } from '#core/whatsapp/free.draw.ts';
import { fillFree } from '#core/whatsapp/free.fill.ts';
import { filesIn } from '#core/whatsapp/law/free.files.ts';
import type { MessageContent } from '#core/whatsapp/message.ts';
import { findThread } from '#server/messaging/conversation/conversation.ts';
import { findFiles, lookWith } from '#server/messaging/media/lookup.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { presentWireName } from '#server/messaging/outbox/outcome.ts';
import { type Attempt, findRecipient, listAttempts, listReplies, type RecipientRecord, type ReplyRecord } from '#server/messaging/outbox/reading.ts';
import { valuesOf } from '#server/messaging/outbox/wire.ts';
import { drawTemplate } from '#server/messaging/template/template.ts';
import { type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { getPlan } from './campaign.ts';
import { ratesOf } from './details.ts';
import { presentRecipient, replyText } from './people.ts';
import { accessLaunched, wordsOf } from './report.ts';

/** So many answers of one person are shown; the rest is in the conversation. */
const repliesMost = 50;

/** Everything that is known of one person in one sending, in one snapshot. */
export async function tracePerson(
  platform: Platform,
  actor: Actor,
  at: { id: string; seq: number; broadcast?: string | undefined },
  language: Spoken = 'en',
): Promise<RecipientTrace> {
  const scope = scopeOf(actor);
  return platform.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const { campaign, broadcast } = await accessLaunched(tx, actor, at.id, at.broadcast);
      const recipient = await findRecipient(tx, scope, broadcast.id, at.seq);
      if (recipient === undefined) throw refusal('not_found', say('recipient_gone', { seq: at.seq, name: campaign.name, total: broadcast.counts.total }));
      const { plan, free_rates } = await getPlan(tx, scope, broadcast.plan, campaign.id);
      const attempts = await listAttempts(tx, scope, broadcast.id, at.seq);
      const replies = await listReplies(tx, scope, broadcast.id, { seq: at.seq, limit: repliesMost });
      const rate = ratesOf(plan, free_rates)({ country: recipient.country ?? '', free: recipient.free });
      const conversation = await findThread(tx, scope, { contact: recipient.contact, number: broadcast.number });
      const spoken = broadcast.languages[recipient.language];
      return {
        recipient: presentRecipient(recipient, broadcast, language),
        verdict: { may: recipient.state !== 'skipped', reason: recipient.state === 'skipped' ? recipient.reason : null },
        steps: stepsOf({ broadcast, recipient, attempts, replies }, language),
        content: await drawn(tx, scope, broadcast, recipient),
        values: spoken === undefined ? {} : valuesOf(spoken, recipient.variables),
        price: rate === null ? null : { currency: plan.cost.currency, micros: rate },
        wamid: recipient.wamid,
        wire_name: presentWireName({ kind: 'recipient', broadcast: broadcast.id, seq: recipient.seq, attempt: recipient.attempt }),
        conversation: conversation === undefined ? null : presentId('conversation', conversation),
        plan: { id: plan.id, hash: plan.hash },
      };
    });
}

type Story = {
  readonly broadcast: BroadcastRecord;
  readonly recipient: RecipientRecord;
  readonly attempts: readonly Attempt[];
  readonly replies: readonly ReplyRecord[];
};

/** What happened to them, in order: the plan, each attempt with its end, and what they answered. */
function stepsOf(story: Story, language: Spoken): TraceStep[] {
  const { broadcast, recipient, attempts, replies } = story;
  const step = (
    name: TraceStep['step'],
    at: Instant | null,
    attempt = recipient.attempt,
    text: string | null = null,
    code: number | null = null,
  ): TraceStep => ({
    step: name,
    at: at?.toISOString() ?? null,
    attempt,
    text,
    code,
  });
  const wordsFor = (errorCode: number | null, errorDetail: string | null) => wordsOf({ reason: null, errorCode, errorDetail }, language);
  // The first doubt is the one whose moment is kept: it belongs to the attempt that was under way then, and a later doubt has no time.
  const { doubtedAt } = recipient;
  const firstDoubted = doubtedAt === null ? undefined : (attempts.find((one) => one.ended_at >= doubtedAt)?.attempt ?? recipient.attempt);
  const doubtedOf = (attempt: number) => (attempt === firstDoubted ? doubtedAt : null);
  const earlier = attempts.flatMap((one) => [
    ...(one.attempt === firstDoubted && one.state !== 'in_doubt' ? [step('doubted', doubtedAt, one.attempt)] : []),
    ...(one.accepted_at === null ? [] : [step('accepted', one.accepted_at, one.attempt)]),
    ...(one.sent_at === null ? [] : [step('sent', one.sent_at, one.attempt)]),
    ...(one.failed_at === null ? [] : [step('failed', one.failed_at, one.attempt, wordsFor(one.error_code, one.error_detail), one.error_code)]),
    ...(one.state === 'in_doubt' ? [step('doubted', doubtedOf(one.attempt), one.attempt, wordsFor(one.error_code, one.error_detail), one.error_code)] : []),
    step('again', one.ended_at, one.attempt + 1, one.ended_by),
  ]);
  const { state } = recipient;
  const now: TraceStep[] = [
    ...(state === 'in_doubt' ? [step('doubted', doubtedOf(recipient.attempt), recipient.attempt, wordsFor(recipient.errorCode, recipient.errorDetail))] : []),
    ...(state !== 'in_doubt' && recipient.attempt === firstDoubted ? [step('doubted', doubtedAt)] : []),
    ...(recipient.acceptedAt === null ? [] : [step('accepted', recipient.acceptedAt)]),
    ...(recipient.sentAt === null ? [] : [step('sent', recipient.sentAt)]),
    ...(recipient.deliveredAt === null ? [] : [step('delivered', recipient.deliveredAt)]),
    ...(recipient.readAt === null ? [] : [step('read', recipient.readAt)]),
    ...(state === 'failed'
      ? [step('failed', recipient.failedAt, recipient.attempt, wordsFor(recipient.errorCode, recipient.errorDetail), recipient.errorCode)]
      : []),
    ...(recipient.closedAt === null ? [] : [step('closed', recipient.closedAt)]),
    ...replies.map((reply) => step(reply.tapped === null ? 'replied' : 'tapped', reply.at, recipient.attempt, reply.tapped ?? replyText(reply.content))),
    ...(recipient.harmedAt === null ? [] : [step('harmed', recipient.harmedAt)]),
    ...(state === 'skipped' ? [step('skipped', null, recipient.attempt, recipient.reason)] : []),
    ...(state === 'cancelled' ? [step('cancelled', broadcast.finishedAt)] : []),
  ];
  return [step('planned', broadcast.opensAt, 0), ...inOrder(earlier), ...inOrder(now)];
}

/**
 * By time, to the second, since that is how exactly WhatsApp tells it; what has no time stays where it stands. The order of the list breaks
 * ties, as a whole chain may fall into one second.
 */
function inOrder(steps: readonly TraceStep[]): TraceStep[] {
  const secondOf = (at: string) => Math.floor(new Date(at).getTime() / second);
  return steps.toSorted((one, other) => (one.at === null || other.at === null ? 0 : secondOf(one.at) - secondOf(other.at)));
}

/** What they get, or got, with their own values; null where their language is gone. */
async function drawn(tx: Tx, scope: Scope, broadcast: BroadcastRecord, recipient: RecipientRecord): Promise<MessageContent | null> {
  const language = broadcast.languages[recipient.language];
  if (language === undefined) return null;
  const values = valuesOf(language, recipient.variables);
  const body = recipient.free ? bodyIn(broadcast.free, language.language) : undefined;
  if (body === undefined) return drawTemplate(language, language, values);
  const message = fillFree(body, values);
  const named = filesIn(message).map(({ media }) => media);
  return drawFree(message, lookWith(await findFiles(tx, scope, named)));
}
