import type { z } from 'zod';
import { type MediaRef, MessageContent } from '#core/whatsapp/message.ts';
import type { WireContactCard } from '#core/whatsapp/wire.message.ts';
import type { WireInbound, WireInboundMedia } from '#core/whatsapp/wire.ts';

/**
 * What somebody sent, in our own form. Pure. A type we do not know, or a known one with other content than Meta says, is kept as it
 * came and shown as such.
 */
export function readContent(message: WireInbound): MessageContent {
  const read = MessageContent.safeParse(known(message));
  return read.success ? read.data : { kind: 'unknown', type: typeOf(message), raw: message };
}

/**
 * A kept message as it is shown. What came before Parley knew its kind was kept as it came, and is read anew; everything else
 * stays as it is.
 */
export function readAgain(content: MessageContent): MessageContent {
  if (content.kind !== 'unknown') return content;
  const message = parseKept(content.raw);
  return message === undefined ? content : readContent(message);
}

function parseKept(raw: unknown): WireInbound | undefined {
  const isMessage = typeof raw === 'object' && raw !== null && 'id' in raw && 'type' in raw && typeof raw.type === 'string';
  return isMessage ? (raw as WireInbound) : undefined;
}

/** What WhatsApp does not hand on says what it was: `poll` rather than `unsupported`. */
function typeOf(message: WireInbound): string {
  const unsupported: unknown = message.type === 'unsupported' ? message.unsupported?.type : undefined;
  return typeof unsupported === 'string' && unsupported !== '' && unsupported !== 'unknown' ? unsupported : message.type;
}

/** Read as far as it can be; the schema has the last word. */
type Candidate = z.input<typeof MessageContent> | undefined;

function known(message: WireInbound): Candidate {
  switch (message.type) {
    case 'text':
      return readText(message);
    case 'image':
      return message.image && { kind: 'image', image: refOf(message.image, null), caption: message.image.caption ?? null };
    case 'video':
      return message.video && { kind: 'video', video: refOf(message.video, null), caption: message.video.caption ?? null };
    case 'document':
      return (
        message.document && {
          kind: 'document',
          document: refOf(message.document, message.document.filename ?? null),
          caption: message.document.caption ?? null,
        }
      );
    case 'audio':
      return message.audio && { kind: 'audio', audio: refOf(message.audio, null), voice: message.audio.voice === true };
    case 'sticker':
      return message.sticker && { kind: 'sticker', sticker: refOf(message.sticker, null), animated: message.sticker.animated === true };
    case 'location':
      return readLocation(message);
    case 'contacts':
      return Array.isArray(message.contacts) ? { kind: 'contacts', contacts: message.contacts.map(readCard) } : undefined;
    case 'reaction':
      return message.reaction && { kind: 'reaction', emoji: message.reaction.emoji ?? '', to: message.reaction.message_id };
    case 'button':
      return message.button && { kind: 'choice', text: message.button.text ?? '', payload: message.button.payload ?? '', description: null };
    case 'interactive':
      return readInteractive(message);
    case 'order':
      return readOrder(message);
    case 'system':
      return message.system && { kind: 'system', event: message.system.type ?? 'system', text: message.system.body ?? '' };
    case 'request_welcome':
      return { kind: 'system', event: 'request_welcome', text: '' };
    case 'edit':
    case 'revoke':
      return readChange(message);
    default:
      return undefined;
  }
}

/** A text, or a question about a product they were looking at. */
function readText({ text, context }: WireInbound): Candidate {
  if (typeof text?.body !== 'string') return undefined;
  const asked = context?.referred_product;
  if (asked === undefined || asked === null) return { kind: 'text', text: text.body };
  return { kind: 'product_question', text: text.body, catalog: asked.catalog_id ?? '', product: { id: asked.product_retailer_id } };
}

function readLocation({ location }: WireInbound): Candidate {
  const latitude = Number(location?.latitude);
  const longitude = Number(location?.longitude);
  if (location === undefined || !Number.isFinite(latitude) || !Number.isFinite(longitude)) return undefined;
  return { kind: 'location', latitude, longitude, name: location.name ?? null, address: location.address ?? null };
}

/** A phone without its number is still worth the id it writes from. */
function readCard(card: WireContactCard) {
  return {
    ...card,
    phones: card?.phones?.map((phone) => ({ ...phone, phone: phone.phone ?? phone.wa_id ?? '' })),
    emails: card?.emails?.map((email) => ({ ...email, email: email.email ?? '' })),
    urls: card?.urls?.map((url) => ({ ...url, url: url.url ?? '' })),
  };
}

function readInteractive({ interactive }: WireInbound): Candidate {
  switch (interactive?.type) {
    case 'button_reply':
      return interactive.button_reply && { kind: 'choice', text: interactive.button_reply.title, payload: interactive.button_reply.id, description: null };
    case 'list_reply': {
      const row = interactive.list_reply;
      return row && { kind: 'choice', text: row.title, payload: row.id, description: row.description ?? null };
    }
    case 'nfm_reply': {
      const reply = interactive.nfm_reply;
      return reply && { kind: 'answers', name: reply.name ?? 'flow', text: reply.body ?? '', answers: readAnswers(reply.response_json) };
    }
    case 'call_permission_reply': {
      const reply = interactive.call_permission_reply;
      return reply && { kind: 'answers', name: 'call_permission', text: '', answers: { ...reply } };
    }
    case undefined:
      return undefined;
  }
  return undefined;
}

/** The answers stand as JSON in a text. One that is none is kept as it came. The token is ours and says nothing. */
function readAnswers(json: unknown): Record<string, unknown> {
  if (typeof json !== 'string') return {};
  const answers = parseJson(json);
  if (typeof answers !== 'object' || answers === null || Array.isArray(answers)) return { response_json: json };
  // An address stands one level deeper than the answers of a form.
  if ('values' in answers && typeof answers.values === 'object' && answers.values !== null) return { ...answers.values };
  return Object.fromEntries(Object.entries(answers).filter(([name]) => name !== 'flow_token'));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const microsPerUnit = 1_000_000;

function readOrder({ order }: WireInbound): Candidate {
  if (order === undefined || !Array.isArray(order.product_items)) return undefined;
  const items = order.product_items.map((item) => ({
    product: {
      id: item.product_retailer_id,
      price: Number.isFinite(item.item_price) ? { currency: item.currency, micros: Math.round(item.item_price * microsPerUnit) } : null,
    },
    quantity: Number(item.quantity),
  }));
  return { kind: 'order', catalog: order.catalog_id, text: order.text ?? '', items };
}

/** They changed what they had written (shown is what it says now), or took it back. */
function readChange({ type, edit, revoke }: WireInbound): Candidate {
  if (type === 'revoke') return revoke && { kind: 'system', event: 'revoke', text: '' };
  if (edit?.message === undefined) return undefined;
  const now = known({ id: '', timestamp: '', type: 'text', ...edit.message });
  if (now === undefined) return undefined;
  const text = 'caption' in now ? now.caption : 'text' in now ? now.text : null;
  return { kind: 'system', event: 'edit', text: text ?? '' };
}

function refOf(media: WireInboundMedia, name: string | null): MediaRef {
  return { media: null, mime: media.mime_type ?? 'application/octet-stream', name, meta_id: media.id ?? null };
}
