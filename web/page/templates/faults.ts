import { lintTemplate } from '#core/whatsapp/law/template.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { finished, type TemplateDraft } from './draft.ts';

/** One thing Meta would refuse, or its reviewers often do (`hard` is false), at its place in the draft, in the reader's words. */
export type DraftFault = { readonly at: string; readonly code: string; readonly hard: boolean; readonly message: string };

/** Looks at a draft with the function the server uses, so that what passes here passes there. */
export function findFaults(name: string, draft: TemplateDraft, language: 'en' | 'fr'): DraftFault[] {
  const faults = lintTemplate({ name, category: draft.category, language: draft.language, content: finished(draft.content) });
  return faults.map((fault) => ({ at: fault.at, code: fault.code, hard: fault.severity === 'error', message: faultWords(fault, language) }));
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

/** Whether the writer has put something at the place a fault points to. */
export function isFilled(draft: TemplateDraft, at: string): boolean {
  const { content } = draft;
  if (at.startsWith('/name')) return draft.title !== '';
  if (at.startsWith('/body')) return content.body.trim() !== '';
  if (at.startsWith('/footer')) return (content.footer ?? '') !== '';
  if (at.startsWith('/header')) return content.header?.kind === 'text' && content.header.text !== '';
  const button = /^\/buttons\/(\d+)/u.exec(at)?.[1];
  if (button !== undefined) return (content.buttons[Number(button)]?.text ?? '') !== '';
  const sample = /^\/samples\/(.+)$/u.exec(at)?.[1];
  return sample === undefined || (content.samples[sample] ?? '') !== '';
}

/**
 * Faults that may be shown while one writes. A field that is still empty is not scolded before the writer has asked to
 * submit; one that holds something is told at once what is wrong with it.
 */
export function shownFaults(faults: readonly DraftFault[], draft: TemplateDraft, asked: boolean): DraftFault[] {
  return faults.filter((fault) => asked || isFilled(draft, fault.at));
}
