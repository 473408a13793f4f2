import type { Scope } from '#core/value/actor.ts';
import { say } from '#core/contract/say.ts';
import { type BusinessId, parseId, presentId } from '#core/value/id.ts';
import { keepTold } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { translationStateOf } from '#core/whatsapp/review.ts';
import type { TemplateContent, TranslationState } from '#core/whatsapp/template.ts';
import { type ListedTemplate, listTemplates as listAtMeta } from '#server/cloud-api/management.ts';
import { imageBytesMost, keepMedia } from '#server/messaging/media/media.ts';
import { type AccountLine, openAccount } from '#server/messaging/number/number.ts';
import { platformRefusal } from '#server/messaging/number/words.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { parseListedTemplate, shapeOf } from './parse.ts';
import { selectTemplatesOf, type TemplateRecord, type TranslationRecord } from './store.ts';
import {
  insertEvents,
  insertTemplates,
  insertTranslations,
  markChecked,
  type StateChange,
  type TranslationInput,
  updateCategories,
  updateContents,
  writeStates,
} from './store.write.ts';
import { categoryOf, newEventId, tellTemplates } from './template.ts';

/** What a sync did: languages whose state, category or text changed, and languages that were new to us. */
type SyncResult = { readonly changed: number; readonly added: number };

type Known = { readonly template: TemplateRecord; readonly translation: TranslationRecord };
type Matched = Known & { readonly listed: ListedTemplate };
type Import = { readonly listed: ListedTemplate; readonly content: TemplateContent; readonly unsupported: string | null };

/**
 * Brings the templates of an account in line with Meta's list: states, categories, quality, texts edited there; languages
 * we do not know are added, those that Meta has no more are marked deleted. One with parts our form has no place for is
 * shown with Meta's state in words but cannot be sent. Refuses with `platform_…` when Meta does not answer.
 */
export async function syncTemplates(platform: Platform, scope: Scope, account: BusinessId, now: Instant): Promise<SyncResult> {
  const line = await openAccount(platform, platform.db, scope, account);
  const askedAt = platform.clock.now();
  const listed = await listAtMeta(line.caller, line.accountMetaId);
  if (!listed.ok) throw platformRefusal(listed.error, say('doing_list_templates', { account: line.accountMetaId }));
  const known = (await selectTemplatesOf(platform.db, scope, account)).flatMap((template) =>
    template.translations.map((translation) => ({ template, translation })),
  );
  const { matched, fresh, missing } = compare(listed.value, known, askedAt);
  const edited = matched.filter(({ translation, listed: one }) => isEdited(translation, one));
  const contents = await readImports(
    platform,
    scope,
    line,
    edited.map(({ listed: one, translation }) => ({ listed: one, known: translation.content })),
    now,
  );
  const readAnew = new Map(edited.map((one, index) => [one.translation.id, contents[index]]));
  const imports = await readImports(
    platform,
    scope,
    line,
    fresh.map((one) => ({ listed: one, known: null })),
    now,
  );

  return platform.db.transaction().execute(async (tx) => {
    const touched = new Set<string>();
    const changes = [
      ...matched.map((one) => stateChange(platform, one, readAnew.get(one.translation.id), now)),
      ...missing.map((one) => deletion(platform, one, now)),
    ].filter((change) => change !== undefined);
    const written = await writeStates(tx, scope, changes, { knownUntil: askedAt, at: now });
    for (const one of written) touched.add(one.template_id);
    const moved = matched.filter(({ template, listed: one }) => (categoryOf(one.category) ?? template.category) !== template.category);
    await updateCategories(tx, scope, categoriesOf(moved));
    const rewritten = edited.flatMap((one) => rewriteOf(one, readAnew.get(one.translation.id)));
    await updateContents(tx, scope, rewritten);
    for (const one of [...moved, ...edited]) touched.add(one.template.id);
    await markChecked(
      tx,
      scope,
      matched.map(({ translation, listed: one }) => ({ id: translation.id, meta_id: one.id, quality: one.quality_score?.score ?? null })),
      now,
    );
    const added = await addImports(platform, tx, scope, { account, imports, now });
    for (const id of added.templates) touched.add(id);
    await tellTemplates(platform, tx, scope, touched);
    const changed = new Set([...written.map((one) => one.id), ...moved.map((one) => one.translation.id), ...rewritten.map((one) => one.id)]);
    return { changed: changed.size, added: added.count };
  });
}

/** Pairs the list with what we have: by Meta's id, else by name and language where we have no id yet. */
function compare(
  listed: readonly ListedTemplate[],
  known: readonly Known[],
  askedAt: Instant,
): { matched: Matched[]; fresh: ListedTemplate[]; missing: Known[] } {
  const byMetaId = new Map(known.flatMap((one) => (one.translation.metaId === null ? [] : [[one.translation.metaId, one] as const])));
  const byName = new Map(known.map((one) => [`${one.template.name} ${one.translation.language}`, one]));
  const matched: Matched[] = [];
  const fresh: ListedTemplate[] = [];
  for (const one of listed) {
    const found = byMetaId.get(one.id) ?? byName.get(`${one.name} ${one.language}`);
    if (found === undefined) fresh.push(one);
    // A draft that is not on its way is ours alone, even if somebody made one of its name at Meta: submitting will tell.
    else if (found.translation.metaId !== null || found.translation.submittedAt !== null || found.translation.state === 'deleted')
      matched.push({ ...found, listed: one });
  }
  const seen = new Set(matched.map((one) => one.translation.id));
  const missing = known.filter(
    ({ translation }) =>
      translation.metaId !== null && translation.state !== 'deleted' && !seen.has(translation.id) && (translation.submittedAt ?? translation.stateAt) < askedAt,
  );
  return { matched, fresh, missing };
}

function isEdited(translation: TranslationRecord, listed: ListedTemplate): boolean {
  if (translation.state === 'rejected' || translation.state === 'paused') return false; // What was written here for the next try must not be lost.
  const parsed = parseListedTemplate(listed, translation.content);
  if (parsed.headerExample !== null && parsed.unsupported === null) return true; // Its image is still to be fetched.
  return parsed.unsupported === null && shapeOf(parsed.content) !== shapeOf(translation.content);
}

/** A state is only written when it is another one: the list has a bare code where a webhook may have told in words. */
function stateChange(platform: Platform, one: Matched, readAnew: Import | undefined, now: Instant): StateChange | undefined {
  const { unsupported } = readAnew ?? parseListedTemplate(one.listed, one.translation.content);
  const status = unsupported === null ? translationStateOf(one.listed.status) : 'unknown';
  const isAdopted = one.translation.metaId === null && one.translation.state === 'draft';
  if (status === one.translation.state && !isAdopted) return undefined;
  return {
    id: one.translation.id,
    status,
    ...wordsOf(one.listed, status, unsupported),
    recommendation: null,
    detail: keepTold(say('review_listed', { status: one.listed.status })),
    event: newEventId(platform, now),
  };
}

function wordsOf(listed: ListedTemplate, status: TranslationState, unsupported: string | null): { reason: string | null; reason_code: string | null } {
  if (unsupported !== null)
    return { reason: keepTold(say('review_unsupported', { status: listed.status.toLowerCase(), part: unsupported })), reason_code: 'unsupported' };
  if (status === 'unknown') return { reason: keepTold(say('review_unknown', { status: listed.status })), reason_code: null };
  const code = listed.rejected_reason ?? null;
  return { reason: null, reason_code: status === 'approved' || status === 'pending' || code === 'NONE' ? null : code };
}

function deletion(platform: Platform, one: Known, now: Instant): StateChange {
  return {
    id: one.translation.id,
    status: 'deleted',
    reason: null,
    reason_code: null,
    recommendation: null,
    detail: keepTold(say('review_unlisted')),
    event: newEventId(platform, now),
  };
}

/** The category belongs to the template here and to the language there; where they differ the last one counts. */
function categoriesOf(moved: readonly Matched[]) {
  const last = new Map(moved.map((one) => [one.template.id, categoryOf(one.listed.category) ?? one.template.category]));
  return [...last].map(([id, category]) => ({ id, category }));
}

function rewriteOf(one: Matched, read: Import | undefined) {
  return read === undefined || read.unsupported !== null ? [] : [{ id: one.translation.id, content: read.content }];
}

/** Reads templates into our form and fetches the header images they need; one after the other, since they are few. */
async function readImports(
  platform: Platform,
  scope: Scope,
  line: AccountLine,
  wanted: readonly { listed: ListedTemplate; known: TemplateContent | null }[],
  now: Instant,
): Promise<Import[]> {
  const imports: Import[] = [];
  for (const { listed, known } of wanted) {
    const parsed = parseListedTemplate(listed, known);
    if (parsed.headerExample === null || parsed.unsupported !== null) imports.push({ listed, content: parsed.content, unsupported: parsed.unsupported });
    else {
      const media = await fetchExample(platform, scope, line, { url: parsed.headerExample, name: listed.name }, now);
      imports.push({
        listed,
        content: { ...parsed.content, header: { kind: 'image', media: media ?? '' } },
        unsupported: media === null ? 'header image, since Meta does not give the example' : null,
      });
    }
  }
  return imports;
}

async function fetchExample(platform: Platform, scope: Scope, line: AccountLine, example: { url: string; name: string }, now: Instant): Promise<string | null> {
  if (!/^https?:\/\//.test(example.url)) return null;
  const file = await line.caller.download(example.url, imageBytesMost);
  if (!file.ok) return null;
  const { id } = await keepMedia(platform, platform.db, scope, { name: `${example.name} header`, mime: file.mime, content: file.bytes }, now);
  return presentId('media', id);
}

async function addImports(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  found: { account: BusinessId; imports: readonly Import[]; now: Instant },
): Promise<{ templates: string[]; count: number }> {
  const { account, imports, now } = found;
  const names = new Map(imports.map((one) => [one.listed.name, categoryOf(one.listed.category) ?? 'marketing']));
  const ids = await insertTemplates(
    tx,
    scope,
    account,
    [...names].map(([name, category]) => ({ id: platform.random.uuid7('template', now), name, category })),
    now,
  );
  const inputs = imports.map((one): TranslationInput => {
    const status = one.unsupported === null ? translationStateOf(one.listed.status) : 'unknown';
    const words = wordsOf(one.listed, status, one.unsupported);
    return {
      id: platform.random.uuid7('translation', now),
      template_id: ids.get(one.listed.name) ?? '',
      language: one.listed.language,
      content: one.content,
      status,
      meta_id: one.listed.id,
      ...words,
      quality: one.listed.quality_score?.score ?? null,
    };
  });
  const added = new Set(await insertTranslations(tx, scope, inputs, now));
  const kept = inputs.filter((one) => added.has(one.id));
  await insertEvents(
    tx,
    scope,
    kept.map((one) => ({
      id: newEventId(platform, now),
      translation_id: parseId<'translation'>(one.id),
      status: one.status,
      detail: keepTold(say('review_found')),
    })),
    now,
  );
  return { templates: kept.map((one) => one.template_id), count: kept.length };
}
