import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Schedule } from '#core/contract/campaigns.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { parseRepeat, type Repeat, ruleOf } from './repeat.ts';
import { RepeatFields } from './RepeatFields.tsx';
import { useOccurrences } from './useOccurrences.ts';
import { useScheduleWords } from './useScheduleWords.ts';

type Repeating = Extract<Schedule, { kind: 'repeat' }>;
type Props = { readonly schedule: Repeating; readonly onChange: (schedule: Schedule) => void };

/** How often it comes again, in a sentence, with the next dates beneath; who knows RFC 5545 may write the rule itself. */
export function RepeatBuilder({ schedule, onChange }: Props): ReactNode {
  const { t, list } = useWords();
  const say = useScheduleWords();
  const { dates, fault } = useOccurrences(schedule);
  const repeat = parseRepeat(schedule.rule, schedule.timezone);
  const set = (next: Repeat) => onChange({ ...schedule, rule: ruleOf(next, schedule.timezone) });
  const zone = schedule.timezone;
  const day = new Intl.DateTimeFormat(useWords().locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  });
  return (
    <div className={css.inside}>
      {repeat === undefined ? (
        <p className={css.quiet}>{t('compose.rule_beyond')}</p>
      ) : (
        <RepeatFields repeat={repeat} starts={schedule.starts} onChange={set} />
      )}
      <p className={css.said} aria-live="polite">
        {say(schedule)}
      </p>
      {dates.length > 0 && (
        <div>
          <h3 className={css.minor}>{t('compose.next_dates', { count: dates.length })}</h3>
          <ol className={css.dates}>
            {dates.map((at) => (
              <li key={at.toISOString()}>
                <time dateTime={at.toISOString()}>{day.format(at)}</time>
              </li>
            ))}
          </ol>
        </div>
      )}
      {fault !== undefined && (
        <p className={css.wrong} role="alert">
          {list([fault])}
        </p>
      )}
      <Expert key={schedule.rule} rule={schedule.rule} onChange={(rule) => onChange({ ...schedule, rule })} />
    </div>
  );
}

/** The rule as it is written, kept when the field is left. */
function Expert({ rule, onChange }: { readonly rule: string; readonly onChange: (rule: string) => void }): ReactNode {
  const { t } = useWords();
  const [text, setText] = useState(rule);
  const keep = () => {
    const clean = text
      .trim()
      .replace(/^RRULE:/iu, '')
      .toUpperCase();
    if (clean !== '' && clean !== rule) onChange(clean);
  };
  return (
    <details className={css.more}>
      <summary>{t('compose.rule')}</summary>
      <TextInput
        aria-label={t('compose.rule')}
        description={t('compose.rule_about')}
        dir="ltr"
        spellCheck={false}
        maxLength={500}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={keep}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
      />
    </details>
  );
}
