import type { TemplateContent } from '#core/whatsapp/template.ts';
import { variablesIn } from '#core/whatsapp/variables.ts';
import { lawFault, type LawFault, textLength } from './words.ts';

/** Counts and characters of a template's buttons, by Meta's "Template components" page, read 2026-11-22. */
export const buttonLimits = { buttons: 10, urlButtons: 2, phoneButtons: 1, text: 25, url: 2000, phone: 20 } as const;

/** Links that hide where they lead; Meta refuses them in review. A start, not the whole: there are hundreds. */
const shorteners = [
  'bit.ly',
  'tinyurl.com',
  'goo.gl',
  't.co',
  'ow.ly',
  'is.gd',
  'buff.ly',
  'rebrand.ly',
  'cutt.ly',
  'shorturl.at',
  'wa.me',
  't.ly',
  'rb.gy',
  'lnkd.in',
  'tiny.cc',
  's.id',
] as const;
const shortened = new RegExp(`(?<![\\w.-])(?:${shorteners.map((host) => host.replaceAll('.', '\\.')).join('|')})(?=[/?#\\s]|$)`, 'gi');

/** The shorteners whose links stand in a text, each once. */
export function shortenedLinks(text: string): string[] {
  return [...new Set([...text.matchAll(shortened)].map((match) => match[0].toLowerCase()))];
}

type Button = TemplateContent['buttons'][number];

/** Looks at a template's buttons: how many of which kind, their order, and each one. */
export function lintButtons(buttons: readonly Button[]): LawFault[] {
  const at = '/buttons';
  const count = (kind: Button['kind']) => buttons.filter((button) => button.kind === kind).length;
  const faults: LawFault[] = [];
  if (buttons.length > buttonLimits.buttons) faults.push(lawFault(at, 'buttons_many', { count: buttons.length, most: buttonLimits.buttons }));
  if (count('url') > buttonLimits.urlButtons) faults.push(lawFault(at, 'buttons_url_many', { count: count('url'), most: buttonLimits.urlButtons }));
  if (count('phone') > buttonLimits.phoneButtons) faults.push(lawFault(at, 'buttons_phone_many', { count: count('phone'), most: buttonLimits.phoneButtons }));
  const changes = buttons.filter((button, index) => index > 0 && (button.kind === 'reply') !== (buttons[index - 1]?.kind === 'reply')).length;
  if (changes > 1) faults.push(lawFault(at, 'buttons_order'));
  return [...faults, ...buttons.flatMap((button, index) => [...lintText(button, index, buttons), ...lintTarget(button, index)])];
}

function lintText(button: Button, index: number, buttons: readonly Button[]): LawFault[] {
  const at = `/buttons/${index}/text`;
  const text = button.text.trim();
  if (text === '') return [lawFault(at, 'button_empty')];
  const faults: LawFault[] = [];
  if (textLength(button.text) > buttonLimits.text) faults.push(lawFault(at, 'button_long', { length: textLength(button.text), most: buttonLimits.text }));
  if (/[\n\r]/.test(button.text)) faults.push(lawFault(at, 'button_line'));
  if (/\{\{|\}\}/.test(button.text)) faults.push(lawFault(at, 'button_variables'));
  if (/\p{Extended_Pictographic}/u.test(button.text)) faults.push(lawFault(at, 'button_emoji', {}, 'warning'));
  if (buttons.slice(0, index).some((other) => other.text.trim() === text)) faults.push(lawFault(at, 'button_same', { text }));
  return faults;
}

function lintTarget(button: Button, index: number): LawFault[] {
  switch (button.kind) {
    case 'reply':
      return [];
    case 'phone': {
      const isPhone = /^\+?[\d ()-]+$/.test(button.phone) && button.phone.length <= buttonLimits.phone && button.phone.replaceAll(/\D/g, '').length >= 5;
      return isPhone ? [] : [lawFault(`/buttons/${index}/phone`, 'phone_form', { phone: button.phone.slice(0, 40) })];
    }
    case 'url':
      return lintUrl(button.url, `/buttons/${index}/url`);
  }
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
