import { templateLanguages } from '#core/whatsapp/law/languages.ts';
import type { TemplateDraft } from './draft.ts';

/** Offered first where they are still free; the whole list follows. */
const commonLanguages: readonly string[] = ['en', 'fr', 'es', 'pt_BR', 'de', 'it', 'nl', 'ar', 'hi', 'id'];

/** The language most likely to be added next: the reader's own, then the common ones. */
export function nextLanguage(draft: TemplateDraft, reader: string): string {
  const isFree = (code: string) => templateLanguages.has(code) && !draft.languages.some((each) => each.language === code);
  return [reader, ...commonLanguages, ...templateLanguages].find(isFree) ?? reader;
}
