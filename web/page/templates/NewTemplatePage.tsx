import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { templateLanguages } from '#core/whatsapp/law/languages.ts';
import { api } from '#web/api/api.ts';
import { ApiProblem } from '#web/api/problem.ts';
import { queries } from '#web/api/queries.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { sayProblem } from '#web/part/problem.ts';
import { tellProblem } from '#web/part/tell.ts';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { emptyDraft, finished, isTouched, slugName } from './draft.ts';
import css from './Editor.module.css';
import { TemplateEditor } from './TemplateEditor.tsx';
import { useStoredDraft } from './useStoredDraft.ts';

/** Writes a new template in its first language and gives it to Meta for review. */
export function NewTemplatePage(): ReactNode {
  const { t, language } = useWords();
  const [start] = useState(() => emptyDraft(language));
  const { draft, setDraft, found, forget } = useStoredDraft('new', start);
  const client = useQueryClient();
  const navigate = useNavigate();
  const name = slugName(draft.title);
  // Names are unique; one look at what there is spares the writer a refusal at the end.
  const known = useQuery(queries.templates.list({ query: { limit: 200 } }));
  const taken = (known.data?.items ?? []).some((each) => each.name === name);
  const create = useMutation({
    mutationFn: (submit: boolean) =>
      api.templates.create({ body: { name, category: draft.category, language: draft.language, content: finished(draft.content), submit } }),
    onSuccess: async (made) => {
      forget();
      void client.invalidateQueries({ queryKey: ['templates'] });
      await navigate({ to: '/templates/$id', params: { id: made.id }, search: {} });
    },
    onError: async (error) => {
      // What Meta refuses at once is kept here as a draft under its name, so it is corrected there and not written twice.
      if (!(error instanceof ApiProblem) || error.code !== 'template_refused') return;
      const kept = (await client.fetchQuery({ ...queries.templates.list({ query: { limit: 200 } }), staleTime: 0 })).items.find((each) => each.name === name);
      if (kept === undefined) return;
      forget();
      tellProblem(error, t);
      await navigate({ to: '/templates/$id/languages/$language', params: { id: kept.id, language: draft.language } });
    },
  });

  return (
    <Page
      title={draft.title.trim() === '' ? t('templates.new') : draft.title}
      trail={
        <>
          <Link to="/templates">{t('templates.title')}</Link> / {isTouched(draft) ? t('templates.kept') : t('templates.draft')}
        </>
      }
      acts={
        <>
          {found && (
            <Button variant="subtle" onClick={forget}>
              {t('templates.begin_again')}
            </Button>
          )}
          <Button
            disabled={name === '' || draft.content.body.trim() === ''}
            loading={create.isPending && create.variables === false}
            onClick={() => create.mutate(false)}
          >
            {t('templates.keep_draft')}
          </Button>
        </>
      }
    >
      <TemplateEditor
        draft={draft}
        name={name}
        onChange={setDraft}
        submitWord={t('templates.submit')}
        onSubmit={() => create.mutate(true)}
        busy={create.isPending && create.variables === true}
        problem={create.error === null ? undefined : sayProblem(create.error, t)}
        top={
          <section className={css.top}>
            <Sentence draft={draft} onChange={setDraft} />
            <TextInput
              label={t('templates.name')}
              description={
                <span>
                  {t('templates.name_about')}{' '}
                  {name === '' ? null : (
                    <>
                      {t('templates.name_meta')} <code className={css.slug}>{name}</code>
                    </>
                  )}
                </span>
              }
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={draft.title}
              error={taken ? t('templates.name_taken', { name }) : undefined}
              onChange={(event) => setDraft({ ...draft, title: event.currentTarget.value })}
            />
          </section>
        }
      />
    </Page>
  );
}

function Sentence({
  draft,
  onChange,
}: {
  readonly draft: ReturnType<typeof emptyDraft>;
  readonly onChange: (draft: ReturnType<typeof emptyDraft>) => void;
}): ReactNode {
  const { t, languageName } = useWords();
  const languages = [...templateLanguages]
    .map((code) => ({ value: code, label: languageName(code), note: code }))
    .sort((one, other) => one.label.localeCompare(other.label));
  return (
    <p className={css.rule}>
      {t('templates.sentence_a')}{' '}
      <PickWord
        label={t('templates.category')}
        value={draft.category}
        placeholder=""
        options={[
          { value: 'marketing', label: t('templates.category_marketing'), note: t('templates.marketing_about') },
          { value: 'utility', label: t('templates.category_utility'), note: t('templates.utility_about') },
        ]}
        onPick={(category) => onChange({ ...draft, category: category === 'utility' ? 'utility' : 'marketing' })}
      />{' '}
      {t('templates.sentence_in')}{' '}
      <PickWord
        label={t('templates.language')}
        value={draft.language}
        placeholder=""
        options={languages}
        onPick={(picked) => onChange({ ...draft, language: picked })}
      />
      .
    </p>
  );
}
