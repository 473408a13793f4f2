import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Plan } from '#core/contract/campaigns.ts';
import { queries } from '#web/api/queries.ts';
import { reasonWords } from '#web/part/plan.ts';
import { Asked } from '#web/part/Asked.tsx';
import { useNow } from '#web/ui/now.ts';
import { Page } from '#web/ui/Page.tsx';
import { Pairs } from '#web/ui/Pairs.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CanarySteps } from './CanarySteps.tsx';
import { CostPart } from './CostPart.tsx';
import { FinishPart } from './FinishPart.tsx';
import { LaunchNumbers } from './LaunchNumbers.tsx';
import { PlanChanges } from './PlanChanges.tsx';
import css from './PlanPage.module.css';

/** One plan as it was made: what a launch of it does, its hash, and what changed since another. */
export function PlanPage(): ReactNode {
  const { id, plan } = useParams({ from: '/inside/campaigns/$id/plans/$plan' });
  const { t, dateTime } = useWords();
  const campaign = useQuery(queries.campaigns.get({ params: { id } }));
  const asked = useQuery({ ...queries.plans.get({ params: { id, plan } }), staleTime: Infinity });
  const name = campaign.data?.name ?? t('campaigns.one');
  return (
    <Page
      title={t('plan.page_of', { name })}
      trail={
        <Link to="/campaigns/$id" params={{ id }} search={{}}>
          {name}
        </Link>
      }
      lead={asked.data === undefined ? '' : t('plan.lead', { at: dateTime(asked.data.made_at) })}
    >
      <Asked of={asked}>
        {(found) => (
          <>
            <p className={css.hash}>
              {t('plan.hash')} <code>{found.hash}</code>
            </p>
            <div className={css.page}>
              <div>
                <PlanChanges campaign={id} plan={plan} />
                <What campaign={id} plan={found} schedule={campaign.data?.choices.schedule ?? null} />
                <People plan={found} />
              </div>
              <Gauges plan={found} schedule={campaign.data?.choices.schedule ?? null} />
            </div>
          </>
        )}
      </Asked>
    </Page>
  );
}

type PartProps = { readonly plan: Plan; readonly schedule: Parameters<typeof FinishPart>[0]['schedule'] };

function What({ campaign, plan, schedule }: PartProps & { readonly campaign: string }): ReactNode {
  const { t } = useWords();
  return (
    <Section title={t('plan.page')}>
      <LaunchNumbers campaign={campaign} plan={plan} schedule={schedule} />
    </Section>
  );
}

/** Who gets it and who does not, by language, reason and fallback. */
function People({ plan }: { readonly plan: Plan }): ReactNode {
  const { t, number, language, languageName } = useWords();
  return (
    <Section title={t('campaigns.plan_people')}>
      <Pairs
        rows={[
          ...plan.by_language.map((each) => ({ name: t('plan.in_language', { language: languageName(each.language) }), value: number(each.people) })),
          ...plan.exclusions.map((each) => ({
            name: t('shell.named', { name: t('plan.excluded'), value: reasonWords(each.reason, language).title }),
            value: number(each.people),
          })),
          ...plan.fallbacks.map((each) => ({ name: t('plan.with_fallback', { variable: each.variable }), value: number(each.people) })),
        ]}
      />
    </Section>
  );
}

function Gauges({ plan, schedule }: PartProps): ReactNode {
  const { t } = useWords();
  const now = useNow(30);
  return (
    <aside aria-label={t('campaigns.plan')}>
      <CostPart plan={plan} />
      <FinishPart plan={plan} schedule={schedule} />
      <CanarySteps plan={plan} now={now} />
    </aside>
  );
}
