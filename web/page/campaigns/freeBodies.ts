import type { CampaignChoices } from '#core/contract/campaigns.ts';
import type { Template } from '#core/contract/templates.ts';
import { freeVariables } from '#core/whatsapp/free.fill.ts';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { checkFree } from '#core/whatsapp/law/free.ts';
import type { FreeFault } from '#web/part/free/kinds.ts';

/** The free messages of a campaign, one for a language. `core/whatsapp/free.bodies` has their schema, which no browser needs. */
export type Bodies = NonNullable<CampaignChoices['free']>;

/** What is wrong with the free message, language by language. */
export type BodiesFaults = Readonly<Record<string, readonly FreeFault[]>>;

/** The free message in exactly this language; undefined when there is none. */
export function bodyOf(free: Bodies | null, language: string): FreeMessage | undefined {
  return free !== null && Object.hasOwn(free, language) ? free[language] : undefined;
}

/** The variables of all bodies, each once. */
export function bodiesNames(free: Bodies | null): string[] {
  return [...new Set(Object.values(free ?? {}).flatMap(freeVariables))].filter((name) => name !== '');
}

/** The languages in which a template is approved. */
export function approvedLanguages(template: Template | undefined): string[] {
  return template?.translations.filter((each) => each.state === 'approved').map((each) => each.language) ?? [];
}

/** The languages a free message can be written in: the approved ones of the template, and those that were written before. */
export function bodiesLanguages(template: Template | undefined, free: Bodies | null): string[] {
  return [...new Set([...approvedLanguages(template), ...Object.keys(free ?? {})])];
}

/** The language that is shown: the one asked for, else the first that has a body, else the first at all. */
export function shownLanguage(languages: readonly string[], free: Bodies | null, asked: string | undefined): string | undefined {
  if (asked !== undefined && languages.includes(asked)) return asked;
  return languages.find((each) => bodyOf(free, each) !== undefined) ?? languages[0];
}

/** Bodies with one changed, added, or (undefined) taken out. */
export function withBody(free: Bodies, language: string, body: FreeMessage | undefined): Bodies {
  if (body !== undefined) return { ...free, [language]: body };
  return Object.fromEntries(Object.entries(free).filter(([each]) => each !== language));
}

/** Whether nothing is written yet: no message, or a text without words. */
export function isEmpty(body: FreeMessage | undefined): boolean {
  return body === undefined || (body.kind === 'text' && body.text.trim() === '');
}

/** The languages another one can begin from: those in which anything is written. */
export function modelsFor(free: Bodies, language: string): string[] {
  return Object.entries(free).flatMap(([each, body]) => (each === language || isEmpty(body) ? [] : [each]));
}

/** The languages whose message WhatsApp would refuse as it stands. */
export function unlawfulLanguages(free: Bodies | null): string[] {
  return Object.entries(free ?? {}).flatMap(([language, body]) => (checkFree(body).some(({ severity }) => severity === 'error') ? [language] : []));
}

/** The languages with a fault that keeps the message from being sent, as they stand in `faults`. */
export function faultyLanguages(faults: BodiesFaults): string[] {
  return Object.entries(faults).flatMap(([language, found]) => (found.some(({ severity }) => severity === 'error') ? [language] : []));
}

/**
 * What the server can take of what was typed: a body that WhatsApp would refuse stays as the server has it (`kept`), all others
 * travel. Null when that leaves none.
 */
export function takeable(typed: Bodies | null, kept: Bodies | null, faulty: readonly string[]): Bodies | null {
  if (typed === null || faulty.length === 0) return typed;
  const taken = Object.entries(typed).flatMap(([language, body]) => {
    const before = faulty.includes(language) ? bodyOf(kept, language) : body;
    return before === undefined ? [] : [[language, before] as const];
  });
  return taken.length === 0 ? null : Object.fromEntries(taken);
}

/** The language of the free message that a problem's pointer names, such as `fr` in `/choices/free/fr/text`; undefined when none. */
export function freeLanguageAt(at: string | null): string | undefined {
  return /^(?:\/body)?\/choices\/free\/([^/]+)/.exec(at ?? '')?.[1];
}
