import type { ReactNode } from 'react';
import css from './Pairs.module.css';

/** Names and values between hairlines, the value at the end of its line. */
export function Pairs(props: { readonly rows: readonly { readonly name: string; readonly value: ReactNode }[] }): ReactNode {
  return (
    <dl className={css.pairs}>
      {props.rows.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
