import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Template } from '#core/contract/templates.ts';
import { TranslationChip } from '#web/part/TranslationChip.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Templates.module.css';

/** One template of the list: its name, its kind, its first words, and how each language stands. */
export function TemplateLine({ template }: { readonly template: Template }): ReactNode {
  const { t } = useWords();
  const first = template.translations[0];
  return (
    <li className={css.line}>
      <div className={css.said}>
        <Link to="/templates/$id" params={{ id: template.id }} search={{}} className={css.name}>
          {template.name}
        </Link>
        <span className={css.category}>{t(`templates.category_${template.category}`)}</span>
        {template.copies.length > 0 && <span className={css.category}>{t('templates.in_accounts', { n: template.copies.length + 1 })}</span>}
        {first !== undefined && (
          <p className={css.body} dir="auto">
            {first.content.body}
          </p>
        )}
      </div>
      <div className={css.states}>
        {template.translations.map((translation) => (
          <TranslationChip key={translation.id} state={translation.state} language={translation.language} />
        ))}
      </div>
    </li>
  );
}
