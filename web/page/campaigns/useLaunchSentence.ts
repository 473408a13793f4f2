import type { Plan, Schedule } from '#core/contract/campaigns.ts';
import type { Money } from '#core/value/money.ts';
import { finishOf } from '#web/part/plan.ts';
import { useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { useCalendar } from './useScheduleWords.ts';
import { useWhen } from './when.ts';

/** What a launch would do, in one sentence: to whom, for how much, and when. Empty without a plan. */
export function useLaunchSentence(plan: Plan | undefined, schedule: Schedule | null): string {
  const { t, money } = useWords();
  const when = useWhen();
  const calendar = useCalendar();
  const now = useNow(10);
  if (plan === undefined) return '';
  const values = { people: plan.recipients, cost: money(likelyCost(plan)) };
  const first = plan.waves[0];
  switch (schedule?.kind) {
    case undefined:
      return t('campaigns.launch_sentence', { ...values, when: when(finishOf(plan, now), now) });
    case 'at':
      return t('compose.launch_at', { ...values, when: when(new Date(schedule.at), now) });
    case 'local_hour':
      return t('compose.launch_local', { ...values, date: calendar.date(schedule.starts), time: calendar.time(schedule.starts) });
    case 'repeat':
      return t('compose.launch_repeat', { ...values, when: first === undefined ? calendar.date(schedule.starts) : when(new Date(first.at), now) });
  }
}

/** What it will most probably cost: only what is delivered is charged, and it stops at its budget. */
function likelyCost({ cost, budget_micros }: Plan): Money {
  const { currency, micros } = cost.likely?.middle ?? cost.most;
  return { currency, micros: budget_micros === null ? micros : Math.min(micros, budget_micros) };
}
