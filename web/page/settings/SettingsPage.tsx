import { Link, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './SettingsPage.module.css';

const parts = ['workspace', 'numbers', 'keys', 'webhooks', 'password', 'audit'] as const;

/** The settings: their parts at the side, each with an address of its own. */
export function SettingsPage(): ReactNode {
  const { t } = useWords();
  return (
    <Page title={t('settings.title')}>
      <div className={css.columns}>
        <nav className={css.parts} aria-label={t('settings.sections')}>
          {parts.map((part) => (
            <Link key={part} to={`/settings/${part}`}>
              {t(`settings.${part}`)}
            </Link>
          ))}
        </nav>
        <div className={css.part}>
          <Outlet />
        </div>
      </div>
    </Page>
  );
}
