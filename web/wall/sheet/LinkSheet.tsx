import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Sheet.module.css';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

/** A link or a call is shown in full before it is followed, and following it counts as a tap. */
export function LinkSheet({ sheet, hand, problem }: SheetProps<'link' | 'call'>): ReactNode {
  const { t, phone } = useWords();
  const close = () => hand.open(null);
  const { button } = sheet;
  const tap = () => hand.act({ act: 'tap', number: hand.number, message_id: sheet.message, index: button.index }, close);
  if (button.kind === 'phone') {
    return (
      <SheetFrame title={button.text} onClose={close} problem={problem} foot={<SheetAct onClick={tap}>{t('wall.call')}</SheetAct>}>
        <p className={css.address} dir="ltr">
          {phone(button.phone)}
        </p>
        <p className={css.help}>{t('wall.callHelp')}</p>
      </SheetFrame>
    );
  }
  return (
    <SheetFrame
      title={button.text}
      onClose={close}
      problem={problem}
      foot={
        <>
          <SheetAct
            onClick={() => {
              window.open(button.url, '_blank', 'noopener,noreferrer');
              tap();
            }}
          >
            {t('wall.openLink')}
          </SheetAct>
          <button type="button" className={css.second} onClick={tap}>
            {t('wall.onlyTap')}
          </button>
        </>
      }
    >
      <p className={css.address} dir="ltr">
        {button.url}
      </p>
      <p className={css.help}>{t('wall.linkHelp')}</p>
    </SheetFrame>
  );
}
