import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Plan } from '#core/contract/campaigns.ts';
import { capital } from '#web/part/capital.ts';
import { composerParts, problemPlace } from '#web/part/plan.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { type BodiesFaults, faultyLanguages, freeLanguageAt } from './freeBodies.ts';
import { jumpTo } from './jump.ts';
import css from './PlanRail.module.css';

type Props = {
  readonly plan: Plan;
  readonly freeFaults: BodiesFaults;
  /** Shows the free message in a language, where it is mended. */
  readonly onLanguage: (language: string) => void;
};

/** What must be mended before a launch, what to look at, and what is in order; each with the way to mend it. */
export function Checklist({ plan, freeFaults, onLanguage }: Props): ReactNode {
  const { t, locale, languageName } = useWords();
  const unfilled = plan.exclusions.find((each) => each.reason === 'variable_missing')?.people ?? 0;
  const isTold = [...plan.problems, ...plan.warnings].some((each) => problemPlace(each.at) === 'what');
  return (
    <ul className={css.check}>
      {plan.problems.map((problem) => (
        <Line key={`${problem.code} ${problem.at ?? ''} ${problem.message}`} tone="stop">
          {sentence(problem.message, locale)} <Cure at={problem.at} onLanguage={onLanguage} />
        </Line>
      ))}
      {faultyLanguages(freeFaults).map((language) => (
        <Line key={language} tone="stop">
          {t('compose.free_faults', {
            faults: freeFaults[language]?.filter(({ severity }) => severity === 'error').length ?? 0,
            language: languageName(language),
          })}{' '}
          <Cure at={`/choices/free/${language}`} onLanguage={onLanguage} />
        </Line>
      ))}
      {plan.warnings.map((warning) => (
        <Line key={`${warning.code} ${warning.at ?? ''} ${warning.message}`} tone="look">
          {sentence(warning.message, locale)} <Cure at={warning.at} onLanguage={onLanguage} />
        </Line>
      ))}
      {unfilled > 0 && !isTold && (
        <Line tone="look">
          {t('campaigns.look_unfilled', { people: unfilled })} <Cure at="/choices/variables" onLanguage={onLanguage} />
        </Line>
      )}
      {plan.cost.unpriced > 0 && !plan.warnings.some((each) => each.code === 'unpriced') && (
        <Line tone="look">{t('campaigns.look_unpriced', { people: plan.cost.unpriced })}</Line>
      )}
      {plan.fallbacks.length > 0 && (
        <Line tone="fine">
          {t('compose.fine_fallbacks', { people: Math.max(...plan.fallbacks.map((each) => each.people)), variables: plan.fallbacks.length })}
        </Line>
      )}
      {unfilled === 0 && !isTold && <Line tone="fine">{t('campaigns.fine_variables')}</Line>}
      {plan.problems.length === 0 && <Line tone="fine">{t('campaigns.fine_stop')}</Line>}
    </ul>
  );
}

/** What the server says of a fault begins small and ends open, as it stands in a log; here it is a sentence. */
function sentence(text: string, locale: string): string {
  return `${capital(text, locale)}${/[.!?…]$/u.test(text) ? '' : '.'}`;
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

/** The way to where it is mended; the place is focused, not only shown. */
function Cure({ at, onLanguage }: { readonly at: string | null } & Pick<Props, 'onLanguage'>): ReactNode {
  const { t } = useWords();
  const place = problemPlace(at);
  if (place === 'elsewhere') return null;
  if (place === 'number') return <Link to="/settings/numbers">{t('campaigns.mend_number')}</Link>;
  const isPart = composerParts.some((each) => each === place);
  const language = freeLanguageAt(at);
  const go = () => {
    if (language !== undefined) onLanguage(language);
    jumpTo(place);
  };
  return (
    <button type="button" className={css.cure} onClick={go}>
      {t(isPart ? `compose.mend_${place}` : 'compose.mend_welcome')}
    </button>
  );
}
