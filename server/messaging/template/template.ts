import type { Scope } from '#core/value/actor.ts';
import { type BusinessId, type Id, presentId, type TemplateId } from '#core/value/id.ts';
import type { SaidValue } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { TranslationState } from '#core/whatsapp/template.ts';
import { findDefaultAccount, listAccountIds } from '#server/messaging/number/number.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { selectNamesakes, selectTemplate, selectTemplatePage, type TemplateRecord, type TranslationRecord } from './store.ts';
import type { StateChange } from './store.write.ts';

export type { TemplateRecord, TranslationRecord } from './store.ts';
export { drawTemplate } from '#core/whatsapp/draw.ts';
export { chooseTranslation } from './wire.ts';

/** One template with its languages; `not_found` when there is none of this id. */
export async function getTemplate(db: Db | Tx, scope: Scope, id: TemplateId): Promise<TemplateRecord> {
  const template = await selectTemplate(db, scope, id);
  if (template === undefined) throw refusal('not_found', say('template_gone', { id: presentId('template', id) }));
  return template;
}

/** One language of a template; `not_found` with those it has. */
export function getTranslation(template: TemplateRecord, language: string): TranslationRecord {
  const translation = template.translations.find((one) => one.language === language);
  if (translation === undefined) throw refusal('not_found', say('template_language_missing', { name: template.name, language, known: languagesOf(template) }));
  return translation;
}

/**
 * The same template as a business account has it: itself when it lives there, else its copy of that name. Undefined when the
 * account has none. A number sends the templates of its own account only.
 */
export async function findCopy(db: Db | Tx, scope: Scope, template: TemplateRecord, account: BusinessId): Promise<TemplateRecord | undefined> {
  if (template.account === account) return template;
  return (await selectNamesakes(db, scope, [template.name])).find((one) => one.account === account);
}

/**
 * The template as a number of this account sends it: its own, or the copy of the same name there when Meta has approved that in any
 * language. The one that was asked for when there is no such copy: whoever sends it says that it lives elsewhere.
 */
export async function templateFor(db: Db | Tx, scope: Scope, template: TemplateRecord, account: BusinessId): Promise<TemplateRecord> {
  const copy = await findCopy(db, scope, template, account);
  return copy !== undefined && copy.translations.some(({ state }) => state === 'approved') ? copy : template;
}

/** A page of templates, newest first; the same template in several accounts is one. */
export async function listTemplates(
  db: Db,
  scope: Scope,
  page: { before: TemplateId | undefined; limit: number; approvedOnly: boolean },
): Promise<TemplateRecord[]> {
  const account = (await findDefaultAccount(db, scope)) ?? (await listAccountIds(db, scope))[0];
  return account === undefined ? [] : selectTemplatePage(db, scope, { ...page, account });
}

/** Makes the id of a line of history. */
export function newEventId(platform: Platform, now: Instant): Id<'fact'> {
  return platform.random.uuid7('fact', now);
}

/** A state without reasons, to be written with a line of history. */
export function stateOnly(platform: Platform, id: string, status: TranslationState, detail: string | null, now: Instant): StateChange {
  return { id, status, reason: null, reason_code: null, recommendation: null, detail, paused_until: null, was: null, event: newEventId(platform, now) };
}

/** The languages of a template with their states, for a sentence to hold. */
export function languagesOf(template: TemplateRecord): SaidValue {
  const { translations } = template;
  if (translations.length === 0) return say('none');
  return { list: translations.map(({ language, state }) => say('template_language_state', { language, state: say(`template_is_${state}`) })) };
}
