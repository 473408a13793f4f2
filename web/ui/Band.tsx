import type { ReactNode } from 'react';
import css from './Band.module.css';
import { useWords } from './words/WordsProvider.tsx';

/** The striped band of a rehearsal. It cannot be missed and does not shout. `children` stand at its end. */
export function Band(props: { readonly children?: ReactNode }): ReactNode {
  const { rich } = useWords();
  return (
    <div className={css.band} role="status">
      <span>{rich('shell.band')}</span>
      {props.children}
    </div>
  );
}
