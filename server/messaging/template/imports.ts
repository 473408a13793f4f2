import type { Scope } from '#core/value/actor.ts';
import { type BusinessId, parseId, presentId } from '#core/value/id.ts';
import { keepTold } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { say } from '#core/contract/say.ts';
import { translationStateOf } from '#core/whatsapp/review.ts';
import type { TemplateContent, TranslationState } from '#core/whatsapp/template.ts';
import { type ListedTemplate, mediaBytesMost } from '#server/cloud-api/management.ts';
import { keepMedia } from '#server/messaging/media/media.ts';
import type { AccountLine } from '#server/messaging/number/number.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { categoryOf } from './category.ts';
import { parseListedTemplate, withExamples } from './parse.ts';
import { insertFirstVersions } from './store.versions.ts';
import { insertEvents, insertTemplates, insertTranslations, type TranslationInput } from './store.write.ts';
import { newEventId } from './template.ts';

/** A template of Meta's list in our form, its files fetched. `unsupported` names the part our form has no place for. */
export type Import = { readonly listed: ListedTemplate; readonly content: TemplateContent; readonly unsupported: string | null };

/** Reads templates into our form and fetches the header files they need; one after the other, since they are few. */
export async function readImports(
  platform: Platform,
  scope: Scope,
  line: AccountLine,
  wanted: readonly { listed: ListedTemplate; known: TemplateContent | null }[],
  now: Instant,
): Promise<Import[]> {
  const imports: Import[] = [];
  for (const { listed, known } of wanted) {
    const parsed = parseListedTemplate(listed, known);
    const files = new Map<string, string>();
    let lost: string | null = null;
    for (const url of parsed.unsupported === null ? parsed.examples : []) {
      const media = await fetchExample(platform, scope, line, { url, name: listed.name }, now);
      if (media === null) lost = 'header file, since Meta does not give the example';
      files.set(url, media ?? '');
    }
    imports.push({ listed, content: withExamples(parsed.content, files), unsupported: parsed.unsupported ?? lost });
  }
  return imports;
}

async function fetchExample(platform: Platform, scope: Scope, line: AccountLine, example: { url: string; name: string }, now: Instant): Promise<string | null> {
  if (!/^https?:\/\//.test(example.url)) return null;
  const file = await line.caller.download(example.url, mediaBytesMost);
  if (!file.ok) return null;
  const { id } = await keepMedia(platform, platform.db, scope, { name: `${example.name} header`, mime: file.mime, content: file.bytes }, now);
  return presentId('media', id);
}

/** Meta's words beside a state of its list, or ours where our form cannot hold the template. */
export function listedWords(
  listed: ListedTemplate,
  status: TranslationState,
  unsupported: string | null,
): { reason: string | null; reason_code: string | null } {
  if (unsupported !== null)
    return { reason: keepTold(say('review_unsupported', { status: listed.status.toLowerCase(), part: unsupported })), reason_code: 'unsupported' };
  if (status === 'unknown') return { reason: keepTold(say('review_unknown', { status: listed.status })), reason_code: null };
  const code = listed.rejected_reason ?? null;
  return { reason: null, reason_code: status === 'approved' || status === 'pending' || code === 'NONE' ? null : code };
}

/** Adds the languages that are new to us, with their templates where those are new too. */
export async function addImports(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  found: { account: BusinessId; imports: readonly Import[]; now: Instant },
): Promise<{ templates: string[]; count: number }> {
  const { account, imports, now } = found;
  const names = new Map(imports.map((one) => [one.listed.name, categoryOf(one.listed.category) ?? 'marketing']));
  const fresh = [...names].map(([name, category]) => ({ id: platform.random.uuid7('template', now), name, category, created_by: null }));
  const ids = await insertTemplates(tx, scope, account, fresh, now);
  const inputs = imports.map((one): TranslationInput => {
    const status = one.unsupported === null ? translationStateOf(one.listed.status) : 'unknown';
    return {
      id: platform.random.uuid7('translation', now),
      template_id: ids.get(one.listed.name) ?? '',
      language: one.listed.language,
      content: one.content,
      status,
      meta_id: one.listed.id,
      ...listedWords(one.listed, status, one.unsupported),
      quality: one.listed.quality_score?.score ?? null,
    };
  });
  const added = new Set(await insertTranslations(tx, scope, inputs, now));
  const kept = inputs.filter((one) => added.has(one.id));
  const detail = keepTold(say('review_found'));
  await insertEvents(
    tx,
    scope,
    kept.map((one) => ({ id: newEventId(platform, now), translation_id: parseId<'translation'>(one.id), status: one.status, detail })),
    now,
  );
  await insertFirstVersions(
    tx,
    scope,
    kept.map((one) => one.id),
    { by: null, origin: 'meta' },
    now,
  );
  return { templates: kept.map((one) => one.template_id), count: kept.length };
}
