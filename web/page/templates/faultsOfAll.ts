import { compareLanguages } from '#core/whatsapp/law/compare.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { finished, type TemplateDraft } from './draft.ts';
import { type DraftFault, findFaults } from './faults.ts';

/**
 * What Meta would refuse in each language, and where a language is built otherwise than the first. Differing variables are told
 * on top of the form, so they are not repeated here.
 */
export function findAllFaults(draft: TemplateDraft, name: string, reader: 'en' | 'fr'): ReadonlyMap<string, readonly DraftFault[]> {
  const compared = compareLanguages(draft.languages.map(({ language, content }) => ({ language, content: finished(content) })));
  return new Map(
    draft.languages.map((written) => {
      const own = findFaults({ name, category: draft.category, written }, reader);
      const differing = compared
        .filter(({ at, fault }) => at === written.language && fault.code !== 'languages_variables')
        .map(({ fault }) => ({ at: fault.at, code: fault.code, hard: fault.severity === 'error', message: faultWords(fault, reader), values: fault.values }));
      return [written.language, [...own, ...differing]] as const;
    }),
  );
}
