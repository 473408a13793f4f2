import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Plan, Schedule } from '#core/contract/campaigns.ts';
import { useNow } from '#web/ui/now.ts';
import { Pairs } from '#web/ui/Pairs.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './LaunchFoot.module.css';
import { useLikelyWords } from './useLikelyWords.ts';
import { usePaceWords } from './usePaceWords.ts';
import { useScheduleWords } from './useScheduleWords.ts';
import { useWhen } from './when.ts';

type Props = { readonly campaign: string; readonly plan: Plan; readonly schedule: Schedule | null };

/** The numbers of a launch, each once: who, who not, what, when, how fast and how safely, for how much, and by which plan. */
export function LaunchNumbers({ campaign, plan, schedule }: Props): ReactNode {
  const { t, number, money, phone, list, languageName } = useWords();
  const say = useScheduleWords();
  const careful = useCareful(plan);
  const likely = useLikelyWords();
  const out = plan.audience.people - plan.recipients;
  const languages = plan.by_language.map((each) => `${languageName(each.language)} ${number(each.people)}`);
  const template = languages.length === 0 ? plan.template.name : `${plan.template.name}, ${list(languages)}`;
  const waves = plan.waves.length;
  return (
    <div className={css.numbers}>
      <Pairs
        rows={[
          { name: t('campaigns.plan_people'), value: number(plan.recipients) },
          ...(out > 0 ? [{ name: t('compose.sheet_out'), value: number(out) }] : []),
          {
            name: t('compose.sheet_template'),
            value: template,
          },
          ...(plan.free === null
            ? []
            : [{ name: t('compose.sheet_free'), value: t('compose.sheet_free_value', { people: plan.free.people, saves: money(plan.free.saves) }) }]),
          {
            name: t('compose.when'),
            value: schedule?.kind === 'local_hour' && waves > 1 ? `${say(schedule)} ${t('compose.in_waves', { count: waves })}` : say(schedule),
          },
          ...careful,
          {
            name: t('campaigns.cost'),
            value: `${money(plan.cost.most)} ${t('campaigns.at_most')}${plan.cost.likely === null ? '' : `, ${likely(plan.cost.likely)}`}`,
          },
          ...(plan.budget_micros === null
            ? []
            : [{ name: t('plan.sheet_budget'), value: money({ currency: plan.cost.currency, micros: plan.budget_micros }) }]),
          { name: t('campaigns.number'), value: <span dir="ltr">{phone(plan.number.display_phone)}</span> },
          {
            name: t('plan.sheet_plan'),
            value: (
              <Link to="/campaigns/$id/plans/$plan" params={{ id: campaign, plan: plan.id }} search={{}}>
                <code>{plan.hash.slice(0, 12)}</code>
              </Link>
            ),
          },
        ]}
      />
    </div>
  );
}

/** Canary, pace and days: each only where there is one. */
function useCareful(plan: Plan): { name: string; value: string }[] {
  const { t, span } = useWords();
  const when = useWhen();
  const now = useNow(30);
  const paceWords = usePaceWords();
  const { canary, days } = plan;
  const pace = paceWords(plan.pace);
  const [first] = canary?.stages ?? [];
  const last = days.at(-1);
  const sooner = plan.days_with_raises?.at(-1);
  return [
    ...(canary === null || first === undefined
      ? []
      : [
          {
            name: t('plan.sheet_canary'),
            value: t('plan.sheet_canary_value', { first, stages: canary.stages.length - 1, span: span(canary.matures_minutes * 60) }),
          },
        ]),
    ...(pace === '' ? [] : [{ name: t('plan.sheet_pace'), value: pace }]),
    ...(days.length < 2 || last === undefined
      ? []
      : [
          {
            name: t('plan.sheet_days'),
            value: `${t('plan.sheet_days_value', { days: days.length, when: when(new Date(last.ends_at), now) })}${sooner === undefined ? '' : `, ${t('plan.sheet_days_sooner', { when: when(new Date(sooner.ends_at), now) })}`}`,
          },
        ]),
  ];
}
