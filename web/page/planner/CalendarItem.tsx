import { VisuallyHidden } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent, ReactNode } from 'react';
import type { Planner, PlannerItem } from '#core/contract/planner.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { dateIn, daysOfKey, movedBy } from './calendar.ts';
import type { Move } from './moving.ts';
import css from './Planner.module.css';
import { draggedType } from './useDropDay.ts';
import { useZoned } from './useZoned.ts';

type Props = {
  readonly item: PlannerItem;
  /** Of that day; null when they are not known. */
  readonly people: number | null;
  readonly date: string;
  readonly planner: Planner;
  readonly move: Move | undefined;
  readonly onMove: (move: Move | undefined) => void;
};

/** A campaign on a day. One that can be moved is a handle: it is dragged, or its arrow keys move it by a day or a week. */
export function CalendarItem({ item, people, date, planner, move, onMove }: Props): ReactNode {
  const { t } = useWords();
  const zoned = useZoned(planner.timezone);
  const { timezone } = planner;
  const isFirst = dateIn(item.starts_at, timezone) === date;
  const isMoved = move?.item.campaign === item.campaign;
  const onKey = (event: KeyboardEvent) => {
    const days = daysOfKey(event.key);
    if (days === undefined) return;
    event.preventDefault();
    onMove({ item, at: movedBy(isMoved ? move.at : item.starts_at, days, timezone) });
  };
  const begun = item.state === 'sending' || item.state === 'paused' || item.state === 'done';
  const words = (
    <>
      <b>{item.name}</b>
      <small>
        {isFirst && `${zoned.time(item.starts_at)} · `}
        {people === null ? (item.people === null ? t('planner.uncounted') : t(`planner.state_${item.state}`)) : t('planner.day_people', { people })}
      </small>
    </>
  );
  return (
    <li className={css.item} data-state={item.state} data-moved={isMoved || undefined}>
      {item.movable && isFirst ? (
        <button
          type="button"
          draggable
          title={t('planner.move_hint')}
          onDragStart={(event) => {
            event.dataTransfer.setData(draggedType, item.campaign);
            event.dataTransfer.effectAllowed = 'move';
          }}
          onKeyDown={onKey}
          onClick={() => onMove(isMoved ? undefined : { item, at: item.starts_at })}
        >
          {words}
          <VisuallyHidden>
            {t(`planner.state_${item.state}`)}. {t('planner.move', { name: item.name })}: {t('planner.move_hint')}
          </VisuallyHidden>
        </button>
      ) : (
        <Link to={begun ? '/campaigns/$id/report' : '/campaigns/$id'} params={{ id: item.campaign }}>
          {words}
          <VisuallyHidden>{t(`planner.state_${item.state}`)}</VisuallyHidden>
        </Link>
      )}
    </li>
  );
}
