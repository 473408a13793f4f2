import { Popover, SegmentedControl, useMantineColorScheme, VisuallyHidden } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Me } from '#core/contract/settings.ts';
import { signOut } from '#web/api/session.ts';
import { tellProblem } from '#web/part/tell.ts';
import { Avatar } from '#web/ui/Avatar.tsx';
import { isLanguage, languages } from '#web/ui/words/languages.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './AccountMenu.module.css';
import { queryClient } from './client.ts';

/** Who is signed in, and what only concerns them: language, light or dark, password, the way out. */
export function AccountMenu(props: { readonly me: Me }): ReactNode {
  const { t, language, setLanguage } = useWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const navigate = useNavigate();

  const leave = async () => {
    try {
      await signOut();
      queryClient.clear();
      await navigate({ to: '/sign-in' });
    } catch (error) {
      tellProblem(error, t);
    }
  };

  return (
    <Popover position="top-start" width={300} trapFocus returnFocus>
      <Popover.Target>
        <button type="button" className={css.who}>
          <Avatar name={props.me.name} />
          <VisuallyHidden>{t('shell.account')}: </VisuallyHidden>
          <span>
            <b>{props.me.name}</b>
            <span className={css.workspace}>{props.me.workspace.name}</span>
          </span>
        </button>
      </Popover.Target>
      <Popover.Dropdown p={4} aria-label={t('shell.account')}>
        <div className={css.choice}>
          <span id="account-language">{t('shell.language')}</span>
          <SegmentedControl
            size="xs"
            fullWidth
            aria-labelledby="account-language"
            value={language}
            onChange={(value) => {
              if (!isLanguage(value)) return;
              setLanguage(value);
              // What the server has said was said in the other language.
              void queryClient.invalidateQueries();
            }}
            data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
          />
        </div>
        <div className={css.choice}>
          <span id="account-theme">{t('shell.theme')}</span>
          <SegmentedControl
            size="xs"
            fullWidth
            aria-labelledby="account-theme"
            value={colorScheme}
            onChange={setColorScheme}
            data={[
              { value: 'auto', label: t('shell.theme_auto') },
              { value: 'light', label: t('shell.theme_light') },
              { value: 'dark', label: t('shell.theme_dark') },
            ]}
          />
        </div>
        <div className={css.acts}>
          <Link to="/settings/password">{t('shell.change_password')}</Link>
          <button type="button" onClick={() => void leave()}>
            {t('shell.sign_out')}
          </button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
