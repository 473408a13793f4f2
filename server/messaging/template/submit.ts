import type { Scope } from '#core/value/actor.ts';
import { parsePublicId, presentId, type TemplateId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import { inBoth, keepTold } from '#core/value/say.ts';
import { after, type Instant, minute } from '#core/value/time.ts';
import { type Refusal, refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { translationStateOf } from '#core/whatsapp/review.ts';
import type { TranslationState } from '#core/whatsapp/template.ts';
import type { PlatformError } from '#server/cloud-api/caller.ts';
import { createTemplate as createAtMeta, editTemplate as editAtMeta, listTemplates as listAtMeta, uploadHandle } from '#server/cloud-api/management.ts';
import { getMedia } from '#server/messaging/media/media.ts';
import { type AccountLine, openAccount } from '#server/messaging/number/number.ts';
import { codeOf, platformRefusal } from '#server/messaging/number/words.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { parseListedTemplate, shapeOf } from './parse.ts';
import { bringSyncForward } from './store.sync.ts';
import { markOnItsWay, markSubmitted, updateCategories, writeStates } from './store.write.ts';
import { categoryOf, getTemplate, languagesOf, newEventId, tellTemplates, type TemplateRecord, type TranslationRecord } from './template.ts';
import { toWireComponents, toWireCreate } from './wire.ts';

/** When no webhook has told the verdict by then, Meta is asked. */
const verdictWithinMilliseconds = minute;
/** Meta's "there is already a template of this name in this language". */
const existsSubcode = 2388024;

/** One language on its way, and when it was asked for. */
type Handing = { readonly template: TemplateRecord; readonly translation: TranslationRecord; readonly now: Instant };

type Submitted = { readonly metaId: string; readonly status: TranslationState; readonly category: string | undefined };

/**
 * Hands one language to Meta for review: a new one is created there, one that Meta knows is edited. What was written
 * stays ours whatever comes of it. Refuses with `template_refused` and Meta's words, or with `platform_…`. Safe to run
 * twice: a creation that got through although its answer was lost is recognised by its name, language and text.
 */
async function submitTranslation(platform: Platform, scope: Scope, template: TemplateRecord, translation: TranslationRecord, now: Instant): Promise<void> {
  const line = await openAccount(platform, platform.db, scope, template.account);
  const handle = await headerHandle(platform, scope, line, translation);
  await markOnItsWay(platform.db, scope, translation.id, now);
  const answer =
    translation.metaId === null ? await createOrAdopt(line, template, translation, handle) : await edit(line, translation, translation.metaId, handle);
  if (!answer.ok) throw await keepRefusal(platform, scope, { template, translation, now }, answer.error);
  await keepSubmission(platform, scope, { template, translation, now }, answer.submitted);
}

type Answer = { readonly ok: true; readonly submitted: Submitted } | { readonly ok: false; readonly error: PlatformError };

async function createOrAdopt(line: AccountLine, template: TemplateRecord, translation: TranslationRecord, handle: string | null): Promise<Answer> {
  const created = await createAtMeta(line.caller, line.accountMetaId, toWireCreate(template, translation, handle));
  if (created.ok)
    return { ok: true, submitted: { metaId: created.value.id, status: translationStateOf(created.value.status), category: created.value.category } };
  if (created.error.subcode !== existsSubcode && created.error.code !== existsSubcode) return created;
  const listed = await listAtMeta(line.caller, line.accountMetaId);
  const same = listed.ok ? listed.value.find((one) => one.name === template.name && one.language === translation.language) : undefined;
  if (same === undefined || shapeOf(parseListedTemplate(same, translation.content).content) !== shapeOf(translation.content)) return created;
  return { ok: true, submitted: { metaId: same.id, status: translationStateOf(same.status), category: same.category } };
}

async function edit(line: AccountLine, translation: TranslationRecord, metaId: string, handle: string | null): Promise<Answer> {
  const edited = await editAtMeta(line.caller, metaId, toWireComponents(translation.content, handle));
  return edited.ok ? { ok: true, submitted: { metaId, status: 'pending', category: undefined } } : edited;
}

async function headerHandle(platform: Platform, scope: Scope, line: AccountLine, translation: TranslationRecord): Promise<string | null> {
  const { header } = translation.content;
  if (header?.kind !== 'image') return null;
  const id = parsePublicId('media', header.media);
  if (isRefused(id)) throw refusal('template_invalid', say('template_header', { why: id.detail }), [{ at: '/content/header/media', message: id.detail }]);
  const media = await getMedia(platform.db, scope, id);
  const uploaded = await uploadHandle(line.caller, line.app, { bytes: await platform.files.read(media.file_key), mime: media.mime, name: media.name });
  if (!uploaded.ok) throw platformRefusal(uploaded.error, say('doing_take_header', { name: media.name }));
  return uploaded.value.handle;
}

/** Writes what Meta answered, unless a webhook has told more in the meantime, and asks Meta again if none comes. */
async function keepSubmission(platform: Platform, scope: Scope, handing: Handing, submitted: Submitted): Promise<void> {
  const { template, translation, now } = handing;
  await platform.db.transaction().execute(async (tx) => {
    await markSubmitted(tx, scope, translation.id, submitted.metaId, now);
    const change = {
      id: translation.id,
      status: submitted.status,
      reason: null,
      reason_code: null,
      recommendation: null,
      detail: null,
      event: newEventId(platform, now),
    };
    await writeStates(tx, scope, [change], { knownUntil: now, at: now });
    const category = categoryOf(submitted.category);
    if (category !== undefined) await updateCategories(tx, scope, [{ id: template.id, category }]);
    await askAgain(tx, scope, template, now);
    await tellTemplates(platform, tx, scope, [template.id]);
  });
}

async function askAgain(tx: Tx | Db, scope: Scope, template: TemplateRecord, now: Instant): Promise<void> {
  await bringSyncForward(tx, scope, template.account, after(now, verdictWithinMilliseconds));
}

/** Writes why Meta said no beside what was written, and makes the refusal. Without an answer Meta may have it: then it is looked for. */
async function keepRefusal(platform: Platform, scope: Scope, handing: Handing, error: PlatformError): Promise<Refusal> {
  const { template, translation, now } = handing;
  const doing = say('doing_take_template', { name: template.name, language: translation.language });
  if (error.fate === 'in_doubt') {
    await askAgain(platform.db, scope, template, now);
    return platformRefusal(error, doing);
  }
  if (translation.metaId === null) await markOnItsWay(platform.db, scope, translation.id, null);
  const said = [error.userTitle, error.userMessage ?? error.details ?? error.message].filter((part) => part !== null).join(': ');
  const known = explainError(error.subcode ?? error.code ?? -1);
  const cure = known.known ? inBoth((language) => known[language].cure) : null;
  const change = {
    id: translation.id,
    status: translation.state,
    reason: said,
    reason_code: codeOf(error),
    recommendation: cure === null ? null : keepTold(cure),
    detail: keepTold(say('review_refused', { said })),
    event: newEventId(platform, now),
  };
  await platform.db.transaction().execute(async (tx) => {
    await writeStates(tx, scope, [change], { knownUntil: now, at: now });
    await tellTemplates(platform, tx, scope, [template.id]);
  });
  if (error.userMessage === null && error.code !== 100) return platformRefusal(error, doing);
  const refused = {
    name: template.name,
    language: translation.language,
    code: codeOf(error),
    said: said.replace(/\.$/, ''),
    id: presentId('template', template.id),
  };
  return refusal('template_refused', cure === null ? say('template_refused', refused) : say('template_refused_cure', { ...refused, cure }));
}

/** Submits one language by its name; used after a draft was written. */
export async function submitLanguage(platform: Platform, scope: Scope, id: TemplateId, language: string, now: Instant): Promise<TemplateRecord> {
  const template = await getTemplate(platform.db, scope, id);
  const translation = template.translations.find((one) => one.language === language);
  if (translation === undefined) throw refusal('not_found', say('template_language_missing', { name: template.name, language, known: languagesOf(template) }));
  await submitTranslation(platform, scope, template, translation, now);
  return getTemplate(platform.db, scope, id);
}
