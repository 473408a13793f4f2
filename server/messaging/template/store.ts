import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import { type BusinessId, parseId, type TemplateId, type TranslationId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { Template as TemplateShape, type Template } from '#core/contract/templates.ts';
import { type TemplateCategory, TemplateContent, type TranslationState, translationStates } from '#core/whatsapp/template.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const translationColumns = [
  'id',
  'template_id',
  'language',
  'content',
  'status',
  'reason',
  'reason_code',
  'recommendation',
  'quality',
  'meta_id',
  'submitted_at',
  'status_at',
  'checked_at',
  'version',
  'revision',
  'paused_until',
  'edits_blocked_until',
] as const;

/** One language of a template. */
export type TranslationRecord = {
  readonly id: TranslationId;
  readonly language: string;
  readonly content: TemplateContent;
  readonly state: TranslationState;
  readonly metaId: string | null;
  readonly reason: string | null;
  readonly reasonCode: string | null;
  readonly recommendation: string | null;
  readonly quality: string | null;
  readonly submittedAt: Instant | null;
  readonly stateAt: Instant;
  readonly checkedAt: Instant | null;
  /** Counts the contents handed to Meta. */
  readonly version: number;
  /** A change that Meta does not have; `content` is what is sent. */
  readonly revision: TemplateContent | null;
  readonly pausedUntil: Instant | null;
  /** Until then Meta has said no to changes. */
  readonly editsBlockedUntil: Instant | null;
};

/** A template with all its languages, the oldest first, so that a position in `translations` is steady. */
export type TemplateRecord = {
  readonly id: TemplateId;
  readonly account: BusinessId;
  readonly name: string;
  readonly category: TemplateCategory;
  readonly createdAt: Instant;
  /** The user who made it; null when it was found at Meta or made by a program. */
  readonly createdBy: string | null;
  readonly fills: Template['fills'];
  readonly categoryChange: Template['category_change'];
  readonly categoryDue: Template['category_due'];
  readonly translations: readonly TranslationRecord[];
};

const templateColumns = [
  'template.id',
  'template.business_account_id',
  'template.name',
  'template.category',
  'template.created_at',
  'template.created_by',
  'template.fills',
  'template.category_change',
  'template.category_due',
] as const;
type TemplateRow = {
  id: string;
  business_account_id: string;
  name: string;
  category: TemplateCategory;
  created_at: Date;
  created_by: string | null;
  fills: unknown;
  category_change: unknown;
  category_due: unknown;
};

function parseState(status: string): TranslationState {
  return translationStates.find((state) => state === status) ?? 'unknown';
}

async function withTranslations(db: Db | Tx, scope: Scope, rows: readonly TemplateRow[]): Promise<TemplateRecord[]> {
  if (rows.length === 0) return [];
  const found = await db
    .selectFrom('template_translation')
    .select(translationColumns)
    .where('workspace_id', '=', scope.workspace)
    .where(
      'template_id',
      'in',
      rows.map((row) => row.id),
    )
    .orderBy('id')
    .execute();
  const byTemplate = Map.groupBy(found, (row) => row.template_id);
  return rows.map((row) => ({
    id: parseId<'template'>(row.id),
    account: parseId<'business'>(row.business_account_id),
    name: row.name,
    category: row.category,
    createdAt: row.created_at,
    createdBy: row.created_by,
    fills: TemplateShape.shape.fills.parse(row.fills),
    categoryChange: TemplateShape.shape.category_change.parse(row.category_change),
    categoryDue: TemplateShape.shape.category_due.parse(row.category_due),
    translations: (byTemplate.get(row.id) ?? []).map((one) => ({
      id: parseId<'translation'>(one.id),
      language: one.language,
      content: TemplateContent.parse(one.content),
      state: parseState(one.status),
      metaId: one.meta_id,
      reason: one.reason,
      reasonCode: one.reason_code,
      recommendation: one.recommendation,
      quality: one.quality,
      submittedAt: one.submitted_at,
      stateAt: one.status_at,
      checkedAt: one.checked_at,
      version: one.version,
      revision: one.revision === null ? null : TemplateContent.parse(one.revision),
      pausedUntil: one.paused_until,
      editsBlockedUntil: one.edits_blocked_until,
    })),
  }));
}

/** One template. */
export async function selectTemplate(db: Db | Tx, scope: Scope, id: TemplateId): Promise<TemplateRecord | undefined> {
  const row = await db.selectFrom('template').select(templateColumns).where('workspace_id', '=', scope.workspace).where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : (await withTranslations(db, scope, [row]))[0];
}

/** The template of this name, locked for the rest of the transaction so that two people do not write one draft. */
export async function lockTemplateByName(tx: Tx, scope: Scope, account: BusinessId, name: string): Promise<TemplateRecord | undefined> {
  const row = await tx
    .selectFrom('template')
    .select(templateColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('business_account_id', '=', account)
    .where('name', '=', name)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : (await withTranslations(tx, scope, [row]))[0];
}

/** One template, locked for the rest of the transaction. */
export async function lockTemplate(tx: Tx, scope: Scope, id: TemplateId): Promise<TemplateRecord | undefined> {
  const row = await tx
    .selectFrom('template')
    .select(templateColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : (await withTranslations(tx, scope, [row]))[0];
}

/** Every template of an account; Meta allows 6,000 translations. */
export async function selectTemplatesOf(db: Db | Tx, scope: Scope, account: BusinessId): Promise<TemplateRecord[]> {
  const rows = await db
    .selectFrom('template')
    .select(templateColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('business_account_id', '=', account)
    .orderBy('id')
    .execute();
  return withTranslations(db, scope, rows);
}

/** Templates by id, in the order of their ids; those that are not there are left out. */
export async function selectTemplatesById(db: Db | Tx, scope: Scope, ids: readonly string[]): Promise<TemplateRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('template')
    .select(templateColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
  return withTranslations(db, scope, rows);
}

/**
 * Newest first, without those deleted in every language; of several accounts' templates of one name the one of the default
 * account, else the oldest. `before` is the last id of the page before.
 */
export async function selectTemplatePage(
  db: Db,
  scope: Scope,
  page: { before: TemplateId | undefined; limit: number; approvedOnly: boolean; account: BusinessId },
): Promise<TemplateRecord[]> {
  const isListed = (id: string) => sql<boolean>`exists (
    select 1 from template_translation tr
    where tr.workspace_id = ${scope.workspace} and tr.template_id = ${sql.ref(id)}
      and ${page.approvedOnly ? sql`tr.status = 'approved'` : sql`tr.status <> 'deleted'`}
  )`;
  const rows = await db
    .selectFrom('template')
    .select(templateColumns)
    .where('workspace_id', '=', scope.workspace)
    .$if(page.before !== undefined, (query) => query.where('id', '<', page.before ?? ''))
    .where(isListed('template.id'))
    .where(sql<boolean>`not exists (
      select 1 from template o
      where o.workspace_id = template.workspace_id and o.name = template.name and o.id <> template.id
        and (o.business_account_id = ${page.account} or (template.business_account_id <> ${page.account} and o.id < template.id))
        and ${isListed('o.id')}
    )`)
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return withTranslations(db, scope, rows);
}

/** The templates of these names in all accounts, without those deleted in every language, the oldest first. */
export async function selectNamesakes(db: Db | Tx, scope: Scope, names: readonly string[]): Promise<TemplateRecord[]> {
  if (names.length === 0) return [];
  const rows = await db
    .selectFrom('template')
    .select(templateColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('name', 'in', [...names])
    .orderBy('id')
    .execute();
  return (await withTranslations(db, scope, rows)).filter((template) => template.translations.some((one) => one.state !== 'deleted'));
}

/** Which translation Meta calls by this id, or, while one is on its way to Meta and has no id yet, by name and language. */
export function findTranslation(tx: Tx | Db, scope: Scope, at: { metaId: string; name: string; language: string }) {
  return tx
    .selectFrom('template_translation as tr')
    .innerJoin('template as t', (join) => join.onRef('t.workspace_id', '=', 'tr.workspace_id').onRef('t.id', '=', 'tr.template_id'))
    .select(['tr.id', 'tr.meta_id', 'tr.status', 't.id as template_id', 't.category', 't.business_account_id'])
    .where('tr.workspace_id', '=', scope.workspace)
    .where((is) =>
      is.or([
        is('tr.meta_id', '=', at.metaId),
        is.and([is('tr.meta_id', 'is', null), is('tr.submitted_at', 'is not', null), is('t.name', '=', at.name), is('tr.language', '=', at.language)]),
      ]),
    )
    .orderBy(sql`tr.meta_id is null`)
    .limit(1)
    .executeTakeFirst();
}

/** The history of translations, oldest first. */
export function selectEvents(db: Db | Tx, scope: Scope, translations: readonly TranslationId[]) {
  return db
    .selectFrom('template_event')
    .select(['translation_id', 'at', 'status', 'detail'])
    .where('workspace_id', '=', scope.workspace)
    .where('translation_id', 'in', [...translations])
    .orderBy('at')
    .orderBy('id')
    .execute();
}
