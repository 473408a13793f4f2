import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Suspect } from '#core/contract/quality.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { Chip } from '#web/ui/Chip.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Quality.module.css';

/** What was sent in the days before a fall (or before a moment that was asked about) and did more harm than usual, the weightiest first. */
export function SuspectList({ number, before }: { readonly number: string | undefined; readonly before: string | undefined }): ReactNode {
  const { t, dateTime } = useWords();
  const suspicion = useQuery(
    queries.quality.suspicion({ query: { ...(number === undefined ? {} : { number }), ...(before === undefined ? {} : { at: before }) } }),
  );
  return (
    <Section
      title={t('quality.suspicion')}
      beside={suspicion.data && t('quality.suspicion_beside', { from: dateTime(suspicion.data.since), to: dateTime(suspicion.data.at) })}
    >
      <div id="suspicion">
        <Asked of={suspicion}>
          {(found) => (
            <>
              <p className={css.sentence}>{found.text}.</p>
              {found.suspects.length > 0 && (
                <ol className={css.suspects}>
                  {found.suspects.map((suspect) => (
                    <SuspectRow key={`${suspect.kind} ${suspect.id}`} suspect={suspect} most={found.suspects[0]?.score ?? 1} />
                  ))}
                </ol>
              )}
              {found.candidates > 0 && (
                <p className={css.quiet}>{found.usual_is_own ? t('quality.usual_own', { messages: found.usual_of }) : t('quality.usual_typical')}</p>
              )}
            </>
          )}
        </Asked>
      </div>
    </Section>
  );
}

function SuspectRow({ suspect, most }: { readonly suspect: Suspect; readonly most: number }): ReactNode {
  const { t, dateTime } = useWords();
  return (
    <li>
      <div className={css.suspect}>
        <SuspectName suspect={suspect} />
        <Chip>{t(`quality.kind_${suspect.kind}`)}</Chip>
        <span className={css.quiet}>{t('quality.suspect_base', { messages: suspect.messages, when: dateTime(suspect.last_at) })}</span>
      </div>
      <i className={css.weight} aria-hidden="true" style={{ inlineSize: `${Math.max(2, (suspect.score / most) * 100)}%` }} />
      <ul>
        {suspect.findings.map((finding) => (
          <li key={finding.signal}>{finding.text}</li>
        ))}
      </ul>
    </li>
  );
}

function SuspectName({ suspect }: { readonly suspect: Suspect }): ReactNode {
  switch (suspect.kind) {
    case 'campaign':
      return (
        <Link to="/campaigns/$id/report" params={{ id: suspect.id }}>
          {suspect.name}
        </Link>
      );
    case 'template':
      return (
        <Link to="/templates/$id" params={{ id: suspect.id }}>
          {suspect.name}
        </Link>
      );
    case 'import':
      return (
        <Link to="/imports/$id" params={{ id: suspect.id }}>
          {suspect.name}
        </Link>
      );
    case 'automatic':
      return <b>{suspect.name}</b>;
  }
}
