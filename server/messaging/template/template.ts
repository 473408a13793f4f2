import type { Scope } from '#core/value/actor.ts';
import { type Id, parseId, presentId, type TemplateId } from '#core/value/id.ts';
import { keepTold, parseTold, type SaidValue, type Spoken, typeset } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { refusal } from '#core/contract/refusals.ts';
import { retell, say, tell } from '#core/contract/say.ts';
import type { Template } from '#core/contract/templates.ts';
import { reviewReasons, translationStateOf } from '#core/whatsapp/review.ts';
import { type TemplateCategory, templateCategories } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import type { WireTemplateStatusValue } from '#core/whatsapp/wire.ts';
import { listAccountIds } from '#server/messaging/number/number.ts';
import { templateSync } from '#server/messaging/number/tasks.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { findTranslation, selectEvents, selectTemplate, selectTemplatePage, type TemplateRecord, type TranslationRecord } from './store.ts';
import { markSubmitted, type StateChange, updateCategories, updateQuality, writeStates } from './store.write.ts';

export type { TemplateRecord, TranslationRecord } from './store.ts';
export { chooseTranslation, drawTemplate } from './wire.ts';

/** One template with its languages; `not_found` when there is none of this id. */
export async function getTemplate(db: Db | Tx, scope: Scope, id: TemplateId): Promise<TemplateRecord> {
  const template = await selectTemplate(db, scope, id);
  if (template === undefined) throw refusal('not_found', say('template_gone', { id: presentId('template', id) }));
  return template;
}

/** A page of templates, newest first. */
export function listTemplates(db: Db, scope: Scope, page: { before: TemplateId | undefined; limit: number; approvedOnly: boolean }): Promise<TemplateRecord[]> {
  return selectTemplatePage(db, scope, page);
}

/** Makes the id of a line of history. */
export function newEventId(platform: Platform, now: Instant): Id<'fact'> {
  return platform.random.uuid7('fact', now);
}

/** Tells open screens that templates changed, each once. */
export async function tellTemplates(platform: Platform, tx: Tx | Db, scope: Scope, templates: Iterable<string>): Promise<void> {
  for (const id of new Set(templates)) await platform.live.tell(tx, scope, { kind: 'template', id: presentId('template', parseId<'template'>(id)) });
}

/** `en-US` and `en_US` are one language; the API writes the second. */
function wireLanguage(language: string): string {
  return language.replace('-', '_');
}

/** Meta's category in our words, undefined for one we do not know. */
export function categoryOf(category: string | null | undefined): TemplateCategory | undefined {
  return templateCategories.find((one) => one === category?.toLowerCase());
}

/**
 * Takes in a review's result (webhook message_template_status_update): state, history, words, category. A template we do
 * not know is fetched by the next sync. Running it twice changes nothing.
 */
export async function applyTemplateStatus(platform: Platform, tx: Tx, scope: Scope, value: WireTemplateStatusValue, now: Instant): Promise<void> {
  const metaId = String(value.message_template_id);
  const found = await findTranslation(tx, scope, { metaId, name: value.message_template_name, language: wireLanguage(value.message_template_language) });
  if (found === undefined) return askForSync(platform, tx, scope);
  if (found.meta_id === null) await markSubmitted(tx, scope, parseId(found.id), metaId, now);
  const change = { id: found.id, event: newEventId(platform, now), ...changeOf(value) };
  const written = await writeStates(tx, scope, [change], { knownUntil: now, at: now });
  const category = categoryOf(value.message_template_category);
  if (category !== undefined && category !== found.category) await updateCategories(tx, scope, [{ id: found.template_id, category }]);
  if (written.length > 0 || (category !== undefined && category !== found.category)) await tellTemplates(platform, tx, scope, [found.template_id]);
}

/** What a status webhook says, in our words. */
function changeOf(value: WireTemplateStatusValue): Omit<StateChange, 'id' | 'event'> {
  const status = translationStateOf(value.event);
  if (status === 'approved' || status === 'pending')
    return { status, reason: null, reason_code: null, recommendation: null, detail: value.other_info?.title ?? null };
  const code = value.other_info?.title ?? (value.reason === 'NONE' ? null : value.reason) ?? null;
  const reason = value.rejection_info?.reason ?? value.other_info?.description ?? null;
  const recommendation = value.rejection_info?.recommendation ?? null;
  const unknownEvent = status === 'unknown' ? keepTold(say('review_unknown', { status: value.event })) : null;
  return { status, reason: reason ?? unknownEvent, reason_code: code, recommendation, detail: code ?? unknownEvent };
}

/** Takes in the quality of a template (webhook message_template_quality_update). */
export async function applyTemplateQuality(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  value: { readonly message_template_id: number | string; readonly new_quality_score: string },
): Promise<void> {
  const template = await updateQuality(tx, scope, String(value.message_template_id), value.new_quality_score);
  if (template !== undefined) await tellTemplates(platform, tx, scope, [template]);
}

/**
 * Takes in a change of category (webhook template_category_update). With `correct_category` it is a notice only: what
 * holds is `new_category` still.
 */
export async function applyTemplateCategory(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  value: { readonly message_template_id: number | string; readonly new_category?: string; readonly correct_category?: string },
): Promise<void> {
  const category = categoryOf(value.new_category);
  if (category === undefined) return;
  const found = await findTranslation(tx, scope, { metaId: String(value.message_template_id), name: '', language: '' });
  if (found === undefined || found.category === category) return;
  await updateCategories(tx, scope, [{ id: found.template_id, category }]);
  await tellTemplates(platform, tx, scope, [found.template_id]);
}

/** Asks for a sync of every account a webhook could have meant: those of the workspace. */
async function askForSync(platform: Platform, tx: Tx, scope: Scope): Promise<void> {
  for (const account of await listAccountIds(tx, scope))
    await platform.tasks.add(tx, templateSync, { workspace: scope.workspace, account }, { key: `template.sync ${account}` });
}

/** The languages of a template with their states, for a sentence to hold. */
export function languagesOf(template: TemplateRecord): SaidValue {
  const { translations } = template;
  if (translations.length === 0) return say('none');
  return { list: translations.map(({ language, state }) => say('template_language_state', { language, state: say(`template_is_${state}`) })) };
}

/** Templates as the API shows them in a language, with the history of each of their own. */
export async function presentTemplates(db: Db | Tx, scope: Scope, templates: readonly TemplateRecord[], language: Spoken): Promise<Template[]> {
  const ids = templates.flatMap((template) => template.translations.map((translation) => translation.id));
  const events = ids.length === 0 ? [] : await selectEvents(db, scope, ids);
  const byTranslation = Map.groupBy(events, (event) => event.translation_id);
  return templates.map((template) => ({
    id: presentId('template', template.id),
    name: template.name,
    category: template.category,
    translations: template.translations.map((translation) => ({
      ...presentTranslation(translation, language),
      history: (byTranslation.get(translation.id) ?? []).map((event) => ({
        at: event.at.toISOString(),
        state: event.status,
        detail: retell(event.detail, language),
      })),
    })),
    created_at: template.createdAt.toISOString(),
  }));
}

type Verdict = Pick<TranslationRecord, 'reason' | 'reasonCode' | 'recommendation'>;

const wordsOf = ({ reasonCode }: Verdict, language: Spoken) => (reasonCode === null ? undefined : reviewReasons[reasonCode]?.[language]);
/** Meta's own sentences are English; whoever reads another language gets ours first. */
const isForeign = (text: string, language: Spoken): boolean => language !== 'en' && typeof parseTold(text) === 'string';

function reasonOf(verdict: Verdict, language: Spoken): string | null {
  const words = wordsOf(verdict, language);
  if (verdict.reason === null) return words === undefined ? null : typeset(words.because, language);
  if (words === undefined || !isForeign(verdict.reason, language)) return retell(verdict.reason, language);
  return tell(say('review_quoted', { because: words.because, said: verdict.reason }), language);
}

function cureOf(verdict: Verdict, language: Spoken): string | null {
  const words = wordsOf(verdict, language);
  const given = verdict.recommendation;
  if (given !== null && (words === undefined || !isForeign(given, language))) return retell(given, language);
  return words === undefined ? null : typeset(words.cure, language);
}

function presentTranslation(translation: TranslationRecord, language: Spoken): Omit<Template['translations'][number], 'history'> {
  return {
    id: presentId('translation', translation.id),
    language: translation.language,
    content: translation.content,
    variables: templateVariables(translation.content),
    state: translation.state,
    reason: reasonOf(translation, language) ?? translation.reasonCode,
    reason_code: translation.reasonCode,
    recommendation: cureOf(translation, language),
    quality: translation.quality,
    submitted_at: translation.submittedAt?.toISOString() ?? null,
    state_at: translation.stateAt.toISOString(),
    checked_at: translation.checkedAt?.toISOString() ?? null,
  };
}
