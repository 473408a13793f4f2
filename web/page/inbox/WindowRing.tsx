import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Inbox.module.css';
import type { WindowState } from './window.ts';

const circumference = 2 * Math.PI * 8;

/** A ring that empties as the customer service window closes. */
export function WindowRing(props: { readonly state: WindowState; readonly large?: boolean }): ReactNode {
  const { t, span } = useWords();
  const { state } = props;
  if (!state.open) return null;
  return (
    <svg
      className={css.ring}
      data-large={props.large === true}
      data-late={state.share < 1 / 12}
      viewBox="0 0 20 20"
      role="img"
      aria-label={t('inbox.window_left', { span: span(state.secondsLeft) })}
    >
      <circle cx="10" cy="10" r="8" />
      <circle cx="10" cy="10" r="8" strokeDasharray={`${circumference * state.share} ${circumference}`} transform="rotate(-90 10 10)" />
    </svg>
  );
}
