import type { Counts } from '#core/contract/campaigns.ts';
import { type Canary, Pace, type SendingLane } from '#core/contract/sending.ts';
import { canaryStages } from '#core/policy/canary.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import type { Place } from '#core/value/cursor.ts';
import {
  type BroadcastId,
  type CampaignId,
  type ContactId,
  type ConversationId,
  type MessageId,
  type NumberId,
  parseId,
  type PlanId,
  presentId,
  type TemplateId,
} from '#core/value/id.ts';
import { after, day, type Instant, second } from '#core/value/time.ts';
import { keepTold } from '#core/value/say.ts';
import type { FreeBodies } from '#core/whatsapp/free.bodies.ts';
import { type MessageContent, previewText } from '#core/whatsapp/message.ts';
import { recordFact } from '#server/audience/timeline/timeline.ts';
import type { Caller } from '#server/cloud-api/caller.ts';
import { noteInbound, noteOutbound } from '#server/messaging/conversation/conversation.ts';
import { declareDue } from '#server/platform/due.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { type BroadcastLanguage, type BroadcastRecord, parseBroadcast, parseCounts } from './broadcast.ts';
import type { Held } from './hold.ts';
import { lotsOfPlaces } from './hours.ts';
import {
  beginOpening,
  countBroadcastsOf,
  hasOccurrence,
  holdWaiting,
  insertBroadcast,
  lockBroadcast,
  moveBroadcast,
  selectBroadcast,
  selectBroadcastPage,
  selectBroadcastsOf,
  selectNextOpening,
  selectOpenBroadcastsOfTemplate,
  setCounters,
  type StateChange,
} from './store.broadcast.ts';
import { countRecipients, insertRecipients, markReplied, type RecipientSource } from './store.recipient.ts';
import { requireClosedBreaker } from './breaker.ts';
import { type HourLot, insertByHours, selectPlaces } from './store.hours.ts';
import { beginStages, insertStaged } from './store.staging.ts';
import { insertMessage, selectContent, selectMessageByWamid, updateContent } from './store.message.ts';
import { broadcastCancel, broadcastOpen, broadcastReconcile } from './tasks.ts';
import { selectWarmNumber } from './store.warm.ts';
import { categoryOf, type Outgoing } from './wire.ts';

/** Recipients of one chunk: what one claim takes, and what a stop cancels in one transaction. Measured: 500 to 1,000 is best. */
export const chunkSize = 1_000;
/** A reply within this time of the latest message of a broadcast counts as a reply to it. */
const replyWithinMilliseconds = 7 * day;

// ---- single messages -------------------------------------------------------------------------------------------------

export type NewOutgoing = {
  readonly conversation: ConversationId;
  readonly contact: ContactId;
  readonly number: NumberId;
  readonly origin: 'agent' | 'api' | 'automatic' | 'test';
  readonly author: string | null;
  readonly content: MessageContent;
  /** The wamid of the message that is answered. */
  readonly quoted: string | null;
  readonly wire: Outgoing;
};

/** Puts a message into the queue of its number, in the caller's transaction; the sender takes it within a moment of the commit. An offer of the API, or an automatic one, is refused with `breaker_open` while those of its number stand still. */
export async function queueMessage(platform: Platform, tx: Tx, scope: Scope, message: NewOutgoing, now: Instant): Promise<MessageId> {
  const { origin, number, wire } = message;
  if ((origin === 'api' || origin === 'automatic') && categoryOf(wire) === 'marketing')
    await requireClosedBreaker(platform, tx, scope, { number, origin }, now);
  const id = platform.random.uuid7('message', now);
  await insertMessage(tx, scope, { ...message, id, direction: 'out', wamid: null, status: 'queued', at: now });
  await noteOutbound(platform, tx, scope, {
    conversation: message.conversation,
    at: now,
    preview: previewText(message.content),
    isRead: message.origin === 'agent',
  });
  return id;
}

export type NewInbound = {
  readonly conversation: ConversationId;
  readonly contact: ContactId;
  readonly number: NumberId;
  readonly wamid: string;
  readonly at: Instant;
  readonly content: MessageContent;
  readonly quoted: string | null;
  /** Whether it counts as unread and brings the conversation back into the inbox. */
  readonly needsAnswer: boolean;
};

/** Keeps what somebody wrote, once: `isNew` is false when this wamid is there already, and nothing was changed. */
export async function keepInbound(platform: Platform, tx: Tx, scope: Scope, message: NewInbound, now: Instant): Promise<{ id: MessageId; isNew: boolean }> {
  const id = platform.random.uuid7('message', now);
  const isNew = await insertMessage(tx, scope, { ...message, id, direction: 'in', origin: 'contact', author: null, wire: null, status: 'received' });
  if (!isNew) return { id: (await findMessageByWamid(tx, scope, message.wamid)) ?? id, isNew };
  await noteInbound(platform, tx, scope, {
    conversation: message.conversation,
    at: message.at,
    preview: previewText(message.content),
    needsAnswer: message.needsAnswer,
  });
  return { id, isNew };
}

/**
 * Keeps what WhatsApp tells about a person, in the thread they have with a number, once. Nobody wrote it: no window opens, nothing counts
 * as unread, and the thread stays where it is in the inbox.
 */
export async function keepTidings(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  tidings: Pick<NewInbound, 'conversation' | 'contact' | 'number' | 'wamid' | 'at' | 'content'>,
  now: Instant,
): Promise<void> {
  const id = platform.random.uuid7('message', now);
  const about = { direction: 'in', origin: 'contact', author: null, wire: null, status: 'received', quoted: null } as const;
  if (await insertMessage(tx, scope, { ...tidings, ...about, id }))
    await platform.live.tell(tx, scope, { kind: 'conversation', id: presentId('conversation', tidings.conversation) });
}

/** The single message, theirs or ours, that Meta calls by this id. */
export async function findMessageByWamid(db: Db | Tx, scope: Scope, wamid: string): Promise<MessageId | undefined> {
  const row = await selectMessageByWamid(db, scope, wamid);
  return row === undefined ? undefined : parseId(row.id);
}

/** What a single message says, as it is kept. */
export async function contentOfMessage(db: Db | Tx, scope: Scope, id: MessageId): Promise<unknown> {
  return (await selectContent(db, scope, id))?.content;
}

/** Puts another content in a message's place, such as the file once it was fetched. */
export async function replaceContent(platform: Platform, tx: Tx, scope: Scope, id: MessageId, content: MessageContent): Promise<void> {
  const row = await selectContent(tx, scope, id);
  if (row === undefined) return;
  await updateContent(tx, scope, id, content);
  await platform.live.tell(tx, scope, { kind: 'conversation', id: presentId('conversation', parseId(row.conversation_id)) });
}

/** Shows the person that we have read their message (two blue ticks) and all before it. False when Meta did not take it. */
export async function markRead(platform: Platform, line: { readonly caller: Caller; readonly numberMetaId: string }, wamid: string): Promise<boolean> {
  const answer = await line.caller.call('POST', `${line.numberMetaId}/messages`, {
    json: { messaging_product: 'whatsapp', status: 'read', message_id: wamid },
  });
  if (!answer.ok) platform.log.warn({ wamid, code: answer.error.code, message: answer.error.message }, 'a read receipt was not taken');
  return answer.ok;
}

// ---- broadcasts ------------------------------------------------------------------------------------------------------

export type NewBroadcast = {
  readonly campaign: CampaignId;
  readonly plan: PlanId;
  readonly number: NumberId;
  readonly template: TemplateId;
  readonly languages: readonly BroadcastLanguage[];
  /** Said instead of the template to whose window is open, by language; none when left out. */
  readonly free?: FreeBodies | null;
  readonly undoSeconds: number;
  /** When it opens; when the undo time is over if left out. */
  readonly opensAt?: Instant;
  /** Whether each has an hour of their own. */
  readonly isStaggered?: boolean;
  /** Which occurrence of a repetition it is; none when left out. */
  readonly occursAt?: Instant;
  readonly by: string;
  /** Ahead of offers when left out is no: it is one. */
  readonly lane?: SendingLane;
  readonly pace?: Pace | null;
  readonly canary?: Canary | null;
  /** What it may cost at most, and what a message costs by country; in millionths of the plan's currency. */
  readonly budgetMicros?: number | null;
  readonly rates?: Readonly<Record<string, number>>;
};

/** Adds a broadcast that opens when its undo time is over, or at its moment (at once when that is now); until then it leaves no trace when undone. */
export async function createBroadcast(platform: Platform, tx: Tx, scope: Scope, broadcast: NewBroadcast, now: Instant): Promise<BroadcastId> {
  const id = platform.random.uuid7('broadcast', now);
  const opensAt = broadcast.opensAt ?? after(now, broadcast.undoSeconds * second);
  const state = opensAt > now ? 'waiting' : 'opening';
  const { free = null, isStaggered = false, occursAt = null } = broadcast;
  await insertBroadcast(tx, scope, { ...broadcast, free, isStaggered, occursAt, id, opensAt, state }, now);
  if (state === 'opening') await askToOpen(platform, tx, scope, id);
  await tellBroadcast(platform, tx, scope, id);
  return id;
}

/** Broadcasts whose undo time is over by the business clock: from then on they cannot be undone, and are to be opened. */
export const undoTimes = declareDue('the undo time of a broadcast', {
  next: selectNextOpening,
  take: (platform, now) =>
    platform.db.transaction().execute(async (tx) => {
      for (const { workspace_id, id } of await beginOpening(tx, now)) {
        const scope: Scope = { workspace: parseId(workspace_id) };
        const broadcast = parseId<'broadcast'>(id);
        await askToOpen(platform, tx, scope, broadcast);
        await tellBroadcast(platform, tx, scope, broadcast);
      }
    }),
});

async function askToOpen(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId): Promise<void> {
  await platform.tasks.add(tx, broadcastOpen, { workspace: scope.workspace, broadcast: id }, { key: `broadcast.open ${id}` });
}

/**
 * Freezes the recipients of a broadcast whose time has come, cuts them into chunks, sets the counters, and lets the
 * sending begin; all in the caller's transaction. With a canary, only its first stage may leave then. `source` gives each person once. Does nothing, and says false, when
 * the broadcast was undone or is filled already, so a task that runs twice is safe.
 */
export async function fillRecipients(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId, source: RecipientSource): Promise<boolean> {
  const broadcast = await lockBroadcast(tx, scope, id);
  if (broadcast === undefined || broadcast.total > 0 || (broadcast.state !== 'waiting' && broadcast.state !== 'opening')) return false;
  // Without a canary, on a number that is warm, nobody is sorted: a million is frozen as it comes.
  const isBestFirst = ((await selectWarmNumber(tx, scope, parseId(broadcast.number_id)))?.warm_since ?? null) !== null;
  const lots = await hourLots(platform, tx, scope, broadcast);
  const input = { source, chunkSize, isStaggered: broadcast.is_staggered, isBestFirst, lots };
  const stages = broadcast.canary === null ? [] : await insertStaged(tx, scope, id, { ...input, stagesOf: canaryStages });
  if (broadcast.canary === null) await (lots.length === 0 ? insertRecipients : insertByHours)(tx, scope, id, input);
  await setCounters(tx, scope, id, await countRecipients(tx, scope, id), 'sending');
  if (stages.length > 0) await beginStages(tx, scope, id);
  await tellBroadcast(platform, tx, scope, id);
  return true;
}

/** Who is numbered together, where a campaign has hours and nobody an hour of their own; none else. */
async function hourLots(platform: Platform, tx: Tx, scope: Scope, broadcast: { is_staggered: boolean; pace: unknown }): Promise<HourLot[]> {
  const { hours } = broadcast.pace === null || broadcast.is_staggered ? { hours: null } : Pace.parse(broadcast.pace);
  if (hours === null) return [];
  const { timezone } = await getWorkspace(tx, scope);
  return lotsOfPlaces(hours, await selectPlaces(tx, scope), timezone, platform.clock.now());
}

/** One broadcast; `not_found` when there is none of this id. */
export async function getBroadcast(db: Db | Tx, scope: Scope, id: BroadcastId): Promise<BroadcastRecord> {
  const row = await selectBroadcast(db, scope, id);
  if (row === undefined) throw refusal('not_found', say('broadcast_gone', { id: presentId('broadcast', id) }));
  return parseBroadcast(row);
}

/** The broadcast of a campaign: the latest that was not undone. */
export async function findBroadcastOfCampaign(db: Db | Tx, scope: Scope, campaign: CampaignId): Promise<BroadcastRecord | undefined> {
  return (await findBroadcastsOfCampaigns(db, scope, [campaign])).get(campaign);
}

/** The same for a list of campaigns, in one statement. */
export async function findBroadcastsOfCampaigns(db: Db | Tx, scope: Scope, campaigns: readonly CampaignId[]): Promise<Map<CampaignId, BroadcastRecord>> {
  const rows = await selectBroadcastsOf(db, scope, campaigns);
  return new Map(rows.map(parseBroadcast).map((broadcast) => [broadcast.campaign, broadcast]));
}

/** How often each of these campaigns went out. */
export function countBroadcasts(db: Db | Tx, scope: Scope, campaigns: readonly CampaignId[]): Promise<Map<string, number>> {
  return countBroadcastsOf(db, scope, campaigns);
}

/** The broadcasts of a campaign, the latest first, strictly before a place. */
export async function listBroadcasts(
  db: Db | Tx,
  scope: Scope,
  campaign: CampaignId,
  page: { before: Place | undefined; limit: number },
): Promise<BroadcastRecord[]> {
  return (await selectBroadcastPage(db, scope, campaign, page)).map(parseBroadcast);
}

/** The broadcasts of a template that are not over. */
export async function listOpenBroadcasts(db: Db | Tx, scope: Scope, template: TemplateId): Promise<BroadcastRecord[]> {
  return (await selectOpenBroadcastsOfTemplate(db, scope, template)).map(parseBroadcast);
}

/** Whether an occurrence of a repetition went out, or is about to. */
export function isOccurrenceSent(tx: Tx, scope: Scope, campaign: CampaignId, occursAt: Instant): Promise<boolean> {
  return hasOccurrence(tx, scope, campaign, occursAt);
}

/** Holds a broadcast for a reason of ours: one being sent is paused, one that waits does not open until it is let go. True when something changed. */
export async function holdBroadcast(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId, held: Held): Promise<boolean> {
  if (await move(platform, tx, scope, id, { from: ['sending', 'paused'], to: 'paused', held, finishedAt: null })) return true;
  return tellWaiting(platform, tx, scope, id, held);
}

async function tellWaiting(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId, held: Held | null): Promise<boolean> {
  const isChanged = await holdWaiting(tx, scope, id, held);
  if (isChanged) await tellBroadcast(platform, tx, scope, id);
  return isChanged;
}

/** Holds the sending. Again, or after its end, it changes nothing. */
export function pauseBroadcast(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId, by: Actor): Promise<boolean> {
  return move(platform, tx, scope, id, {
    from: ['sending'],
    to: 'paused',
    held: { by: 'by_person', detail: keepTold(say('held_paused_by', { name: by.name })) },
    finishedAt: null,
  });
}

/** Goes on; one that waited is not held any more, and opens at its moment, or now when that has passed. */
export async function resumeBroadcast(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId): Promise<boolean> {
  if (await move(platform, tx, scope, id, { from: ['paused'], to: 'sending', held: null, finishedAt: null })) return true;
  return tellWaiting(platform, tx, scope, id, null);
}

/** Takes a launch back while nothing was sent. False when it is too late. */
export function undoBroadcast(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId, now: Instant): Promise<boolean> {
  return move(platform, tx, scope, id, { from: ['waiting'], to: 'undone', held: null, finishedAt: now });
}

/**
 * Ends the sending for good. The state changes at once, and with it nothing more leaves; who still waits is marked as
 * cancelled by a task, a chunk at a time, so that a million does not hold the caller.
 */
export async function stopBroadcast(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId, by: Actor, now: Instant): Promise<boolean> {
  const held = { by: 'by_person', detail: keepTold(say('held_stopped_by', { name: by.name })) };
  const isStopped = await move(platform, tx, scope, id, { from: ['waiting', 'opening', 'sending', 'paused'], to: 'stopped', held, finishedAt: now });
  if (isStopped) await platform.tasks.add(tx, broadcastCancel, { workspace: scope.workspace, broadcast: id }, { key: `broadcast.cancel ${id}` });
  return isStopped;
}

async function move(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId, change: StateChange): Promise<boolean> {
  const isMoved = await moveBroadcast(tx, scope, id, change);
  if (isMoved) await tellBroadcast(platform, tx, scope, id);
  return isMoved;
}

/** Tells open screens that a broadcast changed. */
export async function tellBroadcast(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId): Promise<void> {
  await platform.live.tell(tx, scope, { kind: 'broadcast', id: presentId('broadcast', id) });
}

/** The counts by counting the rows: what the counters must always equal. */
export async function recount(db: Db | Tx, scope: Scope, id: BroadcastId): Promise<Counts> {
  return parseCounts(await countRecipients(db, scope, id));
}

/** An answer of a person. `message` is where it is kept, null when it is not; `tapped` is the quick reply they tapped instead of writing. */
export type NotedReply = {
  readonly contact: ContactId;
  readonly number: NumberId;
  readonly quotedWamid: string | null;
  readonly at: Instant;
  readonly message?: MessageId | null;
  readonly tapped?: { readonly text: string; readonly payload: string } | null;
};

/**
 * Marks that a person replied: to the message they quoted, else to the latest one of the last 7 days. True the first time; each
 * answer is kept in the report's list once. It locks the broadcast's row until the caller commits, so call it late.
 */
export async function noteReply(platform: Platform, tx: Tx, scope: Scope, reply: NotedReply): Promise<boolean> {
  const marked = await markReplied(tx, scope, { ...reply, since: after(reply.at, -replyWithinMilliseconds) });
  if (marked !== undefined) await tellBroadcast(platform, tx, scope, marked.broadcast);
  return marked?.isFirst === true;
}

/** Puts the end of a broadcast on the timeline, in the transaction that ended it. */
export async function recordDone(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId, now: Instant): Promise<void> {
  await recordFact(platform, tx, scope, { kind: 'broadcast.done', at: now, contact: null, subject: presentId('broadcast', id), data: {} }, now);
  await platform.tasks.add(tx, broadcastReconcile, { workspace: scope.workspace, broadcast: id }, { key: `broadcast.reconcile ${id}` });
  await tellBroadcast(platform, tx, scope, id);
}
