import type { BubbleButton } from '#core/rehearsal/bubble.ts';
import type { WireParameterFormat, WireTemplateButton, WireTemplateComponent } from '#core/whatsapp/wire.ts';

import { placeholdersOf } from '../template/placeholders.ts';
import type { Template } from '../world/world.ts';

/** A text taken apart at its variables: `pieces[0]`, the value of `slots[0]`, `pieces[1]`, … Slots are places in `names`. */
export type TextPlan = { text: string; names: readonly string[]; pieces: readonly string[]; slots: readonly number[] };

/** What stands above the body, and what a send must give for it. */
export type HeaderPlan =
  | { kind: 'text'; text: TextPlan }
  | { kind: 'media'; format: 'IMAGE' | 'VIDEO' | 'GIF' | 'DOCUMENT' }
  | { kind: 'location' }
  | { kind: 'product' };

/** One side of a template: itself, or a card of its carousel. */
export type Face = {
  header: HeaderPlan | null;
  body: TextPlan | null;
  footer: string | null;
  buttons: readonly WireTemplateButton[];
  /** The buttons as they are drawn when a send says nothing of them; null when it must. */
  plainButtons: BubbleButton[] | null;
  /** What its buttons send back when a send says nothing of them: their text. */
  plainReplies: readonly string[];
};

/** A template taken apart once, so that sending it a million times does not. */
export type Compiled = Face & {
  offer: { text: string; hasExpiration: boolean } | null;
  cards: readonly Face[] | null;
  /** It asks for calls, which are not enabled here. */
  isForCalls: boolean;
};

/** Keyed by the list of components: an edit replaces the list, and with it what was compiled. */
const compiled = new WeakMap<WireTemplateComponent[], Compiled>();

/** Takes a template apart, or remembers how. */
export function compile(template: Template): Compiled {
  const known = compiled.get(template.components);
  if (known !== undefined) return known;
  const parts: Compiled = {
    ...compileFace(template.components, template.format),
    offer: null,
    cards: null,
    isForCalls: false,
  };
  for (const component of template.components) {
    if (component.type === 'LIMITED_TIME_OFFER') {
      parts.offer = { text: component.limited_time_offer.text, hasExpiration: component.limited_time_offer.has_expiration === true };
    } else if (component.type === 'CAROUSEL') parts.cards = component.cards.map((card) => compileFace(card.components, template.format));
    else if (component.type === 'CALL_PERMISSION_REQUEST') parts.isForCalls = true;
  }
  if (parts.buttons.some((button) => button.type === 'VOICE_CALL')) parts.isForCalls = true;
  compiled.set(template.components, parts);
  return parts;
}

function compileFace(components: readonly WireTemplateComponent[], format: WireParameterFormat): Face {
  const face: Face = { header: null, body: null, footer: null, buttons: [], plainButtons: [], plainReplies: [] };
  for (const component of components) {
    switch (component.type) {
      case 'HEADER':
        face.header = compileHeader(component, format);
        break;
      case 'BODY':
        face.body = compileText(component.text, format);
        break;
      case 'FOOTER':
        face.footer = component.text;
        break;
      case 'BUTTONS':
        face.buttons = component.buttons;
        face.plainButtons = drawPlain(component.buttons);
        face.plainReplies = component.buttons.map((button) => (button.type === 'QUICK_REPLY' ? button.text : ''));
        break;
      case 'LIMITED_TIME_OFFER':
      case 'CAROUSEL':
      case 'CALL_PERMISSION_REQUEST':
        break;
    }
  }
  return face;
}

function compileHeader(component: Extract<WireTemplateComponent, { type: 'HEADER' }>, format: WireParameterFormat): HeaderPlan {
  switch (component.format) {
    case 'TEXT':
      return { kind: 'text', text: compileText(component.text, format) };
    case 'LOCATION':
      return { kind: 'location' };
    case 'PRODUCT':
      return { kind: 'product' };
    case 'IMAGE':
    case 'VIDEO':
    case 'GIF':
    case 'DOCUMENT':
      return { kind: 'media', format: component.format };
  }
}

const placeholder = /\{\{([^{}]*)\}\}/g;

function compileText(text: string, format: WireParameterFormat): TextPlan {
  const names = placeholdersOf(text);
  const pieces: string[] = [];
  const slots: number[] = [];
  let from = 0;
  for (const match of text.matchAll(placeholder)) {
    const name = (match[1] ?? '').trim();
    pieces.push(text.slice(from, match.index));
    slots.push(format === 'NAMED' ? names.indexOf(name) : Number(name) - 1);
    from = match.index + match[0].length;
  }
  pieces.push(text.slice(from));
  return { text, names, pieces, slots };
}

/** Puts values where the variables are. */
export function hydrate(plan: TextPlan, values: readonly string[]): string {
  let text = plan.pieces[0] ?? '';
  for (let i = 0; i < plan.slots.length; i++) text += (values[plan.slots[i] ?? -1] ?? '') + (plan.pieces[i + 1] ?? '');
  return text;
}

/** Draws buttons a send need not mention; null as soon as one of them must be mentioned. */
function drawPlain(buttons: readonly WireTemplateButton[]): BubbleButton[] | null {
  const drawn: BubbleButton[] = [];
  for (const [index, button] of buttons.entries()) {
    if (button.type === 'QUICK_REPLY') drawn.push({ kind: 'reply', text: button.text, index, tapped: false });
    else if (button.type === 'PHONE_NUMBER') drawn.push({ kind: 'phone', text: button.text, phone: button.phone_number, index });
    else if (button.type === 'URL' && !hasVariable(button.url)) drawn.push({ kind: 'url', text: button.text, url: button.url, index });
    else if (button.type === 'REQUEST_CONTACT_INFO') drawn.push({ kind: 'share_contact', text: button.text, index, tapped: false });
    else return null;
  }
  return drawn;
}

/** Does the address of a button end in a variable? */
export function hasVariable(url: string): boolean {
  return url.includes('{{');
}
