import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Cause, Report } from '#core/contract/report.ts';
import { api } from '#web/api/api.ts';
import { Asked } from '#web/part/Asked.tsx';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { useWhen } from './when.ts';

type Props = { readonly cause: Pick<Cause, 'code' | 'fault'>; readonly report: Report; readonly onClose: () => void };

/** Says to how many a retry of one cause would go, and who has to wait, before it is done. */
export function RetrySheet({ cause, report, onClose }: Props): ReactNode {
  const { t } = useWords();
  const when = useWhen();
  const client = useQueryClient();
  const { campaign } = report;
  const which = cause.code === null ? { faults: cause.fault === null ? [] : [cause.fault] } : { codes: [cause.code] };
  const of = { ...which, broadcast: campaign.broadcast?.id };
  const tried = useQuery({
    queryKey: ['retry', campaign.id, of] as const,
    queryFn: () => api.doubts.retry({ params: { id: campaign.id }, body: { ...of, dry_run: true } }),
    gcTime: 0,
  });
  const retry = useMutation({
    mutationFn: () => api.doubts.retry({ params: { id: campaign.id }, body: of }),
    onSuccess: ({ people }) => {
      onClose();
      tellDone(t('report.retry_done', { people }));
    },
    onError: (error: Error) => tellProblem(error, t),
    onSettled: () => client.invalidateQueries({ queryKey: ['campaigns'] }),
  });
  return (
    <Modal opened onClose={onClose} title={t('report.retry_title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <Asked of={tried}>
        {({ people, classes }) => (
          <>
            <p>{t('report.retry_people', { people })}</p>
            {classes.map((one) => (
              <div key={one.code ?? one.fault}>
                {one.refused !== null && <p>{one.refused}</p>}
                {one.too_early > 0 && one.from !== null && (
                  <p>{t('report.retry_early', { people: one.too_early, when: when(new Date(one.from), new Date(report.as_of)) })}</p>
                )}
              </div>
            ))}
            <Group mt="lg" justify="flex-end">
              <Button onClick={onClose}>{t('shell.cancel')}</Button>
              <Button variant="filled" disabled={people === 0} loading={retry.isPending} onClick={() => retry.mutate()}>
                {t('report.retry_act', { people })}
              </Button>
            </Group>
          </>
        )}
      </Asked>
    </Modal>
  );
}
