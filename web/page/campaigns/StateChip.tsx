import type { ReactNode } from 'react';
import type { Broadcast, Campaign } from '#core/contract/campaigns.ts';
import { Chip, type ChipTone } from '#web/ui/Chip.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Where a campaign stands: a draft, or the state of its sending; one that is held says so. */
export function StateChip({ campaign }: { readonly campaign: Campaign }): ReactNode {
  const { t } = useWords();
  const { broadcast } = campaign;
  if (broadcast === null || campaign.state === 'draft') return <Chip>{t('campaigns.state_draft')}</Chip>;
  if (broadcast.state === 'sending' && broadcast.held_by !== null) return <Chip tone="look">{t('campaigns.state_held')}</Chip>;
  return (
    <Chip tone={toneOf(broadcast.state)} live={broadcast.state === 'sending' || broadcast.state === 'opening'}>
      {t(`campaigns.state_${broadcast.state}`)}
    </Chip>
  );
}

function toneOf(state: Broadcast['state']): ChipTone {
  switch (state) {
    case 'waiting':
    case 'paused':
      return 'look';
    case 'opening':
    case 'sending':
      return 'on';
    case 'stopped':
      return 'stopped';
    case 'done':
    case 'undone':
      return 'plain';
  }
}
