import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { FailedFace } from '#web/ui/Faces.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { TranslationEditor } from './TranslationEditor.tsx';

/** Corrects one language that was refused, or that is still a draft, and submits it again. */
export function CorrectPage(): ReactNode {
  const { id, language } = useParams({ from: '/inside/templates/$id/languages/$language' });
  const { t, languageName } = useWords();
  const asked = useQuery(queries.templates.get({ params: { id } }));
  return (
    <Page
      title={t('templates.correct')}
      trail={
        <>
          <Link to="/templates">{t('templates.title')}</Link> /{' '}
          <Link to="/templates/$id" params={{ id }} search={{ language }}>
            {asked.data?.name ?? t('templates.one')}
          </Link>
        </>
      }
    >
      <Asked of={asked}>
        {(template) => {
          const corrected = template.translations.find((each) => each.language === language);
          if (corrected === undefined)
            return <FailedFace title={t('templates.no_language')} text={t('templates.language_missing', { language: languageName(language) })} />;
          return <TranslationEditor template={template} corrected={corrected} />;
        }}
      </Asked>
    </Page>
  );
}
