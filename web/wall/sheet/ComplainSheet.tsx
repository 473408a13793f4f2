import { type ReactNode, useState } from 'react';
import { complaintReasons } from '#core/rehearsal/act.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Sheet.module.css';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

/** Blocking or reporting a business, with the reason that WhatsApp asks for. */
export function ComplainSheet({ sheet, hand, problem }: SheetProps<'complain'>): ReactNode {
  const { t } = useWords();
  const [reason, setReason] = useState<(typeof complaintReasons)[number]>('no_longer_needed');
  const close = () => hand.open(null);
  return (
    <SheetFrame
      title={t(sheet.how === 'block' ? 'wall.blockTitle' : 'wall.reportTitle', { business: hand.business })}
      onClose={close}
      problem={problem}
      foot={
        <SheetAct danger disabled={hand.busy} onClick={() => hand.act({ act: sheet.how, number: hand.number, reason }, close)}>
          {t(sheet.how === 'block' ? 'wall.blockNow' : 'wall.reportNow')}
        </SheetAct>
      }
    >
      <fieldset className={css.rows}>
        <legend>{t('wall.reason')}</legend>
        {complaintReasons.map((one) => (
          <label key={one}>
            <span>{t(`wall.reason_${one}`)}</span>
            <input type="radio" name="reason" checked={reason === one} onChange={() => setReason(one)} />
          </label>
        ))}
      </fieldset>
      <p className={css.help}>{t('wall.complainHelp')}</p>
    </SheetFrame>
  );
}
