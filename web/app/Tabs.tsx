import { Drawer } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Me } from '#core/contract/settings.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { AccountMenu } from './AccountMenu.tsx';
import { NoticeList } from './NoticeList.tsx';
import css from './Tabs.module.css';
import { StopSwitch } from './StopSwitch.tsx';
import { useNotices } from './useNotices.ts';

/** The rail of a narrow screen: four places at the thumb, the rest behind the fifth. */
export function Tabs(props: { readonly me: Me; readonly onFind: () => void }): ReactNode {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const notices = useNotices().data;
  const unseen = notices?.unseen ?? 0;
  const shut = () => setOpen(false);
  const phones = props.me.workspace.phones_url;
  const place = useLocation({ select: (location) => `/${location.pathname.split('/')[1] ?? ''}` });

  return (
    <>
      <nav className={css.tabs} aria-label={t('shell.main_navigation')}>
        <Link to="/" activeOptions={{ exact: true }}>
          <Icon name="home" />
          {t('shell.home')}
        </Link>
        <Link to="/inbox">
          <Icon name="inbox" />
          {t('shell.inbox')}
        </Link>
        <Link to="/contacts" aria-current={place === '/segments' || place === '/imports' ? 'true' : undefined}>
          <Icon name="people" />
          {t('shell.contacts')}
        </Link>
        <Link to="/campaigns">
          <Icon name="send" />
          {t('shell.campaigns')}
        </Link>
        <button
          type="button"
          onClick={() => setOpen(true)}
          aria-haspopup="dialog"
          aria-current={
            place === '/templates' || place === '/media' || place === '/planner' || place === '/quality' || place === '/settings' ? 'true' : undefined
          }
        >
          <Icon name="more" />
          {t('shell.more')}
          {unseen > 0 && <span className={css.dot}>{t('notices.unseen', { n: unseen })}</span>}
        </button>
      </nav>
      <Drawer opened={open} onClose={shut} position="bottom" size="34rem" title={t('shell.more')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        {notices !== undefined && notices.items.length > 0 && (
          <div className={css.notices}>
            <NoticeList onGo={shut} />
          </div>
        )}
        <div className={css.more}>
          <button
            type="button"
            onClick={() => {
              shut();
              props.onFind();
            }}
          >
            <Icon name="find" />
            {t('shell.find')}
          </button>
          <Link to="/segments" onClick={shut}>
            <Icon name="funnel" />
            {t('shell.segments')}
          </Link>
          <Link to="/imports" onClick={shut}>
            <Icon name="upload" />
            {t('shell.imports')}
          </Link>
          <Link to="/templates" onClick={shut}>
            <Icon name="message" />
            {t('shell.messages')}
          </Link>
          <Link to="/media" onClick={shut}>
            <Icon name="image" />
            {t('media.title')}
          </Link>
          <Link to="/planner" onClick={shut}>
            <Icon name="clock" />
            {t('planner.title')}
          </Link>
          <Link to="/quality" onClick={shut}>
            <Icon name="consent" />
            {t('quality.title')}
          </Link>
          {phones === null ? null : (
            <a href={phones} target="_blank" rel="noreferrer">
              <Icon name="phone" />
              {t('shell.phones')}
            </a>
          )}
          <Link to="/settings" onClick={shut}>
            <Icon name="settings" />
            {t('shell.settings')}
          </Link>
          <StopSwitch onOpen={shut} />
          <AccountMenu me={props.me} />
        </div>
      </Drawer>
    </>
  );
}
