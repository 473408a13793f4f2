import type { ReactNode } from 'react';
import { ChatLine } from '#web/phone/ChatLine.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from '../Wall.module.css';
import type { Hand } from './hand.ts';

/** A chat in which nothing was said: the business's conversation starters wait to be tapped. */
export function StartChat({ hand, isNew }: { hand: Hand; isNew: boolean }): ReactNode {
  const { t } = useWords();
  const prompts = hand.chat?.prompts ?? [];
  return (
    <>
      {isNew ? <ChatLine>{t('wall.emptyChat', { business: hand.business })}</ChatLine> : null}
      {prompts.length === 0 ? null : (
        <div className={css.prompts} role="group" aria-label={t('wall.prompts')}>
          {prompts.map((prompt) => (
            <button key={prompt} type="button" dir="auto" onClick={() => hand.act({ act: 'write', number: hand.number, text: prompt })}>
              {prompt}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
