import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { ImportId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Tx } from '#server/platform/platform.ts';

/** The next people an undo looks at, in the order of their ids. */
export function selectChanges(tx: Tx, scope: Scope, id: ImportId, limit: number) {
  return tx
    .selectFrom('import_change')
    .select(['contact_id', 'created'])
    .where('workspace_id', '=', scope.workspace)
    .where('import_id', '=', id)
    .orderBy('contact_id')
    .limit(limit)
    .execute();
}

/**
 * Of these new people, those who have a life besides the import: they wrote or were written to, said something about
 * consent, are suppressed, or another import knows them as well.
 */
export async function selectInvolved(tx: Tx, scope: Scope, id: ImportId, people: readonly string[]): Promise<string[]> {
  const result = await sql<{ id: string }>`
    select c.id from contact c
    where c.workspace_id = ${scope.workspace} and c.id = any(${[...people]}::uuid[]) and (
      exists (select 1 from conversation v where v.workspace_id = c.workspace_id and v.contact_id = c.id)
      or exists (select 1 from recipient v where v.workspace_id = c.workspace_id and v.contact_id = c.id and v.state <> 'skipped')
      or exists (select 1 from consent_entry v where v.workspace_id = c.workspace_id and v.contact_id = c.id and v.import_id is distinct from ${id})
      or exists (select 1 from suppression v where v.workspace_id = c.workspace_id and v.contact_id = c.id)
      or exists (select 1 from import_change v where v.workspace_id = c.workspace_id and v.contact_id = c.id and v.import_id <> ${id}))`.execute(tx);
  return result.rows.map((row) => row.id);
}

/** The consent this import recorded for people no longer counts. The entries stay in the ledger, marked; nothing is withdrawn. */
export async function retractConsent(tx: Tx, scope: Scope, id: ImportId, people: readonly string[], now: Instant): Promise<void> {
  await sql`
    with retracted as (
      update consent_entry set retracted_at = ${now}::timestamptz
      where workspace_id = ${scope.workspace} and import_id = ${id} and contact_id = any(${[...people]}::uuid[]) and retracted_at is null
      returning id, contact_id
    )
    delete from consent_state s using retracted
    where s.workspace_id = ${scope.workspace} and s.contact_id = retracted.contact_id and s.purpose = 'marketing' and s.entry_id = retracted.id`.execute(tx);
}

/** Removes people: identities, timeline and themselves. Ledger entries stay, they name nobody. */
export async function deletePeople(tx: Tx, scope: Scope, people: readonly string[]): Promise<void> {
  const ids = sql`${[...people]}::uuid[]`;
  await sql`delete from contact_identity where workspace_id = ${scope.workspace} and contact_id = any(${ids})`.execute(tx);
  await sql`delete from fact where workspace_id = ${scope.workspace} and contact_id = any(${ids})`.execute(tx);
  await sql`delete from contact where workspace_id = ${scope.workspace} and id = any(${ids})`.execute(tx);
}

/** Gives people back the values they had, each one only where it is still what the import wrote. */
export async function restorePeople(tx: Tx, scope: Scope, id: ImportId, people: readonly string[], now: Instant): Promise<void> {
  const text = (column: string) =>
    sql`${sql.ref(column)} = case when c.${sql.ref(column)} is not distinct from ch.after ->> ${column}::text then ch.before ->> ${column}::text else c.${sql.ref(column)} end`;
  await sql`
    update contact c set
      ${sql.join(['first_name', 'last_name', 'display_name', 'email', 'language', 'phone', 'country'].map(text))},
      tags = case when to_jsonb(c.tags) = ch.after -> 'tags' then array(select jsonb_array_elements_text(ch.before -> 'tags')) else c.tags end,
      fields = case when c.fields = ch.after -> 'fields' then ch.before -> 'fields' else c.fields end,
      updated_at = ${now}::timestamptz
    from import_change ch
    where ch.workspace_id = ${scope.workspace} and ch.import_id = ${id} and ch.contact_id = any(${[...people]}::uuid[]) and not ch.created and ch.after is not null
      and c.workspace_id = ch.workspace_id and c.id = ch.contact_id and c.id = any(${[...people]}::uuid[])`.execute(tx);
  await sql`
    delete from contact_identity i using import_change ch, contact c
    where ch.workspace_id = ${scope.workspace} and ch.import_id = ${id} and ch.contact_id = any(${[...people]}::uuid[]) and not ch.created
      and c.workspace_id = ch.workspace_id and c.id = ch.contact_id and c.phone is null
      and i.workspace_id = ch.workspace_id and i.contact_id = ch.contact_id and i.kind = 'phone' and i.value = ch.after ->> 'phone'`.execute(tx);
}

/** These people are dealt with. */
export async function deleteChanges(tx: Tx, scope: Scope, id: ImportId, people: readonly string[]): Promise<void> {
  await sql`delete from import_change where workspace_id = ${scope.workspace} and import_id = ${id} and contact_id = any(${[...people]}::uuid[])`.execute(tx);
}
