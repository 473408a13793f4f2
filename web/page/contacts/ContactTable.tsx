import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Contact } from '#core/contract/contacts.ts';
import { ConsentChip } from '#web/part/ConsentChip.tsx';
import { useWindowRows } from '#web/part/useWindowRows.ts';
import { Avatar } from '#web/ui/Avatar.tsx';
import { useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import table from '#web/ui/Table.module.css';
import css from './ContactTable.module.css';

const rowHeight = 56;

/** The list itself: only the rows near the window are drawn, whatever the length; a screen reader hears the true count. */
export function ContactTable(props: { readonly people: readonly Contact[]; readonly total: number; readonly more: () => void }): ReactNode {
  const { t } = useWords();
  const { people, more } = props;
  const { body, shown, above, below } = useWindowRows({ count: people.length, rowHeight, more });

  return (
    <table className={[table.table, css.people].join(' ')} aria-label={t('contacts.table')} aria-rowcount={props.total + 1}>
      <thead>
        <tr>
          <th scope="col">{t('contacts.col_person')}</th>
          <th scope="col">{t('contacts.col_phone')}</th>
          <th scope="col" className={css.wide}>
            {t('contacts.col_country')}
          </th>
          <th scope="col" className={css.wide}>
            {t('contacts.col_language')}
          </th>
          <th scope="col">{t('contacts.col_offers')}</th>
          <th scope="col" className={[css.wide, table.end].join(' ')}>
            {t('contacts.col_added')}
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {above > 0 ? <tr aria-hidden="true" style={{ blockSize: above }} /> : null}
        {shown.map((row) => {
          const person = people[row.index];
          return person === undefined ? null : <ContactRow key={person.id} person={person} at={row.index + 2} />;
        })}
        {below > 0 ? <tr aria-hidden="true" style={{ blockSize: below }} /> : null}
      </tbody>
    </table>
  );
}

function ContactRow(props: { readonly person: Contact; readonly at: number }): ReactNode {
  const { t, country, languageName, phone, shortDate } = useWords();
  const now = useNow(3600);
  const { person } = props;
  return (
    <tr aria-rowindex={props.at} style={{ blockSize: rowHeight }}>
      <td>
        <span className={css.person}>
          <Avatar name={person.name} size="xs" />
          <span className={css.name}>
            <Link to="/contacts/$id" params={{ id: person.id }} className={table.cover}>
              {person.name === '' ? t('contacts.no_name') : person.name}
            </Link>
            {person.email === null ? null : <span className={css.email}>{person.email}</span>}
          </span>
        </span>
      </td>
      <td className={table.quiet}>{person.phone === null ? t('contacts.no_phone') : phone(person.phone)}</td>
      <td className={[css.wide, table.quiet].join(' ')}>{person.country === null ? '' : country(person.country)}</td>
      <td className={[css.wide, table.quiet].join(' ')}>{person.language === null ? '' : languageName(person.language)}</td>
      <td>
        <ConsentChip of={person} />
      </td>
      <td className={[css.wide, table.quiet, table.end].join(' ')}>{shortDate(person.created_at, now)}</td>
    </tr>
  );
}
