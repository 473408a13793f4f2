import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { stopHash } from './palette.ts';
import css from './Stop.module.css';

/** The way to stop all offers, on every page; it asks before. Gone while they are stopped: the band has the way back. */
export function StopSwitch(props: { readonly onOpen?: () => void }): ReactNode {
  const { t } = useWords();
  const navigate = useNavigate();
  const state = useQuery(queries.sending.state());
  if (state.data === undefined || state.data.stopped) return null;
  return (
    <button
      type="button"
      className={css.switch}
      onClick={() => {
        props.onOpen?.();
        void navigate({ to: '.', search: true, hash: stopHash });
      }}
    >
      <Icon name="stop" />
      {t('planner.stop')}
    </button>
  );
}
