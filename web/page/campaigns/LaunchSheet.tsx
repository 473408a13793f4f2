import { Button, Group, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Campaign, Plan, Schedule } from '#core/contract/campaigns.ts';
import { api } from '#web/api/api.ts';
import { ApiProblem } from '#web/api/problem.ts';
import { queries } from '#web/api/queries.ts';
import { undoSeconds } from '#web/part/plan.ts';
import { sayProblem } from '#web/part/problem.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './LaunchFoot.module.css';
import { LaunchNumbers } from './LaunchNumbers.tsx';
import { useLaunchSentence } from './useLaunchSentence.ts';

type Props = {
  readonly campaign: Campaign;
  readonly plan: Plan;
  readonly schedule: Schedule | null;
  readonly onClose: () => void;
  /** The plan is out of date; another is worked out. */
  readonly onAgain: () => void;
};

/** What will happen, in numbers, before it happens; and the one button that makes it so. */
export function LaunchSheet({ campaign, plan, schedule, onClose, onAgain }: Props): ReactNode {
  const { t } = useWords();
  const sentence = useLaunchSentence(plan, schedule);
  const client = useQueryClient();
  const navigate = useNavigate();
  const launch = useMutation({
    mutationFn: () => api.campaigns.launch({ params: { id: campaign.id }, body: { plan: plan.id, undo_seconds: undoSeconds } }),
    onSuccess: (launched) => {
      client.setQueryData(queries.campaigns.get({ params: { id: campaign.id } }).queryKey, launched);
      void client.invalidateQueries({ queryKey: ['campaigns'] });
      void navigate({ to: '/campaigns/$id/report', params: { id: campaign.id }, search: {} });
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === 'plan_stale') onAgain();
    },
  });
  return (
    <Modal opened onClose={onClose} size="lg" title={campaign.name} closeButtonProps={{ 'aria-label': t('shell.close') }}>
      <p className={css.say}>{sentence}</p>
      <LaunchNumbers campaign={campaign.id} plan={plan} schedule={schedule} />
      {plan.warnings.length > 0 && (
        <p className={css.look}>
          <Icon name="look" small /> {t('compose.sheet_warnings', { count: plan.warnings.length })}
        </p>
      )}
      <p className={css.quiet}>{t(schedule === null || schedule.kind === 'local_hour' ? 'campaigns.undo_promise' : `compose.undo_${schedule.kind}`)}</p>
      {launch.error !== null && (
        <p className={css.wrong} role="alert">
          {sayProblem(launch.error, t)}
        </p>
      )}
      <Group mt="lg" justify="flex-end">
        <Button onClick={onClose}>{t('shell.cancel')}</Button>
        <Button variant="filled" loading={launch.isPending} onClick={() => launch.mutate()} data-autofocus>
          {t('campaigns.launch')}
        </Button>
      </Group>
    </Modal>
  );
}
