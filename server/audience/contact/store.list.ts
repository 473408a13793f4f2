import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { ContactId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, SqlPredicate, Tx } from '#server/platform/platform.ts';

/** What a list of people may be narrowed by; what is undefined narrows nothing. */
export type ContactFilter = {
  readonly search?: string | undefined;
  readonly country?: string | undefined;
  readonly tag?: string | undefined;
  readonly consent?: 'given' | 'withdrawn' | 'none' | undefined;
  /** Over contact_reach aliased "reach". */
  readonly audience?: SqlPredicate | undefined;
};

/** What the policy must know of a person: a row of the view contact_reach. */
export function selectReach(db: Db | Tx, scope: Scope, id: ContactId) {
  return db.selectFrom('contact_reach').selectAll().where('workspace_id', '=', scope.workspace).where('contact_id', '=', id).executeTakeFirst();
}

/** People by id, as the contract shows them, without their consent; in no order. */
export function selectContacts(db: Db | Tx, scope: Scope, ids: readonly ContactId[]) {
  return db
    .selectFrom('contact_reach as reach')
    .innerJoin('contact as c', (join) => join.onRef('c.workspace_id', '=', 'reach.workspace_id').onRef('c.id', '=', 'reach.contact_id'))
    .select([
      'c.id',
      'c.display_name',
      'c.first_name',
      'c.last_name',
      'c.phone',
      'c.email',
      'c.country',
      'c.language',
      'c.timezone',
      'c.tags',
      'c.fields',
      'c.created_at',
      'reach.suppressions',
    ])
    .where('c.workspace_id', '=', scope.workspace)
    .where('reach.workspace_id', '=', scope.workspace)
    .where('c.id', 'in', ids.length === 0 ? [nobody] : [...ids])
    .execute();
}

/** `in ()` is no SQL; this UUID belongs to nobody. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** Ids of people, newest first (created_at, id), strictly before a place. */
export async function selectPage(
  db: Db | Tx,
  scope: Scope,
  filter: ContactFilter,
  page: { before: { at: Instant; id: string } | null; limit: number },
): Promise<{ id: string; at: Instant }[]> {
  const before = page.before === null ? sql`true` : sql`(c.created_at, c.id) < (${page.before.at}::timestamptz, ${page.before.id}::uuid)`;
  const result = await sql<{ id: string; at: Date }>`
    select c.id, c.created_at as at from contact c
    where ${narrow(scope, filter)} and ${before}
    order by c.created_at desc, c.id desc limit ${page.limit}`.execute(db);
  return result.rows;
}

/** How many people a filter finds. */
export async function countContacts(db: Db | Tx, scope: Scope, filter: ContactFilter): Promise<number> {
  const result = await sql<{ people: number }>`select count(*)::int as people from contact c where ${narrow(scope, filter)}`.execute(db);
  return result.rows[0]?.people ?? 0;
}

/** Tags in use, by name. */
export async function selectTags(db: Db, scope: Scope): Promise<string[]> {
  const result = await sql<{ tag: string }>`
    select distinct unnest(tags) as tag from contact where workspace_id = ${scope.workspace} and tags <> '{}' order by tag limit ${choicesMost}`.execute(db);
  return result.rows.map((row) => row.tag);
}

/** Countries in use, by code. */
export async function selectCountries(db: Db | Tx, scope: Scope): Promise<string[]> {
  const result = await sql<{
    country: string;
  }>`select distinct country from contact where workspace_id = ${scope.workspace} and country is not null order by country limit ${choicesMost}`.execute(db);
  return result.rows.map((row) => row.country);
}

/** Languages in use, by tag. */
export async function selectLanguages(db: Db, scope: Scope): Promise<string[]> {
  const result = await sql<{
    language: string;
  }>`select distinct language from contact where workspace_id = ${scope.workspace} and language is not null order by language limit ${choicesMost}`.execute(db);
  return result.rows.map((row) => row.language);
}

/** More choices than this no menu can show. */
const choicesMost = 1000;

function narrow(scope: Scope, filter: ContactFilter): RawBuilder<SqlBool> {
  const parts: RawBuilder<SqlBool>[] = [sql`c.workspace_id = ${scope.workspace}::uuid`];
  // Words in any order; the expression is that of the trigram index contact_search.
  for (const pattern of searchPatterns(filter.search))
    parts.push(sql`(c.display_name || ' ' || coalesce(c.phone, '') || ' ' || coalesce(c.email, '')) ilike ${pattern}`);
  if (filter.country !== undefined) parts.push(sql`c.country = ${filter.country}`);
  if (filter.tag !== undefined) parts.push(sql`c.tags @> array[${filter.tag}::text]`);
  const state = sql`select 1 from consent_state s where s.workspace_id = c.workspace_id and s.contact_id = c.id and s.purpose = 'marketing'`;
  if (filter.consent === 'none') parts.push(sql`not exists (${state})`);
  else if (filter.consent !== undefined) parts.push(sql`exists (${state} and s.state = ${filter.consent})`);
  if (filter.audience !== undefined)
    parts.push(sql`c.id in (select reach.contact_id from contact_reach reach where reach.workspace_id = ${scope.workspace}::uuid and ${filter.audience})`);
  return sql<SqlBool>`${sql.join(parts, sql` and `)}`;
}

/** A number is found however it is written: "06 12-34" looks for 61234, since E.164 has no leading zero. */
function searchPatterns(search: string | undefined): string[] {
  const text = search?.trim() ?? '';
  if (text === '') return [];
  if (/^[+\d][\d\s().\-/]{2,}$/.test(text)) return [`%${text.replace(/\D/g, '').replace(/^0+/, '')}%`];
  return text.split(/\s+/).map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`);
}
