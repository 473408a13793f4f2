import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Sheet.module.css';
import { SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

/** What was answered in a form, field by field. */
export function AnswersSheet({ sheet, hand, problem }: SheetProps<'answers'>): ReactNode {
  const { t } = useWords();
  return (
    <SheetFrame title={sheet.form.name === '' ? t('wall.answers') : sheet.form.name} onClose={() => hand.open(null)} problem={problem}>
      <dl className={css.answers}>
        {Object.entries(sheet.form.answers).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
    </SheetFrame>
  );
}
