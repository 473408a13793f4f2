import { type ReactNode, useState } from 'react';
import { Referral } from '#core/rehearsal/act.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { Hand } from '../hand/hand.ts';
import css from './Sheet.module.css';
import { Field } from './LocationSheet.tsx';
import { SheetAct, SheetFrame } from './SheetFrame.tsx';

/** Comes by an advertisement: what it said goes along with the first message, and an answer opens 72 free hours. */
export function AdSheet({ hand, problem }: { hand: Hand; problem: string | null }): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState(t('wall.adText'));
  const [headline, setHeadline] = useState('');
  const [body, setBody] = useState('');
  const [source, setSource] = useState('');
  const close = () => hand.open(null);
  const send = () =>
    hand.act(
      {
        act: 'click_ad',
        number: hand.number,
        text: text.trim(),
        referral: Referral.parse({ headline: headline.trim(), body: body.trim(), ...(source.trim() === '' ? {} : { source_url: source.trim() }) }),
      },
      close,
    );
  return (
    <SheetFrame
      title={t('wall.ad')}
      onClose={close}
      problem={problem}
      foot={
        <SheetAct disabled={text.trim() === '' || hand.busy} onClick={send}>
          {t('wall.adSend')}
        </SheetAct>
      }
    >
      <p className={css.help}>{t('wall.adHelp')}</p>
      <Field label={t('wall.adFirst')} value={text} onChange={setText} />
      <Field label={t('wall.adHeadline')} value={headline} most={200} onChange={setHeadline} />
      <Field label={t('wall.adBody')} value={body} onChange={setBody} />
      <Field label={t('wall.adSource')} value={source} most={2000} placeholder="https://fb.me/…" onChange={setSource} />
    </SheetFrame>
  );
}
