/**
 * What a phone draws. Templates arrive filled in; `media` is an emulator media id, `link` an outside address that is
 * never fetched by a page. Money is in units of the currency, as Meta sends it in orders.
 */

/** A picture, film or file: kept by the emulator, or somewhere outside. */
export type BubbleMedia = { media: string | null; link: string | null; filename: string | null };

/** A thing of a catalogue. What the catalogue does not know is null. */
export type BubbleProduct = { retailer_id: string; name: string | null; price: number | null; currency: string | null; media: string | null };

export type BubbleProductSection = { title: string | null; products: BubbleProduct[] };

/** One button under a bubble. `index` is its place among all buttons of the card; `tapped` after it was used. */
export type BubbleButton =
  | { kind: 'reply'; text: string; index: number; tapped: boolean }
  | { kind: 'url'; text: string; url: string; index: number }
  | { kind: 'phone'; text: string; phone: string; index: number }
  /** A coupon or a one-time passcode, to be copied. */
  | { kind: 'copy_code'; text: string; code: string; index: number }
  /** Opens a form. `token` goes back with the answer; `screen` and `data` say where it begins. */
  | {
      kind: 'flow';
      text: string;
      flow: string;
      token: string;
      action: 'navigate' | 'data_exchange';
      screen: string | null;
      data: Record<string, unknown>;
      index: number;
      tapped: boolean;
    }
  /** Opens the whole catalogue, or the sections of a multi-product message. */
  | { kind: 'catalog'; text: string; catalog: string | null; thumbnail: BubbleProduct | null; sections: BubbleProductSection[]; index: number }
  /** One product. */
  | { kind: 'product'; text: string; catalog: string | null; product: BubbleProduct; index: number }
  | { kind: 'send_location'; text: string; index: number }
  /** The person is asked for their own phone number. */
  | { kind: 'share_contact'; text: string; index: number; tapped: boolean }
  /** The person is asked for an address (India, Singapore). `values` are what the business filled in already. */
  | { kind: 'address'; text: string; country: string; values: Record<string, string>; errors: Record<string, string>; index: number; tapped: boolean };

export type BubbleHeader =
  | { kind: 'text'; text: string }
  | ({ kind: 'image' | 'video' | 'document' } & BubbleMedia)
  | { kind: 'location'; latitude: number; longitude: number; name: string | null; address: string | null }
  | { kind: 'product'; product: BubbleProduct };

/** A limited-time offer above the text; `expires_at` is RFC 3339, null when the offer does not end. `code` is what can be copied. */
export type BubbleOffer = { text: string; expires_at: string | null; code: string | null };

/** A card of a carousel: its buttons count on from the card before, so that `index` is unique in the message. */
export type BubbleCard = { header: BubbleHeader | null; text: string | null; buttons: BubbleButton[] };

/** A person's card as it was sent. */
export type BubbleContact = { name: string; org: string | null; phones: { phone: string; wa_id: string | null }[]; emails: string[] };

export type BubbleContent =
  /** `preview` is the address whose preview is drawn, null for none. */
  | { kind: 'text'; text: string; preview: string | null }
  | {
      kind: 'card';
      header: BubbleHeader | null;
      text: string;
      footer: string | null;
      offer: BubbleOffer | null;
      buttons: BubbleButton[];
      /** The template's name; null for an interactive message. */
      template: string | null;
    }
  | { kind: 'carousel'; text: string; cards: BubbleCard[]; template: string | null }
  | {
      kind: 'list';
      header: string | null;
      text: string;
      footer: string | null;
      button: string;
      sections: { title: string | null; rows: { id: string; title: string; description: string | null }[] }[];
    }
  | { kind: 'products'; header: string | null; text: string; footer: string | null; catalog: string; sections: BubbleProductSection[] }
  | { kind: 'image' | 'video' | 'document'; media: string | null; link: string | null; caption: string | null; filename: string | null }
  | { kind: 'audio'; media: string | null; link: string | null; voice: boolean }
  | { kind: 'sticker'; media: string | null; link: string | null; animated: boolean }
  | { kind: 'location'; latitude: number; longitude: number; name: string | null; address: string | null }
  | { kind: 'contacts'; contacts: BubbleContact[] }
  | { kind: 'reaction'; emoji: string; to: string }
  /** Written by the person. */
  | { kind: 'order'; catalog: string; text: string; items: { product: BubbleProduct; quantity: number }[] }
  /** A form or an address sent back: what was answered, by field. */
  | { kind: 'form'; name: string; answers: Record<string, unknown> }
  /** A grey line in the chat: "changed their number". */
  | { kind: 'system'; text: string }
  | { kind: 'other'; type: string };

/** One bubble of a chat as the phone knows it. `mine` is written by the person. */
export type Bubble = {
  /** wamid */
  id: string;
  number: string;
  mine: boolean;
  /** RFC 3339 */
  at: string;
  /** For `mine`: the business read it. For the other: this phone read it. */
  read: boolean;
  /** For `mine`: the webhook that carries it was taken by the business. For the other: true. */
  delivered: boolean;
  quoted: string | null;
  content: BubbleContent;
};
