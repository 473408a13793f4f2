import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { CampaignChoices, Plan } from '#core/contract/campaigns.ts';
import { canaryPeopleLeast, canaryRules, canaryStages, harmRates } from '#core/policy/canary.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { canaryAtFirst, offered, watchesOffered } from './pace.ts';

type Props = {
  readonly choices: CampaignChoices;
  readonly plan: Plan | undefined;
  readonly onChange: (change: Partial<CampaignChoices>) => void;
};

/** Whether a few get it first, by which rule, and what that means in plain words. */
export function CanaryChoice({ choices, plan, onChange }: Props): ReactNode {
  const { t, span } = useWords();
  const { canary } = choices;
  return (
    <>
      <p className={css.rule}>
        {t('plan.gets')}{' '}
        <PickWord
          label={t('plan.canary_word')}
          value={canary === null ? 'all' : 'few'}
          placeholder={t('plan.at_once')}
          options={[
            { value: 'all', label: t('plan.at_once') },
            { value: 'few', label: t('plan.few_first') },
          ]}
          onPick={(picked) => onChange({ canary: picked === 'few' ? (canary ?? canaryAtFirst) : null })}
        />
        {canary !== null && (
          <>
            , {t('plan.rule')}{' '}
            <PickWord
              label={t('plan.rule_word')}
              value={canary.rule}
              placeholder=""
              options={canaryRules.map((rule) => ({ value: rule, label: t(`plan.rule_${rule}`) }))}
              onPick={(picked) => onChange({ canary: { ...canary, rule: canaryRules.find((rule) => rule === picked) ?? canary.rule } })}
            />
            , {t('plan.after')}{' '}
            <PickWord
              label={t('plan.watch')}
              value={String(canary.matures_minutes)}
              placeholder=""
              options={offered(watchesOffered, canary.matures_minutes).map((minutes) => ({
                value: String(minutes),
                label: t('plan.watched', { span: span(minutes * 60) }),
              }))}
              onPick={(picked) => onChange({ canary: { ...canary, matures_minutes: Number(picked) } })}
            />
          </>
        )}
        .
      </p>
      <Meaning choices={choices} plan={plan} onChange={onChange} />
    </>
  );
}

/** What the canary does; or, where there is none and an offer goes to many, what one would do to the finish. */
function Meaning({ choices: { canary }, plan, onChange }: Props): ReactNode {
  const { t, percent, span } = useWords();
  const people = plan?.recipients ?? 0;
  const stages = canaryStages(people);
  const [first] = stages;
  if (canary !== null) {
    if (plan !== undefined && first === undefined) return <p className={css.quiet}>{t('plan.canary_small', { least: canaryPeopleLeast })}</p>;
    const { fine, bad } = harmRates[canary.rule];
    return (
      <p className={css.quiet}>{t('plan.canary_about', { first: first ?? canaryStages(canaryPeopleLeast)[0] ?? 0, fine: percent(fine), bad: percent(bad) })}</p>
    );
  }
  if (plan?.lane !== 'marketing' || first === undefined) return null;
  const later = (stages.length - 1) * canaryAtFirst.matures_minutes * 60;
  return (
    <div className={css.offer}>
      <p>{t('plan.canary_offer', { people, first, span: span(later) })}</p>
      <Button size="xs" onClick={() => onChange({ canary: canaryAtFirst })}>
        {t('plan.canary_on')}
      </Button>
    </div>
  );
}
