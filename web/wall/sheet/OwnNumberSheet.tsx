import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Sheet.module.css';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

/** The business asks for the person's own number; they say yes or let it be. */
export function OwnNumberSheet({ sheet, hand, problem }: SheetProps<'own_number'>): ReactNode {
  const { t, phone } = useWords();
  const close = () => hand.open(null);
  return (
    <SheetFrame
      title={t('wall.shareNumber')}
      onClose={close}
      problem={problem}
      foot={
        <SheetAct disabled={hand.busy} onClick={() => hand.act({ act: 'share_own_number', number: hand.number, message_id: sheet.message }, close)}>
          {t('wall.share')}
        </SheetAct>
      }
    >
      <p className={css.help}>{t('wall.shareNumberHelp', { business: hand.business })}</p>
      <p className={css.address} dir="ltr">
        {phone(`+${hand.phone.wa_id}`)}
      </p>
    </SheetFrame>
  );
}
