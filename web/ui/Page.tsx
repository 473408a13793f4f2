import { type ReactNode, useEffect } from 'react';
import css from './Page.module.css';

/**
 * The sheet of every page: a small trail above, the title in the book serif, acts at the end of its line, a sentence below,
 * then the content. `full` takes the whole width and height and leaves the frame to the content (the inbox).
 */
export function Page(props: {
  readonly title: string;
  readonly trail?: ReactNode;
  readonly beside?: ReactNode;
  readonly acts?: ReactNode;
  readonly lead?: ReactNode;
  readonly children: ReactNode;
}): ReactNode {
  useEffect(() => {
    document.title = `${props.title} · Parley`;
  }, [props.title]);

  return (
    <div className={css.page}>
      {props.trail === undefined ? null : <div className={css.trail}>{props.trail}</div>}
      <div className={css.head}>
        <h1>{props.title}</h1>
        {props.beside}
        {props.acts === undefined ? null : <div className={css.acts}>{props.acts}</div>}
      </div>
      {props.lead === undefined ? <div className={css.gap} /> : <p className={css.lead}>{props.lead}</p>}
      {props.children}
    </div>
  );
}
