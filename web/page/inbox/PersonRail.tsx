import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Contact } from '#core/contract/contacts.ts';
import type { Conversation } from '#core/contract/conversations.ts';
import { skipReasons } from '#core/policy/reasons.ts';
import { queries } from '#web/api/queries.ts';
import { offersReason } from '#web/part/offers.ts';
import { useFieldLabel } from '#web/part/useFieldLabel.ts';
import { Avatar } from '#web/ui/Avatar.tsx';
import { Chip } from '#web/ui/Chip.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import css from './Inbox.module.css';
import type { WindowState } from './window.ts';
import { present } from '#web/ui/now.ts';

/** Who it is, beside what they said: consent, tags, fields, and what may be written to them now. */
export function PersonRail(props: { readonly conversation: Conversation; readonly person: Contact; readonly window: WindowState }): ReactNode {
  const { t, country, languageName, phone } = useWords();
  const { person } = props;
  const labelOf = useFieldLabel();
  const me = useQuery(queries.settings.me());
  const phones = me.data?.workspace.phones_url ?? null;
  const fields = Object.entries(person.fields).filter(([, value]) => value !== null && value !== '');
  return (
    <aside className={css.person} aria-label={t('inbox.person')}>
      <div className={css.personHead}>
        <Avatar name={person.name} size="lg" />
        <Link to="/contacts/$id" params={{ id: person.id }} dir="auto">
          {person.name}
        </Link>
        <small>
          {[person.phone === null ? null : phone(person.phone), person.country === null ? null : country(person.country)]
            .filter((part) => part !== null)
            .join(' · ')}
        </small>
        <span className={css.chips}>
          <Chip tone={person.marketing.state === 'given' ? 'on' : person.marketing.state === 'withdrawn' ? 'stopped' : 'plain'}>
            {t(`inbox.consent_${person.marketing.state}`)}
          </Chip>
          {person.language === null ? null : <Chip>{languageName(person.language)}</Chip>}
          {person.tags.map((tag) => (
            <Chip key={tag}>{tag}</Chip>
          ))}
        </span>
      </div>
      <CanWrite person={person} window={props.window} hasWritten={props.conversation.window_until !== null} />
      {fields.length === 0 ? null : (
        <dl className={css.facts}>
          {fields.map(([key, value]) => (
            <div key={key}>
              <dt>{labelOf(key)}</dt>
              <dd dir="auto">{String(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {phones === null || person.phone === null ? null : (
        <a href={`${phones}#/phone/${person.phone.slice(1)}`} target="_blank" rel="noreferrer">
          {t('inbox.see_phone')}
        </a>
      )}
    </aside>
  );
}

function CanWrite({ person, window, hasWritten }: { readonly person: Contact; readonly window: WindowState; readonly hasWritten: boolean }): ReactNode {
  const { t, span, language } = useWords();
  const reason = offersReason(person, present());
  const words = reason === undefined ? undefined : skipReasons[reason][language];
  return (
    <section className={css.canWrite}>
      <h2>{t('inbox.can_write')}</h2>
      <p data-may={window.open}>
        <Icon name={window.open ? 'check' : 'clock'} small />
        {window.open ? t('inbox.can_anything', { span: span(window.secondsLeft) }) : t(hasWritten ? 'inbox.can_templates' : 'inbox.can_templates_first')}
      </p>
      <p data-may={words === undefined}>
        <Icon name={words === undefined ? 'check' : 'stopped'} small />
        {words === undefined ? t('inbox.can_offers') : t('inbox.cannot_offers', { because: words.because })}
      </p>
    </section>
  );
}
