import { readWish } from '#core/policy/words.ts';
import { lintTemplate, type TemplateLook } from '#core/whatsapp/law/template.ts';
import { faultWords, type LawFault } from '#core/whatsapp/law/words.ts';
import type { TemplateCategory, TemplateContent } from '#core/whatsapp/template.ts';
import { type DraftLanguage, finished } from './draft.ts';

/** One thing Meta would refuse, or its reviewers often do (`hard` is false), at its place in the draft, in the reader's words. */
export type DraftFault = {
  readonly at: string;
  readonly code: LawFault['code'];
  readonly hard: boolean;
  readonly message: string;
  readonly values: LawFault['values'];
};

type Looked = { readonly name: string; readonly category: TemplateCategory; readonly written: DraftLanguage };

/** The words that end offers are known to the policy, which reads the answers. */
const look: TemplateLook = { isStop: (words) => readWish(words).wish === 'stop' };

/** Looks at one language of a draft with the function the server uses, so that what passes here passes there. */
export function findFaults({ name, category, written }: Looked, locale: 'en' | 'fr'): DraftFault[] {
  const faults = lintTemplate({ name, category, language: written.language, content: finished(written.content) }, look);
  return faults.map((fault) => ({
    at: fault.at,
    code: fault.code,
    hard: fault.severity === 'error',
    message: faultWords(fault, locale),
    values: fault.values,
  }));
}

/** The first thing Meta would refuse at one place or beneath it: `/buttons/0` has those of `/buttons/0/text`. */
export function faultOf(faults: readonly DraftFault[], at: string): string | undefined {
  return faults.find((fault) => fault.hard && isAt(fault, at))?.message;
}

/** The first thing reviewers often dislike at one place or beneath it; it keeps nobody from submitting. */
export function warningOf(faults: readonly DraftFault[], at: string): string | undefined {
  return faults.find((fault) => !fault.hard && isAt(fault, at))?.message;
}

function isAt(fault: DraftFault, at: string): boolean {
  return fault.at === at || fault.at.startsWith(`${at}/`);
}

/** Whether the writer has put something at the place a fault points to. A list or a part that is there counts as something. */
export function isFilled(draft: { readonly title: string; readonly content: TemplateContent }, at: string): boolean {
  if (at.startsWith('/name')) return draft.title !== '';
  const found = valueAt(draft.content, at);
  if (typeof found === 'string') return found.trim() !== '' && found !== 'https://' && found !== '+';
  if (Array.isArray(found)) return found.length > 0;
  return found !== undefined && found !== null && typeof found !== 'object';
}

function valueAt(content: TemplateContent, pointer: string): unknown {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  let found: unknown = content;
  for (const part of path) found = typeof found === 'object' && found !== null ? Object.entries(found).find(([name]) => name === part)?.[1] : undefined;
  return found;
}

/**
 * Faults that may be shown while one writes. A field that is still empty is not scolded before the writer has asked to
 * submit; one that holds something is told at once what is wrong with it. A warning waits until there is a text.
 */
export function shownFaults(faults: readonly DraftFault[], draft: { readonly title: string; readonly content: TemplateContent }, asked: boolean): DraftFault[] {
  const begun = draft.content.body.trim() !== '';
  return faults.filter((fault) => asked || (fault.hard ? isFilled(draft, fault.at) : begun));
}
