import type { Actor, Scope } from '#core/value/actor.ts';
import { type BusinessId, presentId, type TemplateId } from '#core/value/id.ts';
import { inBoth, keepTold } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Template } from '#core/contract/templates.ts';
import { hardFaults, lintTemplate, type TemplateDraft } from '#core/whatsapp/law/template.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { deleteTemplate as deleteAtMeta } from '#server/cloud-api/management.ts';
import { defaultAccount, openAccount } from '#server/messaging/number/number.ts';
import { platformRefusal } from '#server/messaging/number/words.ts';
import { type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { editsOf, editsSince } from './edits.ts';
import { refuseFills } from './fills.ts';
import { lockTemplateByName, type TemplateRecord, type TranslationRecord } from './store.ts';
import { selectEdits, writeRevision } from './store.versions.ts';
import { insertEvents, insertTemplates, insertTranslations, rewriteDraft, updateCategory, updateContent, updateFills, writeStates } from './store.write.ts';
import { submitLanguage } from './submit.ts';
import { getTemplate, getTranslation, newEventId, stateOnly } from './template.ts';
import { tellStates, tellTemplates } from './tidings.ts';

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

/** What a person writes; `account` undefined is the default one. */
export type TemplateInput = TemplateDraft & { readonly submit: boolean; readonly account: BusinessId | undefined; readonly fills: Template['fills'] };

/**
 * Writes a template in one language and submits it unless told not to. Written again, a language that was never handed to
 * Meta (or is deleted) is replaced: after a refusal one corrects and calls again. Refuses with `conflict` when the name
 * stands for something Meta has already.
 */
export async function createTemplate(platform: Platform, actor: Actor, input: TemplateInput, now: Instant): Promise<TemplateRecord> {
  refuseFaults(input);
  refuseFills(input.name, [input.content], input.fills);
  const scope = scopeOf(actor);
  const account = input.account ?? (await defaultAccount(platform.db, scope));
  const id = await platform.db.transaction().execute(async (tx) => {
    const fresh = { id: platform.random.uuid7('template', now), name: input.name, category: input.category, created_by: ownerOf(actor) };
    await insertTemplates(tx, scope, account, [fresh], now);
    const template = await lockTemplateByName(tx, scope, account, input.name);
    if (template === undefined) throw new Error(`template "${input.name}" vanished while it was written`);
    const others = template.translations.filter((one) => one.language !== input.language && !isFree(one));
    if (others.length > 0)
      throw refusal('conflict', say('template_exists', { name: input.name, language: input.language, id: presentId('template', template.id) }));
    await writeDraft(platform, tx, scope, { template, language: input.language, content: input.content, now });
    await updateCategory(tx, scope, template.id, { category: input.category, due: null });
    if (Object.keys(input.fills).length > 0) await updateFills(tx, scope, template.id, input.fills);
    return template.id;
  });
  return input.submit ? submitLanguage(platform, actor, id, input.language, now) : getTemplate(platform.db, scope, id);
}

/** Only people are owners: nobody reads the notices of a key or a program. */
function ownerOf(actor: Actor): string | null {
  return actor.kind === 'user' ? actor.id : null;
}

/** Adds a language to a template. */
export async function translateTemplate(
  platform: Platform,
  actor: Actor,
  id: TemplateId,
  input: { language: string; content: TemplateContent; submit: boolean },
  now: Instant,
): Promise<TemplateRecord> {
  const scope = scopeOf(actor);
  const before = await getTemplate(platform.db, scope, id);
  refuseFaults({ name: before.name, category: before.category, ...input });
  await platform.db.transaction().execute(async (tx) => {
    const template = await lockTemplateByName(tx, scope, before.account, before.name);
    await writeDraft(platform, tx, scope, { template: template ?? before, language: input.language, content: input.content, now });
  });
  return input.submit ? submitLanguage(platform, actor, id, input.language, now) : getTemplate(platform.db, scope, id);
}

/** May this language be written anew: Meta has never had it, or has it no more. One on its way may have reached Meta. */
export function isFree(translation: TranslationRecord): boolean {
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

/** What Meta takes changes of. */
const revisable: ReadonlySet<string> = new Set(['approved', 'rejected', 'paused']);

/**
 * Keeps a change of a language as a draft beside what Meta has, or throws it away. It need not be whole yet: the laws are
 * looked at when it is handed over. A language that is a draft itself is simply written anew.
 */
export async function reviseTemplate(
  platform: Platform,
  actor: Actor,
  id: TemplateId,
  input: { language: string; content: TemplateContent | null },
  now: Instant,
): Promise<TemplateRecord> {
  const scope = scopeOf(actor);
  const template = await getTemplate(platform.db, scope, id);
  const translation = getTranslation(template, input.language);
  const isDraft = isFree(translation) && input.content !== null;
  if (!isDraft && !revisable.has(translation.state) && input.content !== null)
    throw refusal('conflict', say('template_not_revisable', { name: template.name, language: input.language, state: say(`template_is_${translation.state}`) }));
  await platform.db.transaction().execute(async (tx) => {
    if (isDraft && input.content !== null) await writeDraft(platform, tx, scope, { template, language: input.language, content: input.content, now });
    else await writeRevision(tx, scope, translation.id, input.content === null ? null : { content: input.content, by: actor.name });
    await tellTemplates(platform, tx, scope, [id]);
  });
  return getTemplate(platform.db, scope, id);
}

/**
 * Submits a draft, or a change of an approved, rejected or paused language: the content given, else the one that was drafted.
 * Meta reviews it again. What it would refuse for coming too early is refused here with the time when it is possible.
 */
export async function submitTemplate(
  platform: Platform,
  actor: Actor,
  id: TemplateId,
  input: { language: string; content?: TemplateContent | undefined },
  now: Instant,
): Promise<TemplateRecord> {
  const scope = scopeOf(actor);
  const template = await getTemplate(platform.db, scope, id);
  const translation = getTranslation(template, input.language);
  const { name } = template;
  const { language } = translation;
  const state = say(`template_is_${translation.state}`);
  if (translation.state !== 'draft' && !revisable.has(translation.state)) throw refusal('conflict', say('template_not_submittable', { name, language, state }));
  const content = input.content ?? (translation.state === 'draft' ? translation.content : translation.revision);
  if (content === null) throw refusal('conflict', say('template_unchanged', { name, language, state }));
  refuseFaults({ name, category: template.category, language, content });
  if (translation.state === 'approved' && isSame(content, translation.content)) throw refusal('conflict', say('template_same', { name, language }));
  if (input.content !== undefined || translation.state !== 'draft') {
    await platform.db.transaction().execute(async (tx) => {
      if (translation.state === 'draft') await updateContent(tx, scope, translation.id, content);
      else await writeRevision(tx, scope, translation.id, { content, by: actor.name });
      await tellTemplates(platform, tx, scope, [id]);
    });
  }
  await refuseTooSoon(platform, scope, template, translation, now);
  return submitLanguage(platform, actor, id, language, now);
}

/** Key order counts for nothing. */
function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}

/** Meta would say 2388039; we say until when. What was written is kept before. */
async function refuseTooSoon(platform: Platform, scope: Scope, template: TemplateRecord, translation: TranslationRecord, now: Instant): Promise<void> {
  const made = await selectEdits(platform.db, scope, [translation.id], editsSince(now));
  const times = made.map((edit) => edit.at);
  const { allowed, nextAt } = editsOf(translation.state, times, translation.editsBlockedUntil, now);
  if (allowed || nextAt === null) return;
  throw refusal('conflict', say('template_edits_spent', { name: template.name, language: translation.language, at: { moment: nextAt.toISOString() } }));
}

/** Meta's "does not exist": what we want gone is gone. */
const goneSubcodes: ReadonlySet<number> = new Set([33, 2593002]);

/** Deletes a template at Meta in all languages, then here; who sends it holds. What was sent with it stays readable. */
export async function removeTemplate(platform: Platform, scope: Scope, id: TemplateId, now: Instant): Promise<void> {
  const template = await getTemplate(platform.db, scope, id);
  if (template.translations.some((one) => one.metaId !== null && one.state !== 'deleted')) {
    const line = await openAccount(platform, platform.db, scope, template.account);
    const deleted = await deleteAtMeta(line.caller, line.accountMetaId, template.name);
    if (!deleted.ok && !(deleted.error.subcode !== null && goneSubcodes.has(deleted.error.subcode)))
      throw platformRefusal(deleted.error, say('doing_delete_template', { name: template.name }));
  }
  await platform.db.transaction().execute(async (tx) => {
    const changes = template.translations.map((one) => stateOnly(platform, one.id, 'deleted', keepTold(say('review_deleted_here')), now));
    const written = await writeStates(tx, scope, changes, { knownUntil: platform.clock.now(), at: now });
    await tellStates(platform, tx, scope, written, 'here', now);
    await tellTemplates(platform, tx, scope, [template.id]);
  });
}
