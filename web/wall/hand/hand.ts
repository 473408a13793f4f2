import type { Act } from '#core/rehearsal/act.ts';
import type { Bubble, BubbleButton, BubbleContact, BubbleContent, BubbleProductSection } from '#core/rehearsal/bubble.ts';
import type { Phone } from '#core/rehearsal/rehearsal.ts';

/** A button of one kind. */
export type ButtonOf<Kind extends BubbleButton['kind']> = Extract<BubbleButton, { kind: Kind }>;
/** What a bubble of one kind says. */
export type ContentOf<Kind extends BubbleContent['kind']> = Extract<BubbleContent, { kind: Kind }>;

/** What lies over the chat: one thing at a time, as on any phone. */
export type Sheet =
  | { readonly kind: 'list'; readonly message: string; readonly list: ContentOf<'list'> }
  | { readonly kind: 'link'; readonly message: string; readonly button: ButtonOf<'url'> }
  | { readonly kind: 'call'; readonly message: string; readonly button: ButtonOf<'phone'> }
  | { readonly kind: 'shop'; readonly message: string; readonly catalog: string | null; readonly sections: readonly BubbleProductSection[] }
  | { readonly kind: 'basket'; readonly order: ContentOf<'order'> }
  | { readonly kind: 'answers'; readonly form: ContentOf<'form'> }
  | { readonly kind: 'flow'; readonly message: string; readonly button: ButtonOf<'flow'> }
  | { readonly kind: 'address'; readonly message: string; readonly button: ButtonOf<'address'> }
  | { readonly kind: 'own_number'; readonly message: string }
  | { readonly kind: 'contact'; readonly contact: BubbleContact }
  | { readonly kind: 'picture'; readonly url: string; readonly name: string }
  | { readonly kind: 'bubble'; readonly bubble: Bubble }
  | { readonly kind: 'location'; readonly quoted: string | null }
  | { readonly kind: 'file'; readonly file: File }
  | { readonly kind: 'complain'; readonly how: 'block' | 'report' }
  | { readonly kind: 'attach' | 'send_contact' | 'menu' | 'ad' | 'code' | 'number' | 'username' | 'raw' | 'business' };

/** A phone in somebody's hand: whose it is, which chat is open, and what can be done with it. */
export type Hand = {
  readonly phone: Phone;
  /** The business number whose chat is open. */
  readonly number: string;
  readonly business: string;
  readonly chat: Phone['chats'][number] | null;
  readonly busy: boolean;
  /** Does it; `then` runs once it was done. */
  readonly act: (act: Act, then?: () => void) => void;
  readonly open: (sheet: Sheet | null) => void;
  /** The bubble that is being answered. */
  readonly quote: Bubble | null;
  readonly setQuote: (bubble: Bubble | null) => void;
  readonly inspect: (message: string) => void;
};

/** What a tap on a button of a bubble does: some are sent at once, others ask or show something first. */
export function tapped(message: string, button: BubbleButton): Sheet | 'tap' | 'copy' {
  switch (button.kind) {
    case 'reply':
      return 'tap';
    case 'copy_code':
      return 'copy';
    case 'url':
      return { kind: 'link', message, button };
    case 'phone':
      return { kind: 'call', message, button };
    case 'flow':
      return { kind: 'flow', message, button };
    case 'catalog':
      return { kind: 'shop', message, catalog: button.catalog, sections: button.sections };
    case 'product':
      return { kind: 'shop', message, catalog: button.catalog, sections: [{ title: null, products: [button.product] }] };
    case 'send_location':
      return { kind: 'location', quoted: message };
    case 'share_contact':
      return { kind: 'own_number', message };
    case 'address':
      return { kind: 'address', message, button };
  }
}
