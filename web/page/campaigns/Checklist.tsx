import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Plan } from '#core/contract/campaigns.ts';
import { Icon } from '#web/ui/Icon.tsx';
import type { WordKey } from '#web/ui/words/speak.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './PlanRail.module.css';
import { problemPlace, problemVariable } from '#web/part/plan.ts';

/** Problems this page has its own words for; others are said in the server's. */
const known: Readonly<Record<string, WordKey>> = {
  template_not_approved: 'campaigns.problem_template_not_approved',
  number_paused: 'campaigns.problem_number_paused',
  variable_missing: 'campaigns.problem_variable_missing',
  media_missing: 'campaigns.problem_media_missing',
  nobody_to_send_to: 'campaigns.problem_nobody_to_send_to',
};

/** What must be mended before a launch, what to look at, and what is in order; each with the way to mend it. */
export function Checklist({ plan }: { readonly plan: Plan }): ReactNode {
  const { t, phone } = useWords();
  const unfilled = plan.exclusions.find((each) => each.reason === 'variable_missing')?.people ?? 0;
  const hasVariableProblem = plan.problems.some((problem) => problem.code === 'variable_missing');
  return (
    <ul className={css.check}>
      {plan.problems.map((problem) => (
        <Line key={`${problem.code} ${problem.at ?? ''}`} tone="stop">
          {known[problem.code] === undefined
            ? problem.message
            : t(known[problem.code] ?? 'campaigns.one', {
                variable: problemVariable(problem.at),
                template: plan.template.name,
                number: phone(plan.number.display_phone),
                segment: plan.segment.name,
              })}{' '}
          <Cure at={problem.at} />
        </Line>
      ))}
      {unfilled > 0 && !hasVariableProblem && (
        <Line tone="look">
          {t('campaigns.look_unfilled', { people: unfilled })} <a href="#what">{t('campaigns.mend_what')}</a>
        </Line>
      )}
      {plan.fallbacks.map((each) => (
        <Line key={each.variable} tone="fine">
          {t('campaigns.fine_fallback', { people: each.people, variable: each.variable })}
        </Line>
      ))}
      {plan.cost.unpriced > 0 && <Line tone="look">{t('campaigns.look_unpriced', { people: plan.cost.unpriced })}</Line>}
      {unfilled === 0 && !hasVariableProblem && <Line tone="fine">{t('campaigns.fine_variables')}</Line>}
      {plan.problems.length === 0 && <Line tone="fine">{t('campaigns.fine_stop')}</Line>}
    </ul>
  );
}

function Line({ tone, children }: { readonly tone: 'stop' | 'look' | 'fine'; readonly children: ReactNode }): ReactNode {
  const { t } = useWords();
  return (
    <li className={css[tone]}>
      <Icon name={tone === 'fine' ? 'check' : tone === 'look' ? 'look' : 'failed'} small />
      <span>
        <span className={css.hidden}>{t(`campaigns.tone_${tone}`)}: </span>
        {children}
      </span>
    </li>
  );
}

function Cure({ at }: { readonly at: string | null }): ReactNode {
  const { t } = useWords();
  switch (problemPlace(at)) {
    case 'who':
      return <a href="#who">{t('campaigns.mend_who')}</a>;
    case 'what':
      return <a href="#what">{t('campaigns.mend_what')}</a>;
    case 'number':
      return <Link to="/settings/numbers">{t('campaigns.mend_number')}</Link>;
    case 'elsewhere':
      return null;
  }
}
