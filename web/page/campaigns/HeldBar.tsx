import type { ReactNode } from 'react';
import { capital } from '#web/part/capital.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { holdWords, plannedHolds } from './holds.ts';
import css from './Report.module.css';

/** Why nothing moves, and what to do. */
export function HeldBar({ by, detail }: { readonly by: string; readonly detail: string | null }): ReactNode {
  const { t, locale } = useWords();
  const known = holdWords[by];
  return (
    <div className={plannedHolds.has(by) ? `${css.held} ${css.calm}` : css.held} role="status">
      <Icon name={plannedHolds.has(by) ? 'clock' : 'look'} />
      <b>{known === undefined ? t('campaigns.held_other') : t(known)}</b>
      <div>
        {detail !== null && <p>{capital(detail, locale)}</p>}
        {known !== undefined && <small>{t('campaigns.held_nobody_lost')}</small>}
        {known === undefined && detail === null && <code>{by}</code>}
      </div>
    </div>
  );
}
