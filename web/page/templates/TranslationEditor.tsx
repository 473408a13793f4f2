import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Template, Translation } from '#core/contract/templates.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { templateLanguages } from '#core/whatsapp/law/languages.ts';
import { api } from '#web/api/api.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { sayProblem } from '#web/part/problem.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { finished, type TemplateDraft } from './draft.ts';
import css from './Editor.module.css';
import { TemplateEditor } from './TemplateEditor.tsx';
import { useStoredDraft } from './useStoredDraft.ts';

/** Offered first where they are still free; the whole list follows. */
const commonLanguages: readonly string[] = ['en', 'fr', 'es', 'pt_BR', 'de', 'it', 'nl', 'ar', 'hi', 'id'];

type Props = {
  readonly template: Template;
  /** The language that is corrected; undefined when one is added. */
  readonly corrected: Translation | undefined;
};

/** Writes another language of a template, or a better version of one that was refused. */
export function TranslationEditor({ template, corrected }: Props): ReactNode {
  const { t, language, languageName, list } = useWords();
  const model = corrected ?? template.translations[0];
  const free = [...templateLanguages].filter((code) => !template.translations.some((each) => each.language === code));
  const [start] = useState<TemplateDraft>(() => ({
    title: template.name,
    category: template.category === 'utility' ? 'utility' : 'marketing',
    language: corrected?.language ?? [language, ...commonLanguages].find((code) => free.includes(code)) ?? free[0] ?? language,
    content: model?.content ?? { header: null, body: '', footer: null, buttons: [], samples: {} },
  }));
  const { draft, setDraft, forget } = useStoredDraft(`${template.id}:${corrected?.language ?? 'new'}`, start);
  const client = useQueryClient();
  const navigate = useNavigate();
  const send = useMutation({
    mutationFn: () => {
      const body = { language: draft.language, content: finished(draft.content) };
      return corrected === undefined
        ? api.templates.translate({ params: { id: template.id }, body })
        : api.templates.submit({ params: { id: template.id }, body });
    },
    onSuccess: async () => {
      forget();
      void client.invalidateQueries({ queryKey: ['templates'] });
      await navigate({ to: '/templates/$id', params: { id: template.id }, search: { language: draft.language } });
    },
  });
  const expected = model === undefined ? [] : templateVariables(model.content);
  const missing = expected.filter((name) => !templateVariables(draft.content).includes(name));

  return (
    <TemplateEditor
      draft={draft}
      name={template.name}
      onChange={setDraft}
      submitWord={corrected === undefined ? t('templates.submit') : t('templates.submit_again')}
      onSubmit={() => send.mutate()}
      busy={send.isPending}
      problem={send.error === null ? undefined : sayProblem(send.error, t)}
      top={
        <section className={css.top}>
          <p className={css.rule}>
            {template.name} {t('templates.sentence_in')}{' '}
            {corrected === undefined ? (
              <PickWord
                label={t('templates.language')}
                value={draft.language}
                placeholder=""
                options={free
                  .map((code) => ({ value: code, label: languageName(code), note: code }))
                  .sort((one, other) => one.label.localeCompare(other.label))}
                onPick={(picked) => setDraft({ ...draft, language: picked })}
              />
            ) : (
              languageName(corrected.language)
            )}
            , {t(`templates.category_${template.category}`)}.
          </p>
          {corrected?.reason !== null && corrected?.reason !== undefined && (
            <p className={css.refused}>{[corrected.reason, corrected.recommendation ?? ''].join(' ')}</p>
          )}
          {corrected === undefined && model !== undefined && (
            <p className={css.about}>{t('templates.translate_about', { language: languageName(model.language) })}</p>
          )}
          {missing.length > 0 && <p className={css.look}>{t('templates.variables_differ', { names: list(missing) })}</p>}
        </section>
      }
    />
  );
}
