import { z } from 'zod';
import { retell, say, tell } from '#core/contract/say.ts';
import type { Message } from '#core/contract/conversations.ts';
import type { Scope } from '#core/value/actor.ts';
import { type CampaignId, parseId, presentId } from '#core/value/id.ts';
import type { Spoken } from '#core/value/say.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { drawFree, type FreeLook } from '#core/whatsapp/free.draw.ts';
import { bodyIn, FreeBodies } from '#core/whatsapp/free.bodies.ts';
import { fillFree } from '#core/whatsapp/free.fill.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { filesIn } from '#core/whatsapp/law/free.files.ts';
import { MessageContent, outboundStates, previewText } from '#core/whatsapp/message.ts';
import { dressProducts } from '#server/audience/shop/look.ts';
import { readAgain } from '#server/messaging/inbound/content.ts';
import { findFiles, lookWith } from '#server/messaging/media/lookup.ts';
import { BroadcastLanguage } from '#server/messaging/outbox/broadcast.ts';
import { valuesOf } from '#server/messaging/outbox/wire.ts';
import { drawTemplate } from '#server/messaging/template/template.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { type MessageRow, selectClosed, selectQuoted, selectSpeeches } from './store.ts';

const origins = ['contact', 'agent', 'api', 'automatic', 'broadcast', 'test'] as const;
const states = [...outboundStates, 'received'] as const;
/** A quoted message in one line. */
const previewCharactersMost = 120;

type Speech = {
  readonly languages: readonly BroadcastLanguage[];
  readonly free: FreeBodies | null;
  readonly look: FreeLook;
  readonly campaign: { readonly id: CampaignId; readonly name: string };
};

/**
 * Messages as the contract shows them, in the order given. What a broadcast said is drawn from the frozen template and
 * values; quoted messages, campaigns and products are found in one statement each for the whole page.
 */
export async function presentMessages(db: Db | Tx, scope: Scope, rows: readonly MessageRow[], language: Spoken): Promise<Message[]> {
  const wamids = rows.flatMap((row) => (row.quoted_wamid === null ? [] : [row.quoted_wamid]));
  const quoted = await selectQuoted(db, scope, [...new Set(rows.map((row) => row.contact_id))], wamids);
  const speeches = await speechesOf(db, scope, [...rows, ...quoted]);
  const byWamid = new Map(
    quoted.map((row) => [row.wamid, { id: publicIdOf(row), preview: previewText(contentOf(row, speeches)).slice(0, previewCharactersMost) }]),
  );
  const bare = rows.map((row) => contentOf(row, speeches));
  const contents = await dressProducts(db, scope, bare);
  const closed = await closedAmong(db, scope, rows);
  return rows.map((row, place) => ({
    id: publicIdOf(row),
    direction: row.direction,
    origin: origins.find((origin) => origin === row.origin) ?? 'api',
    author: row.author,
    content: contents[place] ?? contentOf(row, speeches),
    state: states.find((state) => state === row.status) ?? 'queued',
    ...(closed.has(row.id) ? { closed: true } : {}),
    at: row.at.toISOString(),
    quoted: row.quoted_wamid === null ? null : (byWamid.get(row.quoted_wamid) ?? null),
    error: errorOf(row, language),
    campaign: campaignOf(row, speeches),
  }));
}

async function closedAmong(db: Db | Tx, scope: Scope, rows: readonly MessageRow[]): Promise<ReadonlySet<string>> {
  const doubted = rows.filter((row) => row.status === 'in_doubt');
  if (doubted.length === 0) return new Set();
  return selectClosed(
    db,
    scope,
    doubted.flatMap((row) => (row.message_id === null ? [] : [row.message_id])),
    doubted.flatMap((row) => (row.broadcast_id === null || row.seq === null ? [] : [{ broadcast: row.broadcast_id, seq: row.seq }])),
  );
}

/** `msg_…`, or `bro_…:seq` for what a broadcast said. */
export function publicIdOf(row: Pick<MessageRow, 'message_id' | 'broadcast_id' | 'seq'>): string {
  if (row.message_id !== null) return presentId('message', parseId<'message'>(row.message_id));
  return `${presentId('broadcast', parseId<'broadcast'>(row.broadcast_id ?? ''))}:${row.seq ?? 0}`;
}

async function speechesOf(db: Db | Tx, scope: Scope, rows: readonly MessageRow[]): Promise<Map<string, Speech>> {
  const broadcasts = new Set(rows.flatMap((row) => (row.broadcast_id === null ? [] : [row.broadcast_id])));
  const found = await selectSpeeches(db, scope, [...broadcasts]);
  const spoken = found.map((row) => ({
    broadcast: row.broadcast_id,
    languages: z.array(BroadcastLanguage).parse(row.languages),
    free: FreeBodies.nullable().parse(row.free),
    campaign: { id: parseId<'campaign'>(row.campaign_id), name: row.campaign_name },
  }));
  const byBroadcast = new Map(spoken.map((speech) => [speech.broadcast, speech]));
  const files = rows.flatMap((row) => {
    const free = freeOf(row, byBroadcast.get(row.broadcast_id ?? ''));
    return free === undefined ? [] : filesIn(free).map(({ media }) => media);
  });
  const look = lookWith(await findFiles(db, scope, files));
  return new Map(spoken.map(({ broadcast, ...speech }) => [broadcast, { ...speech, look }]));
}

function contentOf(row: MessageRow, speeches: ReadonlyMap<string, Speech>): MessageContent {
  if (row.broadcast_id !== null) return drawSpeech(row, speeches.get(row.broadcast_id));
  const content = MessageContent.safeParse(row.content);
  return content.success ? readAgain(content.data) : { kind: 'unknown', type: 'unreadable', raw: row.content };
}

/** What was said free-form to a recipient, in their language; undefined when it was the template. */
function freeOf(row: MessageRow, speech: Pick<Speech, 'languages' | 'free'> | undefined): FreeMessage | undefined {
  const language = speech?.languages[row.language ?? 0];
  if (row.free !== true || language === undefined || speech === undefined) return undefined;
  const body = bodyIn(speech.free, language.language);
  return body === undefined ? undefined : fillFree(body, valuesOf(language, row.variables ?? []));
}

function drawSpeech(row: MessageRow, speech: Speech | undefined): MessageContent {
  const language = speech?.languages[row.language ?? 0];
  if (speech === undefined || language === undefined)
    return { kind: 'unknown', type: 'template', raw: { broadcast: row.broadcast_id, language: row.language } };
  const free = freeOf(row, speech);
  if (free !== undefined) return drawFree(free, speech.look);
  return drawTemplate(language, language, valuesOf(language, row.variables ?? []));
}

/** What went wrong, in words. 0 stands for what was not Meta's doing: our own policy at the door, or no answer. */
function errorOf(row: MessageRow, language: Spoken): Message['error'] {
  if (row.status !== 'failed' && row.status !== 'in_doubt') return null;
  if (row.error_code === null) return row.error_detail === null ? null : { code: 0, message: retell(row.error_detail, language) };
  return { code: row.error_code, message: tell(say('error_words', explainError(row.error_code)[language]), language) };
}

function campaignOf(row: MessageRow, speeches: ReadonlyMap<string, Speech>): Message['campaign'] {
  const campaign = row.broadcast_id === null ? undefined : speeches.get(row.broadcast_id)?.campaign;
  return campaign === undefined ? null : { id: presentId('campaign', campaign.id), name: campaign.name };
}
