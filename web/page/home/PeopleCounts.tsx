import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Section } from '#web/ui/Section.tsx';
import { Pairs } from '#web/ui/Pairs.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { Status } from './verdict.ts';

/** Who could be written to: every count leads to its people. */
export function PeopleCounts(props: { readonly status: Status }): ReactNode {
  const { t, number } = useWords();
  const { total, consented, opted_out: optedOut } = props.status.contacts;
  return (
    <Section title={t('home.people')}>
      <Pairs
        rows={[
          { name: t('home.people_total'), value: <Link to="/contacts">{number(total)}</Link> },
          { name: t('home.people_consented'), value: <Share consent="given" people={consented} /> },
          { name: t('home.people_opted_out'), value: <Share consent="withdrawn" people={optedOut} /> },
          { name: t('home.people_silent'), value: <Share consent="none" people={total - consented - optedOut} /> },
        ]}
      />
    </Section>
  );
}

function Share(props: { readonly consent: 'given' | 'withdrawn' | 'none'; readonly people: number }): ReactNode {
  const { number } = useWords();
  return (
    <Link to="/contacts" search={{ consent: props.consent }}>
      {number(props.people)}
    </Link>
  );
}
