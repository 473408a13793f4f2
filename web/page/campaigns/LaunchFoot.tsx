import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Campaign, Plan } from '#core/contract/campaigns.ts';
import { api } from '#web/api/api.ts';
import { ApiProblem } from '#web/api/problem.ts';
import { queries } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { useNow } from '#web/ui/now.ts';
import type { WordKey } from '#web/ui/words/speak.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './LaunchFoot.module.css';
import { finishOf, undoSeconds } from '#web/part/plan.ts';
import { useWhen } from './when.ts';

type Props = {
  readonly campaign: Campaign;
  /** The plan of exactly what is on the screen; undefined while it is not known. */
  readonly plan: Plan | undefined;
  /** Why there may be no plan: it is being worked out, it could not be had, or the draft was refused. */
  readonly state: 'still' | 'working' | 'failed' | 'refused';
  readonly onAgain: () => void;
};

const whyNot: Record<Props['state'], WordKey> = {
  still: 'campaigns.launch_empty',
  working: 'campaigns.working',
  failed: 'campaigns.launch_failed',
  refused: 'campaigns.launch_refused',
};

/** The one act of the page, with its numbers in a sentence before it. */
export function LaunchFoot({ campaign, plan, state, onAgain }: Props): ReactNode {
  const { t, money } = useWords();
  const when = useWhen();
  const now = useNow(10);
  const client = useQueryClient();
  const navigate = useNavigate();
  const launch = useMutation({
    mutationFn: (id: string) => api.campaigns.launch({ params: { id: campaign.id }, body: { plan: id, undo_seconds: undoSeconds } }),
    onSuccess: (launched) => {
      client.setQueryData(queries.campaigns.get({ params: { id: campaign.id } }).queryKey, launched);
      void client.invalidateQueries({ queryKey: ['campaigns'] });
      void navigate({ to: '/campaigns/$id/report', params: { id: campaign.id }, search: {} });
    },
    onError: (error) => {
      if (error instanceof ApiProblem && error.code === 'plan_stale') onAgain();
    },
  });
  const ready = plan !== undefined && plan.problems.length === 0 && plan.recipients > 0;

  return (
    <div className={css.foot}>
      <p className={ready ? css.say : css.quiet} aria-live="polite">
        {ready
          ? t('campaigns.launch_sentence', { people: plan.recipients, cost: money(plan.cost.most), when: when(finishOf(plan, now), now) })
          : plan === undefined
            ? t(whyNot[state])
            : t('campaigns.launch_blocked', { problems: plan.problems.length })}
      </p>
      {launch.error !== null && (
        <p className={css.wrong} role="alert">
          {sayProblem(launch.error, t)}
        </p>
      )}
      <Button variant="filled" size="md" fullWidth disabled={!ready} loading={launch.isPending} onClick={() => plan !== undefined && launch.mutate(plan.id)}>
        {t('campaigns.launch')}
      </Button>
      {ready && <p className={css.quiet}>{t('campaigns.undo_promise')}</p>}
    </div>
  );
}
