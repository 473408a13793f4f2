import type { Counts } from '#core/contract/campaigns.ts';
import { recipientStates } from '#core/contract/report.ts';
import type { Scope } from '#core/value/actor.ts';
import type { Place } from '#core/value/cursor.ts';
import { type BroadcastId, type ContactId, type ConversationId, type MessageId, parseId } from '#core/value/id.ts';
import { after, type Instant, second } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { type BroadcastRecord, parseCounts } from './broadcast.ts';
import type { RecipientState } from './outcome.ts';
import {
  type AttemptRow,
  countBySpell,
  countLatelyAccepted,
  countTaps,
  type LaterRow,
  type PeopleFilter,
  type PersonRow,
  selectAttempts,
  selectFailedWith,
  selectLastCheck,
  selectLater,
  selectPast,
  selectPeople,
  selectPerson,
  selectReplies,
  selectTallies,
  selectWaitsUntil,
  type TallyRow,
  type TapRow,
} from './store.report.ts';

/** How many recipients share a state with its cause, a country and a body. Each person is in exactly one. */
export type Tally = TallyRow;
/** Who waits until a moment that is still to come. */
export type Later = LaterRow;
/** Taps of one button. */
export type Tapped = TapRow;
/** What became of an earlier attempt. */
export type Attempt = AttemptRow;
export type { PeopleFilter };

/** A recipient as it is kept. `at` is when its state came about, as far as is known. */
export type RecipientRecord = {
  readonly seq: number;
  readonly contact: ContactId;
  readonly name: string | null;
  readonly phone: string;
  readonly country: string | null;
  /** Position in the broadcast's languages. */
  readonly language: number;
  readonly variables: readonly string[];
  readonly state: RecipientState;
  /** Why it was skipped. */
  readonly reason: string | null;
  readonly errorCode: number | null;
  readonly errorDetail: string | null;
  readonly wamid: string | null;
  readonly at: Instant | null;
  readonly acceptedAt: Instant | null;
  readonly sentAt: Instant | null;
  readonly deliveredAt: Instant | null;
  readonly readAt: Instant | null;
  readonly failedAt: Instant | null;
  readonly repliedAt: Instant | null;
  readonly score: number | null;
  /** Whether they get, or got, the free message. */
  readonly free: boolean;
  /** When their own hour comes. */
  readonly dueAt: Instant | null;
  readonly attempt: number;
  readonly doubtedAt: Instant | null;
  readonly closedAt: Instant | null;
  readonly harmedAt: Instant | null;
  readonly twice: boolean;
};

function parsePerson(row: PersonRow): RecipientRecord {
  return {
    seq: row.seq,
    contact: parseId(row.contact_id),
    name: row.display_name,
    phone: row.phone,
    country: row.country,
    language: row.language,
    variables: row.variables,
    state: recipientStates.find((state) => state === row.state) ?? 'waiting',
    reason: row.reason,
    errorCode: row.error_code,
    errorDetail: row.error_detail,
    wamid: row.wamid,
    at: row.failed_at ?? row.read_at ?? row.delivered_at ?? row.sent_at ?? row.accepted_at ?? row.doubted_at,
    acceptedAt: row.accepted_at,
    sentAt: row.sent_at,
    deliveredAt: row.delivered_at,
    readAt: row.read_at,
    failedAt: row.failed_at,
    repliedAt: row.replied_at,
    score: row.score,
    free: row.free,
    dueAt: row.due_at,
    attempt: row.attempt,
    doubtedAt: row.doubted_at,
    closedAt: row.closed_at,
    harmedAt: row.harmed_at,
    twice: row.twice,
  };
}

/** Everything the report sums, counted in one pass over the rows: what follows of it adds up to the counters of the same snapshot. */
export function tallyRecipients(db: Db | Tx, scope: Scope, id: BroadcastId): Promise<Tally[]> {
  return selectTallies(db, scope, id);
}

/** Who waits for a time to come: their own hour, allowed hours, a rest. */
export function listLater(db: Db | Tx, scope: Scope, id: BroadcastId, now: Instant): Promise<Later[]> {
  return selectLater(db, scope, id, now);
}

/** Messages accepted a second since a moment, of a broadcast and of the others of its number. */
export async function speedsSince(
  db: Db | Tx,
  scope: Scope,
  broadcast: Pick<BroadcastRecord, 'id' | 'number'>,
  since: Instant,
  now: Instant,
): Promise<{ own: number; others: number }> {
  const found = await countLatelyAccepted(db, scope, broadcast.number, since);
  const seconds = Math.max(1, (now.getTime() - since.getTime()) / second);
  const people = (mine: boolean) => found.reduce((sum, line) => ((line.broadcast === broadcast.id) === mine ? sum + line.people : sum), 0);
  return { own: people(true) / seconds, others: people(false) / seconds };
}

/** The speed in stretches of equal length from `since` to `until`, the oldest first, with none left out. */
export async function speedSeries(
  db: Db | Tx,
  scope: Scope,
  id: BroadcastId,
  span: { since: Instant; until: Instant; stretches: number },
): Promise<{ at: Instant; perSecond: number }[]> {
  const seconds = Math.max(1, Math.ceil((span.until.getTime() - span.since.getTime()) / second / span.stretches));
  const found = new Map((await countBySpell(db, scope, id, { ...span, seconds })).map(({ spell, people }) => [spell, people]));
  const count = Math.max(1, Math.ceil((span.until.getTime() - span.since.getTime()) / second / seconds));
  return Array.from({ length: count }, (_, place) => {
    const at = after(span.since, place * seconds * second);
    const lasted = Math.min(seconds, (span.until.getTime() - at.getTime()) / second);
    return { at, perSecond: (found.get(place) ?? 0) / Math.max(1, lasted) };
  });
}

/** Who tapped a quick reply, in all and by button. */
export function listTaps(db: Db | Tx, scope: Scope, id: BroadcastId): Promise<{ people: number; buttons: Tapped[] }> {
  return countTaps(db, scope, id);
}

/** Recipients in order of their number, after `after`, looking no further than `until`. */
export async function listRecipients(
  db: Db | Tx,
  scope: Scope,
  id: BroadcastId,
  page: { filter: PeopleFilter; after: number; until: number; limit: number },
): Promise<RecipientRecord[]> {
  return (await selectPeople(db, scope, id, page)).map(parsePerson);
}

/** One recipient by number, or undefined. */
export async function findRecipient(db: Db | Tx, scope: Scope, id: BroadcastId, seq: number): Promise<RecipientRecord | undefined> {
  const row = await selectPerson(db, scope, id, seq);
  return row === undefined ? undefined : parsePerson(row);
}

/** What became of a person's earlier attempts, the first one first. */
export function listAttempts(db: Db | Tx, scope: Scope, id: BroadcastId, seq: number): Promise<Attempt[]> {
  return selectAttempts(db, scope, id, seq);
}

/** An answer to a broadcast; `content` as the message is kept. */
export type ReplyRecord = {
  readonly message: MessageId;
  readonly seq: number;
  readonly at: Instant;
  readonly tapped: string | null;
  readonly content: unknown;
  readonly contact: ContactId;
  readonly conversation: ConversationId;
  readonly name: string | null;
};

/** Answers to a broadcast, the latest first, strictly before a place; with `seq` those of one person. */
export async function listReplies(
  db: Db | Tx,
  scope: Scope,
  id: BroadcastId,
  page: { before?: Place | undefined; seq?: number; limit: number },
): Promise<ReplyRecord[]> {
  return (await selectReplies(db, scope, id, page)).map((row) => ({
    message: parseId(row.message_id),
    seq: row.seq,
    at: row.at,
    tapped: row.tapped,
    content: row.content,
    contact: parseId(row.contact_id),
    conversation: parseId(row.conversation_id),
    name: row.display_name,
  }));
}

/** Everybody who failed with a code, in order of their number, up to a bound. */
export async function listFailedWith(db: Db | Tx, scope: Scope, id: BroadcastId, page: { code: number; limit: number }): Promise<ContactId[]> {
  return (await selectFailedWith(db, scope, id, page)).map((contact) => parseId<'contact'>(contact));
}

/** The counters of the latest sendings of the same lane that ended before this one was launched. */
export async function listPast(db: Db | Tx, scope: Scope, broadcast: BroadcastRecord, bounds: { peopleLeast: number; limit: number }): Promise<Counts[]> {
  const rows = await selectPast(db, scope, { broadcast: broadcast.id, lane: broadcast.lane, launchedAt: broadcast.launchedAt, ...bounds });
  return rows.map(parseCounts);
}

/** When the counters were last compared with the rows; undefined before the first time. */
export async function lastCheck(db: Db | Tx, scope: Scope, id: BroadcastId): Promise<{ at: Instant; isEqual: boolean } | undefined> {
  const row = await selectLastCheck(db, scope, id);
  return row === undefined ? undefined : { at: row.at, isEqual: row.is_equal };
}

/** Until when a broadcast as a whole waits, when it is held for a time; null when nobody can say. */
export function waitsUntil(db: Db | Tx, scope: Scope, id: BroadcastId): Promise<Instant | null> {
  return selectWaitsUntil(db, scope, id);
}
