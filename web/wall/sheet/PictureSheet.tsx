import type { ReactNode } from 'react';
import css from './Sheet.module.css';
import { SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

/** A picture in full. */
export function PictureSheet({ sheet, hand, problem }: SheetProps<'picture'>): ReactNode {
  return (
    <SheetFrame title={sheet.name} onClose={() => hand.open(null)} problem={problem} full>
      <img className={css.picture} src={sheet.url} alt={sheet.name} />
    </SheetFrame>
  );
}
