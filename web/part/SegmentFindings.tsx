import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import type { SegmentDefinition } from '#core/segment/segment.ts';
import { api } from '#web/api/api.ts';
import { Avatar } from '#web/ui/Avatar.tsx';
import { LoadingLines } from '#web/ui/Faces.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ConsentChip } from './ConsentChip.tsx';
import { sayProblem } from './problem.ts';
import { isComplete } from './segment.ts';
import css from './SegmentFindings.module.css';

/** A hand that changes several things counts once. */
const pauseMilliseconds = 220;

/** How many people a question finds now, and a few of them. Counts anew while the question changes. */
export function SegmentFindings(props: { readonly definition: SegmentDefinition }): ReactNode {
  const { t, number } = useWords();
  const complete = isComplete(props.definition);
  const settled = useSettled(JSON.stringify(props.definition));
  const found = useQuery({
    // Stands under `segments`, so that live facts about people count it anew.
    queryKey: ['segments', 'count', settled],
    queryFn: ({ signal }) => api.segments.count({ body: { definition: props.definition }, signal }),
    enabled: complete && settled === JSON.stringify(props.definition),
    placeholderData: (before) => before,
  });

  return (
    <Section title={t('segments.found')}>
      {complete ? null : <p className={css.quiet}>{t('segments.incomplete')}</p>}
      {found.error === null ? null : (
        <p className={css.wrong} role="alert">
          {sayProblem(found.error, t)}
        </p>
      )}
      {found.data === undefined ? (
        complete && found.error === null ? (
          <LoadingLines lines={5} />
        ) : null
      ) : (
        <div className={css.found} data-old={found.isPlaceholderData || !complete || undefined} aria-live="polite">
          <p className={css.figure}>
            {number(found.data.people)} <small>{t('segments.found_people', { n: found.data.people })}</small>
          </p>
          <p className={css.quiet}>{found.data.people === 0 ? t('segments.found_nobody') : t('segments.found_consented', { n: found.data.consented })}</p>
          <ul className={css.samples} aria-label={t('segments.found_some')}>
            {found.data.samples.map((person) => (
              <li key={person.id}>
                <Avatar name={person.name} size="xs" />
                <Link to="/contacts/$id" params={{ id: person.id }}>
                  {person.name === '' ? person.phone : person.name}
                </Link>
                <ConsentChip of={person} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  );
}

/** The text once it has rested for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
