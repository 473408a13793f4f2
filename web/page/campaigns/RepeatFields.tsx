import { Chip, Group, NumberInput, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { intervalMost, type MonthDay, monthPlaces, type Repeat, weekdayOf, weekdays, withEvery } from './repeat.ts';
import { RepeatEndField } from './RepeatEndField.tsx';
import { placeWord, useCalendar } from './useScheduleWords.ts';

type Props = { readonly repeat: Repeat; readonly starts: string; readonly onChange: (repeat: Repeat) => void };

/** How often, and on which days; what ends it. */
export function RepeatFields({ repeat, starts, onChange }: Props): ReactNode {
  const { t } = useWords();
  const everys = ['day', 'week', 'month'] as const;
  return (
    <>
      <div className={css.moment}>
        <NumberInput
          label={t('compose.every')}
          min={1}
          max={intervalMost}
          w={90}
          allowDecimal={false}
          value={repeat.interval}
          onChange={(value) => Number(value) >= 1 && onChange({ ...repeat, interval: Math.min(intervalMost, Number(value)) })}
        />
        <Select
          label={t('compose.measure')}
          w={140}
          allowDeselect={false}
          value={repeat.every}
          data={everys.map((every) => ({ value: every, label: t(`compose.every_${every}`, { interval: repeat.interval }) }))}
          onChange={(picked) => {
            const every = everys.find((each) => each === picked);
            if (every !== undefined) onChange(withEvery(repeat, every, starts));
          }}
        />
        {repeat.every === 'month' && <MonthField on={repeat.on} starts={starts} onChange={(on) => onChange({ ...repeat, on })} />}
      </div>
      {repeat.every === 'week' && (
        <Weekdays
          days={repeat.days}
          onChange={(days) => {
            if (days.length > 0) onChange({ ...repeat, days });
          }}
        />
      )}
      <RepeatEndField repeat={repeat} starts={starts} onChange={onChange} />
    </>
  );
}

function Weekdays({ days, onChange }: { readonly days: readonly string[]; readonly onChange: (days: (typeof weekdays)[number][]) => void }): ReactNode {
  const { t } = useWords();
  const calendar = useCalendar();
  return (
    <Chip.Group multiple value={[...days]} onChange={(picked) => onChange(weekdays.filter((day) => picked.includes(day)))}>
      <Group gap={6} role="group" className={css.days} aria-label={t('compose.on_days')}>
        {weekdays.map((day) => (
          <Chip key={day} value={day} size="xs" aria-label={calendar.long(day)}>
            {calendar.short(day)}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

function MonthField({ on, starts, onChange }: { readonly on: MonthDay; readonly starts: string; readonly onChange: (on: MonthDay) => void }): ReactNode {
  const { t } = useWords();
  const calendar = useCalendar();
  const day = on.kind === 'day' && on.day !== -1 ? on.day : Number(starts.slice(8, 10));
  const weekday = on.kind === 'weekday' ? on.weekday : weekdayOf(starts);
  const value = on.kind === 'day' ? `day ${on.day}` : `weekday ${on.nth}`;
  return (
    <Select
      label={t('compose.on_day')}
      allowDeselect={false}
      value={value}
      data={[
        { value: `day ${day}`, label: t('compose.month_day', { day }) },
        { value: 'day -1', label: t('compose.month_last') },
        ...monthPlaces.map((nth) => ({
          value: `weekday ${nth}`,
          label: t('compose.month_weekday', { place: t(placeWord(nth)), day: calendar.long(weekday) }),
        })),
      ]}
      onChange={(picked) => {
        const [kind, number] = (picked ?? '').split(' ');
        if (kind === 'day') onChange({ kind, day: Number(number) });
        if (kind === 'weekday') onChange({ kind, nth: Number(number), weekday });
      }}
    />
  );
}
