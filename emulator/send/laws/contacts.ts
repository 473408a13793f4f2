import type { BubbleContact } from '#core/rehearsal/bubble.ts';

import { missingParameter, sendRefusal } from '../../graph/errors.ts';
import { messageLimits, ownLimits } from './limits.ts';
import type { Draft } from './draft.ts';
import { checkLength, findList, findPart, findText, needList, needPart, needText, type Part, partIn } from './read.ts';

/** Contact cards, every field of them looked at. */
export function draftContacts(body: Part): Draft {
  const cards = needList(body, 'contacts', 'contacts');
  if (cards.length === 0) throw missingParameter('contacts');
  if (cards.length > messageLimits.contacts) throw sendRefusal(131009, `There can be at most ${messageLimits.contacts} contacts in a message`);
  return { content: { kind: 'contacts', contacts: cards.map((card, i) => readCard(partIn(card, `contacts[${i}]`), `contacts[${i}]`)) }, replies: null };
}

const nameFields = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix'];
const orgFields = ['company', 'department', 'title'];
const addressFields = ['street', 'city', 'state', 'zip', 'country', 'country_code', 'type'];

/** Meta: YYYY-MM-DD. Whether the year had that day is not asked. */
const dayOfBirth = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

function readCard(card: Part, path: string): BubbleContact {
  const name = needPart(card, 'name', `${path}['name']`);
  const formatted = needText(name, 'formatted_name', `${path}['name']['formatted_name']`);
  checkLength(`${path}['name']['formatted_name']`, formatted, ownLimits.contactField);
  checkFields(name, nameFields, `${path}['name']`);
  const org = findPart(card, 'org', `${path}['org']`);
  if (org !== undefined) checkFields(org, orgFields, `${path}['org']`);
  for (const [i, one] of findList(card, 'addresses', `${path}['addresses']`).entries()) {
    checkFields(partIn(one, `${path}['addresses'][${i}]`), addressFields, `${path}['addresses'][${i}]`);
  }
  const urls = findList(card, 'urls', `${path}['urls']`);
  for (const [i, one] of urls.entries()) checkFields(partIn(one, `${path}['urls'][${i}]`), ['url', 'type'], `${path}['urls'][${i}]`);
  const birthday = findText(card, 'birthday', `${path}['birthday']`);
  if (birthday !== undefined && birthday !== '' && !dayOfBirth.test(birthday)) throw sendRefusal(131009, `${path}['birthday'] must be written YYYY-MM-DD`);
  return { name: formatted, org: org === undefined ? null : orgLine(org, path), phones: readPhones(card, path), emails: readEmails(card, path) };
}

function checkFields(part: Part, fields: readonly string[], path: string): void {
  for (const field of fields) {
    const text = findText(part, field, `${path}['${field}']`);
    if (text !== undefined) checkLength(`${path}['${field}']`, text, ownLimits.contactField);
  }
}

function orgLine(org: Part, path: string): string | null {
  const words = ['company', 'department', 'title'].map((field) => findText(org, field, `${path}['org']['${field}']`) ?? '').filter((word) => word !== '');
  return words.length === 0 ? null : words.join(', ');
}

function readPhones(card: Part, path: string): BubbleContact['phones'] {
  return findList(card, 'phones', `${path}['phones']`).map((one, i) => {
    const place = `${path}['phones'][${i}]`;
    const phone = partIn(one, place);
    checkFields(phone, ['phone', 'type', 'wa_id'], place);
    const waId = findText(phone, 'wa_id', `${place}['wa_id']`) ?? null;
    return { phone: findText(phone, 'phone', `${place}['phone']`) ?? waId ?? '', wa_id: waId };
  });
}

function readEmails(card: Part, path: string): string[] {
  return findList(card, 'emails', `${path}['emails']`).map((one, i) => {
    const place = `${path}['emails'][${i}]`;
    const email = partIn(one, place);
    checkFields(email, ['email', 'type'], place);
    return findText(email, 'email', `${place}['email']`) ?? '';
  });
}
