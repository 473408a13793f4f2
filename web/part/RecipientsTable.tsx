import type { ReactNode } from 'react';
import type { Recipient } from '#core/contract/report.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { Avatar } from '#web/ui/Avatar.tsx';
import table from '#web/ui/Table.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { reasonWords } from './plan.ts';
import { StateMark } from './StateMark.tsx';
import { useWindowRows } from './useWindowRows.ts';
import css from './RecipientsTable.module.css';

const rowHeight = 52;

/** Which of the columns that not every campaign has are shown. */
type Shows = { readonly score: boolean; readonly free: boolean };

type Props = {
  readonly people: readonly Recipient[];
  readonly shows: Shows;
  readonly total: number;
  readonly more: () => void;
  readonly onPoint: (pointing: boolean) => void;
  /** Opens the story of a person, by number. */
  readonly onOpen: (seq: number) => void;
};

/** Everyone a campaign concerns, with state, time and reason. Only rows near the window are drawn. */
export function RecipientsTable({ people, shows, total, more, onPoint, onOpen }: Props): ReactNode {
  const { t } = useWords();
  const { body, shown, above, below } = useWindowRows({ count: people.length, rowHeight, more });

  return (
    <table
      className={[table.table, css.people].join(' ')}
      aria-label={t('campaigns.everyone')}
      aria-rowcount={total + 1}
      onPointerEnter={() => onPoint(true)}
      onPointerLeave={() => onPoint(false)}
    >
      <thead>
        <tr>
          <th scope="col">{t('campaigns.col_person')}</th>
          <th scope="col" className={css.wide}>
            {t('campaigns.col_phone')}
          </th>
          <th scope="col">{t('campaigns.col_state')}</th>
          <th scope="col">{t('campaigns.col_time')}</th>
          {shows.score && (
            <th scope="col" className={[css.wide, css.score].join(' ')}>
              {t('compose.etr_score')}
            </th>
          )}
          {shows.free && (
            <th scope="col" className={css.wide}>
              {t('compose.col_body')}
            </th>
          )}
          <th scope="col" className={css.wide}>
            {t('campaigns.col_what')}
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        {above > 0 ? <tr aria-hidden="true" style={{ blockSize: above }} /> : null}
        {shown.map((row) => {
          const person = people[row.index];
          return person === undefined ? null : <RecipientRow key={person.seq} person={person} shows={shows} at={row.index + 2} onOpen={onOpen} />;
        })}
        {below > 0 ? <tr aria-hidden="true" style={{ blockSize: below }} /> : null}
      </tbody>
    </table>
  );
}

function RecipientRow({
  person,
  shows,
  at,
  onOpen,
}: {
  readonly person: Recipient;
  readonly shows: Shows;
  readonly at: number;
  readonly onOpen: Props['onOpen'];
}): ReactNode {
  const { t, time, dateTime, phone, number } = useWords();
  return (
    <tr aria-rowindex={at} style={{ blockSize: rowHeight }}>
      <td>
        <span className={css.person}>
          <Avatar name={person.name} size="xs" />
          <button type="button" className={[css.open, table.cover].join(' ')} onClick={() => onOpen(person.seq)}>
            {person.name === '' ? phone(person.phone) : person.name}
          </button>
        </span>
      </td>
      <td className={[css.wide, table.quiet].join(' ')}>
        <span dir="ltr">{phone(person.phone)}</span>
      </td>
      <td>
        <span className={css.state}>
          <StateMark state={person.state} />
          {t(person.replied_at === null ? `campaigns.person_${person.state}` : 'campaigns.person_replied')}
        </span>
      </td>
      <td className={table.quiet}>
        {person.at !== null && (
          <time dateTime={person.at} title={dateTime(person.at)}>
            {time(person.at)}
          </time>
        )}
      </td>
      {shows.score && <td className={[css.wide, css.score].join(' ')}>{person.score === null ? '–' : number(person.score)}</td>}
      {shows.free && (
        <td className={[css.wide, table.quiet].join(' ')}>{person.state !== 'skipped' && t(person.free ? 'compose.body_free' : 'compose.body_template')}</td>
      )}
      <td className={[css.wide, css.what].join(' ')}>
        <WhatHappened person={person} />
      </td>
    </tr>
  );
}

function WhatHappened({ person }: { readonly person: Recipient }): ReactNode {
  const { t, language, time, dateTime } = useWords();
  if (person.state === 'waiting' && person.due_at !== null) return t('compose.due', { at: dateTime(person.due_at) });
  if (person.replied_at !== null) return t('campaigns.replied_at', { time: time(person.replied_at) });
  if (person.state === 'skipped' && person.reason !== null) return reasonWords(person.reason, language).title;
  if (person.error_code !== null) {
    return (
      <>
        {explainError(person.error_code)[language].title} <code className={css.code}>{person.error_code}</code>
      </>
    );
  }
  if (person.state === 'in_doubt') return t('campaigns.doubt_short');
  return person.reason ?? '';
}
