import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Chip } from '#web/ui/Chip.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './GoingOn.module.css';
import type { Status } from './verdict.ts';

/** What is going on? Campaigns on their way with how far they are, and the conversations that are open. */
export function GoingOn(props: { readonly status: Status }): ReactNode {
  const { t, number } = useWords();
  const { sending, conversations } = props.status;

  return (
    <Section title={t('home.now')}>
      <ul className={css.rows}>
        {sending.length === 0 ? (
          <li className={css.row}>
            <Icon name="send" />
            <span>{t('home.now_nothing')}</span>
            <Link to="/campaigns/new">{t('home.now_start')}</Link>
          </li>
        ) : (
          sending.map((campaign) => (
            <li key={campaign.id} className={css.sending}>
              <div className={css.line}>
                <Link to="/campaigns/$id/report" params={{ id: campaign.id }}>
                  {campaign.name}
                </Link>
                {campaign.state === 'paused' ? <Chip tone="look">{t('home.now_paused')}</Chip> : null}
                {campaign.total === 0 ? <Chip>{t('home.now_ahead')}</Chip> : <b>{t('home.now_done', { done: campaign.done, total: campaign.total })}</b>}
              </div>
              {campaign.total > 0 && <progress aria-label={campaign.name} max={campaign.total} value={campaign.done} />}
            </li>
          ))
        )}
        <li className={css.row}>
          <Icon name="inbox" />
          <span>
            {t('home.now_open', { n: conversations.open })}
            {conversations.open === 0 ? null : <span className={css.quiet}>{t('home.now_unread', { n: conversations.unread })}</span>}
          </span>
          <Link to="/inbox" aria-label={`${t('home.now_inbox')} (${number(conversations.unread)})`}>
            {t('home.now_inbox')}
          </Link>
        </li>
      </ul>
    </Section>
  );
}
