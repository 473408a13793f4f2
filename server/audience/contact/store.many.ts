import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import { type ContactId, parseId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Tx } from '#server/platform/platform.ts';
import type { Identity } from './store.ts';

/** Which of these ids are people of the workspace. */
export async function selectKnownIds(tx: Tx, scope: Scope, ids: readonly ContactId[]): Promise<Set<ContactId>> {
  if (ids.length === 0) return new Set();
  const found = await sql<{ id: string }>`
    select c.id from contact c where c.workspace_id = ${scope.workspace} and c.id = any(${[...ids]}::uuid[])`.execute(tx);
  return new Set(found.rows.map(({ id }) => parseId<'contact'>(id)));
}

/** Who bears these identities, however many are asked for. */
export async function selectBearers(tx: Tx, scope: Scope, identities: readonly Identity[]): Promise<{ kind: string; value: string; contact_id: string }[]> {
  if (identities.length === 0) return [];
  const found = await sql<{ kind: string; value: string; contact_id: string }>`
    select i.kind, i.value, i.contact_id
    from contact_identity i
    join (select distinct * from jsonb_to_recordset(${JSON.stringify(identities)}::jsonb) as a (kind text, value text)) asked
      on asked.kind = i.kind and asked.value = i.value
    where i.workspace_id = ${scope.workspace}`.execute(tx);
  return found.rows;
}

/** Gives identities to people and returns the values that were free; waits for a transaction that is taking the same ones. */
export async function insertIdentitiesOf(tx: Tx, scope: Scope, rows: readonly (Identity & { readonly contact: ContactId })[]): Promise<string[]> {
  if (rows.length === 0) return [];
  const kept = await sql<{ value: string }>`
    insert into contact_identity (workspace_id, kind, value, contact_id)
    select ${scope.workspace}::uuid, a.kind, a.value, a.contact
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as a (kind text, value text, contact uuid)
    order by a.kind, a.value
    on conflict do nothing
    returning value`.execute(tx);
  return kept.rows.map(({ value }) => value);
}

/** Writes people of whom only the phone is known; they are called by it. */
export async function insertPeople(
  tx: Tx,
  scope: Scope,
  people: readonly { readonly id: ContactId; readonly phone: string; readonly country: string | null }[],
  now: Instant,
): Promise<void> {
  if (people.length === 0) return;
  await sql`
    insert into contact (workspace_id, id, display_name, phone, country, created_at, updated_at)
    select ${scope.workspace}::uuid, p.id, p.phone, p.phone, p.country, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p (id uuid, phone text, country text)`.execute(tx);
}
