import type { Scope } from '#core/value/actor.ts';
import { parseId, presentId } from '#core/value/id.ts';
import { keepTold, parseTold, type Said, type Told } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { say } from '#core/contract/say.ts';
import type { TranslationState } from '#core/whatsapp/template.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { notify } from '#server/workspace/notices.ts';
import { selectTemplatesById, type TemplateRecord, type TranslationRecord } from './store.ts';
import type { WrittenState } from './store.write.ts';
import { type TemplateChanged, templateChanged } from './tasks.ts';

/** Whose doing a change is: what a person of the house did needs no notice. */
type Doer = 'meta' | 'here';

/**
 * Sets going what a change of state brings: those who send the template hold, or may go on, and its owner is told. Part of
 * the transaction that wrote the states.
 */
export async function tellStates(platform: Platform, tx: Tx, scope: Scope, written: readonly WrittenState[], by: Doer, now: Instant): Promise<void> {
  const moved = new Map(written.map((one) => [one.id, one]));
  const templates = await selectTemplatesById(tx, scope, [...new Set(written.map((one) => one.template_id))]);
  for (const template of templates) {
    for (const translation of template.translations) {
      const before = moved.get(translation.id)?.before;
      if (before === undefined || before === translation.state) continue;
      await tellState(platform, tx, scope, { template, translation, before, by, now });
    }
  }
}

type Moved = { template: TemplateRecord; translation: TranslationRecord; before: TranslationState; by: Doer; now: Instant };

async function tellState(platform: Platform, tx: Tx, scope: Scope, { template, translation, before, by, now }: Moved): Promise<void> {
  const text = sentenceOf(template, translation);
  const change = changeOf(translation.state, before);
  if (change !== undefined) await tellChange(platform, tx, scope, { template, language: translation.language, change, detail: text });
  const level = levelOf(translation.state, before);
  if (by === 'meta' && level !== undefined) await tellOwner(platform, tx, scope, { template, kind: `template_${translation.state}`, level, text }, now);
}

/** What a state means to those who send the template; undefined while nobody can have begun. */
function changeOf(state: TranslationState, before: TranslationState): TemplateChanged | undefined {
  switch (state) {
    case 'paused':
    case 'disabled':
    case 'rejected':
    case 'archived':
    case 'deleted':
      return state;
    case 'approved':
      return before === 'draft' ? undefined : 'approved';
    case 'draft':
    case 'pending':
    case 'in_appeal':
    case 'unknown':
      return before === 'approved' ? 'paused' : undefined;
  }
}

/** Whether the owner is told, and how loudly. A first approval is no news: the screen shows it. */
function levelOf(state: TranslationState, before: TranslationState): 'info' | 'warning' | undefined {
  switch (state) {
    case 'paused':
    case 'disabled':
    case 'rejected':
    case 'archived':
    case 'deleted':
      return 'warning';
    case 'approved':
      return before === 'paused' || before === 'disabled' || before === 'in_appeal' || before === 'archived' ? 'info' : undefined;
    case 'draft':
    case 'pending':
    case 'in_appeal':
    case 'unknown':
      return undefined;
  }
}

function sentenceOf(template: TemplateRecord, translation: TranslationRecord): Said {
  const { state, language, pausedUntil } = translation;
  const { name } = template;
  if (state === 'paused' && pausedUntil !== null) return say('template_told_paused', { name, language, until: { moment: pausedUntil.toISOString() } });
  if (state === 'paused' && translation.reasonCode === 'RATE_LIMITING_PAUSE') return say('template_told_paced', { name, language });
  if (state === 'rejected' && translation.reason !== null) {
    const why = parseTold(translation.reason);
    return say('template_told_rejected', { name, language, why });
  }
  return say('template_told_state', { name, language, state: say(`template_is_${state}`) });
}

/** Tells those who send a template that it changed. One after the other, so that a pause and its end keep their order. */
export async function tellChange(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  told: { template: TemplateRecord; language: string | null; change: TemplateChanged; detail: Told },
): Promise<void> {
  const { template, language, change, detail } = told;
  await platform.tasks.add(
    tx,
    templateChanged,
    { workspace: scope.workspace, template: template.id, language, change, detail: keepTold(detail) },
    { queue: `template ${template.id}` },
  );
}

/** Tells the owner of a template, or everybody when it has none. */
export async function tellOwner(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  told: { template: TemplateRecord; kind: string; level: 'info' | 'warning'; text: Told },
  now: Instant,
): Promise<void> {
  const { template, kind, level, text } = told;
  await notify(platform, tx, scope, { kind, level, text, subject: presentId('template', template.id), to: template.createdBy }, now);
}

/** Tells open screens that templates changed, each once. */
export async function tellTemplates(platform: Platform, tx: Tx, scope: Scope, templates: Iterable<string>): Promise<void> {
  for (const id of new Set(templates)) await platform.live.tell(tx, scope, { kind: 'template', id: presentId('template', parseId<'template'>(id)) });
}
