import type { ReactNode } from 'react';
import type { QualityTimeline } from '#core/contract/quality.ts';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Quality.module.css';

/** Why messages failed, by Meta's code, most people first. */
export function Failures({ timeline }: { readonly timeline: QualityTimeline }): ReactNode {
  const { t } = useWords();
  const most = timeline.failures[0]?.people ?? 1;
  return (
    <Section title={t('quality.failures')}>
      {timeline.failures.length === 0 ? (
        <p className={css.quiet}>{t('quality.failures_none')}</p>
      ) : (
        <ul className={css.codes}>
          {timeline.failures.map(({ code, people, text }) => (
            <li key={code}>
              <span>
                {text} <small>{code}</small>
              </span>
              <b>{t('quality.failure_people', { people })}</b>
              <i aria-hidden="true" style={{ inlineSize: `${(people / most) * 100}%` }} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
