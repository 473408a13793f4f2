import type { ReactNode } from 'react';
import type { Planner, PlannerItem } from '#core/contract/planner.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { dateIn, itemsOn } from './calendar.ts';
import { CalendarItem } from './CalendarItem.tsx';
import type { Move } from './moving.ts';
import css from './Planner.module.css';
import { useDropDay } from './useDropDay.ts';

type Props = {
  readonly date: string;
  readonly planner: Planner;
  readonly isOther: boolean;
  readonly move: Move | undefined;
  readonly onDrop: (item: PlannerItem) => void;
  readonly onMove: (move: Move | undefined) => void;
};

/** One day: how full it is under the limit, and what is sent. A campaign can be dropped on it. */
export function CalendarDay({ date, planner, isOther, move, onDrop, onMove }: Props): ReactNode {
  const { t, locale } = useWords();
  const items = itemsOn(planner, date);
  const days = planner.portfolios.flatMap((portfolio) => portfolio.days.filter((each) => each.date === date));
  const people = days.reduce((sum, each) => sum + each.people, 0);
  const full = days.filter((each) => each.full_by !== null);
  const noon = new Date(`${date}T12:00:00Z`);
  const name = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(noon);
  const isTarget = move !== undefined && dateIn(move.at, planner.timezone) === date;
  const { ref, over } = useDropDay(date >= planner.today, (campaign) => {
    const item = planner.items.find((each) => each.campaign === campaign && each.movable);
    if (item !== undefined) onDrop(item);
  });
  return (
    <li
      ref={ref}
      className={css.day}
      data-today={date === planner.today || undefined}
      data-other={isOther || undefined}
      data-empty={(items.length === 0 && date !== planner.today) || undefined}
      data-over={over || isTarget || undefined}
      aria-label={name}
    >
      <div className={css.date}>
        <span aria-hidden="true">
          <b>{noon.getUTCDate()}</b> <span className={css.name}>{name}</span>
        </span>
        {people > 0 && <span>{t('planner.day_people', { people })}</span>}
      </div>
      {days.map((each, place) =>
        each.open === null || each.people === 0 ? null : (
          <div key={place} className={css.fill}>
            <i
              aria-hidden="true"
              data-full={each.full_by !== null || undefined}
              style={{ inlineSize: `${Math.min(1, each.people / Math.max(1, each.open)) * 100}%` }}
            />
            <small>{each.full_by === null ? t('planner.day_room', { room: each.room ?? 0 }) : t('planner.day_full')}</small>
          </div>
        ),
      )}
      <ul>
        {items.map(({ item, people: of }) => (
          <CalendarItem key={`${item.campaign} ${item.starts_at}`} item={item} people={of} date={date} planner={planner} move={move} onMove={onMove} />
        ))}
      </ul>
      {full.map((each) => (
        <p key={each.text} className={css.full}>
          {each.text}.
        </p>
      ))}
    </li>
  );
}
