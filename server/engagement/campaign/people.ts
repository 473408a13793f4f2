import { refusal } from '#core/contract/refusals.ts';
import type { CampaignReply, Recipient } from '#core/contract/report.ts';
import { say } from '#core/contract/say.ts';
import type { Actor } from '#core/value/actor.ts';
import { cutPage, parseCursor } from '#core/value/cursor.ts';
import { presentId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import type { Spoken } from '#core/value/say.ts';
import { MessageContent, previewText } from '#core/whatsapp/message.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { listRecipients, listReplies, type PeopleFilter, type RecipientRecord, type ReplyRecord } from '#server/messaging/outbox/reading.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { accessLaunched, wordsOf } from './report.ts';

/** Whom a list or a file shows; `language` is a template's. */
export type PeopleQuery = {
  readonly state?: string | undefined;
  readonly code?: number | undefined;
  readonly reason?: string | undefined;
  readonly country?: string | undefined;
  readonly language?: string | undefined;
  readonly button?: string | undefined;
  readonly search?: string | undefined;
  readonly broadcast?: string | undefined;
};

/** Rows that one page looks at, at most: 200,000 were passed over in 0.25 s on two busy cores. Who wants more asks for the next page. */
const lookedMost = 200_000;

/** The people of a broadcast in the order they are sent to; `cursor` is the number of the last one looked at. */
export async function listPeople(
  platform: Platform,
  actor: Actor,
  publicId: string,
  query: PeopleQuery & { cursor?: string | undefined; limit: number },
  language: Spoken = 'en',
): Promise<{ items: Recipient[]; next: string | null }> {
  const { broadcast } = await accessLaunched(platform.db, actor, publicId, query.broadcast);
  const seen = query.cursor ?? '0';
  if (!/^\d{1,9}$/.test(seen))
    throw refusal('bad_request', say('cursor_none', { text: seen }), [{ at: '/query/cursor', message: say('cursor_none', { text: seen }) }]);
  const until = Number(seen) + lookedMost;
  const found = await listRecipients(platform.db, scopeOf(actor), broadcast.id, {
    filter: filterOf(broadcast, query),
    after: Number(seen),
    until,
    limit: query.limit + 1,
  });
  const kept = found.slice(0, query.limit);
  const hasMore = found.length > query.limit;
  const next = hasMore ? (kept.at(-1)?.seq ?? until) : until < broadcast.counts.total ? until : null;
  return { items: kept.map((recipient) => presentRecipient(recipient, broadcast, language)), next: next === null ? null : String(next) };
}

/** What the rows are narrowed by. A language that the broadcast does not speak finds nobody. */
export function filterOf(broadcast: Pick<BroadcastRecord, 'languages'>, query: PeopleQuery): PeopleFilter {
  const { state, code, reason, country, language, button, search } = query;
  const languages = language === undefined ? undefined : broadcast.languages.flatMap((one, place) => (one.language === language ? [place] : []));
  return { state, code, reason, country, languages, button, search: search === undefined || search.trim() === '' ? undefined : search.trim() };
}

/** A recipient as the contract shows it. */
export function presentRecipient(recipient: RecipientRecord, broadcast: Pick<BroadcastRecord, 'languages'>, language: Spoken): Recipient {
  return {
    seq: recipient.seq,
    contact: presentId('contact', recipient.contact),
    name: recipient.name ?? recipient.phone,
    phone: recipient.phone,
    country: recipient.country,
    language: broadcast.languages[recipient.language]?.language ?? '',
    state: recipient.state,
    reason: wordsOf(recipient, language),
    error_code: recipient.errorCode,
    score: recipient.score,
    free: recipient.free,
    due_at: recipient.dueAt?.toISOString() ?? null,
    at: recipient.at?.toISOString() ?? null,
    replied_at: recipient.repliedAt?.toISOString() ?? null,
    attempt: recipient.attempt,
    closed: recipient.state === 'in_doubt' && recipient.closedAt !== null,
  };
}

/** What people answered to a broadcast, the latest first. */
export async function listCampaignReplies(
  platform: Platform,
  actor: Actor,
  publicId: string,
  query: { broadcast?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: CampaignReply[]; next: string | null }> {
  const { broadcast } = await accessLaunched(platform.db, actor, publicId, query.broadcast);
  const before = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  if (isRefused(before)) throw refusal('bad_request', before.detail, [{ at: '/query/cursor', message: before.detail }]);
  const found = await listReplies(platform.db, scopeOf(actor), broadcast.id, { before, limit: query.limit + 1 });
  const { rows, next } = cutPage(
    found.map((reply) => ({ ...reply, id: reply.message })),
    query.limit,
  );
  return { items: rows.map(presentReply), next };
}

function presentReply(reply: ReplyRecord): CampaignReply {
  return {
    message: presentId('message', reply.message),
    seq: reply.seq,
    contact: presentId('contact', reply.contact),
    name: reply.name ?? '',
    conversation: presentId('conversation', reply.conversation),
    at: reply.at.toISOString(),
    text: replyText(reply.content),
    tapped: reply.tapped,
  };
}

/** An answer in one line. */
export function replyText(content: unknown): string {
  const read = MessageContent.safeParse(content);
  return read.success ? previewText(read.data) : '';
}
