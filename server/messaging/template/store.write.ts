import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BusinessId, Id, TemplateId, TranslationId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Template } from '#core/contract/templates.ts';
import type { TemplateCategory, TemplateContent, TranslationState } from '#core/whatsapp/template.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** Adds templates; those whose name the account has already are left as they are. Returns the ids by name of all. */
export async function insertTemplates(
  tx: Tx,
  scope: Scope,
  account: BusinessId,
  templates: readonly { id: TemplateId; name: string; category: TemplateCategory; created_by: string | null }[],
  now: Instant,
): Promise<Map<string, string>> {
  if (templates.length === 0) return new Map();
  await tx
    .insertInto('template')
    .values(templates.map((template) => ({ workspace_id: scope.workspace, business_account_id: account, ...template, created_at: now })))
    .onConflict((conflict) => conflict.columns(['workspace_id', 'business_account_id', 'name']).doNothing())
    .execute();
  const names = templates.map((template) => template.name);
  const rows = await tx
    .selectFrom('template')
    .select(['id', 'name'])
    .where('workspace_id', '=', scope.workspace)
    .where('business_account_id', '=', account)
    .where('name', 'in', names)
    .execute();
  return new Map(rows.map((row) => [row.name, row.id]));
}

/** A language to be added, or one whose draft is written anew. */
export type TranslationInput = {
  id: TranslationId;
  template_id: string;
  language: string;
  content: TemplateContent;
  status: TranslationState;
  meta_id: string | null;
  reason: string | null;
  reason_code: string | null;
  quality: string | null;
};

/** Adds languages; those that are there already are left as they are. Returns the ids of the added ones. */
export async function insertTranslations(tx: Tx, scope: Scope, translations: readonly TranslationInput[], now: Instant): Promise<string[]> {
  if (translations.length === 0) return [];
  const rows = await tx
    .insertInto('template_translation')
    .values(
      translations.map((one) => ({
        workspace_id: scope.workspace,
        ...one,
        content: JSON.stringify(one.content),
        recommendation: null,
        submitted_at: null,
        status_at: now,
        checked_at: one.meta_id === null ? null : now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['workspace_id', 'template_id', 'language']).doNothing())
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Makes a deleted language, or a draft, a fresh draft with this content. */
export async function rewriteDraft(tx: Tx, scope: Scope, id: TranslationId, content: TemplateContent, now: Instant): Promise<void> {
  await tx
    .updateTable('template_translation')
    .set({
      content: JSON.stringify(content),
      status: 'draft',
      meta_id: null,
      reason: null,
      reason_code: null,
      recommendation: null,
      quality: null,
      submitted_at: null,
      status_at: now,
      checked_at: null,
      revision: null,
      revised_by: null,
      paused_until: null,
      edits_blocked_until: null,
      // Numbers of versions are never given twice: what was deleted keeps its history.
      version: sql<number>`coalesce((select max(version) from template_version v where v.workspace_id = ${scope.workspace} and v.translation_id = ${id}), 0) + 1`,
    })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}

/** Writes new content into a language without touching its state. */
export async function updateContent(tx: Tx, scope: Scope, id: TranslationId, content: TemplateContent): Promise<void> {
  await tx
    .updateTable('template_translation')
    .set({ content: JSON.stringify(content) })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}

/** Notes that a language is on its way to Meta, so that a verdict that overtakes Meta's own answer finds it; null takes it back. */
export async function markOnItsWay(tx: Tx | Db, scope: Scope, id: TranslationId, submittedAt: Instant | null): Promise<void> {
  await tx.updateTable('template_translation').set({ submitted_at: submittedAt }).where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
}

/** Notes that a language was handed to Meta and under which id; the state is written by `writeStates`. */
export async function markSubmitted(tx: Tx, scope: Scope, id: TranslationId, metaId: string, now: Instant): Promise<void> {
  await tx
    .updateTable('template_translation')
    .set({ meta_id: metaId, submitted_at: now, checked_at: now })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}

/** Files a template under a category; `change` is what came of it, `due` what is announced. Left as they are where undefined. */
export async function updateCategory(
  tx: Tx,
  scope: Scope,
  id: TemplateId,
  filed: { category?: TemplateCategory; change?: Template['category_change']; due?: Template['category_due'] },
): Promise<void> {
  const { category, change, due } = filed;
  await tx
    .updateTable('template')
    .set({
      ...(category === undefined ? {} : { category }),
      ...(change === undefined ? {} : { category_change: JSON.stringify(change) }),
      ...(due === undefined ? {} : { category_due: due === null ? null : JSON.stringify(due) }),
    })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}

/** Keeps what fills the variables of a template. */
export async function updateFills(tx: Tx | Db, scope: Scope, id: TemplateId, fills: Template['fills']): Promise<void> {
  await tx
    .updateTable('template')
    .set({ fills: JSON.stringify(fills) })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}

/** A language whose quality is another than before. */
export type Rated = { id: string; status: string; before: string | null; after: string };

/** Notes when Meta was asked, the quality it said, and (where it was missing) the id it uses. Returns what was rated anew. */
export async function markChecked(
  tx: Tx,
  scope: Scope,
  readings: readonly { id: TranslationId; meta_id: string; quality: string | null }[],
  now: Instant,
): Promise<Rated[]> {
  if (readings.length === 0) return [];
  const found = await sql<Rated>`
    with checked as (
      update template_translation tr set checked_at = ${now}, quality = coalesce(n.quality, tr.quality), meta_id = n.meta_id
      from jsonb_to_recordset(${JSON.stringify(readings)}::jsonb) as n(id uuid, meta_id text, quality text)
      join template_translation o on o.workspace_id = ${scope.workspace} and o.id = n.id
      where tr.workspace_id = ${scope.workspace} and tr.id = n.id
      returning tr.id, tr.status, o.quality as before, tr.quality as after
    )
    select id, status, before, after from checked where after is distinct from before and coalesce(before, 'UNKNOWN') <> after
    order by id`.execute(tx);
  return found.rows;
}

/** Notes a template's quality. Returns the language it is of when it changed, with the quality and the state it had. */
export async function updateQuality(
  tx: Tx,
  scope: Scope,
  metaId: string,
  quality: string,
): Promise<{ id: string; template_id: string; status: string; before: string | null } | undefined> {
  const found = await sql<{ id: string; template_id: string; status: string; before: string | null }>`
    update template_translation tr set quality = ${quality}
    from template_translation o
    where tr.workspace_id = ${scope.workspace} and tr.meta_id = ${metaId} and o.workspace_id = tr.workspace_id and o.id = tr.id
      and tr.quality is distinct from ${quality}
    returning tr.id, tr.template_id, tr.status, o.quality as before`.execute(tx);
  return found.rows[0];
}

/** A state a language is to have. It is not written over a state younger than `knownUntil`: tidings overtake each other. */
export type StateChange = {
  readonly id: string;
  readonly status: TranslationState;
  readonly reason: string | null;
  readonly reason_code: string | null;
  readonly recommendation: string | null;
  readonly detail: string | null;
  /** When a pause ends by itself; null for all else. */
  readonly paused_until: Instant | null;
  /** Only from this state, so that an answer does not undo what a webhook told at the same moment; null from any. */
  readonly was: TranslationState | null;
  readonly event: Id<'fact'>;
};

/** A state that was written: which one it was before tells whether anything is to be set going. */
export type WrittenState = { id: string; template_id: string; before: TranslationState };

/** Writes states and their history. Returns the languages concerned; what is so already changes nothing. */
export async function writeStates(
  tx: Tx | Db,
  scope: Scope,
  changes: readonly StateChange[],
  times: { knownUntil: Instant; at: Instant },
): Promise<WrittenState[]> {
  if (changes.length === 0) return [];
  const written = await sql<WrittenState>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
        as n(id uuid, status text, reason text, reason_code text, recommendation text, detail text, paused_until timestamptz, was text, event uuid)
    ), written as (
      update template_translation tr
      set status = n.status, reason = n.reason, reason_code = n.reason_code, recommendation = n.recommendation, status_at = ${times.at},
        paused_until = n.paused_until
      from given n
      join template_translation o on o.workspace_id = ${scope.workspace} and o.id = n.id
      where tr.workspace_id = ${scope.workspace} and tr.id = n.id and tr.status_at <= ${times.knownUntil} and (n.was is null or tr.status = n.was)
        and (tr.status, tr.reason, tr.reason_code, tr.recommendation) is distinct from (n.status, n.reason, n.reason_code, n.recommendation)
      returning tr.id, tr.template_id, tr.status, o.status as before, n.detail, n.event
    ), told as (
      insert into template_event (workspace_id, id, translation_id, at, status, detail)
      select ${scope.workspace}, event, id, ${times.at}, status, detail from written
    )
    select id, template_id, before from written
  `.execute(tx);
  return written.rows;
}

/** Writes the first line of history of new languages. */
export async function insertEvents(
  tx: Tx,
  scope: Scope,
  events: readonly { id: Id<'fact'>; translation_id: string; status: string; detail: string | null }[],
  at: Instant,
): Promise<void> {
  if (events.length > 0)
    await tx
      .insertInto('template_event')
      .values(events.map((event) => ({ workspace_id: scope.workspace, ...event, at })))
      .execute();
}
