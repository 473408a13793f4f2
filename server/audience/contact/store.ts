import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { ContactId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** One way to know a person. */
export type Identity = { readonly kind: 'phone' | 'wa_id' | 'bsuid' | 'external'; readonly value: string };

/** What is written of a person. */
export type ContactRow = {
  firstName: string | null;
  lastName: string | null;
  displayName: string;
  phone: string | null;
  email: string | null;
  country: string | null;
  language: string | null;
  tags: readonly string[];
  fields: Readonly<Record<string, unknown>>;
};

/** Who bears these identities, each with the one it was found by. */
export function selectByIdentities(db: Db | Tx, scope: Scope, identities: readonly Identity[]) {
  return db
    .selectFrom('contact_identity')
    .select(['kind', 'value', 'contact_id'])
    .where('workspace_id', '=', scope.workspace)
    .where((eb) => eb.or(identities.map((identity) => eb('kind', '=', identity.kind).and('value', '=', identity.value))))
    .execute();
}

/** Gives identities to a person; those somebody bears already stay where they are. Waits for a transaction that is taking the same ones. */
export async function insertIdentities(tx: Tx, scope: Scope, contact: ContactId, identities: readonly Identity[]): Promise<void> {
  if (identities.length === 0) return;
  await tx
    .insertInto('contact_identity')
    .values(identities.map((identity) => ({ workspace_id: scope.workspace, kind: identity.kind, value: identity.value, contact_id: contact })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes identities of some kinds away from a person. */
export async function deleteIdentities(tx: Tx, scope: Scope, contact: ContactId, kinds: readonly Identity['kind'][]): Promise<void> {
  await tx
    .deleteFrom('contact_identity')
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', contact)
    .where('kind', 'in', [...kinds])
    .execute();
}

/** Writes a new person. */
export async function insertContact(tx: Tx, scope: Scope, id: ContactId, row: ContactRow, now: Instant): Promise<void> {
  await tx
    .insertInto('contact')
    .values({ workspace_id: scope.workspace, id, ...columnsOf(row), created_at: now, updated_at: now })
    .execute();
}

/** Replaces what is known of a person. */
export async function updateContact(tx: Tx, scope: Scope, id: ContactId, row: ContactRow, now: Instant): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ ...columnsOf(row), updated_at: now })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}

/** A person to be changed: locked until the transaction ends. */
export function lockContact(tx: Tx, scope: Scope, id: ContactId) {
  return tx
    .selectFrom('contact')
    .select(['id', 'first_name', 'last_name', 'display_name', 'phone', 'email', 'country', 'language', 'tags', 'fields'])
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Fills in what an inbound message told us: a phone that was missing, a name where only the number stood. */
export async function fillContact(
  tx: Tx,
  scope: Scope,
  id: ContactId,
  known: { phone: string | null; country: string | null; name: string | null },
  now: Instant,
): Promise<boolean> {
  const result = await sql`
    update contact set
      phone = coalesce(phone, ${known.phone}::text),
      country = coalesce(country, ${known.country}::text),
      display_name = case when ${known.name}::text is not null and first_name is null and last_name is null and display_name ~ '^[+]?[0-9]+$'
        then ${known.name}::text else display_name end,
      updated_at = ${now}::timestamptz
    where workspace_id = ${scope.workspace}::uuid and id = ${id}::uuid
      and ((phone is null and ${known.phone}::text is not null)
        or (${known.name}::text is not null and first_name is null and last_name is null and display_name ~ '^[+]?[0-9]+$'))`.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Gives a person another phone; a name that was only the number follows it. False when nothing changed. */
export async function setPhone(tx: Tx, scope: Scope, id: ContactId, to: { phone: string; country: string | null }, now: Instant): Promise<boolean> {
  const result = await sql`
    update contact set
      phone = ${to.phone}::text,
      country = coalesce(${to.country}::text, country),
      display_name = case when display_name = phone then ${to.phone}::text else display_name end,
      updated_at = ${now}::timestamptz
    where workspace_id = ${scope.workspace}::uuid and id = ${id}::uuid and phone is distinct from ${to.phone}::text`.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** A person's name, for a sentence. */
export async function selectName(db: Db | Tx, scope: Scope, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('contact').select('display_name').where('workspace_id', '=', scope.workspace).where('id', '=', id).executeTakeFirst();
  return row?.display_name;
}

/** The typed attributes of the workspace, by key. */
export function selectFields(db: Db | Tx, scope: Scope) {
  return db.selectFrom('contact_field').select(['key', 'label', 'type']).where('workspace_id', '=', scope.workspace).orderBy('key').limit(fieldsMost).execute();
}

/** Attributes beyond this number are somebody's mistake: a column for each day. */
export const fieldsMost = 500;

/** Registers attributes; those known already keep their label and type. */
export async function insertFields(
  tx: Tx,
  scope: Scope,
  fields: readonly { key: string; label: string; type: 'text' | 'number' | 'date' | 'boolean' }[],
  now: Instant,
): Promise<void> {
  if (fields.length === 0) return;
  await tx
    .insertInto('contact_field')
    .values(fields.map((field) => ({ workspace_id: scope.workspace, key: field.key, label: field.label, type: field.type, created_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function columnsOf(row: ContactRow) {
  return {
    first_name: row.firstName,
    last_name: row.lastName,
    display_name: row.displayName,
    phone: row.phone,
    email: row.email,
    country: row.country,
    language: row.language,
    tags: [...row.tags],
    fields: JSON.stringify(row.fields),
  };
}
