import type { ReactNode } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './ImportSteps.module.css';

const steps = ['file', 'columns', 'consent', 'check', 'import'] as const;
export type ImportStep = (typeof steps)[number];

/** Where one stands on the way from a file to people. `at` null: all is done. */
export function ImportSteps(props: { readonly at: ImportStep | null }): ReactNode {
  const { t, number } = useWords();
  const here = props.at === null ? steps.length : steps.indexOf(props.at);
  return (
    <ol className={css.steps} aria-label={t('imports.steps')}>
      {steps.map((step, at) => (
        <li key={step} data-done={at < here || undefined} aria-current={at === here ? 'step' : undefined}>
          <span className={css.mark}>{at < here ? <Icon name="check" small /> : number(at + 1)}</span>
          {t(`imports.step_${step}`)}
        </li>
      ))}
    </ol>
  );
}
