import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { Schedule } from '#core/contract/campaigns.ts';
import { queries } from '#web/api/queries.ts';
import { capital } from '#web/part/capital.ts';
import { PickWord } from '#web/part/PickWord.tsx';
import { useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Composer.module.css';
import { RepeatBuilder } from './RepeatBuilder.tsx';
import { asKind, cityOf, kindOf, localOf, scheduleKinds, withLocal, withZone, zoneOf } from './schedule.ts';

type Props = { readonly schedule: Schedule | null; readonly fault: string | undefined; readonly onChange: (schedule: Schedule | null) => void };

/** When it goes out: at once, at a moment, at each person's own hour, or again and again. */
export function WhenPart({ schedule, fault, onChange }: Props): ReactNode {
  const { t, locale } = useWords();
  const now = useNow(30);
  const me = useQuery(queries.settings.me());
  const [picked, setPicked] = useState<string | undefined>(undefined);
  const zone = zoneOf(schedule, picked ?? me.data?.workspace.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const kind = kindOf(schedule);
  const local = localOf(schedule, zone, now);
  const isPast = schedule?.kind === 'at' && new Date(schedule.at) <= now;
  return (
    <section className={css.ask} id="when">
      <h2>{t('compose.when')}</h2>
      <p className={css.rule}>
        {t('compose.goes_out')}{' '}
        <PickWord
          label={t('compose.when')}
          value={kind}
          placeholder={t('compose.when')}
          options={scheduleKinds.map((each) => ({ value: each, label: t(`compose.when_${each}`) }))}
          onPick={(wanted) => {
            const next = scheduleKinds.find((each) => each === wanted);
            if (next !== undefined && next !== kind) onChange(asKind(schedule, next, zone, now));
          }}
        />
        .
      </p>
      {schedule !== null && (
        <div className={css.moment}>
          <label className={css.small}>
            <span>{t(schedule.kind === 'repeat' ? 'compose.first_day' : 'compose.day')}</span>
            <input
              type="date"
              value={local.slice(0, 10)}
              onChange={(event) => onChange(withLocal(schedule, `${event.currentTarget.value}T${local.slice(11)}`, zone))}
            />
          </label>
          <label className={css.small}>
            <span>{t('compose.time')}</span>
            <input
              type="time"
              value={local.slice(11)}
              onChange={(event) => onChange(withLocal(schedule, `${local.slice(0, 10)}T${event.currentTarget.value}`, zone))}
            />
          </label>
          {schedule.kind !== 'local_hour' && (
            <ZoneField
              zone={zone}
              onChange={(next) => {
                setPicked(next);
                onChange(withZone(schedule, next, zone));
              }}
            />
          )}
        </div>
      )}
      {schedule?.kind === 'local_hour' && <p className={css.quiet}>{t('compose.local_about')}</p>}
      {schedule?.kind === 'repeat' && <RepeatBuilder schedule={schedule} onChange={onChange} />}
      {(isPast || fault !== undefined) && (
        <p className={css.wrong} role="alert">
          {fault === undefined ? t('compose.is_past') : capital(fault, locale)}
        </p>
      )}
    </section>
  );
}

function ZoneField({ zone, onChange }: { readonly zone: string; readonly onChange: (zone: string) => void }): ReactNode {
  const { t } = useWords();
  const zones = useMemo(
    () => [...new Set([zone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].toSorted().map((each) => ({ value: each, label: each.replaceAll('_', ' ') })),
    [zone],
  );
  return (
    <Select
      label={t('compose.zone')}
      searchable
      allowDeselect={false}
      limit={80}
      data={zones}
      value={zone}
      title={cityOf(zone)}
      onChange={(picked) => picked !== null && onChange(picked)}
    />
  );
}
