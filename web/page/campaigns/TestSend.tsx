import { Button, Popover } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { TestForm } from './TestForm.tsx';

type Props = {
  readonly campaign: string;
  readonly choices: CampaignChoices;
  readonly ready: boolean;
  readonly opened: boolean;
  readonly onOpen: (opened: boolean) => void;
};

/** Sends the message to the phones of the team, to one of them or to another, to see it with one's own eyes; nobody else gets anything. */
export function TestSend({ campaign, choices, ready, opened, onOpen }: Props): ReactNode {
  const { t } = useWords();
  return (
    <Popover opened={opened} onChange={onOpen} trapFocus returnFocus position="bottom-end" width={360}>
      <Popover.Target>
        <Button leftSection={<Icon name="phone" small />} disabled={!ready} onClick={() => onOpen(!opened)}>
          {t('campaigns.test')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <TestForm campaign={campaign} choices={choices} onSent={() => onOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
