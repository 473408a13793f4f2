import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Template } from '#core/contract/templates.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { capital } from '#web/part/capital.ts';
import { TranslationChip } from '#web/part/TranslationChip.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CategoryChange } from './CategoryChange.tsx';
import { Copies } from './Copies.tsx';
import css from './TemplatePage.module.css';
import { TemplateActs } from './TemplateActs.tsx';
import { TranslationView } from './TranslationView.tsx';
import { Usage } from './Usage.tsx';

/** One template: its languages, what Meta said of each, how it looks, who uses it, and the same one in other accounts. */
export function TemplatePage(): ReactNode {
  const { id } = useParams({ from: '/inside/templates/$id' });
  const { t } = useWords();
  const asked = useQuery(queries.templates.get({ params: { id } }));
  const template = asked.data;

  return (
    <Page
      title={template?.name ?? t('templates.one')}
      trail={<Link to="/templates">{t('templates.title')}</Link>}
      beside={
        template === undefined ? undefined : (
          <span className={css.category}>
            {t(`templates.category_${template.category}`)}
            {template.copies.length > 0 && <> · {template.account.name}</>}
          </span>
        )
      }
      acts={
        template === undefined ? undefined : (
          <>
            <TemplateActs template={template} />
            {template.translations.some((translation) => translation.state === 'approved') && template.category !== 'authentication' && (
              <LinkButton to="/campaigns/new" search={{ template: id }} variant="filled" leftSection={<Icon name="send" small />}>
                {t('templates.use')}
              </LinkButton>
            )}
          </>
        )
      }
    >
      <Asked of={asked}>
        {(found) => (
          <>
            {found.category_change !== null && <CategoryChange change={found.category_change} />}
            <Languages template={found} />
            <div className={css.below}>
              <Usage template={found} />
              <Copies template={found} />
            </div>
          </>
        )}
      </Asked>
    </Page>
  );
}

function Languages({ template }: { readonly template: Template }): ReactNode {
  const { t, languageName, locale } = useWords();
  const { language } = useSearch({ from: '/inside/templates/$id' });
  const navigate = useNavigate();
  const shown = template.translations.find((each) => each.language === language) ?? template.translations[0];
  if (shown === undefined) return <p>{t('templates.no_language')}</p>;
  return (
    <>
      {template.translations.length > 1 && (
        <div className={css.tabs} role="group" aria-label={t('templates.languages')}>
          {template.translations.map((each) => (
            <button
              key={each.id}
              type="button"
              aria-pressed={each.id === shown.id}
              onClick={() => void navigate({ to: '/templates/$id', params: { id: template.id }, search: { language: each.language }, replace: true })}
            >
              {capital(languageName(each.language), locale)}
              <TranslationChip state={each.state} />
            </button>
          ))}
        </div>
      )}
      <TranslationView key={shown.id} template={template} translation={shown} />
    </>
  );
}
