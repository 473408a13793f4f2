import { NumberInput, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { countMost, type Repeat } from './repeat.ts';
import { localOf } from './schedule.ts';

type Props = { readonly repeat: Repeat; readonly starts: string; readonly onChange: (repeat: Repeat) => void };

/** When a repetition ends: never, after some times, or with a day. */
export function RepeatEndField({ repeat, starts, onChange }: Props): ReactNode {
  const { t } = useWords();
  const kinds = ['never', 'count', 'until'] as const;
  const { ends } = repeat;
  const later = () => localOf(null, 'UTC', new Date(Date.parse(`${starts}:00Z`) + 90 * 86_400_000)).slice(0, 10);
  return (
    <div className={css.moment}>
      <Select
        label={t('compose.ends')}
        allowDeselect={false}
        w={180}
        value={ends.kind}
        data={kinds.map((kind) => ({ value: kind, label: t(`compose.ends_${kind}`) }))}
        onChange={(picked) => {
          if (picked === 'never') onChange({ ...repeat, ends: { kind: 'never' } });
          if (picked === 'count') onChange({ ...repeat, ends: { kind: 'count', count: 10 } });
          if (picked === 'until') onChange({ ...repeat, ends: { kind: 'until', day: later() } });
        }}
      />
      {ends.kind === 'count' && (
        <NumberInput
          label={t('compose.times')}
          min={1}
          max={countMost}
          w={110}
          allowDecimal={false}
          value={ends.count}
          onChange={(value) => Number(value) >= 1 && onChange({ ...repeat, ends: { kind: 'count', count: Math.min(countMost, Number(value)) } })}
        />
      )}
      {ends.kind === 'until' && (
        <label className={css.small}>
          <span>{t('compose.last_day')}</span>
          <input
            type="date"
            value={ends.day}
            min={starts.slice(0, 10)}
            onChange={(event) => event.currentTarget.value !== '' && onChange({ ...repeat, ends: { kind: 'until', day: event.currentTarget.value } })}
          />
        </label>
      )}
    </div>
  );
}
