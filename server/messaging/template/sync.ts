import type { Scope } from '#core/value/actor.ts';
import { say } from '#core/contract/say.ts';
import type { BusinessId, TranslationId } from '#core/value/id.ts';
import { keepTold } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { translationStateOf } from '#core/whatsapp/review.ts';
import { type ListedTemplate, listTemplates as listAtMeta } from '#server/cloud-api/management.ts';
import { openAccount } from '#server/messaging/number/number.ts';
import { platformRefusal } from '#server/messaging/number/words.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { categoryOf, changeCategory } from './category.ts';
import { addImports, type Import, listedWords, readImports } from './imports.ts';
import { parseListedTemplate, shapeOf } from './parse.ts';
import { qualityWord } from './quality.ts';
import { selectTemplatesOf, type TemplateRecord, type TranslationRecord } from './store.ts';
import { adoptForeign, adoptRevision, completeContent, insertFirstVersions } from './store.versions.ts';
import { insertEvents, markChecked, type StateChange, writeStates } from './store.write.ts';
import { getTemplate, newEventId, stateOnly } from './template.ts';
import { tellChange, tellOwner, tellStates, tellTemplates } from './tidings.ts';

/** What a sync did: languages whose state, category or text changed, and languages that were new to us. */
type SyncResult = { readonly changed: number; readonly added: number };

type Known = { readonly template: TemplateRecord; readonly translation: TranslationRecord };
/**
 * How a listed text differs from ours: not at all; something of ours is missing that is nobody's change; it is the change we handed
 * over; or somebody changed it at Meta.
 */
type Drift = 'none' | 'missing' | 'ours' | 'theirs';
type Matched = Known & { readonly listed: ListedTemplate; readonly drift: Drift };
/** A text that is to be taken in, read into our form. */
type Drifted = Matched & { readonly read: Import };

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
  const drifting = matched.filter((one) => one.drift === 'missing' || one.drift === 'theirs');
  const wanted = [...drifting.map((one) => ({ listed: one.listed, known: one.translation.content })), ...fresh.map((one) => ({ listed: one, known: null }))];
  const imports = await readImports(platform, scope, line, wanted, now);
  const drifted = drifting.flatMap((one, index): Drifted[] => {
    const read = imports[index];
    return read === undefined ? [] : [{ ...one, read }];
  });

  return platform.db.transaction().execute(async (tx) => {
    const rewritten = await takeTexts(platform, tx, scope, matched, drifted, now);
    const readAnew = new Map(drifted.map((one) => [one.translation.id, one.read]));
    const changes = [
      ...matched.map((one) => stateChange(platform, one, readAnew.get(one.translation.id), now)),
      ...missing.map((one) => stateOnly(platform, one.translation.id, 'deleted', keepTold(say('review_unlisted')), now)),
    ].filter((change) => change !== undefined);
    const written = await writeStates(tx, scope, changes, { knownUntil: askedAt, at: now });
    await tellStates(platform, tx, scope, written, 'meta', now);
    const moved = await takeCategories(platform, tx, scope, matched, now);
    await takeReadings(platform, tx, scope, matched, now);
    const added = await addImports(platform, tx, scope, { account, imports: imports.slice(drifting.length), now });
    await tellTemplates(platform, tx, scope, [...written.map((one) => one.template_id), ...moved, ...rewritten.templates, ...added.templates]);
    const changed = new Set<string>([...written.map((one) => one.id), ...moved, ...rewritten.translations]);
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
      matched.push({ ...found, listed: one, drift: driftOf(found.translation, one) });
  }
  const seen = new Set(matched.map((one) => one.translation.id));
  const missing = known.filter(
    ({ translation }) =>
      translation.metaId !== null && translation.state !== 'deleted' && !seen.has(translation.id) && (translation.submittedAt ?? translation.stateAt) < askedAt,
  );
  return { matched, fresh, missing };
}

function driftOf(translation: TranslationRecord, listed: ListedTemplate): Drift {
  const parsed = parseListedTemplate(listed, translation.content);
  if (parsed.unsupported !== null) return 'none';
  // What an earlier Parley had no form for was never whole: that is no change of anybody's.
  if (translation.reasonCode === 'unsupported') return 'missing';
  const { revision } = translation;
  if (shapeOf(parsed.content) === shapeOf(translation.content)) return parsed.examples.length > 0 ? 'missing' : 'none';
  return revision !== null && shapeOf(parseListedTemplate(listed, revision).content) === shapeOf(revision) ? 'ours' : 'theirs';
}

/**
 * Takes in texts: a change of ours whose answer was lost, files that were missing, and what others changed at Meta: then those
 * who send it hold, and its owner is told. A draft of ours stays beside it.
 */
async function takeTexts(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  matched: readonly Matched[],
  drifted: readonly Drifted[],
  now: Instant,
): Promise<{ templates: string[]; translations: TranslationId[] }> {
  const ours = matched.filter((one) => one.drift === 'ours');
  for (const { template, translation } of ours) {
    const text = say('template_told_changed', { name: template.name, language: translation.language });
    if (await adoptRevision(tx, scope, translation.id, now))
      await tellChange(platform, tx, scope, { template, language: translation.language, change: 'content', detail: text });
  }
  const readable = drifted.filter((one) => one.read.unsupported === null);
  const refetched = readable.filter((one) => one.drift === 'missing');
  for (const { translation, read } of refetched) await completeContent(tx, scope, translation.id, read.content);
  const theirs = readable.filter((one) => one.drift === 'theirs');
  await takeForeign(platform, tx, scope, theirs, now);
  const taken = [...ours, ...refetched, ...theirs];
  return { templates: taken.map((one) => one.template.id), translations: taken.map((one) => one.translation.id) };
}

async function takeForeign(platform: Platform, tx: Tx, scope: Scope, theirs: readonly Drifted[], now: Instant): Promise<void> {
  const contents = theirs.map(({ translation, read }) => ({ id: translation.id, version: translation.version, content: read.content }));
  const adopted = new Set(await adoptForeign(tx, scope, contents, now));
  const taken = theirs.filter(({ translation }) => adopted.has(translation.id));
  const events = taken.map(({ translation }) => ({
    id: newEventId(platform, now),
    translation_id: translation.id,
    status: translation.state,
    detail: keepTold(say('review_foreign', { version: translation.version + 1 })),
  }));
  await insertEvents(tx, scope, events, now);
  for (const { template, translation } of taken) {
    const text = say('template_told_foreign', { name: template.name, language: translation.language });
    await tellChange(platform, tx, scope, { template, language: translation.language, change: 'content', detail: text });
    await tellOwner(platform, tx, scope, { template, kind: 'template_content', level: 'warning', text }, now);
  }
}

/** A state is only written when it is another one: the list has a bare code where a webhook may have told in words. */
function stateChange(platform: Platform, one: Matched, readAnew: Import | undefined, now: Instant): StateChange | undefined {
  const { unsupported } = readAnew ?? parseListedTemplate(one.listed, one.translation.content);
  const status = unsupported === null ? translationStateOf(one.listed.status) : 'unknown';
  const isAdopted = one.translation.metaId === null && one.translation.state === 'draft';
  if (status === one.translation.state && !isAdopted) return undefined;
  const detail = keepTold(say('review_listed', { status: one.listed.status }));
  return { ...stateOnly(platform, one.translation.id, status, detail, now), ...listedWords(one.listed, status, unsupported) };
}

/** The category belongs to the template here and to the language there; where they differ the last one counts. */
async function takeCategories(platform: Platform, tx: Tx, scope: Scope, matched: readonly Matched[], now: Instant): Promise<string[]> {
  const last = new Map(matched.map((one) => [one.template.id, one]));
  const moved: string[] = [];
  for (const { template, listed } of last.values()) {
    const to = categoryOf(listed.category);
    if (to === undefined || to === template.category) continue;
    if (await changeCategory(platform, tx, scope, { template: await getTemplate(tx, scope, template.id), to, isNew: false }, now)) moved.push(template.id);
  }
  return moved;
}

/** Notes that Meta was asked, and what it said of the quality. */
async function takeReadings(platform: Platform, tx: Tx, scope: Scope, matched: readonly Matched[], now: Instant): Promise<void> {
  const readings = matched.map(({ translation, listed }) => ({ id: translation.id, meta_id: listed.id, quality: listed.quality_score?.score ?? null }));
  const rated = (await markChecked(tx, scope, readings, now)).map(({ id, status, before, after }) => {
    const detail = keepTold(say('review_quality', { before: qualityWord(before), after: qualityWord(after) }));
    return { id: newEventId(platform, now), translation_id: id, status, detail };
  });
  await insertEvents(tx, scope, rated, now);
  const adopted = matched.filter(({ translation }) => translation.metaId === null).map(({ translation }) => translation.id);
  await insertFirstVersions(tx, scope, adopted, { by: null, origin: 'here' }, now);
}
