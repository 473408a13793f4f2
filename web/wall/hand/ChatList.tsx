import type { ReactNode } from 'react';
import type { Phone } from '#core/rehearsal/rehearsal.ts';
import { PhoneAvatar } from '#web/phone/Phone.tsx';
import { PhoneIcon } from '#web/phone/PhoneIcon.tsx';
import { previewOf } from '#web/phone/preview.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { phoneRecent } from '../phoneTime.ts';
import css from '../Wall.module.css';

/** All chats of a phone, the latest first. */
export function ChatList({ phone, now, onOpen }: { phone: Phone; now: number; onOpen: (number: string) => void }): ReactNode {
  const { t, language, locale, number } = useWords();
  if (phone.chats.length === 0) return <p className={css.noChats}>{t('wall.noChats')}</p>;
  return (
    <ul className={css.chatList}>
      {phone.chats.map((chat) => {
        const last = [...phone.bubbles, ...phone.latest].findLast((bubble) => bubble.number === chat.number);
        return (
          <li key={chat.number}>
            <button type="button" onClick={() => onOpen(chat.number)}>
              <PhoneAvatar name={chat.verified_name} />
              <span className={css.chatRow}>
                <span>
                  <b dir="auto">{chat.verified_name}</b>
                  {chat.official ? <PhoneIcon name="verified" /> : null}
                  {phone.muted.includes(chat.number) ? <PhoneIcon name="muted" /> : null}
                  {phone.blocked.includes(chat.number) ? <PhoneIcon name="block" /> : null}
                  {chat.last_at === null ? null : <time>{phoneRecent(chat.last_at, now, phone.timezone, locale)}</time>}
                </span>
                <span>
                  <small dir="auto">{last === undefined ? chat.display_phone_number : previewOf(last.content, language)}</small>
                  {chat.unread > 0 ? <em>{number(chat.unread)}</em> : null}
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
