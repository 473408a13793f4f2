import type { ReactNode } from 'react';
import css from './SettingsPart.module.css';

/** One part of the settings: its name, a sentence, an act at the end of the line. */
export function SettingsPart(props: { readonly title: string; readonly lead: string; readonly act?: ReactNode; readonly children: ReactNode }): ReactNode {
  return (
    <section>
      <div className={css.head}>
        <h2>{props.title}</h2>
        {props.act}
      </div>
      <p className={css.lead}>{props.lead}</p>
      {props.children}
    </section>
  );
}
