import type { Scope } from '#core/value/actor.ts';
import { presentId, type TemplateId } from '#core/value/id.ts';
import { inBoth } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { hardFaults, lintTemplate, type TemplateDraft } from '#core/whatsapp/law/template.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { deleteTemplate as deleteAtMeta } from '#server/cloud-api/management.ts';
import { defaultAccount, openAccount } from '#server/messaging/number/number.ts';
import { platformRefusal } from '#server/messaging/number/words.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { lockTemplateByName } from './store.ts';
import { insertEvents, insertTemplates, insertTranslations, rewriteDraft, updateCategories, updateContent, writeStates } from './store.write.ts';
import { submitLanguage } from './submit.ts';
import { getTemplate, languagesOf, newEventId, tellTemplates, type TemplateRecord, type TranslationRecord } from './template.ts';

/** Refuses with `template_invalid` and every place Meta would refuse; `at` points into the request's body. */
function refuseFaults(draft: TemplateDraft): void {
  const faults = hardFaults(lintTemplate(draft));
  const first = faults[0];
  if (first === undefined) return;
  const inContent = ['/name', '/language', '/category'];
  const errors = faults.map((fault) => ({
    at: inContent.includes(fault.at) ? `/body${fault.at}` : `/body/content${fault.at}`,
    message: inBoth((language) => faultWords(fault, language)),
  }));
  const why = inBoth((language) => faultWords(first, language));
  throw refusal(
    'template_invalid',
    say('template_faults', { name: draft.name, why: faults.length > 1 ? say('unfit_more', { why, count: faults.length - 1 }) : why }),
    errors,
  );
}

/** What a person writes. */
type TemplateInput = TemplateDraft & { readonly category: 'marketing' | 'utility'; readonly submit: boolean };

/**
 * Writes a template in one language and submits it unless told not to. Written again, a language that was never handed to
 * Meta (or is deleted) is replaced: after a refusal one corrects and calls again. Refuses with `conflict` when the name
 * stands for something Meta has already.
 */
export async function createTemplate(platform: Platform, scope: Scope, input: TemplateInput, now: Instant): Promise<TemplateRecord> {
  refuseFaults(input);
  const account = await defaultAccount(platform.db, scope);
  const id = await platform.db.transaction().execute(async (tx) => {
    await insertTemplates(tx, scope, account, [{ id: platform.random.uuid7('template', now), name: input.name, category: input.category }], now);
    const template = await lockTemplateByName(tx, scope, account, input.name);
    if (template === undefined) throw new Error(`template "${input.name}" vanished while it was written`);
    const others = template.translations.filter((one) => one.language !== input.language && !isFree(one));
    if (others.length > 0)
      throw refusal('conflict', say('template_exists', { name: input.name, language: input.language, id: presentId('template', template.id) }));
    await writeDraft(platform, tx, scope, { template, language: input.language, content: input.content, now });
    await updateCategories(tx, scope, [{ id: template.id, category: input.category }]);
    return template.id;
  });
  return input.submit ? submitLanguage(platform, scope, id, input.language, now) : getTemplate(platform.db, scope, id);
}

/** Adds a language to a template. */
export async function translateTemplate(
  platform: Platform,
  scope: Scope,
  id: TemplateId,
  input: { language: string; content: TemplateContent; submit: boolean },
  now: Instant,
): Promise<TemplateRecord> {
  const before = await getTemplate(platform.db, scope, id);
  refuseFaults({ name: before.name, category: before.category, ...input });
  await platform.db.transaction().execute(async (tx) => {
    const template = await lockTemplateByName(tx, scope, before.account, before.name);
    await writeDraft(platform, tx, scope, { template: template ?? before, language: input.language, content: input.content, now });
  });
  return input.submit ? submitLanguage(platform, scope, id, input.language, now) : getTemplate(platform.db, scope, id);
}

/** May this language be written anew: Meta has never had it, or has it no more. One on its way may have reached Meta. */
function isFree(translation: TranslationRecord): boolean {
  return translation.state === 'deleted' || (translation.state === 'draft' && translation.metaId === null);
}

async function writeDraft(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  draft: { template: TemplateRecord; language: string; content: TemplateContent; now: Instant },
): Promise<void> {
  const { template, language, content, now } = draft;
  const existing = template.translations.find((one) => one.language === language);
  if (existing !== undefined && !isFree(existing)) {
    throw refusal(
      'conflict',
      say('template_language_exists', { name: template.name, language, state: say(`template_is_${existing.state}`), id: presentId('template', template.id) }),
    );
  }
  if (existing === undefined) {
    const id = platform.random.uuid7('translation', now);
    await insertTranslations(
      tx,
      scope,
      [{ id, template_id: template.id, language, content, status: 'draft', meta_id: null, reason: null, reason_code: null, quality: null }],
      now,
    );
    await insertEvents(tx, scope, [{ id: newEventId(platform, now), translation_id: id, status: 'draft', detail: null }], now);
  } else await rewriteDraft(tx, scope, existing.id, content, now);
  await tellTemplates(platform, tx, scope, [template.id]);
}

const submittable: ReadonlySet<string> = new Set(['draft', 'rejected', 'paused']);

/** Submits a draft, or a rejected or paused language with new content. Meta reviews it again. */
export async function submitTemplate(
  platform: Platform,
  scope: Scope,
  id: TemplateId,
  input: { language: string; content?: TemplateContent | undefined },
  now: Instant,
): Promise<TemplateRecord> {
  const template = await getTemplate(platform.db, scope, id);
  const translation = template.translations.find((one) => one.language === input.language);
  if (translation === undefined)
    throw refusal('not_found', say('template_language_missing', { name: template.name, language: input.language, known: languagesOf(template) }));
  if (!submittable.has(translation.state))
    throw refusal(
      'conflict',
      say('template_not_submittable', { name: template.name, language: input.language, state: say(`template_is_${translation.state}`) }),
    );
  if (translation.state !== 'draft' && input.content === undefined)
    throw refusal('conflict', say('template_unchanged', { name: template.name, language: input.language, state: say(`template_is_${translation.state}`) }));
  const content = input.content ?? translation.content;
  refuseFaults({ name: template.name, category: template.category, language: input.language, content });
  if (input.content !== undefined) {
    await platform.db.transaction().execute(async (tx) => {
      await updateContent(tx, scope, translation.id, content);
      await tellTemplates(platform, tx, scope, [id]);
    });
  }
  return submitLanguage(platform, scope, id, input.language, now);
}

/** Meta's "does not exist": what we want gone is gone. */
const goneSubcodes: ReadonlySet<number> = new Set([33, 2593002]);

/** Deletes a template at Meta in all languages, then here. What was sent with it stays readable. */
export async function removeTemplate(platform: Platform, scope: Scope, id: TemplateId, now: Instant): Promise<void> {
  const template = await getTemplate(platform.db, scope, id);
  if (template.translations.some((one) => one.metaId !== null && one.state !== 'deleted')) {
    const line = await openAccount(platform, platform.db, scope, template.account);
    const deleted = await deleteAtMeta(line.caller, line.accountMetaId, template.name);
    if (!deleted.ok && !(deleted.error.subcode !== null && goneSubcodes.has(deleted.error.subcode)))
      throw platformRefusal(deleted.error, say('doing_delete_template', { name: template.name }));
  }
  await platform.db.transaction().execute(async (tx) => {
    const changes = template.translations.map((one) => ({
      id: one.id,
      status: 'deleted' as const,
      reason: null,
      reason_code: null,
      recommendation: null,
      detail: 'deleted here',
      event: newEventId(platform, now),
    }));
    await writeStates(tx, scope, changes, { knownUntil: platform.clock.now(), at: now });
    await tellTemplates(platform, tx, scope, [template.id]);
  });
}
