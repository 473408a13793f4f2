import { Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Broadcast, Campaign, Plan } from '#core/contract/campaigns.ts';
import { api } from '#web/api/api.ts';
import { isMoving } from '#web/part/report.ts';
import { tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { RepaceSheet } from './RepaceSheet.tsx';

type Props = { readonly campaign: Campaign; readonly broadcast: Broadcast | null; readonly plan: Plan | undefined };

/** Hold, go on, or end for good. Ending cannot be taken back, so its numbers are said before. */
export function ReportActs({ campaign, broadcast, plan }: Props): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [opened, sheet] = useDisclosure(false);
  const [isRepacing, repacing] = useDisclosure(false);
  const params = { params: { id: campaign.id } };
  const answer = {
    onSettled: () => client.invalidateQueries({ queryKey: ['campaigns'] }),
    onError: (error: Error) => tellProblem(error, t),
  };
  const pause = useMutation({ mutationFn: () => api.campaigns.pause(params), ...answer });
  const resume = useMutation({ mutationFn: () => api.campaigns.resume(params), ...answer });
  const stop = useMutation({ mutationFn: () => api.campaigns.stop(params), onSuccess: sheet.close, ...answer });
  // Acts are of the latest sending; on the page of an older one there is nothing left to hold.
  const current = broadcast !== null && broadcast.id === campaign.broadcast?.id ? campaign.broadcast : null;
  const isUnderway = current !== null && (isMoving(current.state) || current.state === 'paused') && current.state !== 'waiting';
  const isRepeating = campaign.state === 'repeating';
  if (!isUnderway && !isRepeating) return null;
  // Between two sendings it is the repetition that is held.
  // What the first few have stopped goes on at their card, where its numbers are.
  const isJudged = current?.held_by === 'canary_stopped';
  const isHeld = isUnderway ? current.state === 'paused' : campaign.held !== null;

  return (
    <>
      {isHeld && !isJudged && (
        <Button variant="filled" leftSection={<Icon name="play" small />} loading={resume.isPending} onClick={() => resume.mutate()}>
          {t('campaigns.resume')}
        </Button>
      )}
      {!isHeld && (
        <Button leftSection={<Icon name="pause" small />} loading={pause.isPending} onClick={() => pause.mutate()}>
          {t('campaigns.pause')}
        </Button>
      )}
      {isUnderway && plan !== undefined && (
        <Button leftSection={<Icon name="clock" small />} onClick={repacing.open}>
          {t('plan.repace')}
        </Button>
      )}
      {isUnderway && isRepacing && plan !== undefined && <RepaceSheet campaign={campaign} broadcast={current} plan={plan} onClose={repacing.close} />}
      <Button c="var(--red)" leftSection={<Icon name="stop" small />} onClick={sheet.open}>
        {t(isRepeating ? 'compose.stop_repeating' : 'campaigns.stop')}
      </Button>
      <Modal opened={opened} onClose={sheet.close} title={t('campaigns.stop_title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        {isRepeating && <p>{t('compose.stop_repeating_text')}</p>}
        {isUnderway && (
          <p>
            {t('campaigns.stop_text', {
              waiting: current.counts.waiting,
              gone: current.counts.total - current.counts.waiting - current.counts.skipped,
            })}
          </p>
        )}
        <Group mt="lg" justify="flex-end">
          <Button onClick={sheet.close}>{t('shell.cancel')}</Button>
          <Button color="red" variant="filled" loading={stop.isPending} onClick={() => stop.mutate()}>
            {isRepeating ? t('compose.stop_repeating') : t('campaigns.stop_act', { waiting: current?.counts.waiting ?? 0 })}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
