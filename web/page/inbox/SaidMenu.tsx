import { Menu } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Message } from '#core/contract/conversations.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Inbox.module.css';

/** What can be done with a message of a thread while the window is open. */
export type SaidActs = {
  readonly onReply: (message: Message) => void;
  /** An empty emoji takes ours back. */
  readonly onReact: (message: Message, emoji: string) => void;
};

/** The six that WhatsApp itself offers first. */
const emojis = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

/** Reply to a message, or hang a reaction on it. */
export function SaidMenu(props: { readonly message: Message; readonly canTakeBack: boolean; readonly acts: SaidActs }): ReactNode {
  const { message, canTakeBack, acts } = props;
  const { t } = useWords();
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <button type="button" className="bubble-menu" aria-label={t('inbox.more_about')}>
          <Icon name="down" small />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="reply" small />} onClick={() => acts.onReply(message)}>
          {t('inbox.reply')}
        </Menu.Item>
        <Menu.Divider />
        <div className={css.emojis}>
          {emojis.map((emoji) => (
            <Menu.Item key={emoji} aria-label={t('inbox.react', { emoji })} onClick={() => acts.onReact(message, emoji)}>
              {emoji}
            </Menu.Item>
          ))}
        </div>
        {canTakeBack && (
          <Menu.Item leftSection={<Icon name="close" small />} onClick={() => acts.onReact(message, '')}>
            {t('inbox.unreact')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
