import type { FreeMessage } from './free.ts';

/**
 * The ids that come back when somebody taps. An author may leave them out (or empty); then they are made from the place, so that the
 * same message always asks under the same ids. Law, wire and drawing all ask here, so they cannot differ.
 */

type Asks = { readonly id?: string | undefined };

/** The id of the button at a place. @example replyId({ text: 'Yes' }, 0) // 'button.0' */
export function replyId(button: Asks, place: number): string {
  return button.id === undefined || button.id === '' ? `button.${place}` : button.id;
}

/** The id of a row. @example rowId({ title: 'Guji' }, 0, 3) // 'row.0.3' */
export function rowId(row: Asks, section: number, place: number): string {
  return row.id === undefined || row.id === '' ? `row.${section}.${place}` : row.id;
}

/** The id of a reply on a card. @example cardReplyId({ text: 'Yes' }, 2, 0) // 'card.2.0' */
export function cardReplyId(button: Asks, card: number, place: number): string {
  return button.id === undefined || button.id === '' ? `card.${card}.${place}` : button.id;
}

/** A place where an answer is asked for, as a JSON pointer, and the id that will come back from it. */
export type AskedId = { readonly at: string; readonly id: string };

/** Every id of a message that asks for taps, in order. */
export function askedIds(message: FreeMessage): AskedId[] {
  switch (message.kind) {
    case 'buttons':
      return message.buttons.map((button, place) => ({ at: `/buttons/${place}/id`, id: replyId(button, place) }));
    case 'list':
      return message.sections.flatMap((section, s) => section.rows.map((row, r) => ({ at: `/sections/${s}/rows/${r}/id`, id: rowId(row, s, r) })));
    case 'carousel':
      return message.cards.flatMap((card, c) =>
        card.buttons.flatMap((button, b) => (button.kind === 'reply' ? [{ at: `/cards/${c}/buttons/${b}/id`, id: cardReplyId(button, c, b) }] : [])),
      );
    case 'text':
    case 'image':
    case 'video':
    case 'document':
    case 'audio':
    case 'sticker':
    case 'location':
    case 'contacts':
    case 'reaction':
    case 'link':
    case 'product':
    case 'products':
    case 'product_carousel':
    case 'catalog':
    case 'location_request':
    case 'contact_request':
    case 'address_request':
    case 'form':
      return [];
  }
}
