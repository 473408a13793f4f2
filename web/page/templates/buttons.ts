import { buttonLimits } from '#core/whatsapp/law/buttons.ts';
import type { TemplateButton, TemplateContent } from '#core/whatsapp/template.ts';

/** The kinds that a writer adds; a product's button comes with its header, a passcode's with its kind of message. */
export const addedKinds = ['reply', 'url', 'phone', 'copy_code', 'form', 'catalog', 'products', 'contact_request'] as const;
export type AddedKind = (typeof addedKinds)[number];

const manyMost: Partial<Record<TemplateButton['kind'], number>> = {
  reply: buttonLimits.buttons,
  url: buttonLimits.urlButtons,
};

/** Whether one more button of this kind fits. Most kinds stand once; only answers are many. */
export function mayAddButton(buttons: readonly TemplateButton[], kind: TemplateButton['kind'], most: number = buttonLimits.buttons): boolean {
  return buttons.length < most && buttons.filter((button) => button.kind === kind).length < (manyMost[kind] ?? 1);
}

/** A button of a kind with nothing in it yet. */
export function emptyButton(kind: TemplateButton['kind']): TemplateButton {
  switch (kind) {
    case 'reply':
      return { kind, text: '' };
    case 'url':
      return { kind, text: '', url: 'https://' };
    case 'phone':
      return { kind, text: '', phone: '+' };
    case 'copy_code':
      return { kind, code: '' };
    case 'form':
      return { kind, text: '', form: '', screen: null };
    case 'catalog':
      return { kind, text: '', thumbnail: null };
    case 'products':
      return { kind, text: '', thumbnail: '', sections: [{ title: '', products: [''] }] };
    case 'product':
      return { kind, text: '' };
    case 'contact_request':
      return { kind };
    case 'passcode':
      return { kind, how: 'copy_code', text: null, autofill_text: null, apps: [], accepts_terms: false };
  }
}

/**
 * Adds an empty button. Meta wants reply buttons side by side, so a reply goes behind the last reply and others go to
 * the end.
 */
export function addedButton(buttons: readonly TemplateButton[], kind: TemplateButton['kind'], most?: number): readonly TemplateButton[] {
  if (!mayAddButton(buttons, kind, most)) return buttons;
  const replies = kind === 'reply' ? buttons.findLastIndex((button) => button.kind === 'reply') + 1 : 0;
  return buttons.toSpliced(replies > 0 ? replies : buttons.length, 0, emptyButton(kind));
}

/** Adds an empty button to a message. */
export function withButton(content: TemplateContent, kind: TemplateButton['kind']): TemplateContent {
  return { ...content, buttons: [...addedButton(content.buttons, kind)] };
}

/** Moves what stands at a place by one; at the ends nothing happens. */
export function movedOne<Item>(items: readonly Item[], at: number, by: -1 | 1): readonly Item[] {
  const item = items[at];
  const other = items[at + by];
  if (item === undefined || other === undefined) return items;
  return items.with(at, other).with(at + by, item);
}

/** Puts answers side by side, where the first of them stands; the others keep their order. */
export function orderedButtons(buttons: readonly TemplateButton[]): TemplateButton[] {
  const first = buttons.findIndex((button) => button.kind === 'reply');
  if (first < 0) return [...buttons];
  const isReply = (button: TemplateButton) => button.kind === 'reply';
  return [...buttons.slice(0, first), ...buttons.filter(isReply), ...buttons.slice(first).filter((button) => !isReply(button))];
}

/** What a button says, where the writer says it; Meta writes the label of some. */
export function buttonText(button: TemplateButton): string | null {
  switch (button.kind) {
    case 'copy_code':
    case 'contact_request':
      return null;
    case 'passcode':
      return button.text;
    case 'reply':
    case 'url':
    case 'phone':
    case 'form':
    case 'catalog':
    case 'products':
    case 'product':
      return button.text;
  }
}

/** The same button with other words on it; one that Meta labels stays as it is. */
export function withButtonText(button: TemplateButton, text: string): TemplateButton {
  switch (button.kind) {
    case 'copy_code':
    case 'contact_request':
      return button;
    case 'passcode':
      return { ...button, text: text === '' ? null : text };
    case 'reply':
    case 'url':
    case 'phone':
    case 'form':
    case 'catalog':
    case 'products':
    case 'product':
      return { ...button, text };
  }
}
