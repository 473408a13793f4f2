import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Contact } from '#core/contract/contacts.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { type ContactId, parseId, parsePublicId, presentId } from '#core/value/id.ts';
import { phoneCountry, phoneOfWaId, waIdForms } from '#core/value/phone.ts';
import { isRefused } from '#core/value/result.ts';
import type { Instant } from '#core/value/time.ts';
import { noConsent, standingConsents } from '#server/audience/consent/consent.ts';
import { recordFact } from '#server/audience/timeline/timeline.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { deleteIdentities, fillContact, type Identity, insertContact, insertIdentities, selectByIdentities, setPhone } from './store.ts';
import { selectContacts, selectCountries, selectReach } from './store.list.ts';

/** What is known of somebody who wrote to us: at least one of phone (E.164), WhatsApp id and BSUID. */
export type Stranger = { readonly phone: string | null; readonly waId: string | null; readonly bsuid: string | null; readonly name: string | null };

/** The view's row about a person: what policy and personalisation need. */
export type ContactReach = NonNullable<Awaited<ReturnType<typeof selectReach>>> & { readonly contact_id: ContactId };

/**
 * Finds the person behind a phone, WhatsApp id or BSUID, or makes them, in the caller's transaction.
 *
 * Mexico's `521…`, Argentina's missing 9 and Brazil's missing ninth digit lead to the same person. Identities that were
 * not known are added; a name fills in only where the number stood in its place. Two transactions that meet the same
 * stranger end with one person.
 */
export async function ensureContact(platform: Platform, tx: Tx, scope: Scope, who: Stranger, now: Instant): Promise<{ id: ContactId; created: boolean }> {
  const phone = who.phone ?? (who.waId === null ? null : (phoneOfWaId(who.waId) ?? null));
  const known: Identity[] = [
    ...(who.bsuid === null ? [] : [{ kind: 'bsuid' as const, value: who.bsuid }]),
    ...(phone === null ? [] : [{ kind: 'phone' as const, value: phone }]),
    ...(who.waId === null ? [] : [{ kind: 'wa_id' as const, value: who.waId }]),
  ];
  if (known.length === 0) throw new Error('a contact is known by a phone, a WhatsApp id or a BSUID; this one has none');
  const found = await findByIdentities(tx, scope, known, phone);
  if (found !== undefined) {
    await insertIdentities(tx, scope, found, known);
    const isChanged = await fillContact(
      tx,
      scope,
      found,
      { phone: await ownPhone(tx, scope, found, phone), country: phone === null ? null : phoneCountry(phone), name: who.name },
      now,
    );
    if (isChanged) await platform.live.tell(tx, scope, { kind: 'contact', id: presentId('contact', found) });
    return { id: found, created: false };
  }
  return makeContact(platform, tx, scope, { ...who, phone, known }, now);
}

async function makeContact(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  who: Stranger & { known: readonly Identity[] },
  now: Instant,
): Promise<{ id: ContactId; created: boolean }> {
  const id = platform.random.uuid7('contact', now);
  await insertIdentities(tx, scope, id, who.known);
  // Another transaction may have been faster; then what it took is theirs, and so is the person.
  const other = (await selectByIdentities(tx, scope, who.known)).find((row) => row.contact_id !== id);
  if (other !== undefined) {
    await deleteIdentities(tx, scope, id, ['phone', 'wa_id', 'bsuid']);
    return { id: parseId<'contact'>(other.contact_id), created: false };
  }
  const displayName = who.name?.trim() || who.phone || who.waId || 'Unknown';
  await insertContact(
    tx,
    scope,
    id,
    {
      firstName: null,
      lastName: null,
      displayName,
      phone: who.phone,
      email: null,
      country: who.phone === null ? null : phoneCountry(who.phone),
      language: null,
      tags: [],
      fields: {},
    },
    now,
  );
  await recordFact(platform, tx, scope, { kind: 'contact.created', at: now, contact: id, subject: null, data: { by: 'inbound' } }, now);
  await platform.live.tell(tx, scope, { kind: 'contact', id: presentId('contact', id) });
  return { id, created: true };
}

/** The best match first: BSUID, then phone, then a WhatsApp id in any of its forms. */
async function findByIdentities(db: Db | Tx, scope: Scope, known: readonly Identity[], phone: string | null): Promise<ContactId | undefined> {
  const forms = phone === null ? [] : waIdForms(phone);
  const wider: Identity[] = [
    ...known,
    ...forms.flatMap((form): Identity[] => [
      { kind: 'phone', value: `+${form}` },
      { kind: 'wa_id', value: form },
    ]),
  ];
  const rows = await selectByIdentities(db, scope, wider);
  const best = wider.map((identity) => rows.find((row) => row.kind === identity.kind && row.value === identity.value)).find((row) => row !== undefined);
  return best === undefined ? undefined : parseId<'contact'>(best.contact_id);
}

/** Adds what else a person is known by from now on; what is somebody else's already stays theirs. */
export async function addIdentities(
  tx: Tx,
  scope: Scope,
  contact: ContactId,
  more: { readonly waId: string | null; readonly bsuid: string | null },
): Promise<void> {
  await insertIdentities(tx, scope, contact, [
    ...(more.waId === null ? [] : [{ kind: 'wa_id' as const, value: more.waId }]),
    ...(more.bsuid === null ? [] : [{ kind: 'bsuid' as const, value: more.bsuid }]),
  ]);
}

/**
 * WhatsApp says that a person has another number now: it becomes their phone, unless somebody else has it or it is no phone. What they
 * were known by before stays known, for what is still under way.
 */
export async function changeNumber(platform: Platform, tx: Tx, scope: Scope, contact: ContactId, waId: string, now: Instant): Promise<void> {
  const phone = phoneOfWaId(waId);
  if (phone === undefined) return;
  await insertIdentities(tx, scope, contact, [{ kind: 'phone', value: phone }]);
  if ((await ownPhone(tx, scope, contact, phone)) === null) return;
  if (await setPhone(tx, scope, contact, { phone, country: phoneCountry(phone) }, now))
    await platform.live.tell(tx, scope, { kind: 'contact', id: presentId('contact', contact) });
}

/** The phone if it is this person's, so that nobody else's number is written into their row. */
async function ownPhone(tx: Tx, scope: Scope, id: ContactId, phone: string | null): Promise<string | null> {
  if (phone === null) return null;
  const owner = (await selectByIdentities(tx, scope, [{ kind: 'phone', value: phone }]))[0];
  return owner?.contact_id === id ? phone : null;
}

/** Who has this phone (E.164), in any of the forms WhatsApp may know it by. */
export function findContactByPhone(db: Db | Tx, scope: Scope, e164: string): Promise<ContactId | undefined> {
  return findByIdentities(db, scope, [{ kind: 'phone', value: e164 }], e164);
}

/** Fetches a person by border id for somebody who may; throws not_found. */
export async function accessContact(platform: Platform, actor: Actor, publicId: string): Promise<ContactReach> {
  const id = parsePublicId('contact', publicId);
  if (isRefused(id)) throw refusal('bad_id', id.detail);
  const row = await selectReach(platform.db, scopeOf(actor), id);
  if (row === undefined) throw refusal('not_found', say('contact_gone', { id: publicId }));
  return { ...row, contact_id: id };
}

/** People as the contract shows them; those that are gone are not in the answer. */
export async function presentContacts(db: Db | Tx, scope: Scope, ids: readonly ContactId[]): Promise<Map<ContactId, Contact>> {
  const [rows, consents] = [await selectContacts(db, scope, ids), await standingConsents(db, scope, ids)];
  return new Map(
    rows.map((row) => {
      const id = parseId<'contact'>(row.id);
      const consent = consents.get(id) ?? noConsent;
      const shown: Contact = {
        id: presentId('contact', id),
        name: row.display_name,
        first_name: row.first_name,
        last_name: row.last_name,
        phone: row.phone,
        email: row.email,
        country: row.country,
        language: row.language,
        timezone: row.timezone,
        tags: row.tags,
        fields: row.fields,
        marketing: { state: consent.state, since: consent.since?.toISOString() ?? null, source: consent.source },
        suppressions: parseSuppressions(row.suppressions),
        created_at: row.created_at.toISOString(),
      };
      return [id, shown];
    }),
  );
}

/** One person as the contract shows them; throws not_found. */
export async function presentContact(db: Db | Tx, scope: Scope, id: ContactId): Promise<Contact> {
  const shown = (await presentContacts(db, scope, [id])).get(id);
  if (shown === undefined) throw refusal('not_found', say('contact_gone', { id: presentId('contact', id) }));
  return shown;
}

function parseSuppressions(reasons: readonly string[]): Contact['suppressions'] {
  return reasons.filter((reason) => reason === 'platform_stop' || reason === 'invalid' || reason === 'legal');
}

/** The countries where people of the house live, by code. */
export function listCountries(db: Db | Tx, scope: Scope): Promise<string[]> {
  return selectCountries(db, scope);
}
