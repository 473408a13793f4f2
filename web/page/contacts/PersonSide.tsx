import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Contact } from '#core/contract/contacts.ts';
import { skipReasons } from '#core/policy/reasons.ts';
import { offersReason } from '#web/part/offers.ts';
import { useFieldLabel } from '#web/part/useFieldLabel.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useNow } from '#web/ui/now.ts';
import { Pairs } from '#web/ui/Pairs.tsx';
import { Section } from '#web/ui/Section.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { Orders } from './Orders.tsx';
import css from './PersonSide.module.css';
import { Recommended } from './Recommended.tsx';

/** What we know about a person, and whether we may write to them and why. */
export function PersonSide(props: { readonly contact: Contact; readonly onRecord: (state: 'given' | 'withdrawn') => void }): ReactNode {
  const { t, country, languageName, phone, date } = useWords();
  const { contact } = props;
  const labelOf = useFieldLabel();
  const known: { name: string; value: ReactNode }[] = [];
  const add = (name: string, value: string | null) => {
    if (value !== null && value !== '') known.push({ name, value: <span dir="auto">{value}</span> });
  };
  add(t('contacts.phone'), contact.phone === null ? null : phone(contact.phone));
  add(t('contacts.email'), contact.email);
  add(t('contacts.country'), contact.country === null ? null : country(contact.country));
  add(t('contacts.language'), contact.language === null ? null : languageName(contact.language));
  add(t('contacts.timezone'), contact.timezone);
  for (const [key, value] of Object.entries(contact.fields))
    add(
      labelOf(key),
      typeof value === 'boolean' ? (value ? t('shell.yes') : t('shell.no')) : typeof value === 'string' || typeof value === 'number' ? String(value) : null,
    );
  add(t('contacts.added'), date(contact.created_at));

  return (
    <aside className={css.side}>
      <CanWrite {...props} />
      <Section title={t('contacts.about')}>
        <Pairs rows={known} />
        {contact.tags.length === 0 ? null : (
          <p className={css.tags} aria-label={t('contacts.tags')}>
            {contact.tags.map((tag) => (
              <Chip key={tag}>{tag}</Chip>
            ))}
          </p>
        )}
      </Section>
      <Orders contact={contact.id} />
      <Recommended contact={contact.id} />
    </aside>
  );
}

function CanWrite(props: { readonly contact: Contact; readonly onRecord: (state: 'given' | 'withdrawn') => void }): ReactNode {
  const { t } = useWords();
  const { contact } = props;
  return (
    <Section title={t('contacts.can_write')}>
      <ul className={css.reasons}>
        {contact.phone === null ? <Reason ok={false} text={t('contacts.can_no_phone')} /> : <Reason ok text={t('contacts.can_always')} />}
        <Offers contact={contact} />
        {contact.suppressions.map((suppression) => (
          <Reason key={suppression} ok={false} text={t(`contacts.can_suppressed_${suppression}`)} />
        ))}
      </ul>
      <div className={css.acts}>
        <Button size="xs" onClick={() => props.onRecord('given')}>
          {t('contacts.record_consent')}
        </Button>
        {contact.marketing.state === 'withdrawn' ? null : (
          <Button size="xs" onClick={() => props.onRecord('withdrawn')}>
            {t('contacts.record_withdrawal')}
          </Button>
        )}
      </div>
    </Section>
  );
}

function Offers(props: { readonly contact: Contact }): ReactNode {
  const { t, date, language } = useWords();
  const now = useNow(60);
  const { state, since, source } = props.contact.marketing;
  const values = { when: since === null ? '' : date(since), source: source ?? '' };
  // Who agreed may still be out of reach by a law of the platform; what was stopped is told in its own line.
  const because = offersReason({ ...props.contact, suppressions: [] }, now);
  switch (state) {
    case 'given':
      return (
        <>
          <Reason ok text={t('contacts.can_offers_yes', values)} />
          {because === undefined || because === 'no_phone' ? null : (
            <Reason ok={false} text={t('inbox.cannot_offers', { because: skipReasons[because][language].because })} />
          )}
        </>
      );
    case 'withdrawn':
      return <Reason ok={false} text={t('contacts.can_offers_withdrawn', values)} />;
    case 'none':
      return <Reason ok={false} text={t('contacts.can_offers_none')} />;
  }
}

function Reason(props: { readonly ok: boolean; readonly text: string }): ReactNode {
  return (
    <li data-ok={props.ok || undefined}>
      <Icon name={props.ok ? 'check' : 'stopped'} small />
      {props.text}
    </li>
  );
}
