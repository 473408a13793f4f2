import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { queries } from '#web/api/queries.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './TestSend.module.css';

/** People offered for a name. */
const foundMost = 5;
/** How long the writer pauses before a name is looked for. */
const restMilliseconds = 200;

/** People of a name who have a phone; picking one puts it in the field, so that it is seen where the test goes. */
export function TestFound({ name, onPick }: { readonly name: string; readonly onPick: (phone: string) => void }): ReactNode {
  const { t } = useWords();
  const [search] = useDebouncedValue(name.trim(), restMilliseconds);
  const found = useQuery(queries.contacts.list({ query: { search, limit: foundMost } }));
  const people = (found.data?.items ?? []).flatMap((person) => (person.phone === null ? [] : [{ id: person.id, name: person.name, phone: person.phone }]));
  if (found.data !== undefined && people.length === 0) return <p className={css.nobody}>{t('campaigns.test_nobody')}</p>;
  return (
    <ul className={css.found} aria-label={t('campaigns.test_found')}>
      {people.map((person) => (
        <li key={person.id}>
          <button type="button" onClick={() => onPick(person.phone)}>
            <span>{person.name}</span>
            <span dir="ltr">{person.phone}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
