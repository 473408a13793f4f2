import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Template } from '#core/contract/templates.ts';
import { TranslationChip } from '#web/part/TranslationChip.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './TemplatePage.module.css';

/** The template of this name in other business accounts: how each language stands there, and whether it says the same. */
export function Copies({ template }: { readonly template: Template }): ReactNode {
  const { t } = useWords();
  if (template.copies.length === 0) return null;
  return (
    <Section title={t('templates.copies')} beside={t('templates.copies_about')}>
      <ul className={css.uses}>
        {template.copies.map((copy) => (
          <li key={copy.id}>
            <Link to="/templates/$id" params={{ id: copy.id }} search={{}}>
              {copy.account.name}
            </Link>
            {copy.category !== template.category && <span className={css.when}>{t(`templates.category_${copy.category}`)}</span>}
            <span className={css.chips}>
              {copy.translations.map((each) => (
                <span key={each.language}>
                  <TranslationChip state={each.state} language={each.language} />
                  {!each.same && <small className={css.differs}>{t('templates.copy_differs')}</small>}
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
