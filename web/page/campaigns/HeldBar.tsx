import type { ReactNode } from 'react';
import { Icon } from '#web/ui/Icon.tsx';
import type { WordKey } from '#web/ui/words/speak.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';

/** What may hold a sending, in our words; another cause is told in the server's. */
const causes: Readonly<Record<string, WordKey>> = {
  database_away: 'campaigns.held_database_away',
  platform_unreachable: 'campaigns.held_platform_unreachable',
  number_paused: 'campaigns.held_number_paused',
  template_paused: 'campaigns.held_template_paused',
  payment_missing: 'campaigns.held_payment_missing',
  by_person: 'campaigns.held_by_person',
  picture_refused: 'campaigns.held_picture_refused',
  message_refused: 'campaigns.held_message_refused',
  slow_down: 'campaigns.held_slow_down',
  limit_reached: 'campaigns.held_limit_reached',
};

/** Why nothing moves, and what to do. */
export function HeldBar({ by, detail }: { readonly by: string; readonly detail: string | null }): ReactNode {
  const { t } = useWords();
  const known = causes[by];
  return (
    <div className={css.held} role="status">
      <Icon name="look" />
      <b>{known === undefined ? t('campaigns.held_other') : t(known)}</b>
      <span>
        {known !== undefined && t('campaigns.held_nobody_lost')} {detail !== null && <small>{detail}</small>}
        {known === undefined && detail === null && <code>{by}</code>}
      </span>
    </div>
  );
}
