import { type Actor, type Scope } from '#core/value/actor.ts';
import { parsePublicId, presentId, type TemplateId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import { inBoth, keepTold } from '#core/value/say.ts';
import { after, day, type Instant, minute } from '#core/value/time.ts';
import { type Refusal, refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { sampleFiles } from '#core/whatsapp/draw.ts';
import { translationStateOf } from '#core/whatsapp/review.ts';
import type { TemplateContent, TranslationState } from '#core/whatsapp/template.ts';
import type { PlatformError } from '#server/cloud-api/caller.ts';
import {
  createTemplate as createAtMeta,
  editTemplate as editAtMeta,
  listTemplates as listAtMeta,
  readTemplate as readAtMeta,
  uploadHandle,
} from '#server/cloud-api/management.ts';
import { getMedia } from '#server/messaging/media/media.ts';
import { type AccountLine, openAccount } from '#server/messaging/number/number.ts';
import { codeOf, platformRefusal } from '#server/messaging/number/words.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { blockedUntil } from './blocked.ts';
import { categoryOf, changeCategory } from './category.ts';
import { listedWords } from './imports.ts';
import { parseListedTemplate, shapeOf } from './parse.ts';
import { selectEvents, type TemplateRecord, type TranslationRecord } from './store.ts';
import { bringSyncForward } from './store.sync.ts';
import { adoptRevision, blockEdits, insertFirstVersions } from './store.versions.ts';
import { insertEvents, markOnItsWay, markSubmitted, writeStates } from './store.write.ts';
import { getTemplate, getTranslation, newEventId, stateOnly } from './template.ts';
import { tellChange, tellStates, tellTemplates } from './tidings.ts';
import { toWireComponents, toWireCreate } from './wire.create.ts';

/** When no webhook has told the verdict by then, Meta is asked. */
const verdictWithinMilliseconds = minute;
/** Meta's "there is already a template of this name in this language". */
const existsSubcode = 2388024;
/** Meta's "the status can't be changed": in review, or changed too often. */
const tooSoonSubcode = 2388039;

/** One language on its way: what of it is handed over, by whom, and when that was asked for. */
type Handing = {
  readonly template: TemplateRecord;
  readonly translation: TranslationRecord;
  readonly content: TemplateContent;
  readonly actor: Actor;
  readonly now: Instant;
};

type Submitted = { readonly metaId: string; readonly status: TranslationState; readonly category: string | undefined };
type Answer = { readonly ok: true; readonly submitted: Submitted } | { readonly ok: false; readonly error: PlatformError };

/**
 * Hands one language to Meta for review: a new one is created there; of one that Meta knows the waiting change (its revision) is
 * handed over and becomes its content once Meta has taken it. What was written stays ours whatever comes of it. Refuses with
 * `template_refused` and Meta's words, or with `platform_…`. Safe to run twice: a creation that got through although its answer was
 * lost is recognised by its name, language and text.
 */
export async function submitLanguage(platform: Platform, actor: Actor, id: TemplateId, language: string, now: Instant): Promise<TemplateRecord> {
  const scope = scopeOf(actor);
  const template = await getTemplate(platform.db, scope, id);
  const translation = getTranslation(template, language);
  const content = translation.metaId === null ? translation.content : (translation.revision ?? translation.content);
  const handing: Handing = { template, translation, content, actor, now };
  if (translation.metaId === null) await refuseBlocked(platform, scope, template, translation, now);
  const line = await openAccount(platform, platform.db, scope, template.account);
  const handles = await uploadSamples(platform, scope, line, content);
  const answer = translation.metaId === null ? await create(platform, scope, line, handing, handles) : await edit(line, handing, translation.metaId, handles);
  if (!answer.ok) throw await keepRefusal(platform, scope, handing, answer.error);
  await keepSubmission(platform, scope, handing, answer.submitted);
  if (translation.metaId !== null && answer.submitted.status === 'pending') await readVerdict(platform, scope, line, handing, translation.metaId);
  return getTemplate(platform.db, scope, id);
}

async function create(
  platform: Platform,
  scope: Scope,
  line: AccountLine,
  { template, translation, content, now }: Handing,
  handles: Handles,
): Promise<Answer> {
  await markOnItsWay(platform.db, scope, translation.id, now);
  const created = await createAtMeta(line.caller, line.accountMetaId, toWireCreate(template, { language: translation.language, content }, handles));
  if (created.ok)
    return { ok: true, submitted: { metaId: created.value.id, status: translationStateOf(created.value.status), category: created.value.category } };
  if (created.error.subcode !== existsSubcode && created.error.code !== existsSubcode) return created;
  const listed = await listAtMeta(line.caller, line.accountMetaId);
  const same = listed.ok ? listed.value.find((one) => one.name === template.name && one.language === translation.language) : undefined;
  if (same === undefined || shapeOf(parseListedTemplate(same, content).content) !== shapeOf(content)) return created;
  return { ok: true, submitted: { metaId: same.id, status: translationStateOf(same.status), category: same.category } };
}

/** Meta would say 2388023; we say until when. What was written is a draft by now. */
async function refuseBlocked(platform: Platform, scope: Scope, template: TemplateRecord, translation: TranslationRecord, now: Instant): Promise<void> {
  const ids = template.translations.map((one) => one.id);
  const until = blockedUntil(translation, template.translations, await selectEvents(platform.db, scope, ids), now);
  if (until === null) return;
  const at = { moment: until.toISOString() };
  throw refusal('conflict', say('template_name_blocked', { name: template.name, language: translation.language, at }));
}

/** Meta answers a change with a bare yes, and its pages disagree on the state that follows: so it is read. */
async function edit(line: AccountLine, { content }: Handing, metaId: string, handles: Handles): Promise<Answer> {
  const edited = await editAtMeta(line.caller, metaId, toWireComponents(content, handles));
  if (!edited.ok) return edited;
  const read = await readAtMeta(line.caller, metaId);
  return { ok: true, submitted: { metaId, status: read.ok ? translationStateOf(read.value.status) : 'pending', category: undefined } };
}

/** What the resumable upload called each file of ours, by its border id. */
type Handles = ReadonlyMap<string, string>;

/** Hands Meta the samples of every header, cards too; one after the other, since there are few. */
async function uploadSamples(platform: Platform, scope: Scope, line: AccountLine, content: TemplateContent): Promise<Handles> {
  const handles = new Map<string, string>();
  for (const file of sampleFiles(content)) {
    const id = parsePublicId('media', file);
    if (isRefused(id)) throw refusal('template_invalid', say('template_header', { why: id.detail }), [{ at: '/content/header/media', message: id.detail }]);
    const media = await getMedia(platform.db, scope, id);
    const uploaded = await uploadHandle(line.caller, line.app, { bytes: await platform.files.read(media.file_key), mime: media.mime, name: media.name });
    if (!uploaded.ok) throw platformRefusal(uploaded.error, say('doing_take_header', { name: media.name }));
    handles.set(file, uploaded.value.handle);
  }
  return handles;
}

/** Writes what Meta answered, unless a webhook has told more in the meantime, and asks Meta again if none comes. */
async function keepSubmission(platform: Platform, scope: Scope, handing: Handing, submitted: Submitted): Promise<void> {
  const { template, translation, actor, now } = handing;
  const isNew = translation.metaId === null;
  await platform.db.transaction().execute(async (tx) => {
    await markSubmitted(tx, scope, translation.id, submitted.metaId, now);
    if (isNew) await insertFirstVersions(tx, scope, [translation.id], { by: actor.name, origin: 'here' }, now);
    else if (await adoptRevision(tx, scope, translation.id, now)) await tellRevision(platform, tx, scope, handing);
    const change = { ...stateOnly(platform, translation.id, submitted.status, null, now), was: translation.state };
    const written = await writeStates(tx, scope, [change], { knownUntil: now, at: now });
    // Those who send it were told that it changed; that it may be sent is told by the verdict, or here when there is none to wait for.
    await tellStates(platform, tx, scope, submitted.status === 'pending' ? [] : written, 'here', now);
    if (!isNew && submitted.status === 'approved' && translation.state === 'approved')
      await tellChange(platform, tx, scope, { template, language: translation.language, change: 'approved', detail: changedSentence(handing) });
    await changeCategory(platform, tx, scope, { template: await getTemplate(tx, scope, template.id), to: categoryOf(submitted.category), isNew: true }, now);
    await askAgain(tx, scope, template, now);
    await tellTemplates(platform, tx, scope, [template.id]);
  });
}

/**
 * A verdict on a change may have been told before we had noted that one is waited for, and then it told nothing new. So Meta is asked
 * once more; what it decides from here on comes by webhook.
 */
async function readVerdict(platform: Platform, scope: Scope, line: AccountLine, { template, translation, now }: Handing, metaId: string): Promise<void> {
  const read = await readAtMeta(line.caller, metaId);
  if (!read.ok) return;
  const status = translationStateOf(read.value.status);
  if (status === 'pending' || status === 'unknown') return;
  await platform.db.transaction().execute(async (tx) => {
    const change = { ...stateOnly(platform, translation.id, status, null, now), ...listedWords(read.value, status, null), was: 'pending' as const };
    const written = await writeStates(tx, scope, [change], { knownUntil: now, at: now });
    await tellStates(platform, tx, scope, written, 'meta', now);
    await tellTemplates(platform, tx, scope, [template.id]);
  });
}

function changedSentence({ template, translation }: Handing) {
  return say('template_told_changed', { name: template.name, language: translation.language });
}

/** A line of history, and whoever sends it holds: what they planned with is no longer what goes out. */
async function tellRevision(platform: Platform, tx: Tx, scope: Scope, handing: Handing): Promise<void> {
  const { template, translation, now } = handing;
  const detail = keepTold(say('review_version', { version: translation.version + 1 }));
  await insertEvents(tx, scope, [{ id: newEventId(platform, now), translation_id: translation.id, status: translation.state, detail }], now);
  await tellChange(platform, tx, scope, { template, language: translation.language, change: 'content', detail: changedSentence(handing) });
}

async function askAgain(tx: Tx | Db, scope: Scope, template: TemplateRecord, now: Instant): Promise<void> {
  await bringSyncForward(tx, scope, template.account, after(now, verdictWithinMilliseconds));
}

/** Writes why Meta said no beside what was written, and makes the refusal. Without an answer Meta may have it: then it is looked for. */
async function keepRefusal(platform: Platform, scope: Scope, handing: Handing, error: PlatformError): Promise<Refusal> {
  const { template, translation, now } = handing;
  const { name } = template;
  const { language } = translation;
  const doing = say('doing_take_template', { name, language });
  if (error.fate === 'in_doubt') {
    await askAgain(platform.db, scope, template, now);
    return platformRefusal(error, doing);
  }
  if (translation.metaId === null) await markOnItsWay(platform.db, scope, translation.id, null);
  if (translation.state === 'approved' && (error.subcode === tooSoonSubcode || error.code === tooSoonSubcode)) {
    // It was changed elsewhere, or not in the state we know: both are found out by asking, and a day is the shortest wait.
    const until = after(now, day);
    await blockEdits(platform.db, scope, translation.id, until);
    await askAgain(platform.db, scope, template, now);
    return refusal('conflict', say('template_edits_spent', { name, language, at: { moment: until.toISOString() } }));
  }
  const said = [error.userTitle, error.userMessage ?? error.details ?? error.message].filter((part) => part !== null).join(': ');
  const known = explainError(error.subcode ?? error.code ?? -1);
  const cure = known.known ? inBoth((spoken) => known[spoken].cure) : null;
  const change = {
    ...stateOnly(platform, translation.id, translation.state, keepTold(say('review_refused', { said })), now),
    reason: said,
    reason_code: codeOf(error),
    recommendation: cure === null ? null : keepTold(cure),
    paused_until: translation.pausedUntil,
  };
  await platform.db.transaction().execute(async (tx) => {
    await writeStates(tx, scope, [change], { knownUntil: now, at: now });
    await tellTemplates(platform, tx, scope, [template.id]);
  });
  if (error.userMessage === null && error.code !== 100) return platformRefusal(error, doing);
  const refused = { name, language, code: codeOf(error), said: said.replace(/\.$/, ''), id: presentId('template', template.id) };
  return refusal('template_refused', cure === null ? say('template_refused', refused) : say('template_refused_cure', { ...refused, cure }));
}
