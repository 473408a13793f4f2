import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Cause, Report } from '#core/contract/report.ts';
import { api } from '#web/api/api.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { RetrySheet } from './RetrySheet.tsx';

/** What can be done about a cause at once: one click each, the ones that touch people say first whom. */
export function CauseActs({ cause, report }: { readonly cause: Cause; readonly report: Report }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [opened, sheet] = useDisclosure(false);
  const { campaign, plan } = report;
  const { code } = cause;
  const broadcast = campaign.broadcast?.id;
  const answer = { onSettled: () => client.invalidateQueries({ queryKey: ['campaigns'] }), onError: (error: Error) => tellProblem(error, t) };
  const leaveOut = useMutation({
    mutationFn: (unwanted: number) => api.campaigns.leaveOut({ params: { id: campaign.id }, body: { code: unwanted, broadcast } }),
    onSuccess: ({ people }) => tellDone(t('report.left_out_done', { people })),
    ...answer,
  });
  const resume = useMutation({ mutationFn: () => api.campaigns.resume({ params: { id: campaign.id } }), ...answer });
  return (
    <>
      {cause.acts.includes('resume') && (
        <Button size="xs" variant="filled" loading={resume.isPending} onClick={() => resume.mutate()}>
          {t('report.act_resume')}
        </Button>
      )}
      {cause.acts.includes('template') && (
        <LinkButton size="xs" to="/templates/$id" params={{ id: plan.template.id }} search={{}}>
          {t('report.act_template')}
        </LinkButton>
      )}
      {cause.acts.includes('retry') && (
        <Button size="xs" onClick={sheet.open}>
          {t('report.act_retry')}
        </Button>
      )}
      {cause.acts.includes('leave_out') && code !== null && (
        <Button size="xs" loading={leaveOut.isPending} onClick={() => leaveOut.mutate(code)}>
          {t('report.act_leave_out')}
        </Button>
      )}
      {opened && <RetrySheet cause={cause} report={report} onClose={sheet.close} />}
    </>
  );
}
