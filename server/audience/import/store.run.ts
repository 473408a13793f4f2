import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { ImportId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** Rows of one import after one row number and up to another. */
export type Range = { readonly after: number; readonly upTo: number };

const rowsIn = (scope: Scope, id: ImportId, range: Range) =>
  sql`r.workspace_id = ${scope.workspace}::uuid and r.import_id = ${id}::uuid and r.row_number > ${range.after}::int and r.row_number <= ${range.upTo}::int`;

/** The person of a row by primary key; `offset 0` keeps the planner from joining the other way round while the table grows. */
const personOf = sql`cross join lateral (select * from contact p where p.workspace_id = r.workspace_id and p.id = r.contact_id offset 0) c`;

/**
 * A UUIDv7 of a moment made by the database: its random one with the time and, as the counter, the row's number written
 * over its head. In the order of the file they go to the end of an index instead of all over it.
 */
const uuid7At = (at: Instant, rowNumber: RawBuilder<unknown>): RawBuilder<string> => {
  const time = at.getTime().toString(16).padStart(12, '0');
  return sql`overlay(gen_random_uuid()::text placing ${`${time.slice(0, 8)}-${time.slice(8)}-`}::text || to_hex(x'7000'::int + (${rowNumber} & x'fff'::int)) from 1 for 18)::uuid`;
};

/** How many new people a range brings, how many identities they have, and how many people it changes. */
export async function countComing(tx: Tx, scope: Scope, id: ImportId, range: Range): Promise<{ people: number; identities: number; updates: number }> {
  const result = await sql<{ people: number; identities: number; updates: number }>`
    select count(*) filter (where r.outcome = 'new')::int as people,
      (count(r.phone) filter (where r.outcome = 'new') + count(r.external_id) filter (where r.outcome = 'new'))::int as identities,
      count(*) filter (where r.outcome = 'updated')::int as updates
    from import_row r where ${rowsIn(scope, id, range)}`.execute(tx);
  return result.rows[0] ?? { people: 0, identities: 0, updates: 0 };
}

/** Takes the phones and own ids of new people and answers how many; those that somebody took meanwhile stay with them. */
export async function takeIdentities(tx: Tx, scope: Scope, id: ImportId, range: Range): Promise<number> {
  const result = await sql`
    insert into contact_identity (workspace_id, kind, value, contact_id)
    select r.workspace_id, v.kind, v.value, r.contact_id
    from import_row r cross join lateral (values ('phone', r.phone), ('external', r.external_id)) v (kind, value)
    where ${rowsIn(scope, id, range)} and r.outcome = 'new' and v.value is not null
    order by v.kind, v.value
    on conflict do nothing`.execute(tx);
  return Number(result.numAffectedRows ?? 0);
}

/** Takes back the identities of rows whose phone belongs to somebody else after all. */
export async function dropIdentitiesOfLosers(tx: Tx, scope: Scope, id: ImportId, range: Range): Promise<void> {
  await sql`
    delete from contact_identity where workspace_id = ${scope.workspace} and contact_id = any(array(
      select r.contact_id from import_row r
      where ${rowsIn(scope, id, range)} and r.outcome = 'new' and r.phone is not null
        and (select o.contact_id from contact_identity o where o.workspace_id = ${scope.workspace}::uuid and o.kind = 'phone' and o.value = r.phone) <> r.contact_id))`.execute(
    tx,
  );
}

/** People who were to be updated and are gone meanwhile are new again. */
export async function reviveGone(tx: Tx, scope: Scope, id: ImportId, range: Range): Promise<void> {
  await sql`
    update import_row r set outcome = 'new', opted_out = false
    where ${rowsIn(scope, id, range)} and r.outcome = 'updated'
      and not exists (select 1 from contact c where c.workspace_id = r.workspace_id and c.id = r.contact_id)`.execute(tx);
}

/** People who opted out since the check are counted as such too; what holds now decides, not this mark. Looked up by key, as above. */
export async function markOptedOut(tx: Tx, scope: Scope, id: ImportId, range: Range): Promise<void> {
  await sql`
    update import_row r set opted_out = true
    where ${rowsIn(scope, id, range)} and r.outcome = 'updated' and not r.opted_out
      and (select s.state from consent_state s where s.workspace_id = r.workspace_id and s.contact_id = r.contact_id and s.purpose = 'marketing') = 'withdrawn'`.execute(
    tx,
  );
}

/** Gives people who were here the identities they lacked: a first phone, the file's own id. */
export async function addIdentities(tx: Tx, scope: Scope, id: ImportId, range: Range): Promise<void> {
  await sql`
    insert into contact_identity (workspace_id, kind, value, contact_id)
    select r.workspace_id, v.kind, v.value, r.contact_id
    from import_row r
    ${personOf}
    cross join lateral (values ('phone', case when c.phone is null then r.phone end), ('external', r.external_id)) v (kind, value)
    where ${rowsIn(scope, id, range)} and r.outcome = 'updated' and v.value is not null
    order by v.kind, v.value
    on conflict do nothing`.execute(tx);
}

/**
 * Makes the new people, in the order of the file. Their ids are new and the range is done once, so there is nothing to
 * conflict with; looking for it cost a tenth of this statement (measured: 0.25 s of 100,000 rows).
 */
export async function insertPeople(tx: Tx, scope: Scope, id: ImportId, range: Range, now: Instant): Promise<void> {
  await sql`
    insert into contact (workspace_id, id, first_name, last_name, display_name, phone, email, country, language, tags, fields, created_at, updated_at)
    select r.workspace_id, r.contact_id, r.first_name, r.last_name, coalesce(r.display_name, r.phone, r.external_id), r.phone, r.email, r.country, r.language,
      coalesce(r.tags, '{}'), coalesce(r.fields, '{}'), ${now}::timestamptz, ${now}::timestamptz
    from import_row r where ${rowsIn(scope, id, range)} and r.outcome = 'new'
    order by r.row_number`.execute(tx);
}

/** Writes down who is new. */
export async function keepCreated(tx: Tx, scope: Scope, id: ImportId, range: Range): Promise<void> {
  await sql`
    insert into import_change (workspace_id, import_id, contact_id, created)
    select r.workspace_id, r.import_id, r.contact_id, true from import_row r
    where ${rowsIn(scope, id, range)} and r.outcome = 'new'
    order by r.row_number`.execute(tx);
}

/** After a crash the rows were read again and find the people they brought themselves: gives rows that are done their outcome back. */
export async function restoreOutcomes(db: Db, scope: Scope, id: ImportId): Promise<void> {
  await sql`
    update import_row r set outcome = case when ch.created then 'new' else 'updated' end, reason = null
    from import_change ch, contact_import m
    where m.workspace_id = ${scope.workspace} and m.id = ${id} and r.workspace_id = m.workspace_id and r.import_id = m.id and r.row_number <= m.rows_done
      and r.outcome in ('updated', 'skipped') and ch.workspace_id = r.workspace_id and ch.import_id = r.import_id and ch.contact_id = r.contact_id`.execute(db);
}

/**
 * Gives people who were here what the rows say: values given replace, tags and attributes are added to. Writes down what
 * they were before (what the statement sees of them beside the change) and after.
 *
 * One statement, which meets every row once. Writing `after` on rows of import_change made before was a join whose size
 * the planner could not know, and grew with the square: a minute for 28,000 people (measured), now 3 s for 70,000.
 */
export async function updatePeople(tx: Tx, scope: Scope, id: ImportId, range: Range, now: Instant): Promise<void> {
  await sql`
    with changed as (
      update contact c set
        first_name = coalesce(r.first_name, c.first_name),
        last_name = coalesce(r.last_name, c.last_name),
        display_name = case when r.first_name is not null or r.last_name is not null or c.display_name ~ '^[+]?[0-9]+$' then coalesce(r.display_name, c.display_name) else c.display_name end,
        phone = coalesce(c.phone, r.phone),
        country = case when c.phone is null and r.phone is not null then r.country else c.country end,
        email = coalesce(r.email, c.email),
        language = coalesce(r.language, c.language),
        tags = case when coalesce(r.tags, '{}') <@ c.tags then c.tags else c.tags || (select coalesce(array_agg(t), '{}') from unnest(r.tags) t where t <> all(c.tags)) end,
        fields = c.fields || coalesce(r.fields, '{}'),
        updated_at = ${now}::timestamptz
      from import_row r
      where ${rowsIn(scope, id, range)} and r.outcome = 'updated' and c.workspace_id = r.workspace_id and c.id = r.contact_id
      returning c.*
    )
    insert into import_change (workspace_id, import_id, contact_id, created, before, after)
    select changed.workspace_id, ${id}::uuid, changed.id, false, ${valuesOf(sql`c`)}, ${valuesOf(sql`changed`)}
    from changed cross join lateral (select * from contact p where p.workspace_id = changed.workspace_id and p.id = changed.id offset 0) c
    on conflict do nothing`.execute(tx);
}

function valuesOf(row: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`jsonb_build_object('first_name', ${row}.first_name, 'last_name', ${row}.last_name, 'display_name', ${row}.display_name, 'phone', ${row}.phone, 'country', ${row}.country,
    'email', ${row}.email, 'language', ${row}.language, 'tags', to_jsonb(${row}.tags), 'fields', ${row}.fields)`;
}

/** What the person who imports said about the consent of the people in the file. */
export type FileConsent = {
  readonly source: string;
  readonly wording: string;
  readonly date: string;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly sha256: string;
};

/**
 * Records the consent the file bears for people who never said anything: `on conflict do nothing` on what holds now, so
 * an import can never overturn a withdrawal. The ledger's proof names import, row and the file's fingerprint. The fact bears
 * the id of its entry, and its data are the same for all, so they are written out once.
 */
export async function giveConsent(tx: Tx, scope: Scope, id: ImportId, range: Range, consent: FileConsent, now: Instant): Promise<void> {
  const occurredAt = sql`least(${`${consent.date}T00:00:00Z`}::timestamptz, ${now}::timestamptz)`;
  const subject = `imp_${id.replaceAll('-', '')}`;
  const data = JSON.stringify({ purpose: 'marketing', source: consent.source, wording: consent.wording, by: consent.actor });
  await sql`
    with stated as (
      select r.contact_id, r.row_number, ${uuid7At(now, sql`r.row_number`)} as entry_id from import_row r
      where ${rowsIn(scope, id, range)} and r.outcome in ('new', 'updated') and r.consent = 'given'
      order by r.row_number
    ), standing as (
      insert into consent_state (workspace_id, contact_id, purpose, state, entry_id, occurred_at, source)
      select ${scope.workspace}::uuid, contact_id, 'marketing', 'given', entry_id, ${occurredAt}, ${consent.source}::text from stated
      on conflict do nothing
      returning contact_id, entry_id
    ), told as (
      insert into fact (workspace_id, id, at, contact_id, kind, subject, data)
      select ${scope.workspace}::uuid, entry_id, ${occurredAt}, contact_id, 'consent.given', ${subject}::text, ${data}::jsonb
      from standing
    )
    insert into consent_entry (workspace_id, id, contact_id, purpose, state, source, wording, occurred_at, recorded_at, actor_kind, actor_id, proof, import_id)
    select ${scope.workspace}::uuid, standing.entry_id, standing.contact_id, 'marketing', 'given', ${consent.source}::text, ${consent.wording}::text, ${occurredAt}, ${now}::timestamptz,
      ${consent.actor.kind}::text, ${consent.actor.id}::text,
      jsonb_build_object('import', ${subject}::text, 'row', stated.row_number, 'file_sha256', ${consent.sha256}::text), ${id}::uuid
    from standing join stated using (contact_id)`.execute(tx);
}

/** Puts `contact.imported` on the timeline of everybody the range brought or changed. */
export async function tellImported(tx: Tx, scope: Scope, id: ImportId, range: Range, fileName: string, now: Instant): Promise<void> {
  await sql`
    insert into fact (workspace_id, id, at, contact_id, kind, subject, data)
    select r.workspace_id, ${uuid7At(now, sql`r.row_number`)}, ${now}::timestamptz, r.contact_id, 'contact.imported', ${`imp_${id.replaceAll('-', '')}`}::text,
      jsonb_build_object('file', ${fileName}::text, 'row', r.row_number, 'outcome', r.outcome)
    from import_row r where ${rowsIn(scope, id, range)} and r.outcome in ('new', 'updated')
    order by r.row_number`.execute(tx);
}
