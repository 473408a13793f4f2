import { useId } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { dateIn, dateOut } from './date.ts';
import { isRecord, listOf, textOf } from './form.ts';
import css from './Form.module.css';
import type { PartProps } from './FormPartView.tsx';

/** A day, or a first and a last one. */
export function FormDate({ part, name, value, error, running, version }: PartProps & { readonly version: number }): ReactNode {
  const { t } = useWords();
  const id = useId();
  const range = part.type === 'CalendarPicker' && part.mode === 'range';
  const limits = { min: dateIn(part['min-date']), max: dateIn(part['max-date']) };
  const closed = new Set(listOf(part['unavailable-dates']).map(dateIn));
  const put = (day: string, end?: 'start-date' | 'end-date') => {
    if (day !== '' && closed.has(day)) return;
    const days = isRecord(value) ? value : { 'start-date': '', 'end-date': '' };
    running.fill(name, end === undefined ? dateOut(day, version) : { ...days, [end]: day }, part['on-select-action']);
  };
  const label = isRecord(part.label) ? part.label : { 'start-date': part.label, 'end-date': part.label };
  const ends = range ? (['start-date', 'end-date'] as const) : [];
  return (
    <div className={css.field} data-bad={error !== null}>
      {range ? (
        ends.map((end) => (
          <label key={end}>
            {textOf(label[end])} ({t(end === 'start-date' ? 'form.from' : 'form.until')})
            <input
              type="date"
              className={css.input}
              {...limits}
              value={isRecord(value) ? textOf(value[end]) : ''}
              onChange={(event) => put(event.currentTarget.value, end)}
            />
          </label>
        ))
      ) : (
        <>
          <label htmlFor={id}>
            {textOf(part.label)}
            {part.required === true ? null : <span className={css.optional}>{t('form.optional')}</span>}
          </label>
          <input
            id={id}
            type="date"
            className={css.input}
            {...limits}
            disabled={part.enabled === false}
            value={dateIn(value)}
            aria-invalid={error !== null}
            onChange={(event) => put(event.currentTarget.value)}
          />
        </>
      )}
      <small>{error ?? textOf(part['helper-text'])}</small>
    </div>
  );
}
