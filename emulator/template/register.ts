import type { WireTemplateCategory, WireTemplateComponent } from '#core/whatsapp/wire.ts';

import { isUnderReview } from '../policy/pacing.ts';
import { GraphRefusal, templateRefusal } from '../graph/errors.ts';
import { handleMedia } from '../graph/uploads.ts';
import { randomGraphId } from '../world/random.ts';
import { type Template, templateKey, type World } from '../world/world.ts';
import { languageName } from './limits.ts';
import { badComponents, unnamed } from './refusals.ts';
import { isPromotional } from './review.ts';
import { askForReview } from './states.ts';
import type { TemplateDraft } from './template-laws.ts';
import { tellStatus } from './tell.ts';
import { newTemplate } from './newborn.ts';

const hour = 60 * 60 * 1000;

/** When each account created templates in the last hour, deleted ones too. A world opened again counts from what it kept. */
const recent = new WeakMap<World, Map<string, number[]>>();

/** Where a template comes from, if not from a creation: Meta's library, or another account (which the hourly limit does not count). */
export type Origin = { libraryName?: string | null; isMigrated?: boolean };

/**
 * Writes a template down once the laws that need the world are kept: room, hour, name, twin, category, files and forms.
 * A library template is Meta's own and is approved at once; every other waits for the robot or a person.
 */
export function registerTemplate(world: World, account: string, draft: TemplateDraft, { libraryName = null, isMigrated = false }: Origin = {}): Template {
  const now = world.clock.now();
  if (isUnderReview(world, account, now))
    throw new GraphRefusal(368, '(#368) Temporarily blocked for policies violations', {
      details: 'Templates cannot be created while the business portfolio is under review.',
    });
  checkRoom(world, account);
  if (!isMigrated) checkHour(world, account, now);
  checkName(world, account, draft, now);
  const category = familyCategory(world, account, draft);
  if (libraryName === null) checkTwin(world, account, draft, null);
  checkParts(world, account, draft.components);
  const template = newTemplate({
    id: randomGraphId(),
    account,
    name: draft.name,
    language: draft.language,
    category,
    previousCategory: category === draft.category ? null : draft.category,
    format: draft.format,
    components: draft.components,
    createdAt: now,
    ttlSeconds: draft.ttlSeconds,
    linkTrackingOptedOut: draft.linkTrackingOptedOut,
    freedom: draft.freedom,
    libraryName,
  });
  world.templates.set(template.id, template);
  world.templateNames.set(templateKey(account, draft.name, draft.language), template);
  if (!isMigrated) creationsOf(world, account).push(now);
  if (libraryName === null) askForReview(world, template);
  else approveAtOnce(world, template);
  return template;
}

function approveAtOnce(world: World, template: Template): void {
  template.status = 'APPROVED';
  world.store.put('template', template.id, () => JSON.stringify(template));
  world.live.tell({ kind: 'template', id: template.id });
  tellStatus(world, template, 'APPROVED');
}

function creationsOf(world: World, account: string): number[] {
  let byAccount = recent.get(world);
  if (byAccount === undefined) recent.set(world, (byAccount = new Map()));
  let times = byAccount.get(account);
  if (times === undefined) {
    times = [...world.templates.values()].filter((one) => one.account === account).map((one) => one.createdAt);
    byAccount.set(account, times);
  }
  return times;
}

/** Meta: 250 templates, or 6,000 of a verified portfolio (settings). */
function checkRoom(world: World, account: string): void {
  let own = 0;
  for (const one of world.templates.values()) if (one.account === account) own += 1;
  if (own >= world.settings.templates_limit) {
    const sentence = 'You have exceeded the maximum number of message templates you can have for this WhatsApp business account.';
    throw templateRefusal(2388019, 'Message Template Limit Exceeded', sentence);
  }
}

/** Meta: 100 creations an hour (settings), answered 80007. */
function checkHour(world: World, account: string, now: number): void {
  const times = creationsOf(world, account);
  const young = times.filter((at) => at > now - hour);
  times.splice(0, times.length, ...young);
  if (young.length >= world.settings.templates_per_hour) {
    throw new GraphRefusal(80007, '(#80007) There have been too many calls from this WhatsApp Business account. Wait a bit and try again.', {});
  }
}

function checkName(world: World, account: string, draft: Pick<TemplateDraft, 'name' | 'language'>, now: number): void {
  const place = languageName(draft.language);
  if (world.templateNames.has(templateKey(account, draft.name, draft.language))) {
    const sentence = `There is already ${place} content for this template. You can create a new template and try again.`;
    throw templateRefusal(2388024, 'Content in This Language Already Exists', sentence);
  }
  const blocked = Math.max(
    world.blockedNames.get(`${account}/${draft.name}`) ?? 0,
    world.blockedNames.get(templateKey(account, draft.name, draft.language)) ?? 0,
  );
  if (blocked > now) {
    const sentence = `New ${place} content can't be added while the existing ${place} content is being deleted. Try again in 4 weeks or create a new message template.`;
    throw templateRefusal(2388023, 'Message Template Language Is Being Deleted', sentence);
  }
}

/** All languages of a name have one category. A utility template that sells becomes marketing before that is looked at. */
function familyCategory(world: World, account: string, draft: TemplateDraft): WireTemplateCategory {
  let sibling: Template | undefined;
  for (const one of world.templates.values()) if (one.account === account && one.name === draft.name) sibling = one;
  if (sibling !== undefined && sibling.category !== draft.category) {
    // The sentence is as public logs show it; nobody has published a subcode.
    throw new GraphRefusal(100, 'Invalid parameter', {
      sentence: `The category ${draft.category} doesn't match the one that's already associated with this template, ${sibling.category}.`,
    });
  }
  // Since 2025-04-09 it comes back changed in the answer itself.
  const robot = world.settings.template_review === 'rules' && world.settings.template_reclassify;
  return robot && sibling === undefined && isPromotional(draft) ? 'MARKETING' : draft.category;
}

const words = new WeakMap<readonly WireTemplateComponent[], string>();

/** What makes two templates the same to Meta: body and footer. Carousels and offers are told apart by all they have. */
function wordsOf(components: readonly WireTemplateComponent[]): string {
  const known = words.get(components);
  if (known !== undefined) return known;
  const isPlain = components.every((one) => one.type === 'HEADER' || one.type === 'BODY' || one.type === 'FOOTER' || one.type === 'BUTTONS');
  const parts = isPlain ? components.filter((one) => one.type === 'BODY' || one.type === 'FOOTER').map((one) => `${one.type} ${one.text}`) : components;
  const text = JSON.stringify(parts);
  words.set(components, text);
  return text;
}

/** Meta refuses a second template with the same body and footer in one language; not of authentication templates. */
export function checkTwin(world: World, account: string, draft: Pick<TemplateDraft, 'language' | 'category' | 'components'>, except: string | null): void {
  if (draft.category === 'AUTHENTICATION') return;
  const mine = wordsOf(draft.components);
  for (const other of world.templates.values()) {
    if (other.account === account && other.language === draft.language && other.id !== except && wordsOf(other.components) === mine) {
      throw unnamed('Duplicate content', `The template ${other.name} already has this body and footer in ${languageName(draft.language)}.`);
    }
  }
}

/** Files a header shows must have been uploaded, forms a button opens must exist. */
export function checkParts(world: World, account: string, components: readonly WireTemplateComponent[]): void {
  for (const component of components) {
    if (component.type === 'HEADER' && 'example' in component && component.format !== 'TEXT')
      checkHandles(world, component.format, component.example?.header_handle ?? []);
    if (component.type === 'CAROUSEL') for (const card of component.cards) checkParts(world, account, card.components);
    if (component.type !== 'BUTTONS') continue;
    for (const button of component.buttons) {
      if (button.type !== 'FLOW' || (button.flow_id === undefined && button.flow_name === undefined)) continue;
      const flow = [...world.flows.values()].find((one) => one.account === account && (one.id === button.flow_id || one.name === button.flow_name));
      if (flow === undefined) throw badComponents(`There is no flow ${button.flow_id ?? button.flow_name ?? ''} in this account.`.slice(0, 200));
      if (flow.status === 'DEPRECATED') throw badComponents(`The flow ${flow.id} is deprecated.`);
    }
  }
}

type MediaFormat = 'IMAGE' | 'VIDEO' | 'GIF' | 'DOCUMENT';

/** Meta, "Media" and "GIF headers" (read 2026-11-22): a GIF is an MP4 of at most 3.5 MB; a bigger one shows as a video. */
const mimesOf: Readonly<Record<MediaFormat, readonly string[]>> = {
  IMAGE: ['image/jpeg', 'image/png'],
  VIDEO: ['video/mp4'],
  GIF: ['video/mp4'],
  DOCUMENT: ['application/pdf'],
};

function checkHandles(world: World, format: MediaFormat, handles: readonly string[]): void {
  for (const handle of handles) {
    const item = handleMedia(world, handle);
    if (item === undefined) throw unnamed('Invalid media handle', 'The example of the header must be a handle of the resumable upload API.');
    if (!mimesOf[format].includes(item.mime)) throw unnamed('Invalid media type', `A header of type ${format} can't have an example of type ${item.mime}.`);
  }
}
