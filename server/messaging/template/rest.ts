import type { Actor, Scope } from '#core/value/actor.ts';
import type { TemplateId } from '#core/value/id.ts';
import { keepTold, type Told } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { translationStateOf } from '#core/whatsapp/review.ts';
import type { TranslationState } from '#core/whatsapp/template.ts';
import { archiveTemplates, readTemplate as readAtMeta, unpauseTemplate as unpauseAtMeta } from '#server/cloud-api/management.ts';
import { openAccount } from '#server/messaging/number/number.ts';
import { platformRefusal } from '#server/messaging/number/words.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import type { TemplateRecord, TranslationRecord } from './store.ts';
import { insertEvents, writeStates } from './store.write.ts';
import { getTemplate, getTranslation, languagesOf, newEventId, stateOnly } from './template.ts';
import { tellStates, tellTemplates } from './tidings.ts';

/*
 * What one does with a template besides writing it: lay it aside and take it out again, let it go on after a pause, appeal a
 * rejection. Meta is asked first; what it then says of the state is read, since a bare yes does not tell it.
 */

/** Meta archives these only; drafts and what is gone are left as they are. */
const archivable: ReadonlySet<TranslationState> = new Set(['approved', 'rejected']);

type AtMeta = TranslationRecord & { readonly metaId: string };
const isAtMeta = (translation: TranslationRecord): translation is AtMeta => translation.metaId !== null;

/** Lays a template aside in all languages that Meta archives; who sends it holds. */
export async function archiveTemplate(platform: Platform, scope: Scope, id: TemplateId, now: Instant): Promise<TemplateRecord> {
  const template = await getTemplate(platform.db, scope, id);
  const ours = template.translations.filter(isAtMeta).filter((one) => archivable.has(one.state));
  if (ours.length === 0) throw refusal('conflict', say('template_not_archivable', { name: template.name, states: languagesOf(template) }));
  const moved = await moveArchive(platform, scope, template, ours, 'archive');
  await keepStates(
    platform,
    scope,
    template,
    now,
    moved.map((one) => ({ translation: one, state: 'archived', detail: say('review_archived_here') })),
  );
  return getTemplate(platform.db, scope, id);
}

/** Takes a template out of the archive: each language has the state Meta says it has. */
export async function unarchiveTemplate(platform: Platform, scope: Scope, id: TemplateId, now: Instant): Promise<TemplateRecord> {
  const template = await getTemplate(platform.db, scope, id);
  const ours = template.translations.filter(isAtMeta).filter((one) => one.state === 'archived');
  if (ours.length === 0) throw refusal('conflict', say('template_not_archived', { name: template.name, states: languagesOf(template) }));
  const moved = await moveArchive(platform, scope, template, ours, 'unarchive');
  await keepRead(platform, scope, template, moved, now);
  return getTemplate(platform.db, scope, id);
}

/** Asks Meta; refuses with its reason when it moved none, and gives those it moved. */
async function moveArchive(
  platform: Platform,
  scope: Scope,
  template: TemplateRecord,
  ours: readonly AtMeta[],
  way: 'archive' | 'unarchive',
): Promise<AtMeta[]> {
  const line = await openAccount(platform, platform.db, scope, template.account);
  const { outerBase: base, accountMetaId } = line;
  const answer = await archiveTemplates(line.caller, { base, accountMetaId, ids: ours.map((one) => one.metaId), way });
  const { name } = template;
  if (!answer.ok) throw platformRefusal(answer.error, way === 'archive' ? say('doing_archive_template', { name }) : say('doing_unarchive_template', { name }));
  const moved = ours.filter((one) => !answer.value.has(one.metaId));
  if (moved.length > 0) return moved;
  const why = [...new Set(answer.value.values())].filter((one) => one !== '').join('; ');
  throw refusal('platform_refused', say('template_archive_failed', { name, why: why === '' ? say('reason_none') : why }));
}

/** Asks Meta to let a language go on that was paused by pacing. A timed pause ends by itself, and only by itself. */
export async function unpauseTemplate(platform: Platform, scope: Scope, id: TemplateId, language: string, now: Instant): Promise<TemplateRecord> {
  const template = await getTemplate(platform.db, scope, id);
  const translation = getTranslation(template, language);
  const { name } = template;
  if (translation.state !== 'paused' || !isAtMeta(translation))
    throw refusal('conflict', say('template_not_paused', { name, language, state: say(`template_is_${translation.state}`) }));
  const until = translation.pausedUntil;
  if (until !== null && until > now) throw refusal('conflict', say('template_pause_timed', { name, language, until: { moment: until.toISOString() } }));
  const line = await openAccount(platform, platform.db, scope, template.account);
  const answer = await unpauseAtMeta(line.caller, translation.metaId);
  if (!answer.ok) throw platformRefusal(answer.error, say('doing_unpause_template', { name, language }));
  if (!answer.value.success)
    throw refusal('platform_refused', say('template_unpause_refused', { name, language, why: answer.value.reason ?? say('template_unpause_soon') }));
  await keepRead(platform, scope, template, [translation], now);
  return getTemplate(platform.db, scope, id);
}

/**
 * Notes that somebody appeals a rejection and tells where that is done: Meta has no call for it. That it is in appeal, and the
 * verdict, come by webhook.
 */
export async function appealTemplate(
  platform: Platform,
  actor: Actor,
  id: TemplateId,
  language: string,
  now: Instant,
): Promise<{ template: TemplateRecord; url: string }> {
  const scope = scopeOf(actor);
  const template = await getTemplate(platform.db, scope, id);
  const translation = getTranslation(template, language);
  const { state } = translation;
  if (state !== 'rejected' && state !== 'disabled')
    throw refusal('conflict', say('template_not_appealable', { name: template.name, language, state: say(`template_is_${state}`) }));
  const line = await openAccount(platform, platform.db, scope, template.account);
  await platform.db.transaction().execute(async (tx) => {
    const detail = keepTold(say('review_appealed', { by: actor.name }));
    await insertEvents(tx, scope, [{ id: newEventId(platform, now), translation_id: translation.id, status: state, detail }], now);
    await tellTemplates(platform, tx, scope, [id]);
  });
  return { template, url: line.managerUrl };
}

/** Reads what Meta says of languages now and keeps it; one it does not answer for is left to the webhook and the next sync. */
async function keepRead(platform: Platform, scope: Scope, template: TemplateRecord, moved: readonly AtMeta[], now: Instant): Promise<void> {
  const line = await openAccount(platform, platform.db, scope, template.account);
  const states: { translation: TranslationRecord; state: TranslationState; detail: Told | null }[] = [];
  for (const translation of moved) {
    const read = await readAtMeta(line.caller, translation.metaId);
    if (read.ok) states.push({ translation, state: translationStateOf(read.value.status), detail: null });
  }
  await keepStates(platform, scope, template, now, states);
}

async function keepStates(
  platform: Platform,
  scope: Scope,
  template: TemplateRecord,
  now: Instant,
  states: readonly { translation: TranslationRecord; state: TranslationState; detail: Told | null }[],
): Promise<void> {
  await platform.db.transaction().execute(async (tx) => {
    const changes = states.map(({ translation, state, detail }) => stateOnly(platform, translation.id, state, detail === null ? null : keepTold(detail), now));
    const written = await writeStates(tx, scope, changes, { knownUntil: now, at: now });
    await tellStates(platform, tx, scope, written, 'here', now);
    await tellTemplates(platform, tx, scope, [template.id]);
  });
}
