import { VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Me } from '#core/contract/settings.ts';
import { queries } from '#web/api/queries.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { Logo } from '#web/ui/Logo.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { NoticeBell } from './NoticeBell.tsx';
import css from './Rail.module.css';
import { StopSwitch } from './StopSwitch.tsx';

const isMac = /Mac|iP(hone|ad)/.test(navigator.userAgent);

/** The left rail: where one can go. It shows only what works. */
export function Rail(props: { readonly me: Me; readonly onFind: () => void }): ReactNode {
  const { t, number } = useWords();
  const status = useQuery(queries.home.status());
  const unread = status.data?.conversations.unread ?? 0;
  const phones = props.me.workspace.phones_url;

  return (
    <nav className={css.rail} aria-label={t('shell.main_navigation')}>
      <div className={css.head}>
        <Link to="/" className={css.brand}>
          <Logo />
          Parley
        </Link>
        <NoticeBell />
      </div>
      <button type="button" className={css.find} onClick={props.onFind}>
        <Icon name="find" small />
        {t('shell.find')}
        <kbd>{isMac ? '⌘ K' : 'Ctrl K'}</kbd>
      </button>
      <Link to="/" activeOptions={{ exact: true }}>
        <Icon name="home" />
        {t('shell.home')}
      </Link>
      <Link to="/inbox">
        <Icon name="inbox" />
        {t('shell.inbox')}
        {unread > 0 ? <span className={css.count}>{number(unread)}</span> : null}
      </Link>
      <Link to="/contacts">
        <Icon name="people" />
        {t('shell.contacts')}
      </Link>
      <div className={css.sub}>
        <Link to="/segments">{t('shell.segments')}</Link>
        <Link to="/imports">{t('shell.imports')}</Link>
      </div>
      <Link to="/templates">
        <Icon name="message" />
        {t('shell.messages')}
      </Link>
      <div className={css.sub}>
        <Link to="/media">{t('media.title')}</Link>
      </div>
      <Link to="/campaigns">
        <Icon name="send" />
        {t('shell.campaigns')}
      </Link>
      <div className={css.sub}>
        <Link to="/planner">{t('planner.title')}</Link>
      </div>
      <Link to="/quality">
        <Icon name="consent" />
        {t('quality.title')}
      </Link>
      {phones === null ? null : (
        <a href={phones} target="_blank" rel="noreferrer">
          <Icon name="phone" />
          {t('shell.phones')}
          <span className={css.tag}>{t('shell.rehearsal')}</span>
          <VisuallyHidden>, {t('shell.phones_opens')}</VisuallyHidden>
        </a>
      )}
      <Link to="/settings">
        <Icon name="settings" />
        {t('shell.settings')}
      </Link>
      <StopSwitch />
      <AccountMenu me={props.me} />
    </nav>
  );
}
