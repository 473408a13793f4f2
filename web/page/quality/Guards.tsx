import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { Chip, type ChipTone } from '#web/ui/Chip.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { GuardActs } from './GuardActs.tsx';
import css from './Quality.module.css';

const guardTones: Readonly<Record<string, ChipTone>> = { closed: 'on', half_open: 'look', open: 'stopped' };
const guardWords = { closed: 'quality.guard_shut', half_open: 'quality.guard_half', open: 'quality.guard_open' } as const;

/** The guards of offers that are no campaign, and where Meta has gone silent. */
export function Guards({ number }: { readonly number: string | undefined }): ReactNode {
  const { t, phone, dateTime } = useWords();
  const breakers = useQuery(queries.breakers.list());
  const gaps = useQuery(queries.doubts.gaps({ query: {} }));
  return (
    <>
      <Section title={t('quality.guards')}>
        <Asked of={breakers}>
          {({ items: all }) => {
            const items = all.filter((guard) => number === undefined || guard.number.id === number);
            return items.length === 0 ? (
              <p className={css.quiet}>{t('quality.guards_none')}</p>
            ) : (
              <ul className={css.rows}>
                {items.map((guard) => (
                  <li key={guard.id}>
                    <b>{phone(guard.number.display_phone)}</b>
                    <span>{t(`quality.guard_${guard.origin}`)}</span>
                    <Chip tone={guardTones[guard.state] ?? 'plain'}>{t(guardWords[guard.state])}</Chip>
                    <span className={css.quiet}>
                      {t('quality.guard_counts', { harm: guard.harm.events, people: guard.harm.people, hours: guard.window_hours })}
                    </span>
                    {guard.held > 0 && <span>{t('quality.guard_held', { held: guard.held })}</span>}
                    <GuardActs guard={guard} />
                  </li>
                ))}
              </ul>
            );
          }}
        </Asked>
      </Section>
      <Section title={t('quality.gaps')}>
        <Asked of={gaps}>
          {({ items: all }) => {
            const items = all.filter((gap) => number === undefined || gap.number === number);
            return items.length === 0 ? (
              <p className={css.quiet}>{t('quality.gaps_none')}</p>
            ) : (
              <ul className={css.rows}>
                {items.map((gap) => (
                  <li key={`${gap.number} ${gap.hour}`}>
                    <b>{phone(gap.display_phone)}</b>
                    <span>{t('quality.gap', { missing: gap.missing, when: dateTime(gap.hour) })}</span>
                  </li>
                ))}
              </ul>
            );
          }}
        </Asked>
      </Section>
    </>
  );
}
