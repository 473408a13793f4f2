import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Translation } from '#core/contract/templates.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { api } from '#web/api/api.ts';
import { ApiProblem } from '#web/api/problem.ts';
import { queries } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { tellProblem } from '#web/part/tell.ts';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { finishedFills, isEmpty, isTouched, slugName, type TemplateDraft } from './draft.ts';
import css from './Editor.module.css';
import { KindField } from './KindField.tsx';
import { sendNew } from './send.ts';
import { useAccounts } from './useAccounts.ts';
import { useStoredDraft } from './useStoredDraft.ts';
import { Workbench } from './Workbench.tsx';

type Props = {
  /** Where the draft is kept in this browser. */
  readonly store: string;
  readonly start: TemplateDraft;
  /** Languages that are written already, should they be added. */
  readonly ready: ReadonlyMap<string, TemplateContent>;
};

/** The editor of a template that is not there yet, with a draft of its own in this browser. */
export function NewTemplate({ store, start: given, ready }: Props): ReactNode {
  const { t, language } = useWords();
  const [start] = useState(given);
  const { draft, setDraft, found, forget } = useStoredDraft(store, start);
  const [chosen, setActive] = useState<string | undefined>(undefined);
  const active = draft.languages.find((each) => each.language === chosen)?.language ?? draft.languages[0]?.language ?? language;
  const client = useQueryClient();
  const navigate = useNavigate();
  const accounts = useAccounts();
  const fields = useQuery(queries.contacts.fields()).data?.items ?? [];
  const name = slugName(draft.title);
  // Names are unique; a look at what there is spares the writer a refusal at the end.
  const known = useQuery(queries.templates.list({ query: { limit: 200 } }));
  const taken = (known.data?.items ?? []).some((each) => each.name === name);
  const toEditor = async (id: string, left: TemplateDraft['languages'], error: unknown) => {
    if (left.length > 0) localStorage.setItem(`parley-template:${id}`, JSON.stringify({ ...draft, languages: left }));
    forget();
    void client.invalidateQueries({ queryKey: ['templates'] });
    if (left.length === 0) return navigate({ to: '/templates/$id', params: { id }, search: {} });
    tellProblem(error, t);
    return navigate({ to: '/templates/$id/edit', params: { id }, search: { language: left[0]?.language } });
  };
  const create = useMutation({
    mutationFn: (submit: boolean) => sendNew(draft, name, { submit, fills: finishedFills(draft, fields) }),
    onSuccess: (handed) => toEditor(handed.template.id, handed.left, handed.error),
    onError: async (error) => {
      // What Meta refuses at once is kept here as a draft under its name, so it is corrected there and not written twice.
      if (!(error instanceof ApiProblem) || error.code !== 'template_refused') return;
      const kept = (await api.templates.list({ query: { limit: 200 } })).items.find((each) => each.name === name);
      if (kept !== undefined) await toEditor(kept.id, draft.languages, error);
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
            disabled={name === '' || draft.languages.every((each) => isEmpty(each.content))}
            loading={create.isPending && create.variables === false}
            onClick={() => create.mutate(false)}
          >
            {t('templates.keep_draft')}
          </Button>
        </>
      }
    >
      <Workbench
        draft={draft}
        name={name}
        onChange={setDraft}
        active={active}
        onActive={setActive}
        known={nothingKnown}
        ready={ready}
        handed={draft.languages.map((each) => each.language)}
        submitWord={t('editor.submit', { languages: draft.languages.length })}
        onSubmit={() => create.mutate(true)}
        busy={create.isPending && create.variables === true}
        problem={create.error === null ? undefined : sayProblem(create.error, t)}
        top={
          <section className={css.top}>
            <KindField draft={draft} active={active} accounts={accounts} onChange={setDraft} />
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

/** Meta has seen nothing of a template that is being written. */
const nothingKnown: ReadonlyMap<string, Translation> = new Map<string, Translation>();
