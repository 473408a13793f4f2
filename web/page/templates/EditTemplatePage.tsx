import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type ReactNode, useMemo, useState } from 'react';
import type { Template } from '#core/contract/templates.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { finishedFills, type TemplateDraft, withLanguage } from './draft.ts';
import css from './Editor.module.css';
import { nextLanguage } from './nextLanguage.ts';
import { sendLanguages } from './send.ts';
import { draftOf, handedLanguages, unkeptLanguages } from './standing.ts';
import { useStoredDraft } from './useStoredDraft.ts';
import { Workbench } from './Workbench.tsx';

/** Changes a template that is there: corrects a language, writes a better version of it, adds another one. */
export function EditTemplatePage(): ReactNode {
  const { id } = useParams({ from: '/inside/templates/$id/edit' });
  const asked = useQuery(queries.templates.get({ params: { id } }));
  return <Asked of={asked}>{(template) => <Editing key={template.id} template={template} />}</Asked>;
}

function Editing({ template }: { readonly template: Template }): ReactNode {
  const { t, language: reader, list, languageName } = useWords();
  const search = useSearch({ from: '/inside/templates/$id/edit' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const [start] = useState<TemplateDraft>(() => {
    const there = draftOf(template);
    return search.add === true ? withLanguage(there, nextLanguage(there, reader), there.languages[0]?.language ?? reader) : there;
  });
  const { draft: stored, setDraft, found, forget } = useStoredDraft(template.id, start);
  // Languages that came to be elsewhere in the meantime stand beside what was kept.
  const draft = useMemo(() => merged(stored, start), [stored, start]);
  const [chosen, setActive] = useState(search.language ?? (search.add === true ? start.languages.at(-1)?.language : undefined));
  const active = draft.languages.find((each) => each.language === chosen)?.language ?? draft.languages[0]?.language ?? reader;
  const known = useMemo(() => new Map(template.translations.map((each) => [each.language, each] as const)), [template]);
  const handed = handedLanguages(draft, template);
  const unkept = unkeptLanguages(draft, template);
  const fields = useQuery(queries.contacts.fields()).data?.items ?? [];
  const fills = finishedFills(draft, fields);
  const fillsChanged = JSON.stringify(fills) !== JSON.stringify(finishedFills({ ...draft, fills: template.fills }, fields));
  const send = useMutation({
    mutationFn: async (submit: boolean) => {
      if (fillsChanged) await api.templates.fill({ params: { id: template.id }, body: { fills } });
      const done = await sendLanguages(template, submit ? handed : unkept, submit);
      if (done.left.length > 0) throw done.error;
      return done.template;
    },
    onSuccess: async (_template, submit) => {
      forget();
      if (!submit) tellDone(t('editor.kept_there'));
      await navigate({ to: '/templates/$id', params: { id: template.id }, search: { language: active } });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['templates'] }),
  });
  const names = list(handed.map((each) => languageName(each.language)));

  return (
    <Page
      title={template.name}
      trail={
        <>
          <Link to="/templates">{t('templates.title')}</Link> /{' '}
          <Link to="/templates/$id" params={{ id: template.id }} search={{ language: active }}>
            {template.name}
          </Link>{' '}
          / {t('shell.edit')}
        </>
      }
      acts={
        <>
          {found && (
            <Button variant="subtle" onClick={forget}>
              {t('editor.as_it_was')}
            </Button>
          )}
          <Button disabled={unkept.length === 0 && !fillsChanged} loading={send.isPending && send.variables === false} onClick={() => send.mutate(false)}>
            {t('templates.keep_draft')}
          </Button>
        </>
      }
    >
      <Workbench
        draft={draft}
        name={template.name}
        onChange={setDraft}
        active={active}
        onActive={setActive}
        known={known}
        handed={handed.map((each) => each.language)}
        submitWord={handed.length === 0 ? t('templates.submit') : t('editor.submit_names', { names })}
        onSubmit={() => send.mutate(true)}
        busy={send.isPending && send.variables === true}
        problem={send.error === null ? undefined : sayProblem(send.error, t)}
        top={
          <section className={css.top}>
            <p className={css.rule}>{t('editor.settled', { category: t(`templates.category_${template.category}`), account: template.account.name })}</p>
            <Standing template={template} language={active} />
          </section>
        }
      />
    </Page>
  );
}

/** Why Meta refused what is corrected here, and how many changes are left. */
function Standing({ template, language }: { readonly template: Template; readonly language: string }): ReactNode {
  const { t } = useWords();
  const there = template.translations.find((each) => each.language === language);
  if (there === undefined) return null;
  return (
    <>
      {there.state === 'rejected' && there.reason !== null && <p className={css.refused}>{[there.reason, there.recommendation ?? ''].join(' ')}</p>}
      {there.state === 'approved' && there.edits.left !== null && <p className={css.about}>{t('editor.edits_left', { left: there.edits.left })}</p>}
    </>
  );
}

/** What was kept in the browser wins; a language it does not know comes from the server. */
function merged(stored: TemplateDraft, start: TemplateDraft): TemplateDraft {
  const missing = start.languages.filter((each) => !stored.languages.some((other) => other.language === each.language));
  return missing.length === 0 ? stored : { ...stored, languages: [...stored.languages, ...missing] };
}
