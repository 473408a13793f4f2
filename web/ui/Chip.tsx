import type { ReactNode } from 'react';
import css from './Chip.module.css';

/** plain: a label; on: chosen, moving; look: look here; stopped: stopped or failed. */
export type ChipTone = 'plain' | 'on' | 'look' | 'stopped';

/** A small word for a state. `live` lets a dot breathe before it, for what is moving now. */
export function Chip(props: { readonly tone?: ChipTone; readonly live?: boolean; readonly children: ReactNode }): ReactNode {
  return (
    <span className={[css.chip, css[props.tone ?? 'plain']].join(' ')}>
      {props.live === true ? <span className={css.dot} aria-hidden="true" /> : null}
      {props.children}
    </span>
  );
}
