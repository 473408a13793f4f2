import type { TemplateContent } from './template.ts';

/*
 * The variables of a template. Apart from its shape, so that a browser which only draws and checks templates loads no
 * schemas with it.
 */

const variablePattern = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** The names of the variables in a text, in order, repeated ones as often as they stand. */
export function variablesIn(text: string): string[] {
  return [...text.matchAll(variablePattern)].map((match) => match[1] ?? '');
}

/** The distinct variables of a whole template in order of first use: header, body, buttons. */
export function templateVariables(content: TemplateContent): string[] {
  const names = content.header?.kind === 'text' ? variablesIn(content.header.text) : [];
  names.push(...variablesIn(content.body));
  for (const button of content.buttons) if (button.kind === 'url') names.push(...variablesIn(button.url));
  return [...new Set(names)];
}

/** Puts values in the place of variables; one without a value stays as it stands, so that a gap is seen. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(variablePattern, (whole, name: string) => values[name] ?? whole);
}
