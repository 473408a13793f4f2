import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import { ApiProblem } from '#web/api/problem.ts';
import { sayProblem } from '#web/part/problem.ts';
import { EmptyFace, FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { EtrGauge } from './EtrGauge.tsx';
import { FinishPart } from './FinishPart.tsx';
import css from './PlanRail.module.css';
import { ReachFunnel } from './ReachFunnel.tsx';
import { isPlannable } from './usePlan.ts';

type Props = {
  readonly choices: CampaignChoices;
  readonly plan: UseQueryResult<Plan>;
  /** Whether the plan is of choices that are no longer those on the screen. */
  readonly isOld: boolean;
  readonly onChange: (change: Partial<CampaignChoices>) => void;
};

/** What a launch would do: whom it reaches, what it costs, when it is done, whether it is welcome. */
export function PlanRail({ choices, plan, isOld, onChange }: Props): ReactNode {
  const { t } = useWords();
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
      {plan.data.etr !== null && (
        <section className={css.gauge} id="welcome">
          <h3>{t('compose.welcome')}</h3>
          <EtrGauge etr={plan.data.etr} choices={choices} onChange={onChange} />
        </section>
      )}
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

function CostPart({ plan }: { readonly plan: Plan }): ReactNode {
  const { t, money, country, number, date } = useWords();
  return (
    <section className={css.gauge}>
      <h3>{t('campaigns.costs')}</h3>
      <p className={css.big}>
        {money(plan.cost.most)} <small>{t('campaigns.at_most')}</small>
      </p>
      {plan.free !== null && plan.free.people > 0 && (
        <p className={css.saves}>{t('compose.saving', { saves: money(plan.free.saves), people: plan.free.people })}</p>
      )}
      <p className={css.quiet}>{t('campaigns.charged')}</p>
      {plan.by_country.length > 0 && (
        <details className={css.more}>
          <summary>{t('campaigns.by_country')}</summary>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{t('campaigns.col_country')}</th>
                <th scope="col">{t('campaigns.col_people')}</th>
                <th scope="col">{t('campaigns.col_each')}</th>
                <th scope="col">{t('campaigns.col_cost')}</th>
              </tr>
            </thead>
            <tbody>
              {plan.by_country.map((row) => (
                <tr key={row.country}>
                  <th scope="row">{row.country === '' ? t('campaigns.no_country') : country(row.country)}</th>
                  <td>{number(row.people)}</td>
                  <td>{row.each === null ? t('campaigns.no_rate') : money(row.each, true)}</td>
                  <td>{row.cost === null ? '–' : money(row.cost)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {plan.cost.card_date !== '' && <p className={css.quiet}>{t('campaigns.card', { date: date(plan.cost.card_date), source: plan.cost.card_source })}</p>}
        </details>
      )}
    </section>
  );
}
