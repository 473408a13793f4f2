import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Conversation } from '#core/contract/conversations.ts';
import { Avatar } from '#web/ui/Avatar.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Inbox.module.css';
import { windowState } from './window.ts';
import { WindowRing } from './WindowRing.tsx';

/** One conversation of the list: who, the last words, when, what is unread, how much of the window is left. */
export function ConversationRow(props: { readonly conversation: Conversation; readonly open: boolean; readonly now: Date }): ReactNode {
  const { t, recent, dateTime } = useWords();
  const { conversation } = props;
  const window = windowState(conversation.window_until, props.now);
  const isSilent = conversation.preview === '';
  const words = isSilent ? t('inbox.no_words') : conversation.preview;
  return (
    <Link
      to="/inbox/$id"
      params={{ id: conversation.id }}
      className={css.row}
      aria-current={props.open ? 'true' : undefined}
      data-unread={conversation.unread > 0}
    >
      <Avatar name={conversation.name} />
      <span className={css.rowText}>
        <b dir="auto">{conversation.name}</b>
        <time dateTime={conversation.last_message_at} title={dateTime(conversation.last_message_at)}>
          {recent(conversation.last_message_at, props.now)}
        </time>
        <span dir="auto">{conversation.last_direction === 'out' && !isSilent ? t('inbox.you_said', { words }) : words}</span>
        {conversation.unread > 0 ? (
          <span className={css.badge} aria-label={t('inbox.unread', { count: conversation.unread })}>
            {conversation.unread}
          </span>
        ) : (
          <WindowRing state={window} />
        )}
      </span>
    </Link>
  );
}
