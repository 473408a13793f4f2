import type { ReactElement } from 'react';
import type { BubbleContact } from '#core/rehearsal/bubble.ts';
import { PhoneIcon } from './PhoneIcon.tsx';
import { type PhoneLanguage, phoneWords } from './words.ts';

type Props = { readonly contacts: readonly BubbleContact[]; readonly language: PhoneLanguage };

/** People's cards: who they are, and a way to look at one. */
export function ContactCards({ contacts, language }: Props): ReactElement {
  const words = phoneWords[language];
  return (
    <ul className="bubble-people">
      {contacts.map((contact, place) => (
        <li key={place}>
          <span className="bubble-face" aria-hidden="true">
            <PhoneIcon name="person" />
          </span>
          <span>
            <b dir="auto">{contact.name}</b>
            <small dir="auto">{contact.org ?? contact.phones[0]?.phone ?? contact.emails[0] ?? words.contactCard}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}
