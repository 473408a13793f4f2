import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Plan, Schedule } from '#core/contract/campaigns.ts';
import type { WordKey } from '#web/ui/words/speak.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './LaunchFoot.module.css';
import { useLaunchSentence } from './useLaunchSentence.ts';

/** Why there may be no plan: it is being worked out, it could not be had, the server is away, or the draft was refused. */
export type PlanState = 'still' | 'working' | 'failed' | 'away' | 'refused';

type Props = {
  /** The plan of exactly what is on the screen; undefined while it is not known. */
  readonly plan: Plan | undefined;
  readonly schedule: Schedule | null;
  readonly state: PlanState;
  readonly onLaunch: () => void;
};

const whyNot: Record<PlanState, WordKey> = {
  still: 'campaigns.launch_empty',
  working: 'campaigns.working',
  failed: 'campaigns.launch_failed',
  away: 'compose.launch_away',
  refused: 'campaigns.launch_refused',
};

/** The plan, if it can be launched as it is. */
export function launchable(plan: Plan | undefined): Plan | undefined {
  return plan !== undefined && plan.problems.length === 0 && plan.recipients > 0 ? plan : undefined;
}

/** The one act of the page, with its numbers in a sentence before it. */
export function LaunchFoot({ plan, schedule, state, onLaunch }: Props): ReactNode {
  const { t } = useWords();
  const sentence = useLaunchSentence(plan, schedule);
  const ready = launchable(plan) !== undefined;
  return (
    <div className={css.foot}>
      <p className={ready ? css.say : css.quiet} aria-live="polite">
        {ready ? sentence : plan === undefined ? t(whyNot[state]) : t('campaigns.launch_blocked', { problems: plan.problems.length })}
      </p>
      <Button variant="filled" size="md" fullWidth disabled={!ready} onClick={onLaunch}>
        {t('campaigns.launch')}
      </Button>
    </div>
  );
}
