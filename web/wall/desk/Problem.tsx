import type { ReactNode } from 'react';
import css from './Desk.module.css';

/** What the emulator said when it would not. */
export function Problem({ error }: { readonly error: Error | null }): ReactNode {
  return error === null ? null : (
    <p className={css.problem} role="alert">
      {error.message}
    </p>
  );
}
