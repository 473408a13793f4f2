import type { UseQueryResult } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import { ApiProblem } from '#web/api/problem.ts';
import { sayProblem } from '#web/part/problem.ts';
import { EmptyFace, FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CanarySteps } from './CanarySteps.tsx';
import { CostPart } from './CostPart.tsx';
import { EtrGauge } from './EtrGauge.tsx';
import { FinishPart } from './FinishPart.tsx';
import css from './PlanRail.module.css';
import { ReachFunnel } from './ReachFunnel.tsx';
import { isPlannable } from './usePlan.ts';

type Props = {
  readonly campaign: string;
  readonly choices: CampaignChoices;
  readonly plan: UseQueryResult<Plan>;
  /** Whether the plan is of choices that are no longer those on the screen. */
  readonly isOld: boolean;
  readonly onChange: (change: Partial<CampaignChoices>) => void;
};

/** What a launch would do: whom it reaches, what it costs, when it is done, whether it is welcome. */
export function PlanRail({ campaign, choices, plan, isOld, onChange }: Props): ReactNode {
  const { t } = useWords();
  const now = useNow(30);
  if (!isPlannable(choices)) {
    return (
      <div className={css.rail}>
        <p className={css.quiet}>{t('campaigns.plan_empty')}</p>
      </div>
    );
  }
  if (plan.data === undefined) {
    return (
      <div className={css.rail}>{plan.error === null ? <LoadingLines lines={8} /> : <PlanFailed error={plan.error} again={() => void plan.refetch()} />}</div>
    );
  }
  return (
    <div className={plan.isPlaceholderData || isOld ? `${css.rail} ${css.old}` : css.rail} aria-busy={plan.isFetching}>
      <section className={css.gauge}>
        <h3>{t('campaigns.reaches')}</h3>
        <ReachFunnel plan={plan.data} />
      </section>
      <CostPart plan={plan.data} />
      <FinishPart plan={plan.data} schedule={choices.schedule} />
      <CanarySteps plan={plan.data} now={now} />
      {plan.data.etr !== null && (
        <section className={css.gauge} id="welcome">
          <h3>{t('compose.welcome')}</h3>
          <EtrGauge etr={plan.data.etr} choices={choices} onChange={onChange} />
        </section>
      )}
      <p className={css.links}>
        <Link to="/campaigns/$id/plans/$plan" params={{ id: campaign, plan: plan.data.id }} search={{}}>
          {t('plan.open')}
        </Link>
        <Link to="/campaigns/$id/plans/$plan" params={{ id: campaign, plan: plan.data.id }} search={{}} hash="changed">
          {t('plan.what_changed')}
        </Link>
      </p>
    </div>
  );
}

function PlanFailed({ error, again }: { readonly error: Error; readonly again: () => void }): ReactNode {
  const { t } = useWords();
  if (error instanceof ApiProblem && (error.code === 'number_paused' || error.code === 'no_number')) {
    return (
      <EmptyFace
        title={t('campaigns.plan_failed')}
        text={t('campaigns.plan_no_number')}
        act={<LinkButton to="/settings/numbers">{t('campaigns.mend_number')}</LinkButton>}
      />
    );
  }
  return <FailedFace title={t('campaigns.plan_failed')} text={sayProblem(error, t)} again={again} />;
}
