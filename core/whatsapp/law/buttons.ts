import type { TemplateButton, TemplateCategory } from '#core/whatsapp/template.ts';
import { fill, variablesIn } from '#core/whatsapp/variables.ts';
import { shortenedLinks } from './links.ts';
import { lintPasscode } from './passcode.ts';
import { lintShelf } from './shelf.ts';
import { lawFault, type LawFault, textLength } from './words.ts';

/** Counts and characters of a template's buttons, by Meta's "Template components" page, read 2026-11-22. Coupons had 15 until 2025-12-03. */
export const buttonLimits = { buttons: 10, urlButtons: 2, phoneButtons: 1, oneOfAKind: 1, text: 25, url: 2000, phone: 20, coupon: 20, folded: 3 } as const;

/** Kinds of which a message has one at most, and what a person calls them. */
const single: readonly TemplateButton['kind'][] = ['copy_code', 'form', 'contact_request', 'passcode'];
/** Kinds that stand alone in their message (Meta's pages of catalogue, multi- and single-product templates, read 2026-11-22). */
const lonely: readonly TemplateButton['kind'][] = ['catalog', 'products', 'product'];

/** Where buttons stand: `at` is their pointer (`/buttons`, `/cards/0/buttons`), `most` how many there may be. */
export type ButtonPlace = {
  readonly at: string;
  readonly category: TemplateCategory;
  readonly samples: Readonly<Record<string, string>>;
  readonly inCard: boolean;
};

/** Looks at the buttons of a message or of a card: how many of which kind, their order, and each one. */
export function lintButtons(buttons: readonly TemplateButton[], place: ButtonPlace): LawFault[] {
  return [
    ...(place.inCard ? [] : lintCounts(buttons, place)),
    ...buttons.flatMap((button, index) => [...lintLabel(button, index, buttons, place), ...lintTarget(button, `${place.at}/${index}`, place)]),
  ];
}

function lintCounts(buttons: readonly TemplateButton[], { at }: ButtonPlace): LawFault[] {
  const count = (kind: TemplateButton['kind']) => buttons.filter((button) => button.kind === kind).length;
  const faults: LawFault[] = [];
  if (buttons.length > buttonLimits.buttons) faults.push(lawFault(at, 'buttons_many', { count: buttons.length, most: buttonLimits.buttons }));
  else if (buttons.length > buttonLimits.folded) faults.push(lawFault(at, 'buttons_folded', { count: buttons.length, most: buttonLimits.folded }, 'warning'));
  if (count('url') > buttonLimits.urlButtons) faults.push(lawFault(at, 'buttons_url_many', { count: count('url'), most: buttonLimits.urlButtons }));
  if (count('phone') > buttonLimits.phoneButtons) faults.push(lawFault(at, 'buttons_phone_many', { count: count('phone'), most: buttonLimits.phoneButtons }));
  buttons.forEach(({ kind }, index) => {
    const isSecond = buttons.findIndex((other) => other.kind === kind) < index;
    if (isSecond && single.includes(kind)) faults.push(lawFault(`${at}/${index}`, 'button_second'));
    if (buttons.length > 1 && lonely.includes(kind)) faults.push(lawFault(`${at}/${index}`, 'button_alone'));
  });
  const changes = buttons.filter((button, index) => index > 0 && (button.kind === 'reply') !== (buttons[index - 1]?.kind === 'reply')).length;
  if (changes > 1) faults.push(lawFault(at, 'buttons_order'));
  return faults;
}

/** The words on a button that are ours; null where Meta writes them. */
export function labelOf(button: TemplateButton): string | null {
  switch (button.kind) {
    case 'copy_code':
    case 'contact_request':
      return null;
    case 'passcode':
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

function lintLabel(button: TemplateButton, index: number, buttons: readonly TemplateButton[], { at: place }: ButtonPlace): LawFault[] {
  const label = labelOf(button);
  if (label === null) return [];
  const at = `${place}/${index}/text`;
  const text = label.trim();
  const faults = lintButtonText(label, at);
  if (text !== '' && buttons.slice(0, index).some((other) => labelOf(other)?.trim() === text)) faults.push(lawFault(at, 'button_same', { text }));
  return faults;
}

/** Looks at the words of a button. */
export function lintButtonText(label: string, at: string): LawFault[] {
  if (label.trim() === '') return [lawFault(at, 'button_empty')];
  const faults: LawFault[] = [];
  if (textLength(label) > buttonLimits.text) faults.push(lawFault(at, 'button_long', { length: textLength(label), most: buttonLimits.text }));
  if (/[\n\r]/.test(label)) faults.push(lawFault(at, 'button_line'));
  if (/\{\{|\}\}/.test(label)) faults.push(lawFault(at, 'button_variables'));
  if (/\p{Extended_Pictographic}/u.test(label)) faults.push(lawFault(at, 'button_emoji', {}, 'warning'));
  return faults;
}

function lintTarget(button: TemplateButton, at: string, place: ButtonPlace): LawFault[] {
  switch (button.kind) {
    case 'reply':
    case 'contact_request':
      return [];
    case 'phone': {
      const isPhone = /^\+?[\d ()-]+$/.test(button.phone) && button.phone.length <= buttonLimits.phone && button.phone.replaceAll(/\D/g, '').length >= 5;
      return isPhone ? [] : [lawFault(`${at}/phone`, 'phone_form', { phone: button.phone.slice(0, 40) })];
    }
    case 'url':
      return lintUrl(button.url, `${at}/url`);
    case 'copy_code':
      return lintCoupon(button.code, `${at}/code`, place.samples);
    case 'form':
      return button.form.trim() === '' ? [lawFault(`${at}/form`, 'form_empty')] : [];
    case 'catalog':
    case 'products':
    case 'product':
      return lintShelf(button, at, place.category);
    case 'passcode':
      return place.category === 'authentication' ? lintPasscode(button, at) : [lawFault(at, 'passcode_category')];
  }
}

/** The sample is counted: what people get is for whoever fills the variable. */
function lintCoupon(code: string, at: string, samples: Readonly<Record<string, string>>): LawFault[] {
  if (code.trim() === '') return [lawFault(at, 'coupon_empty')];
  const filled = fill(code, samples);
  const length = textLength(filled);
  return variablesIn(filled).length === 0 && length > buttonLimits.coupon ? [lawFault(at, 'coupon_long', { length, most: buttonLimits.coupon })] : [];
}

function lintUrl(url: string, at: string): LawFault[] {
  const faults: LawFault[] = [];
  const names = variablesIn(url);
  const own = url.replaceAll(/\{\{[^{}]*\}\}/g, 'x');
  if (url.length > buttonLimits.url) faults.push(lawFault(at, 'url_long', { length: url.length, most: buttonLimits.url }));
  if (!/^https?:\/\/[^\s/?#@:{}]+(?::\d{1,5})?(?:[/?#][^\s{}]*)?$/i.test(own)) faults.push(lawFault(at, 'url_form', { url: url.slice(0, 80) }));
  if (names.length > 1) faults.push(lawFault(at, 'url_variables', { count: names.length }));
  else if (names.length === 1 && !/\{\{[^{}]*\}\}$/.test(url)) faults.push(lawFault(at, 'url_variable_place'));
  else if (/^https?:\/\/[^/?#]*\{\{/i.test(url)) faults.push(lawFault(at, 'url_variable_host'));
  for (const host of shortenedLinks(url.replace(/^https?:\/\//i, ''))) faults.push(lawFault(at, 'url_shortened', { host }, 'warning'));
  return faults;
}
