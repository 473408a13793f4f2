import { Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CanaryDecision, CanaryView } from '#core/contract/canary.ts';
import { api } from '#web/api/api.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './CanaryCard.module.css';
import { nextPeople, peopleLeft } from './canary.ts';
import { tellProblem } from './tell.ts';

/** What a person can decide, each with its consequence in numbers before it is done. */
export function CanaryActs({ campaign, view }: { readonly campaign: string; readonly view: CanaryView }): ReactNode {
  const { t, span } = useWords();
  const client = useQueryClient();
  const [releasing, releaseSheet] = useDisclosure(false);
  const [stopping, stopSheet] = useDisclosure(false);
  const decide = useMutation({
    mutationFn: (decision: CanaryDecision) => api.canaries.decide({ params: { id: campaign }, body: { decision, stage: view.stage } }),
    onSuccess: () => {
      releaseSheet.close();
      stopSheet.close();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['campaigns'] }),
    onError: (error: Error) => tellProblem(error, t),
  });
  const left = peopleLeft(view);
  const more = nextPeople(view);
  const isStopped = view.state === 'stopped';
  const isRest = view.stage + 2 >= view.stages.length;
  const close = { 'aria-label': t('shell.close') };
  if (left === 0 || view.state === 'sending' || view.state === 'released') return null;
  return (
    <Group gap="xs" mt="md">
      <Button size="xs" variant={view.state === 'asks' ? 'filled' : 'default'} onClick={releaseSheet.open}>
        {t(isStopped ? 'canary.release_anyway' : isRest ? 'canary.release_rest' : 'canary.release')}
      </Button>
      {!isStopped && (
        <Button size="xs" loading={decide.isPending && decide.variables === 'wait'} onClick={() => decide.mutate('wait')}>
          {t('canary.wait', { span: span(view.matures_minutes * 60) })}
        </Button>
      )}
      <Button size="xs" c="var(--red)" onClick={stopSheet.open}>
        {t('canary.stop')}
      </Button>
      <Modal opened={releasing} onClose={releaseSheet.close} title={t('canary.release_title', { people: more })} closeButtonProps={close}>
        <p>{t(isStopped ? 'canary.release_text_stopped' : 'canary.release_text')}</p>
        <p className={css.seen}>{view.now.text}</p>
        <Group mt="lg" justify="flex-end">
          <Button onClick={releaseSheet.close}>{t('shell.cancel')}</Button>
          <Button variant="filled" loading={decide.isPending} onClick={() => decide.mutate('release')}>
            {t('canary.release_act', { people: more })}
          </Button>
        </Group>
      </Modal>
      <Modal opened={stopping} onClose={stopSheet.close} title={t('canary.stop_title')} closeButtonProps={close}>
        <p>{t('canary.stop_text', { people: left })}</p>
        <Group mt="lg" justify="flex-end">
          <Button onClick={stopSheet.close}>{t('shell.cancel')}</Button>
          <Button color="red" variant="filled" loading={decide.isPending} onClick={() => decide.mutate('stop')}>
            {t('canary.stop_act', { people: left })}
          </Button>
        </Group>
      </Modal>
    </Group>
  );
}
