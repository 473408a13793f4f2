import { Button, Group, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Report } from '#core/contract/report.ts';
import { api } from '#web/api/api.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Report.module.css';

/** "3 in doubt, 3 settled", and a person's two choices for those that nothing has settled. */
export function ReportDoubts({ report }: { readonly report: Report }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [opened, sheet] = useDisclosure(false);
  const { counts, campaign } = report;
  const broadcast = campaign.broadcast?.id;
  const open = counts.in_doubt - counts.closed;
  const answer = { onSettled: () => client.invalidateQueries({ queryKey: ['campaigns'] }), onError: (error: Error) => tellProblem(error, t) };
  const input = { params: { id: campaign.id }, body: broadcast === undefined ? {} : { broadcast } };
  const again = useMutation({
    mutationFn: () => api.doubts.again(input),
    onSuccess: ({ people }) => {
      sheet.close();
      tellDone(t('report.again_done', { people }));
    },
    ...answer,
  });
  const close = useMutation({ mutationFn: () => api.doubts.close(input), onSuccess: ({ people }) => tellDone(t('report.close_done', { people })), ...answer });
  if (counts.doubted === 0 && counts.in_doubt === 0) return null;
  return (
    <Section title={t('report.doubts')}>
      <p>{t('report.doubts_line', { open, settled: counts.settled, closed: counts.closed })}</p>
      <p className={css.quiet}>{t(open > 0 ? 'report.doubts_about' : 'report.doubts_all_settled')}</p>
      {counts.twice > 0 && <p className={css.quiet}>{t('report.twice', { people: counts.twice })}</p>}
      {open > 0 && (
        <Group mt="sm" gap="xs">
          <Button size="xs" onClick={sheet.open}>
            {t('report.again')}
          </Button>
          <Button size="xs" loading={close.isPending} onClick={() => close.mutate()}>
            {t('report.close')}
          </Button>
        </Group>
      )}
      <Modal opened={opened} onClose={sheet.close} title={t('report.again_title', { people: open })} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        <p>{t('report.again_text')}</p>
        <Group mt="lg" justify="flex-end">
          <Button onClick={sheet.close}>{t('shell.cancel')}</Button>
          <Button variant="filled" loading={again.isPending} onClick={() => again.mutate()}>
            {t('report.again')}
          </Button>
        </Group>
      </Modal>
    </Section>
  );
}
