import type { ReactNode } from 'react';
import css from './Section.module.css';

/** A thought on a page: a title, a quiet word beside it, an act at the end of the line, then its content. */
export function Section(props: { readonly title: string; readonly beside?: ReactNode; readonly end?: ReactNode; readonly children: ReactNode }): ReactNode {
  return (
    <section className={css.section}>
      <div className={css.head}>
        <h2>{props.title}</h2>
        {props.beside === undefined ? null : <span className={css.beside}>{props.beside}</span>}
        {props.end === undefined ? null : <span className={css.end}>{props.end}</span>}
      </div>
      {props.children}
    </section>
  );
}
