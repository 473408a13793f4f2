import type { ReactNode } from 'react';
import css from './Avatar.module.css';
import { initialsOf, toneOf } from './avatar.ts';

/** A person's initials on one of four grounds, always the same for the same name. Decoration: the name stands beside it. */
export function Avatar(props: { readonly name: string; readonly size?: 'xs' | 'md' | 'lg' }): ReactNode {
  return (
    <span className={[css.avatar, css[props.size ?? 'md'], css[`tone${toneOf(props.name)}`]].join(' ')} aria-hidden="true">
      {initialsOf(props.name)}
    </span>
  );
}
