import type { BubbleContact } from '#core/rehearsal/bubble.ts';

/** A person's card as a file that any address book reads (vCard 3.0, RFC 2426). */
export function vcardOf(contact: BubbleContact): string {
  const lines = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    `FN:${escaped(contact.name)}`,
    `N:${escaped(contact.name)};;;;`,
    ...(contact.org === null ? [] : [`ORG:${escaped(contact.org)}`]),
    ...contact.phones.map(({ phone }) => `TEL;TYPE=CELL:${escaped(phone)}`),
    ...contact.emails.map((email) => `EMAIL:${escaped(email)}`),
    'END:VCARD',
  ];
  return `${lines.join('\r\n')}\r\n`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\,;]/g, '\\$&').replaceAll(/\r?\n/g, '\\n');
}
