import { type ReactNode, useState } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Sheet.module.css';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

/** The sheet that a list message opens: rows to choose from, one button to send. */
export function ListSheet({ sheet, hand, problem }: SheetProps<'list'>): ReactNode {
  const { t } = useWords();
  const [row, setRow] = useState<string | null>(null);
  const close = () => hand.open(null);
  return (
    <SheetFrame
      title={sheet.list.button}
      onClose={close}
      problem={problem}
      foot={
        <SheetAct
          disabled={row === null || hand.busy}
          onClick={() => row !== null && hand.act({ act: 'choose', number: hand.number, message_id: sheet.message, row }, close)}
        >
          {t('wall.send')}
        </SheetAct>
      }
    >
      {sheet.list.sections.map((section, place) => (
        <fieldset key={place} className={css.rows}>
          <legend dir="auto">{section.title ?? sheet.list.button}</legend>
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
    </SheetFrame>
  );
}
