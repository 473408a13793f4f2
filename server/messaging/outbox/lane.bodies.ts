import { say } from '#core/contract/say.ts';
import type { BroadcastId } from '#core/value/id.ts';
import { inBoth, keepTold } from '#core/value/say.ts';
import { bodyIn } from '#core/whatsapp/free.bodies.ts';
import { fillFree } from '#core/whatsapp/free.fill.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { checkFilled } from '#core/whatsapp/law/filled.ts';
import { checkFree } from '#core/whatsapp/law/free.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { isWindowOpen } from '#server/messaging/conversation/conversation.ts';
import type { Hand, Ready } from './hand.ts';
import { printBody, printLanguage, surelyFits } from './printed.ts';
import type { BroadcastContext, Lane } from './lane.state.ts';
import { dropFree } from './store.recipient.ts';
import type { ReadRecipient } from './store.reading.ts';
import { envelope, freeContent, valuesOf, wireOfRecipient } from './wire.ts';

/**
 * Decides at the door who of those marked for the free message still gets it: whose window is open now, who was not refused it before
 * (131047), and for whom the filled message is one that WhatsApp takes. The others get the template, and their rows say so before
 * anything leaves.
 */
export async function chooseBodies(lane: Lane, hand: Hand, rows: readonly ReadRecipient[]): Promise<ReadRecipient[]> {
  const context = lane.contexts.get(hand.broadcast);
  const now = lane.platform.clock.now();
  const getsFree = (row: ReadRecipient) =>
    hand.retries.get(row.seq)?.template !== true && isWindowOpen(row.last_inbound_at, now) && isLawful(freeFor(context, row));
  const turned = rows.filter((row) => row.free && !getsFree(row)).map(({ seq }) => seq);
  if (turned.length === 0) return [...rows];
  await dropFree(lane.platform.db, lane.scope, hand.broadcast, turned);
  const isTurned = new Set(turned);
  return rows.map((row) => (isTurned.has(row.seq) ? { ...row, free: false } : row));
}

/** Files are looked up apart: their names are all that is checked here. */
function isLawful(message: FreeMessage | undefined): boolean {
  return message !== undefined && !checkFree(message).some(({ severity }) => severity === 'error');
}

/**
 * To whose values the template cannot be sent, and why, as kept sentences: a text that grew too long, an offer that is over. WhatsApp
 * would refuse it to each of them. Asked as rows are read, at the pace of the number, and only of languages that have variables.
 */
export function findUnfit(lane: Lane, broadcast: BroadcastId, rows: readonly ReadRecipient[]): ReadonlyMap<number, string> {
  const unfit = new Map<number, string>();
  const context = lane.contexts.get(broadcast);
  const now = lane.platform.clock.now();
  for (const row of rows) {
    const language = context?.languages[row.language];
    if (language === undefined || row.free || language.variables.length === 0) continue;
    if (surelyFits(context?.rooms[row.language] ?? -1, row.variables, language.variables.length)) continue;
    const first = checkFilled(language.content, valuesOf(language, row.variables), now)[0];
    if (first !== undefined) unfit.set(row.seq, keepTold(say('message_unlawful', { why: inBoth((spoken) => faultWords(first, spoken)) })));
  }
  return unfit;
}

/** The free message as a recipient gets it, in their language; undefined when there is none. */
export function freeFor(context: BroadcastContext | undefined, recipient: { language: number; variables: readonly string[] }): FreeMessage | undefined {
  const language = context?.languages[recipient.language];
  const body = language === undefined || context === undefined ? undefined : bodyIn(context.free, language.language);
  return language === undefined || body === undefined ? undefined : fillFree(body, valuesOf(language, recipient.variables));
}

/** What a recipient is told: the whole body of the send, as it goes on the wire. */
export function bodyFor(context: BroadcastContext, broadcast: BroadcastId, ready: Ready): string {
  const language = context.languages[ready.language];
  if (language === undefined) throw new Error(`the broadcast has no language ${ready.language}`);
  const name = { kind: 'recipient', broadcast, seq: ready.seq, attempt: ready.attempt } as const;
  const free = ready.free ? freeFor(context, ready) : undefined;
  if (free !== undefined) return JSON.stringify(envelope(freeContent(free, context.files), { phone: ready.phone }, name, null));
  let printed = context.printed.get(ready.language);
  if (printed === undefined) context.printed.set(ready.language, (printed = printLanguage(language, context.files)));
  const body = printed === null ? undefined : printBody(printed, ready, name);
  if (body !== undefined) return body;
  const content = { type: 'template', template: wireOfRecipient(language, ready.variables, context.files) } as const;
  return JSON.stringify(envelope(content, { phone: ready.phone }, name, null));
}
