import type { TemplateButton, TemplateContent, TemplateHeader } from './template.ts';

/*
 * The variables of a template. Apart from its shape, so that a browser which only draws and checks templates loads no
 * schemas with it.
 */

/** Blanks within the braces are trimmed afterwards: a pattern that skipped them would take minutes over a page of blanks. */
const variablePattern = /\{\{([^{}]*)\}\}/g;

/** The names of the variables in a text, in order, repeated ones as often as they stand. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(variablePattern)].map((match) => (match[1] ?? '').trim());
}

/** The one-time passcode's variable: authentication templates have no other. */
export const passcodeVariable = 'code';

/** The distinct variables of a whole template in order of first use: header, body, offer, buttons, cards. */
export function templateVariables(content: TemplateContent): string[] {
  const names = [
    ...headerVariables(content.header),
    ...variablesIn(content.body),
    ...variablesIn(content.offer?.expires ?? ''),
    ...content.buttons.flatMap(buttonVariables),
    ...(content.cards ?? []).flatMap((card) => [...headerVariables(card.header), ...variablesIn(card.body ?? ''), ...card.buttons.flatMap(buttonVariables)]),
  ];
  return [...new Set(names)];
}

function headerVariables(header: TemplateHeader | null): string[] {
  switch (header?.kind) {
    case undefined:
      return [];
    case 'text':
      return variablesIn(header.text);
    case 'image':
    case 'video':
    case 'document':
      return header.from === undefined ? [] : [header.from];
    case 'location':
      return [header.latitude, header.longitude, header.name, header.address].flatMap(variablesIn);
    case 'product':
      return [header.catalog, header.product].flatMap(variablesIn);
  }
}

function buttonVariables(button: TemplateButton): string[] {
  switch (button.kind) {
    case 'url':
      return variablesIn(button.url);
    case 'copy_code':
      return variablesIn(button.code);
    case 'catalog':
      return variablesIn(button.thumbnail ?? '');
    case 'products':
      return [button.thumbnail, ...button.sections.flatMap((section) => section.products)].flatMap(variablesIn);
    case 'passcode':
      return [passcodeVariable];
    case 'reply':
    case 'phone':
    case 'form':
    case 'product':
    case 'contact_request':
      return [];
  }
}

/** Meta refuses line ends, tabs and more than four blanks in a row within a value (132018). */
const lineEnds = /\s*[\n\r\t\u2028\u2029]\s*/g;
const blanksRun = / {5,}/g;

const hasLineEnd = /[\n\r\t\u2028\u2029]/;

/** A value as it may stand in a message: on one line, without runs of blanks; empty when it says nothing. */
export function cleanValue(value: string): string {
  return (hasLineEnd.test(value) ? value.replace(lineEnds, ' ') : value).replace(blanksRun, '    ').trim();
}

/** The values as they may stand in a message, those that say nothing left out. */
export function cleanValues(values: Readonly<Record<string, string>>): Record<string, string> {
  const clean = Object.entries(values).map(([name, value]) => [name, cleanValue(value)] as const);
  return Object.fromEntries(clean.filter(([, value]) => value !== ''));
}

/** Puts values in the place of variables; one without a value stays as it stands, so that a gap is seen. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(variablePattern, (whole, name: string) => values[name.trim()] ?? whole);
}
