import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Planner, PlannerItem } from '#core/contract/planner.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { dayOf } from '#web/ui/day.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useNow } from '#web/ui/now.ts';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { CalendarDay } from './CalendarDay.tsx';
import { dateIn, daysBetween, movedBy, sheetOf, turned } from './calendar.ts';
import { FeedPart } from './FeedPart.tsx';
import { LimitLines } from './LimitLines.tsx';
import { MovePanel } from './MovePanel.tsx';
import type { Move } from './moving.ts';
import css from './Planner.module.css';

const address = getRouteApi('/inside/planner');
/** A running campaign moves the picture; the page asks again by itself. */
const askAgainMilliseconds = 30_000;

/** A calendar of what was, is and will be sent under the messaging limit; campaigns with a time can be moved. */
export function PlannerPage(): ReactNode {
  const { t, locale } = useWords();
  const search = address.useSearch();
  const navigate = address.useNavigate();
  const now = useNow();
  const [move, setMove] = useState<Move | undefined>(undefined);
  const view = search.view ?? 'month';
  const me = useQuery(queries.settings.me());
  // The business may live by another clock than this browser: its day is known from the first answer on.
  const [today, setToday] = useState<string | undefined>(undefined);
  const date = search.date ?? today ?? (me.data === undefined ? dayOf(now) : dateIn(now.toISOString(), me.data.workspace.timezone));
  const sheet = sheetOf(view, date);
  const span = { from: sheet[0] ?? date, to: sheet.at(-1) ?? date };
  const planner = useQuery({ ...queries.planner.show({ query: span }), placeholderData: (before) => before, refetchInterval: askAgainMilliseconds });
  if (planner.data !== undefined && planner.data.today !== today) setToday(planner.data.today);
  const go = (next: string | undefined) => void navigate({ search: (before) => ({ ...before, date: next }) });
  const title = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T12:00:00Z`));
  return (
    <Page title={t('planner.title')} lead={t('planner.lead')}>
      <div className={css.turn}>
        <h2 aria-live="polite">{title}</h2>
        <Button.Group>
          <Button size="xs" aria-label={t('planner.before')} onClick={() => go(turned(view, date, -1))}>
            <Icon name="back" small />
          </Button>
          <Button size="xs" onClick={() => go(planner.data?.today)}>
            {t('planner.today')}
          </Button>
          <Button size="xs" aria-label={t('planner.after')} onClick={() => go(turned(view, date, 1))}>
            <Icon name="next" small />
          </Button>
        </Button.Group>
        <SegmentedControl
          size="xs"
          aria-label={t('planner.title')}
          value={view}
          onChange={(value) => void navigate({ search: (before) => ({ ...before, view: value === 'week' ? ('week' as const) : undefined }) })}
          data={[
            { value: 'month', label: t('planner.month') },
            { value: 'week', label: t('planner.week') },
          ]}
        />
      </div>
      <Asked of={planner}>
        {(found) => (
          <>
            <LimitLines portfolios={found.portfolios} />
            <Sheet planner={found} sheet={sheet} view={view} month={date.slice(0, 7)} move={move} onMove={setMove} />
            {found.items.length === 0 && <p className={css.quiet}>{t('planner.empty')}</p>}
            {move !== undefined && <MovePanel key={move.item.campaign} move={move} planner={found} span={span} onMove={setMove} />}
          </>
        )}
      </Asked>
      <FeedPart />
    </Page>
  );
}

type SheetProps = {
  readonly planner: Planner;
  readonly sheet: readonly string[];
  readonly view: 'week' | 'month';
  readonly month: string;
  readonly move: Move | undefined;
  readonly onMove: (move: Move | undefined) => void;
};

function Sheet({ planner, sheet, view, month, move, onMove }: SheetProps): ReactNode {
  const { t, locale } = useWords();
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone: 'UTC' });
  const moveTo = (item: PlannerItem, date: string) => {
    const days = daysBetween(dateIn(item.starts_at, planner.timezone), date);
    onMove({ item, at: movedBy(item.starts_at, days, planner.timezone) });
  };
  return (
    <>
      <div className={css.weekdays} aria-hidden="true">
        {sheet.slice(0, 7).map((date) => (
          <span key={date}>{weekday.format(new Date(`${date}T12:00:00Z`))}</span>
        ))}
      </div>
      <ol className={css.sheet} data-view={view} aria-label={t('planner.title')}>
        {sheet.map((date) => (
          <CalendarDay
            key={date}
            date={date}
            planner={planner}
            isOther={view === 'month' && !date.startsWith(month)}
            move={move}
            onDrop={(item) => moveTo(item, date)}
            onMove={onMove}
          />
        ))}
      </ol>
    </>
  );
}
