import type { ReactNode } from 'react';
import type { Pace } from '#core/contract/sending.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { hoursAtFirst, offered, spreadsOffered, threadsOffered, withHours, withPace } from './pace.ts';
import { useHourWords } from './useHourWords.ts';

type Props = { readonly pace: Pace | null; readonly onChange: (pace: Pace | null) => void };

/** A sign never begins a line: what joins it to the word before has no width. */
const comma = '\u2060, ';

/** A pace as one sentence whose words can be picked: speed, hours, conversations that wait. */
export function PaceWords({ pace, onChange }: Props): ReactNode {
  const { t, span } = useWords();
  const hours = pace?.hours ?? null;
  const none = '';
  const numberOf = (picked: string) => (picked === none ? null : Number(picked));
  return (
    <>
      <p className={css.rule}>
        {t('plan.leaves')}{' '}
        <PickWord
          label={t('plan.speed')}
          value={String(pace?.spread_minutes ?? none)}
          placeholder={t('plan.fast')}
          options={[
            { value: none, label: t('plan.fast') },
            ...offered(spreadsOffered, pace?.spread_minutes ?? null).map((minutes) => ({
              value: String(minutes),
              label: t('plan.spread', { span: span(minutes * 60) }),
            })),
          ]}
          onPick={(picked) => onChange(withPace(pace, { spread_minutes: numberOf(picked) }))}
        />
        {comma}
        <PickWord
          label={t('plan.hours')}
          value={hours === null ? none : 'some'}
          placeholder={t('plan.any_hour')}
          options={[
            { value: none, label: t('plan.any_hour') },
            { value: 'some', label: t('plan.some_hours') },
          ]}
          onPick={(picked) => onChange(withPace(pace, { hours: picked === none ? null : (hours ?? hoursAtFirst) }))}
        />
        {hours !== null && <HourWords hours={hours} onChange={(next) => onChange(withPace(pace, { hours: next }))} />}
        {comma}
        <PickWord
          label={t('plan.threads')}
          value={String(pace?.open_threads_most ?? none)}
          placeholder={t('plan.regardless')}
          options={[
            { value: none, label: t('plan.regardless') },
            ...offered(threadsOffered, pace?.open_threads_most ?? null).map((threads) => ({
              value: String(threads),
              label: t('plan.while_most', { threads }),
            })),
          ]}
          onPick={(picked) => onChange(withPace(pace, { open_threads_most: numberOf(picked) }))}
        />
        .
      </p>
      {hours !== null && <p className={css.quiet}>{t('plan.hours_about')}</p>}
    </>
  );
}

type Hours = { readonly from: number; readonly to: number };

function HourWords({ hours, onChange }: { readonly hours: Hours; readonly onChange: (hours: Hours) => void }): ReactNode {
  const { t } = useWords();
  const hourWords = useHourWords();
  const options = (first: number) => Array.from({ length: 24 }, (_, at) => ({ value: String(first + at), label: hourWords(first + at) }));
  return (
    <>
      {' '}
      {t('plan.from')}{' '}
      <PickWord
        label={t('plan.hours_from')}
        value={String(hours.from)}
        placeholder=""
        options={options(0)}
        onPick={(picked) => onChange(withHours(hours, { from: Number(picked) }))}
      />{' '}
      {t('plan.to')}{' '}
      <PickWord
        label={t('plan.hours_to')}
        value={String(hours.to)}
        placeholder=""
        options={options(1)}
        onPick={(picked) => onChange(withHours(hours, { to: Number(picked) }))}
      />
    </>
  );
}
