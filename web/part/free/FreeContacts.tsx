import { Button, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ContactCard } from '#core/whatsapp/free.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Free.module.css';
import { emptyContact, type FreeFault, freeFaultAt } from './kinds.ts';
import type { FreePartProps } from './props.ts';
import { RowActs } from './RowActs.tsx';

/** Cards of people: the name, and how to reach them. */
export function FreeContacts({ value, onChange, faults }: FreePartProps<'contacts'>): ReactNode {
  const { t } = useWords();
  const set = (contacts: ContactCard[]) => onChange({ ...value, contacts });
  return (
    <div className={css.part}>
      {value.contacts.map((card, at) => (
        <Person
          key={at}
          card={card}
          at={at}
          faults={faults}
          onChange={(next) => set(value.contacts.with(at, next))}
          onRemove={value.contacts.length > 1 ? () => set(value.contacts.toSpliced(at, 1)) : undefined}
        />
      ))}
      {freeFaultAt(faults, '/contacts') !== undefined && <p className={css.fault}>{freeFaultAt(faults, '/contacts')}</p>}
      <div className={css.add}>
        <Button size="xs" leftSection={<Icon name="plus" small />} onClick={() => set([...value.contacts, emptyContact()])}>
          {t('free.add_contact')}
        </Button>
      </div>
    </div>
  );
}

type PersonProps = {
  readonly card: ContactCard;
  readonly at: number;
  readonly faults: readonly FreeFault[];
  readonly onChange: (card: ContactCard) => void;
  readonly onRemove: (() => void) | undefined;
};

function Person({ card, at, faults, onChange, onRemove }: PersonProps): ReactNode {
  const { t } = useWords();
  const place = `/contacts/${at}`;
  const name = card.name.formatted_name === '' ? t('free.contact_nth', { nth: at + 1 }) : card.name.formatted_name;
  return (
    <div className={css.card}>
      <div className={css.cardHead}>
        <span>{name}</span>
        <RowActs name={name} at={0} onRemove={onRemove} />
      </div>
      <div className={css.pair}>
        <TextInput
          label={t('free.contact_name')}
          value={card.name.formatted_name}
          error={card.name.formatted_name === '' ? undefined : freeFaultAt(faults, `${place}/name`, true)}
          onChange={(event) =>
            onChange({ ...card, name: { ...card.name, formatted_name: event.currentTarget.value, first_name: event.currentTarget.value.split(' ')[0] } })
          }
        />
        <TextInput
          label={t('free.contact_company')}
          placeholder={t('free.optional')}
          value={card.org?.company ?? ''}
          onChange={(event) => onChange({ ...card, org: event.currentTarget.value === '' ? null : { ...card.org, company: event.currentTarget.value } })}
        />
        <TextInput
          label={t('free.contact_phone')}
          type="tel"
          dir="ltr"
          value={card.phones[0]?.phone ?? ''}
          error={freeFaultAt(faults, `${place}/phones`, true)}
          onChange={(event) => onChange({ ...card, phones: first(card.phones, 'phone', event.currentTarget.value) })}
        />
        <TextInput
          label={t('free.contact_email')}
          type="email"
          dir="ltr"
          placeholder={t('free.optional')}
          value={card.emails[0]?.email ?? ''}
          error={freeFaultAt(faults, `${place}/emails`, true)}
          onChange={(event) => onChange({ ...card, emails: first(card.emails, 'email', event.currentTarget.value) })}
        />
      </div>
    </div>
  );
}

/** Changes the first of several; emptied, it goes, and the others stay. */
function first<Key extends 'phone' | 'email', Item extends Record<Key, string>>(items: readonly Item[], key: Key, text: string) {
  const [before, ...others] = items;
  return text === '' ? others : [{ ...before, [key]: text } as Item, ...others];
}
