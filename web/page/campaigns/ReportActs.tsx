import { Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Broadcast } from '#core/contract/campaigns.ts';
import { api } from '#web/api/api.ts';
import { tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Hold, go on, or end for good. Ending cannot be taken back, so its numbers are said before. */
export function ReportActs({ id, broadcast }: { readonly id: string; readonly broadcast: Broadcast }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [opened, sheet] = useDisclosure(false);
  const params = { params: { id } };
  const answer = {
    onSettled: () => client.invalidateQueries({ queryKey: ['campaigns'] }),
    onError: (error: Error) => tellProblem(error, t),
  };
  const pause = useMutation({ mutationFn: () => api.campaigns.pause(params), ...answer });
  const resume = useMutation({ mutationFn: () => api.campaigns.resume(params), ...answer });
  const stop = useMutation({ mutationFn: () => api.campaigns.stop(params), onSuccess: sheet.close, ...answer });
  const { counts } = broadcast;

  return (
    <>
      {broadcast.state === 'paused' ? (
        <Button variant="filled" leftSection={<Icon name="play" small />} loading={resume.isPending} onClick={() => resume.mutate()}>
          {t('campaigns.resume')}
        </Button>
      ) : (
        broadcast.state !== 'waiting' && (
          <Button leftSection={<Icon name="pause" small />} loading={pause.isPending} onClick={() => pause.mutate()}>
            {t('campaigns.pause')}
          </Button>
        )
      )}
      {broadcast.state !== 'waiting' && (
        <Button c="var(--red)" leftSection={<Icon name="stop" small />} onClick={sheet.open}>
          {t('campaigns.stop')}
        </Button>
      )}
      <Modal opened={opened} onClose={sheet.close} title={t('campaigns.stop_title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        <p>{t('campaigns.stop_text', { waiting: counts.waiting, gone: counts.total - counts.waiting - counts.skipped })}</p>
        <Group mt="lg" justify="flex-end">
          <Button onClick={sheet.close}>{t('shell.cancel')}</Button>
          <Button color="red" variant="filled" loading={stop.isPending} onClick={() => stop.mutate()}>
            {t('campaigns.stop_act', { waiting: counts.waiting })}
          </Button>
        </Group>
      </Modal>
    </>
  );
}
