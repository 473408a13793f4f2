import { type ReactNode, useState } from 'react';
import type { BubbleContent } from '#core/rehearsal/rehearsal.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Wall.module.css';

/** A list message whose sheet is open. */
export type OpenList = { readonly message: string; readonly title: string; readonly sections: Extract<BubbleContent, { kind: 'list' }>['sections'] };

/** The sheet that a list message opens over the phone: rows to choose from, one button to send. */
export function ListSheet(props: { list: OpenList; onChoose: (row: string) => void; onClose: () => void }): ReactNode {
  const { t } = useWords();
  const [row, setRow] = useState<string | null>(null);
  return (
    <div className={css.sheetShade}>
      <div className={css.sheet} role="dialog" aria-label={props.list.title}>
        <b className={css.sheetTitle} dir="auto">
          {props.list.title}
        </b>
        {props.list.sections.map((section, place) => (
          <fieldset key={place} className={css.rows}>
            {section.title === null ? null : <legend dir="auto">{section.title}</legend>}
            {section.rows.map((one) => (
              <label key={one.id}>
                <span>
                  <b dir="auto">{one.title}</b>
                  {one.description === null ? null : <small dir="auto">{one.description}</small>}
                </span>
                <input type="radio" name="row" value={one.id} checked={row === one.id} onChange={() => setRow(one.id)} />
              </label>
            ))}
          </fieldset>
        ))}
        <div className={css.sheetActs}>
          <button type="button" onClick={props.onClose}>
            {t('wall.close')}
          </button>
          <button type="button" disabled={row === null} data-main="true" onClick={() => row !== null && props.onChoose(row)}>
            {t('wall.send')}
          </button>
        </div>
      </div>
    </div>
  );
}
