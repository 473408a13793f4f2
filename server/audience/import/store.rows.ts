import { sql } from 'kysely';
import { say } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import type { ContactId, ImportId } from '#core/value/id.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { keepReason } from './reason.ts';
import type { ReadRow } from './row.ts';

/** Forgets the rows of an import: it is checked anew, or was undone. */
export async function deleteRows(tx: Tx | Db, scope: Scope, id: ImportId): Promise<void> {
  await tx.deleteFrom('import_row').where('workspace_id', '=', scope.workspace).where('import_id', '=', id).execute();
}

const copied = [
  'workspace_id',
  'import_id',
  'row_number',
  'cells',
  'outcome',
  'reason',
  'contact_id',
  'phone',
  'country',
  'first_name',
  'last_name',
  'display_name',
  'email',
  'language',
  'tags',
  'fields',
  'consent',
  'external_id',
] as const;

/** Writes rows as they were read, all or none; each that may become a person with an id for them. */
export async function copyRows(
  platform: Platform,
  scope: Scope,
  id: ImportId,
  batches: AsyncIterable<readonly ReadRow[]>,
  makeId: () => ContactId,
): Promise<void> {
  async function* values() {
    for await (const rows of batches) {
      yield rows.map((row) => [
        scope.workspace,
        id,
        row.row_number,
        row.cells,
        row.outcome,
        row.reason,
        row.outcome === 'new' ? makeId() : null,
        row.phone,
        row.country,
        row.first_name,
        row.last_name,
        row.display_name,
        row.email,
        row.language,
        row.tags,
        row.fields === null ? null : JSON.stringify(row.fields),
        row.consent,
        row.external_id,
      ]);
    }
  }
  await platform.copyRows('import_row', copied, values());
}

/** How many rows are there; 0 after a crash of the database, since the table is unlogged. */
export async function countRows(db: Db | Tx, scope: Scope, id: ImportId): Promise<number> {
  const result = await sql<{
    rows: number;
  }>`select count(*)::int as rows from import_row where workspace_id = ${scope.workspace} and import_id = ${id}`.execute(db);
  return result.rows[0]?.rows ?? 0;
}

/** A person's second row in the same file is a duplicate of the first, by phone and then by the file's own id. */
export async function markDuplicates(tx: Tx, scope: Scope, id: ImportId, by: 'phone' | 'external_id' | 'contact_id'): Promise<void> {
  const said = { phone: 'row_same_phone', external_id: 'row_same_id', contact_id: 'row_same_person' }[by];
  const outcomes = by === 'contact_id' ? ['updated'] : ['new'];
  const column = sql.ref(by);
  await sql`
    update import_row r set outcome = 'duplicate', reason = json_build_object('say', ${said}::text, 'values', json_build_object('row', d.first))::text
    from (
      select row_number as number, min(row_number) over (partition by ${column}) as first
      from import_row where workspace_id = ${scope.workspace} and import_id = ${id} and outcome = any(${outcomes}::text[]) and ${column} is not null
    ) d
    where r.workspace_id = ${scope.workspace} and r.import_id = ${id} and r.row_number = d.number and d.number > d.first`.execute(tx);
}

/**
 * Rows (of a range) whose phone or own id belongs to somebody who is here become updates of that person.
 *
 * The subquery is a look-up by primary key for each row on purpose. As a join, the planner once believed that a table of
 * identities it had no statistics of was nearly empty, and walked the range for each of 60,000 of them: minutes.
 */
export async function markExisting(tx: Tx, scope: Scope, id: ImportId, by: 'phone' | 'external', range: { after: number; upTo: number }): Promise<void> {
  const column = sql.ref(by === 'phone' ? 'r.phone' : 'r.external_id');
  const owner = sql`(select i.contact_id from contact_identity i where i.workspace_id = ${scope.workspace}::uuid and i.kind = ${by}::text and i.value = ${column})`;
  await sql`
    update import_row r set outcome = 'updated', contact_id = ${owner}
    where r.workspace_id = ${scope.workspace} and r.import_id = ${id} and r.row_number > ${range.after} and r.row_number <= ${range.upTo} and r.outcome = 'new'
      and ${column} is not null and ${owner} <> r.contact_id`.execute(tx);
}

/**
 * Says of updates which people opted out, and lets rest the rows that bring nothing new (or all, if so told).
 *
 * Each person is looked up by primary key on purpose. As a join, the planner believed its statistics from before there
 * were any updates, and walked all rows for each of them: half a minute for 70,000 (measured), now one second.
 */
export async function markStanding(tx: Tx, scope: Scope, id: ImportId, existing: 'update' | 'skip', range: { after: number; upTo: number }): Promise<void> {
  await sql`
    update import_row r set (opted_out, outcome, reason) = (
      select v.opted_out,
        case when v.rests then 'skipped' else r.outcome end,
        nullif(concat_ws(chr(10), r.reason,
          case when v.opted_out then ${keepReason([say('row_opted_out')])}::text end,
          case when v.rests and ${existing} = 'skip' then ${keepReason([say('row_here')])}::text when v.rests and not v.opted_out then ${keepReason([say('row_nothing_new')])}::text end), '')
      from (
        select coalesce(s.state = 'withdrawn', false) as opted_out,
          ${existing} = 'skip' or c.id is not null and not (
            (r.first_name is not null and r.first_name is distinct from c.first_name)
            or (r.last_name is not null and r.last_name is distinct from c.last_name)
            or (r.email is not null and r.email is distinct from c.email)
            or (r.language is not null and r.language is distinct from c.language)
            or (r.phone is not null and c.phone is null)
            or not coalesce(r.tags, '{}') <@ c.tags
            or not c.fields @> coalesce(r.fields, '{}')
            or (r.consent = 'given' and s.state is null)
          ) as rests
        from (select 1) one
        left join contact c on c.workspace_id = r.workspace_id and c.id = r.contact_id
        left join consent_state s on s.workspace_id = r.workspace_id and s.contact_id = r.contact_id and s.purpose = 'marketing'
      ) v
    )
    where r.workspace_id = ${scope.workspace} and r.import_id = ${id} and r.outcome = 'updated' and r.row_number > ${range.after} and r.row_number <= ${range.upTo}`.execute(
    tx,
  );
}

/** Rows by outcome, and what they mean for consent. */
export async function countOutcomes(db: Db | Tx, scope: Scope, id: ImportId) {
  const result = await sql<{ new: number; updated: number; skipped: number; duplicate: number; invalid: number; opted_out: number; consented: number }>`
    select
      count(*) filter (where r.outcome = 'new')::int as new,
      count(*) filter (where r.outcome = 'updated')::int as updated,
      count(*) filter (where r.outcome = 'skipped')::int as skipped,
      count(*) filter (where r.outcome = 'duplicate')::int as duplicate,
      count(*) filter (where r.outcome = 'invalid')::int as invalid,
      count(*) filter (where r.opted_out)::int as opted_out,
      count(*) filter (where r.outcome in ('new', 'updated') and (s.state = 'given' or (r.consent = 'given' and s.state is null)))::int as consented
    from import_row r
    left join consent_state s on s.workspace_id = r.workspace_id and s.contact_id = r.contact_id and s.purpose = 'marketing'
    where r.workspace_id = ${scope.workspace} and r.import_id = ${id}`.execute(db);
  return result.rows[0] ?? { new: 0, updated: 0, skipped: 0, duplicate: 0, invalid: 0, opted_out: 0, consented: 0 };
}

/** Rows in the order of the file, after one of them; of one outcome, if said. */
export function selectRows(db: Db, scope: Scope, id: ImportId, page: { outcome: string | undefined; after: number; limit: number }) {
  let query = db
    .selectFrom('import_row')
    .select(['row_number', 'outcome', 'reason', 'opted_out', 'display_name', 'phone', 'cells'])
    .where('workspace_id', '=', scope.workspace)
    .where('import_id', '=', id)
    .where('row_number', '>', page.after);
  if (page.outcome !== undefined) query = query.where('outcome', '=', page.outcome);
  return query.orderBy('row_number').limit(page.limit).execute();
}

/** Whether any row bears a value for an attribute. */
export async function selectFieldKeys(db: Db | Tx, scope: Scope, id: ImportId): Promise<string[]> {
  const result = await sql<{ key: string }>`
    select distinct jsonb_object_keys(fields) as key from import_row
    where workspace_id = ${scope.workspace} and import_id = ${id} and fields is not null and outcome in ('new', 'updated')`.execute(db);
  return result.rows.map((row) => row.key);
}

/**
 * Lets the planner know how many rows came; it guesses badly about a table that was empty a second ago. Only of the
 * columns that statements choose by: the samples of all others cost three times as much.
 */
export async function analyzeRows(db: Db): Promise<void> {
  await sql`analyze import_row (workspace_id, import_id, row_number, outcome, contact_id, phone, external_id)`.execute(db);
}

/** The same for the people's tables after many came at once. */
export async function analyzePeople(db: Db): Promise<void> {
  await sql`analyze contact, contact_identity, consent_state`.execute(db);
}
