import type { ReactNode } from 'react';
import type { Recipient } from '#core/contract/report.ts';
import { Ticks } from '#web/phone/Ticks.tsx';
import { Icon, type IconName } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

const marks: Partial<Record<Recipient['state'], IconName>> = { waiting: 'clock', skipped: 'stopped', cancelled: 'close' };

/** The sign of a recipient's state: WhatsApp's ticks where there was a message, a drawing where there was none. */
export function StateMark({ state }: { readonly state: Recipient['state'] }): ReactNode {
  const { language } = useWords();
  switch (state) {
    case 'accepted':
    case 'sent':
    case 'delivered':
    case 'read':
    case 'failed':
    case 'in_doubt':
      return <Ticks state={state} language={language} />;
    case 'waiting':
    case 'skipped':
    case 'cancelled':
      return <Icon name={marks[state] ?? 'clock'} small />;
  }
}
