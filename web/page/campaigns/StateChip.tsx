import type { ReactNode } from 'react';
import type { Broadcast, Campaign } from '#core/contract/campaigns.ts';
import { isMoving } from '#web/part/report.ts';
import { Chip, type ChipTone } from '#web/ui/Chip.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { plannedHolds } from './holds.ts';

/** Where a campaign stands: a draft, or the state of its sending; one that is held says so, one that comes again too. */
export function StateChip({ campaign, broadcast = campaign.broadcast }: { readonly campaign: Campaign; readonly broadcast?: Broadcast | null }): ReactNode {
  const { t } = useWords();
  if (campaign.state === 'draft') return <Chip>{t('campaigns.state_draft')}</Chip>;
  if (campaign.held !== null) return <Chip tone="look">{t('campaigns.state_held')}</Chip>;
  if (campaign.state === 'repeating' && (broadcast === null || !isMoving(broadcast.state))) return <Chip tone="on">{t('compose.state_repeating')}</Chip>;
  return broadcast === null ? null : <BroadcastChip broadcast={broadcast} />;
}

/** The state of one sending. */
export function BroadcastChip({ broadcast }: { readonly broadcast: Broadcast }): ReactNode {
  const { t } = useWords();
  if (broadcast.held_by === 'canary_stopped') return <Chip tone="stopped">{t('canary.state_stopped')}</Chip>;
  if (broadcast.held_by === 'canary_asks') return <Chip tone="look">{t('canary.state_asks')}</Chip>;
  if (broadcast.state === 'sending' && broadcast.held_by !== null)
    return <Chip tone={plannedHolds.has(broadcast.held_by) ? 'on' : 'look'}>{t('campaigns.state_held')}</Chip>;
  if (broadcast.state === 'waiting' && isScheduled(broadcast)) return <Chip tone="on">{t('compose.state_scheduled')}</Chip>;
  return (
    <Chip tone={toneOf(broadcast.state)} live={broadcast.state === 'sending' || broadcast.state === 'opening'}>
      {t(`campaigns.state_${broadcast.state}`)}
    </Chip>
  );
}

/** Whether it waits for a moment that was chosen, rather than for the minute in which it can be undone. */
function isScheduled(broadcast: Broadcast): boolean {
  return new Date(broadcast.opens_at).getTime() - new Date(broadcast.launched_at).getTime() > undoMillisecondsMost;
}

/** The API lets a launch be undone within an hour at most. */
const undoMillisecondsMost = 3_600_000;

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
