import { type ReactNode, useState } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { Hand } from '../hand/hand.ts';
import css from './Sheet.module.css';
import { parseObject } from './raw.ts';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';

const example = '{\n  "type": "unsupported",\n  "errors": [{ "code": 131051, "title": "Message type unknown" }]\n}';

/** Writes an inbound message of any shape, for trying what a platform does with what it does not know. */
export function RawSheet({ hand, problem }: { hand: Hand; problem: string | null }): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState(example);
  const close = () => hand.open(null);
  const message = parseObject(text);
  return (
    <SheetFrame
      title={t('wall.raw')}
      onClose={close}
      problem={message === null ? t('wall.rawBad') : problem}
      full
      foot={
        <SheetAct
          disabled={message === null || hand.busy}
          onClick={() => message !== null && hand.act({ act: 'send_raw', number: hand.number, message }, close)}
        >
          {t('wall.send')}
        </SheetAct>
      }
    >
      <p className={css.help}>{t('wall.rawHelp')}</p>
      <textarea
        className={css.code}
        dir="ltr"
        spellCheck={false}
        value={text}
        aria-label={t('wall.raw')}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </SheetFrame>
  );
}
