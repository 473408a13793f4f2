import { useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ConversationList } from './ConversationList.tsx';
import { ConversationPane } from './ConversationPane.tsx';
import css from './Inbox.module.css';

/** The agents' room: who wrote, what was said, who it is. On a narrow screen each is a screen of its own. */
export function InboxPage(): ReactNode {
  const { t } = useWords();
  const { id } = useParams({ strict: false });

  useEffect(() => {
    document.title = `${t('inbox.title')} · Parley`;
  }, [t]);

  return (
    <div className={css.inbox} data-open={id !== undefined}>
      <ConversationList openId={id} />
      {id === undefined ? <p className={css.nothing}>{t('inbox.choose')}</p> : <ConversationPane key={id} id={id} />}
    </div>
  );
}
