import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { ContactId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** Reasons never to write to a person that are not consent. */
export type SuppressionReason = 'platform_stop' | 'invalid' | 'legal';

/** An entry of the ledger, as it is written. */
export type EntryRow = {
  id: string;
  contact: ContactId;
  state: 'given' | 'withdrawn';
  source: string;
  wording: string;
  occurredAt: Instant;
  recordedAt: Instant;
  actor: { kind: string; id: string };
  proof: Record<string, unknown>;
};

/**
 * Appends to the ledger unless the very same statement (person, state, source, wording, moment) is there already.
 * Answers whether it was new.
 */
export async function insertEntry(tx: Tx, scope: Scope, entry: EntryRow): Promise<boolean> {
  const result = await sql`
    insert into consent_entry (workspace_id, id, contact_id, purpose, state, source, wording, occurred_at, recorded_at, actor_kind, actor_id, proof)
    select ${scope.workspace}::uuid, ${entry.id}::uuid, ${entry.contact}::uuid, 'marketing', ${entry.state}::text, ${entry.source}::text, ${entry.wording}::text,
      ${entry.occurredAt}::timestamptz, ${entry.recordedAt}::timestamptz, ${entry.actor.kind}::text, ${entry.actor.id}::text, ${JSON.stringify(entry.proof)}::jsonb
    where not exists (
      select 1 from consent_entry e
      where e.workspace_id = ${scope.workspace} and e.contact_id = ${entry.contact} and e.state = ${entry.state} and e.source = ${entry.source}
        and e.wording = ${entry.wording} and e.occurred_at = ${entry.occurredAt} and e.retracted_at is null
    )`.execute(tx);
  return (result.numAffectedRows ?? 0n) > 0n;
}

/** Makes an entry what holds now. Statements are recorded in order, so the last one wins. */
export async function upsertState(tx: Tx, scope: Scope, entry: EntryRow): Promise<void> {
  await tx
    .insertInto('consent_state')
    .values({
      workspace_id: scope.workspace,
      contact_id: entry.contact,
      purpose: 'marketing',
      state: entry.state,
      entry_id: entry.id,
      occurred_at: entry.occurredAt,
      source: entry.source,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'contact_id', 'purpose']).doUpdateSet((eb) => ({
        state: eb.ref('excluded.state'),
        entry_id: eb.ref('excluded.entry_id'),
        occurred_at: eb.ref('excluded.occurred_at'),
        source: eb.ref('excluded.source'),
      })),
    )
    .execute();
}

/** What holds now for each of these people; those who never said anything are not in the answer. */
export function selectStates(db: Db | Tx, scope: Scope, contacts: readonly ContactId[]) {
  return db
    .selectFrom('consent_state')
    .select(['contact_id', 'state', 'occurred_at', 'source'])
    .where('workspace_id', '=', scope.workspace)
    .where('purpose', '=', 'marketing')
    .where('contact_id', 'in', contacts.length === 0 ? [noContact] : [...contacts])
    .execute();
}

/** `in ()` is no SQL; this UUID belongs to nobody. */
const noContact = '00000000-0000-0000-0000-000000000000';

/** Adds a suppression; answers false when it was there. */
export async function insertSuppression(
  tx: Tx,
  scope: Scope,
  row: { contact: ContactId; reason: SuppressionReason; detail: string; since: Instant },
): Promise<boolean> {
  const result = await tx
    .insertInto('suppression')
    .values({ workspace_id: scope.workspace, contact_id: row.contact, reason: row.reason, since: row.since, detail: row.detail })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Adds a suppression to each of these people; answers those who had none for this reason. */
export async function insertSuppressions(
  tx: Tx,
  scope: Scope,
  rows: { contacts: readonly ContactId[]; reason: SuppressionReason; detail: string; since: Instant },
): Promise<ContactId[]> {
  const result = await sql<{ contact_id: ContactId }>`
    insert into suppression (workspace_id, contact_id, reason, since, detail)
    select ${scope.workspace}, c.id, ${rows.reason}, ${rows.since}, ${rows.detail} from unnest(${[...rows.contacts]}::uuid[]) c (id)
    on conflict do nothing returning contact_id`.execute(tx);
  return result.rows.map((row) => row.contact_id);
}

/** Removes a suppression; answers false when there was none. */
export async function deleteSuppression(tx: Tx, scope: Scope, contact: ContactId, reason: SuppressionReason): Promise<boolean> {
  const result = await tx
    .deleteFrom('suppression')
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', contact)
    .where('reason', '=', reason)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
