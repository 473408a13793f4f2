import type { ReactNode } from 'react';
import type { Message } from '#core/contract/conversations.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { detailLines } from './details.ts';
import css from './Inbox.module.css';

/** What a phone shows only after a tap, below its bubble: an order's things, a form's answers, the numbers on a card. */
export function MessageDetails({ message }: { readonly message: Message }): ReactNode {
  const { locale } = useWords();
  const lines = detailLines(message.content, locale);
  if (lines.length === 0) return null;
  return (
    <dl className={css.details} data-mine={message.direction === 'out'}>
      {lines.map((line, place) => (
        <div key={place}>
          <dt dir="auto">{line.name}</dt>
          <dd dir="auto">{line.value}</dd>
        </div>
      ))}
    </dl>
  );
}
