import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { TranslationEditor } from './TranslationEditor.tsx';

/** Adds a language to a template, beginning with the words of the first. */
export function NewTranslationPage(): ReactNode {
  const { id } = useParams({ from: '/inside/templates/$id/languages/new' });
  const { t } = useWords();
  const asked = useQuery(queries.templates.get({ params: { id } }));
  return (
    <Page
      title={t('templates.add_language')}
      trail={
        <>
          <Link to="/templates">{t('templates.title')}</Link> /{' '}
          <Link to="/templates/$id" params={{ id }} search={{}}>
            {asked.data?.name ?? t('templates.one')}
          </Link>
        </>
      }
    >
      <Asked of={asked}>{(template) => <TranslationEditor template={template} corrected={undefined} />}</Asked>
    </Page>
  );
}
