import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Message } from '#core/contract/conversations.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Whose hand a message of ours is from; a campaign's is a way to its report. */
export function Origin({ message }: { readonly message: Message }): ReactNode {
  const { t } = useWords();
  if (message.campaign !== null) {
    return (
      <Link to="/campaigns/$id/report" params={{ id: message.campaign.id }}>
        {message.campaign.name}
      </Link>
    );
  }
  switch (message.origin) {
    case 'automatic':
      return t('inbox.by_itself');
    case 'test':
      return t('inbox.test');
    case 'api':
      return t('inbox.by_api');
    case 'agent':
      return message.author;
    case 'broadcast':
    case 'contact':
      return null;
  }
}
