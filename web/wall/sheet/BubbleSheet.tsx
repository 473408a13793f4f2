import { notifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { PhoneIcon, type PhoneIconName } from '#web/phone/PhoneIcon.tsx';
import { previewOf } from '#web/phone/preview.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ownReaction } from '../hand/chatLines.ts';
import css from './Sheet.module.css';
import { SheetFrame } from './SheetFrame.tsx';
import type { SheetProps } from './Sheets.tsx';

const reactions = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** What can be done with one bubble: react, answer, copy, look at its wire. */
export function BubbleSheet({ sheet, hand, problem }: SheetProps<'bubble'>): ReactNode {
  const { t, language } = useWords();
  const [other, setOther] = useState('');
  const { bubble } = sheet;
  const mine = ownReaction(hand.phone.bubbles, bubble.id);
  const close = () => hand.open(null);
  const react = (emoji: string) => hand.act({ act: 'react', number: hand.number, message_id: bubble.id, emoji: emoji === mine ? '' : emoji }, close);
  const text = previewOf(bubble.content, language);
  return (
    <SheetFrame title={t('wall.bubbleMenu')} onClose={close} problem={problem}>
      <div className={css.reactions} role="group" aria-label={t('wall.react')}>
        {reactions.map((emoji) => (
          <button key={emoji} type="button" aria-pressed={emoji === mine} onClick={() => react(emoji)}>
            {emoji}
          </button>
        ))}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (other.trim() !== '') react(other.trim());
          }}
        >
          <input value={other} maxLength={32} placeholder="…" aria-label={t('wall.otherEmoji')} onChange={(event) => setOther(event.currentTarget.value)} />
        </form>
      </div>
      <ul className={css.menu}>
        <Line
          icon="reply"
          text={t('wall.reply')}
          onClick={() => {
            hand.setQuote(bubble);
            close();
          }}
        />
        <Line
          icon="copy"
          text={t('wall.copyText')}
          onClick={() => {
            void navigator.clipboard.writeText(text);
            notifications.show({ message: t('wall.copied') });
            close();
          }}
        />
        <Line
          icon="look"
          text={t('wall.inspect')}
          onClick={() => {
            hand.inspect(bubble.id);
            close();
          }}
        />
      </ul>
    </SheetFrame>
  );
}

/** One line of a phone's menu. */
export function Line(props: { icon: PhoneIconName; text: string; help?: string; danger?: boolean; disabled?: boolean; onClick: () => void }): ReactNode {
  return (
    <li>
      <button type="button" data-danger={props.danger} disabled={props.disabled} onClick={props.onClick}>
        <PhoneIcon name={props.icon} mirrored={props.icon === 'reply'} />
        <span>
          {props.text}
          {props.help === undefined ? null : <small>{props.help}</small>}
        </span>
      </button>
    </li>
  );
}
