import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BusinessId, Id, TemplateId, TranslationId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { TemplateCategory, TemplateContent, TranslationState } from '#core/whatsapp/template.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** Adds templates; those whose name the account has already are left as they are. Returns the ids by name of all. */
export async function insertTemplates(
  tx: Tx,
  scope: Scope,
  account: BusinessId,
  templates: readonly { id: TemplateId; name: string; category: TemplateCategory }[],
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

/** Writes the content of several languages that were edited at Meta. */
export async function updateContents(tx: Tx, scope: Scope, contents: readonly { id: TranslationId; content: TemplateContent }[]): Promise<void> {
  if (contents.length === 0) return;
  await sql`
    update template_translation tr set content = n.content
    from jsonb_to_recordset(${JSON.stringify(contents)}::jsonb) as n(id uuid, content jsonb)
    where tr.workspace_id = ${scope.workspace} and tr.id = n.id
  `.execute(tx);
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

/** Files templates under the category Meta says. */
export async function updateCategories(tx: Tx, scope: Scope, changes: readonly { id: string; category: TemplateCategory }[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update template t set category = n.category
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as n(id uuid, category text)
    where t.workspace_id = ${scope.workspace} and t.id = n.id and t.category <> n.category
  `.execute(tx);
}

/** Notes when Meta was asked, the quality it said, and (where it was missing) the id it uses. */
export async function markChecked(
  tx: Tx,
  scope: Scope,
  readings: readonly { id: TranslationId; meta_id: string; quality: string | null }[],
  now: Instant,
): Promise<void> {
  if (readings.length === 0) return;
  await sql`
    update template_translation tr set checked_at = ${now}, quality = coalesce(n.quality, tr.quality), meta_id = n.meta_id
    from jsonb_to_recordset(${JSON.stringify(readings)}::jsonb) as n(id uuid, meta_id text, quality text)
    where tr.workspace_id = ${scope.workspace} and tr.id = n.id
  `.execute(tx);
}

/** Writes the quality Meta reports for one language. Returns its template when it is known. */
export async function updateQuality(tx: Tx, scope: Scope, metaId: string, quality: string): Promise<string | undefined> {
  const row = await tx
    .updateTable('template_translation')
    .set({ quality })
    .where('workspace_id', '=', scope.workspace)
    .where('meta_id', '=', metaId)
    .returning('template_id')
    .executeTakeFirst();
  return row?.template_id;
}

/** A state a language is to have. It is not written over a state younger than `knownUntil`: tidings overtake each other. */
export type StateChange = {
  readonly id: string;
  readonly status: TranslationState;
  readonly reason: string | null;
  readonly reason_code: string | null;
  readonly recommendation: string | null;
  readonly detail: string | null;
  readonly event: Id<'fact'>;
};

/** Writes states and their history. Returns the templates concerned; what is so already changes nothing. */
export async function writeStates(
  tx: Tx | Db,
  scope: Scope,
  changes: readonly StateChange[],
  times: { knownUntil: Instant; at: Instant },
): Promise<{ id: string; template_id: string }[]> {
  if (changes.length === 0) return [];
  const written = await sql<{ id: string; template_id: string }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
        as n(id uuid, status text, reason text, reason_code text, recommendation text, detail text, event uuid)
    ), written as (
      update template_translation tr
      set status = n.status, reason = n.reason, reason_code = n.reason_code, recommendation = n.recommendation, status_at = ${times.at}
      from given n
      where tr.workspace_id = ${scope.workspace} and tr.id = n.id and tr.status_at <= ${times.knownUntil}
        and (tr.status, tr.reason, tr.reason_code, tr.recommendation) is distinct from (n.status, n.reason, n.reason_code, n.recommendation)
      returning tr.id, tr.template_id, tr.status, n.detail, n.event
    ), told as (
      insert into template_event (workspace_id, id, translation_id, at, status, detail)
      select ${scope.workspace}, event, id, ${times.at}, status, detail from written
    )
    select id, template_id from written
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
