import type { ReactNode } from 'react';
import type { Plan, Schedule } from '#core/contract/campaigns.ts';
import { capital } from '#web/part/capital.ts';
import { finishOf } from '#web/part/plan.ts';
import { useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { DaysPart } from './DaysPart.tsx';
import css from './PlanRail.module.css';
import { Waves } from './Waves.tsx';
import { useWhen } from './when.ts';

/** When it is done; of one that waits, when it leaves, and of one that comes in waves, when each does. */
export function FinishPart({ plan, schedule }: { readonly plan: Plan; readonly schedule: Schedule | null }): ReactNode {
  const { t, span, phone, locale } = useWords();
  const when = useWhen();
  const now = useNow(10);
  if (plan.recipients === 0) return null;
  const end = schedule === null ? finishOf(plan, now) : new Date(plan.finishes_at);
  return (
    <section className={css.gauge}>
      <h3>{t(schedule?.kind === 'repeat' ? 'compose.next_time' : 'campaigns.done_when')}</h3>
      <p className={css.big}>{capital(when(schedule?.kind === 'repeat' && plan.waves[0] !== undefined ? new Date(plan.waves[0].at) : end, now), locale)}</p>
      {plan.waves.length > 0 && schedule !== null && <Waves waves={plan.waves} kind={schedule.kind} now={now} />}
      <DaysPart plan={plan} now={now} />
      {plan.days.length < 2 && (
        <p className={css.quiet}>
          {t(schedule === null && isPlain(plan) ? 'campaigns.done_about' : 'compose.done_speed', {
            span: span(Math.max(1, plan.seconds)),
            speed: plan.number.throughput_per_second,
            number: phone(plan.number.display_phone),
          })}
        </p>
      )}
    </section>
  );
}

/** Whether it leaves in one go: neither hours, a pace nor a canary draw it out. */
function isPlain(plan: Plan): boolean {
  return plan.pace === null && (plan.canary?.stages.length ?? 0) === 0;
}
