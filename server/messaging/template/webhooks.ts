import type { Scope } from '#core/value/actor.ts';
import { parseId, type TemplateId, type TranslationId } from '#core/value/id.ts';
import { keepTold } from '#core/value/say.ts';
import { after, hour, type Instant, second } from '#core/value/time.ts';
import { say } from '#core/contract/say.ts';
import { pauseHours, translationStateOf } from '#core/whatsapp/review.ts';
import type { WireTemplateStatusValue } from '#core/whatsapp/wire.ts';
import type { TemplateCategoryValue, TemplateQualityValue } from '#server/cloud-api/webhook.ts';
import { listAccountIds } from '#server/messaging/number/number.ts';
import { templateSync } from '#server/messaging/number/tasks.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { announceCategory, categoryOf, changeCategory } from './category.ts';
import { qualityWord } from './quality.ts';
import { findTranslation, selectEvents } from './store.ts';
import { insertFirstVersions } from './store.versions.ts';
import { insertEvents, markSubmitted, type StateChange, updateQuality, writeStates } from './store.write.ts';
import { getTemplate, newEventId } from './template.ts';
import { tellChange, tellOwner, tellStates, tellTemplates } from './tidings.ts';

/*
 * What Meta tells of templates by webhook. Each may come twice, late and in any order; each is safe to take in again. What
 * they leave out (the whole content, the state after the archive) is asked for, since nothing is asked inside a transaction.
 */

/** `en-US` and `en_US` are one language; the API writes the second. */
function wireLanguage(language: string): string {
  return language.replace('-', '_');
}

/**
 * Takes in a review's result (webhook message_template_status_update): state, history, words, category, the end of a pause;
 * those who send it hold or go on. A template we do not know is fetched by the next sync.
 */
export async function applyTemplateStatus(platform: Platform, tx: Tx, scope: Scope, value: WireTemplateStatusValue, now: Instant): Promise<void> {
  const metaId = String(value.message_template_id);
  const found = await findTranslation(tx, scope, { metaId, name: value.message_template_name, language: wireLanguage(value.message_template_language) });
  // What an unarchived template may do is not told.
  if (found === undefined || value.event.toUpperCase() === 'UNARCHIVED') return askForSync(platform, tx, scope);
  const id = parseId<'template'>(found.template_id);
  if (found.meta_id === null) {
    await markSubmitted(tx, scope, parseId(found.id), metaId, now);
    await insertFirstVersions(tx, scope, [parseId(found.id)], { by: null, origin: 'here' }, now);
  }
  const change = { id: found.id, event: newEventId(platform, now), ...changeOf(value, now) };
  const written = await writeStates(tx, scope, [change], { knownUntil: now, at: now });
  await tellStates(platform, tx, scope, written, 'meta', now);
  const isNew = found.status === 'draft' || found.status === 'pending';
  const isFlagged = value.event.toUpperCase() === 'FLAGGED' && (await applyFlag(platform, tx, scope, { template: id, translation: parseId(found.id) }, now));
  const filed = { template: await getTemplate(tx, scope, id), to: categoryOf(value.message_template_category), isNew };
  const moved = await changeCategory(platform, tx, scope, filed, now);
  if (written.length > 0 || moved || isFlagged) await tellTemplates(platform, tx, scope, [id]);
}

/**
 * A flagged template is sent still, but Meta warns that people mind it: a line of history, a warning to its owner, and canaries with it stop. Told
 * twice it is taken in once. True when it is new.
 */
async function applyFlag(platform: Platform, tx: Tx, scope: Scope, at: { template: TemplateId; translation: TranslationId }, now: Instant): Promise<boolean> {
  const detail = keepTold(say('review_flagged'));
  const last = (await selectEvents(tx, scope, [at.translation])).at(-1);
  if (last?.detail === detail) return false;
  const template = await getTemplate(tx, scope, at.template);
  const translation = template.translations.find(({ id }) => id === at.translation);
  if (translation === undefined) return false;
  await insertEvents(tx, scope, [{ id: newEventId(platform, now), translation_id: at.translation, status: translation.state, detail }], now);
  const text = say('template_told_flagged', { name: template.name, language: translation.language });
  await tellChange(platform, tx, scope, { template, language: translation.language, change: 'flagged', detail: text });
  await tellOwner(platform, tx, scope, { template, kind: 'template_flagged', level: 'warning', text }, now);
  return true;
}

/** What a status webhook says, in our words. */
function changeOf(value: WireTemplateStatusValue, now: Instant): Omit<StateChange, 'id' | 'event'> {
  const status = translationStateOf(value.event);
  const plain = { status, reason: null, reason_code: null, recommendation: null, paused_until: null, was: null };
  const title = value.other_info?.title ?? null;
  if (status === 'approved') return { ...plain, detail: approvalOf(value.event, title) };
  if (status === 'pending' || status === 'in_appeal' || status === 'archived') return { ...plain, detail: title };
  const code = title ?? (value.reason === 'NONE' ? null : value.reason) ?? null;
  const reason = value.rejection_info?.reason ?? value.other_info?.description ?? null;
  const recommendation = value.rejection_info?.recommendation ?? null;
  const unknownEvent = status === 'unknown' ? keepTold(say('review_unknown', { status: value.event })) : null;
  const until = status === 'paused' ? pauseEnd(title, value.other_info?.description ?? '', now) : null;
  return { status, reason: reason ?? unknownEvent, reason_code: code, recommendation, detail: code ?? unknownEvent, paused_until: until, was: null };
}

function approvalOf(event: string, title: string | null): string | null {
  if (event.toUpperCase() === 'REINSTATED') return keepTold(say('review_reinstated'));
  return title === 'UNPAUSE' ? keepTold(say('review_unpaused')) : title;
}

/** Meta's sentence says how long ("paused for 3 hours until …"); where it does not, what is known of the kind of pause counts. */
function pauseEnd(title: string | null, description: string, now: Instant): Instant | null {
  if (title === null || pauseHours[title] === undefined) return null;
  const said = /\bfor (\d+(?:\.\d+)?) hours?\b/.exec(description)?.[1];
  return after(now, (said === undefined ? pauseHours[title] : Number(said)) * hour);
}

/** Takes in the quality of a template (webhook message_template_quality_update), with a line of history. */
export async function applyTemplateQuality(platform: Platform, tx: Tx, scope: Scope, value: TemplateQualityValue, now: Instant): Promise<void> {
  const changed = await updateQuality(tx, scope, String(value.message_template_id), value.new_quality_score);
  if (changed === undefined) return;
  const detail = keepTold(
    say('review_quality', { before: qualityWord(changed.before ?? value.previous_quality_score), after: qualityWord(value.new_quality_score) }),
  );
  await insertEvents(tx, scope, [{ id: newEventId(platform, now), translation_id: changed.id, status: changed.status, detail }], now);
  await tellTemplates(platform, tx, scope, [changed.template_id]);
}

/**
 * Takes in a change of category (webhook template_category_update). With `correct_category` it is a notice of what comes: what
 * holds is `new_category` still.
 */
export async function applyTemplateCategory(platform: Platform, tx: Tx, scope: Scope, value: TemplateCategoryValue, now: Instant): Promise<void> {
  const found = await findTranslation(tx, scope, { metaId: String(value.message_template_id), name: '', language: '' });
  if (found === undefined) return askForSync(platform, tx, scope);
  const id = parseId<'template'>(found.template_id);
  const filed = { template: await getTemplate(tx, scope, id), to: categoryOf(value.new_category), isNew: false };
  const moved = await changeCategory(platform, tx, scope, filed, now);
  const to = categoryOf(value.correct_category);
  const due = value.category_update_timestamp;
  const at = typeof due === 'number' ? new Date(due * second) : null;
  const announced = to !== undefined && (await announceCategory(platform, tx, scope, { template: await getTemplate(tx, scope, id), to, at }, now));
  if (moved || announced) await tellTemplates(platform, tx, scope, [id]);
}

/**
 * Takes in that a template has other words (webhook message_template_components_update). It carries a part of them only, and comes
 * after our own changes too: so Meta is asked for the whole, and what differs is taken in by the sync.
 */
export async function applyTemplateComponents(platform: Platform, tx: Tx, scope: Scope, value: { readonly [key: string]: unknown }): Promise<void> {
  const metaId = value['message_template_id'];
  if (typeof metaId !== 'string' && typeof metaId !== 'number') return;
  const found = await findTranslation(tx, scope, { metaId: String(metaId), name: '', language: '' });
  if (found === undefined) return askForSync(platform, tx, scope);
  const account = found.business_account_id;
  await platform.tasks.add(tx, templateSync, { workspace: scope.workspace, account }, { key: `template.sync ${account}` });
}

/** Asks for a sync of every account a webhook could have meant: those of the workspace. */
async function askForSync(platform: Platform, tx: Tx, scope: Scope): Promise<void> {
  for (const account of await listAccountIds(tx, scope))
    await platform.tasks.add(tx, templateSync, { workspace: scope.workspace, account }, { key: `template.sync ${account}` });
}
