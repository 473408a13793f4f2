import type { Template } from '#core/contract/templates.ts';
import type { VariableSource } from '#core/contract/variables.ts';
import { api } from '#web/api/api.ts';
import { type DraftLanguage, finished, type TemplateDraft } from './draft.ts';

/** What came of handing over: the template as it is now, and what did not go, with why. */
export type Handed = { readonly template: Template; readonly left: readonly DraftLanguage[]; readonly error: unknown };

type New = { readonly submit: boolean; readonly fills: Record<string, VariableSource> };

/** Writes a new template: the first language makes it, the others follow one by one. Throws when not even the first was taken. */
export async function sendNew(draft: TemplateDraft, name: string, { submit, fills }: New): Promise<Handed> {
  const [first, ...others] = draft.languages;
  if (first === undefined) throw new Error('a draft has a language');
  const made = await api.templates.create({
    body: {
      name,
      category: draft.category,
      ...(draft.account === null ? {} : { account: draft.account }),
      language: first.language,
      content: finished(first.content),
      submit,
      fills,
    },
  });
  return sendEach(made, others, submit);
}

/** Hands over languages of a template that is there, or keeps them as drafts on the server. */
export async function sendLanguages(template: Template, languages: readonly DraftLanguage[], submit: boolean): Promise<Handed> {
  return sendEach(template, languages, submit);
}

/** One after the other, so that what was taken is known when one is refused; that one and those behind it are left. */
async function sendEach(template: Template, languages: readonly DraftLanguage[], submit: boolean): Promise<Handed> {
  let now = template;
  for (const [place, written] of languages.entries()) {
    try {
      now = await sendOne(now, written, submit);
    } catch (error) {
      return { template: now, left: languages.slice(place), error };
    }
  }
  return { template: now, left: [], error: undefined };
}

function sendOne(template: Template, written: DraftLanguage, submit: boolean): Promise<Template> {
  const params = { id: template.id };
  const content = finished(written.content);
  const isThere = template.translations.some((each) => each.language === written.language);
  if (!isThere) return api.templates.translate({ params, body: { language: written.language, content, submit } });
  return submit
    ? api.templates.submit({ params, body: { language: written.language, content } })
    : api.templates.revise({ params, body: { language: written.language, content } });
}
