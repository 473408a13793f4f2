import type { ReactNode } from 'react';
import type { Plan } from '#core/contract/campaigns.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './PlanRail.module.css';
import { useWhen } from './when.ts';

/** Days drawn before somebody asks for all. */
const drawnMost = 7;

/** Day by day how many people it reaches and what holds it then, if it takes more than one; and whether Meta's raises would end it sooner. */
export function DaysPart({ plan, now }: { readonly plan: Plan; readonly now: Date }): ReactNode {
  const { t } = useWords();
  const when = useWhen();
  const { days, limit } = plan;
  const sooner = plan.days_with_raises?.at(-1);
  if (days.length < 2) return null;
  const held = days.some((day) => day.bound_by === 'limit' || day.bound_by === 'warm_up');
  return (
    <>
      <DayList days={days.slice(0, drawnMost)} most={Math.max(...days.map((day) => day.people))} />
      {days.length > drawnMost && (
        <details className={css.more}>
          <summary>{t('plan.more_days', { days: days.length - drawnMost })}</summary>
          <DayList days={days.slice(drawnMost)} most={Math.max(...days.map((day) => day.people))} />
        </details>
      )}
      {limit !== null && held && (
        <p className={css.quiet}>{t(limit.warms_up ? 'plan.limit_warm' : 'plan.limit_say', { most: limit.most, open: limit.open, used: limit.used })}</p>
      )}
      {sooner !== undefined && <p className={css.saves}>{t('plan.sooner', { when: when(new Date(sooner.ends_at), now) })}</p>}
    </>
  );
}

function DayList({ days, most }: { readonly days: Plan['days']; readonly most: number }): ReactNode {
  const { t, number, locale } = useWords();
  const format = new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' });
  return (
    <ol className={css.waves}>
      {days.map((day) => (
        <li key={day.date}>
          <span>
            {format.format(new Date(`${day.date}T00:00:00Z`))}
            {day.bound_by !== null && <small>{`${t('plan.col_why')} ${t(`plan.bound_${day.bound_by}`)}`}</small>}
          </span>
          <b>{number(day.people)}</b>
          <i aria-hidden="true" style={{ inlineSize: `${(day.people / most) * 100}%` }} />
        </li>
      ))}
    </ol>
  );
}
