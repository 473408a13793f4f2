import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { TranslationId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { TemplateContent } from '#core/whatsapp/template.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** One content as it was handed to Meta. */
export type VersionRecord = {
  readonly version: number;
  readonly at: Instant;
  readonly by: string | null;
  readonly origin: 'here' | 'meta';
  readonly content: TemplateContent;
};

/** An approved language can be changed ten times a month: this is more than two years of it. */
const versionsMost = 300;

/** The versions of a language, newest first. */
export async function selectVersions(db: Db | Tx, scope: Scope, translation: TranslationId): Promise<VersionRecord[]> {
  const rows = await db
    .selectFrom('template_version')
    .select(['version', 'at', 'by', 'origin', 'content'])
    .where('workspace_id', '=', scope.workspace)
    .where('translation_id', '=', translation)
    .orderBy('version', 'desc')
    .limit(versionsMost)
    .execute();
  return rows.map((row) => ({ ...row, content: TemplateContent.parse(row.content) }));
}

/** When languages were changed at Meta since a moment, oldest first. */
export function selectEdits(db: Db | Tx, scope: Scope, translations: readonly TranslationId[], since: Instant) {
  return db
    .selectFrom('template_version')
    .select(['translation_id', 'at'])
    .where('workspace_id', '=', scope.workspace)
    .where('translation_id', 'in', [...translations])
    .where('counts', '=', true)
    .where('at', '>', since)
    .orderBy('at')
    .orderBy('version')
    .execute();
}

/** Keeps a change that Meta does not have yet, or throws it away. */
export async function writeRevision(tx: Tx | Db, scope: Scope, id: TranslationId, revision: { content: TemplateContent; by: string } | null): Promise<void> {
  await tx
    .updateTable('template_translation')
    .set({ revision: revision === null ? null : JSON.stringify(revision.content), revised_by: revision?.by ?? null })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}

/** Writes down the content that languages had first, as the version they are at. A second call adds at most by whom. */
export async function insertFirstVersions(
  tx: Tx,
  scope: Scope,
  ids: readonly TranslationId[],
  first: { by: string | null; origin: 'here' | 'meta' },
  at: Instant,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    insert into template_version (workspace_id, translation_id, version, content, at, by, origin, counts)
    select workspace_id, id, version, content, ${at}, ${first.by}, ${first.origin}, false from template_translation
    where workspace_id = ${scope.workspace} and id = any(${[...ids]}::uuid[])
    on conflict (workspace_id, translation_id, version) do update set by = coalesce(template_version.by, excluded.by)`.execute(tx);
}

/**
 * Makes the waiting change the content, since Meta has it now, and writes it down as a new version. Without a change that
 * waits nothing happens, so an answer and a sync may both say that Meta took it. Returns whether it was so.
 */
export async function adoptRevision(tx: Tx, scope: Scope, id: TranslationId, at: Instant): Promise<boolean> {
  const found = await sql`
    with o as (
      select revision, revised_by from template_translation where workspace_id = ${scope.workspace} and id = ${id} and revision is not null for update
    ), adopted as (
      update template_translation tr set content = o.revision, revision = null, revised_by = null, version = tr.version + 1
      from o where tr.workspace_id = ${scope.workspace} and tr.id = ${id}
      returning tr.version, tr.content, o.revised_by
    )
    insert into template_version (workspace_id, translation_id, version, content, at, by, origin, counts)
    select ${scope.workspace}::uuid, ${id}::uuid, version, content, ${at}::timestamptz, revised_by, 'here', true from adopted
    returning version`.execute(tx);
  return found.rows.length > 0;
}

/**
 * Takes in contents that were changed at Meta, each as a new version of theirs; what was the content stays as the version before. Only
 * where the language is still at the version that was compared. Returns those taken in.
 */
export async function adoptForeign(
  tx: Tx,
  scope: Scope,
  contents: readonly { id: TranslationId; version: number; content: TemplateContent }[],
  at: Instant,
): Promise<string[]> {
  if (contents.length === 0) return [];
  const found = await sql<{ translation_id: string }>`
    with n as (
      select * from jsonb_to_recordset(${JSON.stringify(contents)}::jsonb) as n(id uuid, version int, content jsonb)
    ), kept as (
      insert into template_version (workspace_id, translation_id, version, content, at, by, origin, counts)
      select tr.workspace_id, tr.id, tr.version, tr.content, tr.status_at, null, 'here', false
      from template_translation tr join n on n.id = tr.id and n.version = tr.version where tr.workspace_id = ${scope.workspace}
      on conflict do nothing
    ), adopted as (
      update template_translation tr set content = n.content, version = tr.version + 1
      from n where tr.workspace_id = ${scope.workspace} and tr.id = n.id and tr.version = n.version
      returning tr.id, tr.version, tr.content
    )
    insert into template_version (workspace_id, translation_id, version, content, at, by, origin, counts)
    select ${scope.workspace}::uuid, id, version, content, ${at}::timestamptz, null, 'meta', true from adopted
    returning translation_id`.execute(tx);
  return found.rows.map((row) => row.translation_id);
}

/** Puts into a content what was missing of it, a file mostly: the same version, now whole. */
export async function completeContent(tx: Tx, scope: Scope, id: TranslationId, content: TemplateContent): Promise<void> {
  await sql`
    with whole as (
      update template_translation set content = ${JSON.stringify(content)}::jsonb where workspace_id = ${scope.workspace} and id = ${id}
      returning version, content
    )
    update template_version v set content = whole.content from whole
    where v.workspace_id = ${scope.workspace} and v.translation_id = ${id} and v.version = whole.version`.execute(tx);
}

/** Notes until when Meta lets a language not be changed. */
export async function blockEdits(tx: Tx | Db, scope: Scope, id: TranslationId, until: Instant): Promise<void> {
  await tx.updateTable('template_translation').set({ edits_blocked_until: until }).where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
}

/** A campaign hangs on a template: at most these many are named. */
const usesMost = 200;

/** What uses templates, by their border ids; newest first. */
export function selectUses(db: Db, scope: Scope, templates: readonly string[]) {
  return db
    .selectFrom('template_use')
    .select(['campaign_id', 'name', 'state', 'held_by', 'held_detail'])
    .where('workspace_id', '=', scope.workspace)
    .where('template', 'in', [...templates])
    .orderBy('created_at', 'desc')
    .orderBy('campaign_id', 'desc')
    .limit(usesMost)
    .execute();
}
