import type { Message } from '#core/contract/conversations.ts';
import { formatAmount } from '#web/phone/money.ts';

/** A line below a bubble: what is named, and what is said of it. */
export type DetailLine = { readonly name: string; readonly value: string };

const microsPerUnit = 1_000_000;

/**
 * What a phone shows only after a tap and an agent must see at once: the things of an order with their prices, the answers of a form,
 * the numbers on a contact card, why WhatsApp did not hand something on. Empty for most messages.
 */
export function detailLines(content: Message['content'], locale: string): DetailLine[] {
  switch (content.kind) {
    case 'order':
      return content.items.map(({ product, quantity }) => ({
        name: `${quantity} × ${product.name ?? product.id}`,
        value: product.price === null ? '' : formatAmount((product.price.micros / microsPerUnit) * quantity, product.price.currency, locale),
      }));
    case 'answers':
      return Object.entries(content.answers).map(([name, value]) => ({ name: name.replaceAll('_', ' '), value: plain(value) }));
    case 'contacts':
      return content.contacts.flatMap(({ name, phones, emails }) => {
        const lines = [...phones.map(({ phone }) => phone), ...emails.map(({ email }) => email)];
        return lines.map((value) => ({ name: name.formatted_name, value }));
      });
    case 'unknown':
      return reasonsIn(content.raw).map((value) => ({ name: content.type, value }));
    case 'text':
    case 'card':
    case 'carousel':
    case 'list':
    case 'products':
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
    case 'location':
    case 'reaction':
    case 'choice':
    case 'product_question':
    case 'system':
      return [];
  }
}

/** An answer as words: a list with commas, anything deeper as JSON. */
function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plain).join(', ');
  return value === null || value === undefined ? '–' : JSON.stringify(value);
}

/** Meta's own sentences about a message it did not hand on. */
function reasonsIn(raw: unknown): string[] {
  const errors: unknown = typeof raw === 'object' && raw !== null && 'errors' in raw ? raw.errors : undefined;
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) => {
    if (typeof error !== 'object' || error === null) return [];
    const data: unknown = 'error_data' in error ? error.error_data : undefined;
    if (typeof data === 'object' && data !== null && 'details' in data && typeof data.details === 'string') return [data.details];
    return 'title' in error && typeof error.title === 'string' ? [error.title] : [];
  });
}
