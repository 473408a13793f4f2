import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Contact, contacts } from '#core/contract/contacts.ts';
import type { BodyOf } from '#core/contract/route.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { type ContactId, parseId, presentId } from '#core/value/id.ts';
import { parsePhone, type Phone } from '#core/value/phone.ts';
import { isRefused } from '#core/value/result.ts';
import type { Instant } from '#core/value/time.ts';
import { recordFact } from '#server/audience/timeline/timeline.ts';
import { type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { presentContact } from './contact.ts';
import { type FieldType, readFields } from './field.ts';
import {
  type ContactRow,
  deleteIdentities,
  insertContact,
  insertFields,
  insertIdentities,
  lockContact,
  selectByIdentities,
  selectFields,
  selectName,
  updateContact,
} from './store.ts';

type Create = BodyOf<typeof contacts.create>;
type Update = BodyOf<typeof contacts.update>;

const nothingKnown: ContactRow = {
  firstName: null,
  lastName: null,
  displayName: '',
  phone: null,
  email: null,
  country: null,
  language: null,
  tags: [],
  fields: {},
};

/** Adds a person. Refuses a phone that is none, one that somebody has, and a person of whom nothing is known. */
export async function createContact(platform: Platform, actor: Actor, body: Create, now: Instant): Promise<Contact> {
  const scope = scopeOf(actor);
  const phone = await readPhone(platform, scope, body.phone, body.default_country);
  const id = platform.random.uuid7('contact', now);
  return platform.db.transaction().execute(async (tx) => {
    const row = await applied(tx, scope, nothingKnown, body, phone, now);
    await takePhone(tx, scope, id, row.phone);
    await insertContact(tx, scope, id, row, now);
    await recordFact(platform, tx, scope, { kind: 'contact.created', at: now, contact: id, subject: null, data: { by: actor.name } }, now);
    await platform.live.tell(tx, scope, { kind: 'contact', id: presentId('contact', id) });
    return presentContact(tx, scope, id);
  });
}

/** Changes what is given and leaves the rest; null empties. Fields are merged key by key. */
export async function changeContact(platform: Platform, actor: Actor, id: ContactId, body: Update, now: Instant): Promise<Contact> {
  const scope = scopeOf(actor);
  const phone = await readPhone(platform, scope, body.phone, undefined);
  return platform.db.transaction().execute(async (tx) => {
    const before = await lockContact(tx, scope, id);
    if (before === undefined) throw refusal('not_found', say('contact_gone', { id: presentId('contact', id) }));
    const held: ContactRow = {
      firstName: before.first_name,
      lastName: before.last_name,
      displayName: before.display_name,
      phone: before.phone,
      email: before.email,
      country: before.country,
      language: before.language,
      tags: before.tags,
      fields: before.fields,
    };
    const row = await applied(tx, scope, held, body, phone, now);
    if (row.phone !== held.phone) await takePhone(tx, scope, id, row.phone);
    await updateContact(tx, scope, id, row, now);
    await recordFact(
      platform,
      tx,
      scope,
      { kind: 'contact.changed', at: now, contact: id, subject: null, data: { by: actor.name, what: Object.keys(body) } },
      now,
    );
    await platform.live.tell(tx, scope, { kind: 'contact', id: presentId('contact', id) });
    return presentContact(tx, scope, id);
  });
}

/** Makes attributes known to the workspace; those known already keep their label and type. */
export async function registerFields(platform: Platform, scope: Scope, fields: readonly { key: string; label: string; type: FieldType }[]): Promise<void> {
  await platform.db.transaction().execute((tx) => insertFields(tx, scope, fields, platform.clock.now()));
}

async function readPhone(platform: Platform, scope: Scope, text: string | null | undefined, country: string | undefined): Promise<Phone | null | undefined> {
  if (text === undefined || text === null) return text;
  if (text === '') return null;
  const phone = parsePhone(text, country ?? (await getWorkspace(platform.db, scope)).defaultCountry);
  if (isRefused(phone)) throw refusal('phone_invalid', phone.detail, [{ at: '/body/phone', message: phone.detail }]);
  return phone;
}

/** What a person is after a change. `phone` undefined leaves it, null takes it away. */
async function applied(tx: Tx, scope: Scope, held: ContactRow, body: Update, phone: Phone | null | undefined, now: Instant): Promise<ContactRow> {
  const choose = (given: string | null | undefined, old: string | null): string | null => (given === undefined ? old : given || null);
  const known = new Map((await selectFields(tx, scope)).map((field) => [field.key, parseFieldType(field.type)]));
  const fields = readFields(body.fields ?? {}, known);
  await insertFields(tx, scope, fields.unknown, now);
  const merged = Object.fromEntries(Object.entries({ ...held.fields, ...fields.values }).filter(([, value]) => value !== null));
  const row = {
    firstName: choose(body.first_name, held.firstName),
    lastName: choose(body.last_name, held.lastName),
    phone: phone === undefined ? held.phone : (phone?.e164 ?? null),
    email: choose(body.email, held.email),
    country: phone === undefined ? held.country : (phone?.country ?? null),
    language: choose(body.language, held.language),
    tags: body.tags === undefined ? held.tags : [...new Set(body.tags)],
    fields: merged,
  };
  const isNamed = row.firstName !== null || row.lastName !== null;
  const keepsName = !isNamed && held.displayName !== '' && held.firstName === null && held.lastName === null && held.displayName !== held.phone;
  const displayName = keepsName ? held.displayName : displayNameOf({ ...row, company: merged['company'] });
  if (displayName === '') throw refusal('invalid', say('contact_nobody'), [{ at: '/body', message: say('contact_nobody_at') }]);
  return { ...row, displayName };
}

/** What a person is called: given and family name, else company, else phone, else e-mail; empty when nothing is known. */
export function displayNameOf(known: {
  firstName: string | null;
  lastName: string | null;
  company: unknown;
  phone: string | null;
  email: string | null;
}): string {
  const full = [known.firstName, known.lastName].filter((part) => part !== null && part !== '').join(' ');
  if (full !== '') return full;
  return typeof known.company === 'string' && known.company !== '' ? known.company : (known.phone ?? known.email ?? '');
}

/** Makes a phone this person's: its old ones go; refuses one that somebody else has, naming them. */
async function takePhone(tx: Tx, scope: Scope, id: ContactId, phone: string | null): Promise<void> {
  await deleteIdentities(tx, scope, id, ['phone', 'wa_id']);
  if (phone === null) return;
  await insertIdentities(tx, scope, id, [{ kind: 'phone', value: phone }]);
  const owner = (await selectByIdentities(tx, scope, [{ kind: 'phone', value: phone }]))[0];
  if (owner === undefined || owner.contact_id === id) return;
  const name = await selectName(tx, scope, owner.contact_id);
  const detail = say('phone_taken', { phone, name: name ?? say('somebody'), id: presentId('contact', parseId<'contact'>(owner.contact_id)) });
  throw refusal('phone_taken', detail, [{ at: '/body/phone', message: detail }]);
}

function parseFieldType(type: string): FieldType {
  return type === 'number' || type === 'date' || type === 'boolean' ? type : 'text';
}
