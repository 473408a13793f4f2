import type { WireTemplate, WireTemplateComponent, WireTemplateStatus } from '#core/whatsapp/wire.ts';

import { badParameter, GraphRefusal, templateRefusal } from './errors.ts';
import { listAt, printEscaped } from './json.ts';
import { randomGraphId } from './random.ts';
import { reviewTemplate, type Verdict } from './review.ts';
import { parseCategory, parseComponents, parseTemplate } from './template-laws.ts';
import { handleMedia } from './uploads.ts';
import { keepMeta, keepTemplate, type Template, templateKey, type World } from './world.ts';

/** Meta: 100 creations an hour for each account; more is answered with 80007. */
const creationsPerHour = 100;

/** Meta: 250 templates for an unverified portfolio, 6,000 for a verified one with an approved display name. */
const templatesPerAccount = 6_000;

const hour = 60 * 60 * 1000;
const day = 24 * hour;

/** Meta: the name of an approved template that was deleted is blocked for 30 days. */
const nameBlockedFor = 30 * day;

/** Creates a template: every law first, then PENDING until the robot or a person decides. */
export function createTemplate(world: World, account: string, body: Record<string, unknown>): Template {
  const draft = parseTemplate(body);
  const now = world.clock.now();
  checkRoom(world, account, now);
  const key = templateKey(account, draft.name, draft.language);
  if (world.templateNames.has(key)) {
    const place = languageName(draft.language);
    throw templateRefusal(
      2388024,
      'Content in This Language Already Exists',
      `There is already ${place} content for this template. You can create a new template and try again.`,
    );
  }
  if ((world.blockedNames.get(`${account}/${draft.name}`) ?? 0) > now) {
    throw templateRefusal(
      2388023,
      'Message Template Language Is Being Deleted',
      `New ${languageName(draft.language)} content can't be added while the existing ${languageName(draft.language)} content is being deleted. Try again in 4 weeks or create a new message template.`,
    );
  }
  const sibling = [...world.templates.values()].find((one) => one.account === account && one.name === draft.name);
  if (sibling !== undefined && sibling.category !== draft.category) {
    throw templateRefusal(
      2388026,
      'Category mismatch',
      `This template already exists in the category ${sibling.category}; all its languages must have the same category.`,
    );
  }
  checkTwin(world, account, draft.language, draft.components, null);
  checkHandles(world, draft.components);
  const template: Template = {
    id: randomGraphId(),
    account,
    name: draft.name,
    language: draft.language,
    category: draft.category,
    previousCategory: null,
    status: 'PENDING',
    format: draft.format,
    components: draft.components,
    rejectedReason: 'NONE',
    createdAt: now,
    editedAt: [],
    reviewDueAt: null,
  };
  world.templates.set(template.id, template);
  world.templateNames.set(key, template);
  // Since 2025-04-09 a utility template that looks promotional comes back as marketing in the answer itself.
  if (world.settings.template_review === 'rules') recategorise(template);
  askForReview(world, template);
  return template;
}

function recategorise(template: Template): void {
  const verdict = reviewTemplate(template.category, template.components);
  if (verdict.approved && verdict.recategorised) {
    template.previousCategory = template.category;
    template.category = 'MARKETING';
  }
}

function checkRoom(world: World, account: string, now: number): void {
  const own = [...world.templates.values()].filter((one) => one.account === account);
  if (own.length >= templatesPerAccount)
    throw templateRefusal(2388019, 'Message Template Limit Exceeded', `You can't have more than ${templatesPerAccount} message templates.`);
  if (own.filter((one) => one.createdAt > now - hour).length >= creationsPerHour) {
    throw new GraphRefusal(80007, '(#80007) There have been too many calls from this WhatsApp Business account. Wait a bit and try again.', {});
  }
}

/** Meta refuses a second template with the same words in one language. */
function checkTwin(world: World, account: string, language: string, components: readonly WireTemplateComponent[], except: string | null): void {
  const words = (list: readonly WireTemplateComponent[]): string =>
    JSON.stringify(list.map((one) => ('text' in one && one.type !== 'HEADER' ? one.text : one)));
  const mine = words(components);
  for (const other of world.templates.values()) {
    if (other.account === account && other.language === language && other.id !== except && words(other.components) === mine) {
      throw templateRefusal(2388025, 'Duplicate content', `The template ${other.name} already has this content in this language.`);
    }
  }
}

function checkHandles(world: World, components: readonly WireTemplateComponent[]): void {
  for (const component of components) {
    if (component.type !== 'HEADER' || component.format === 'TEXT') continue;
    for (const handle of component.example?.header_handle ?? []) {
      const item = handleMedia(world, handle);
      if (item === undefined) throw templateRefusal(2388273, 'Invalid media handle', 'The example of the header must be a handle of the resumable upload API.');
      if (!fits(component.format, item.mime))
        throw templateRefusal(2388084, 'Invalid media type', `A header of type ${component.format} can't have an example of type ${item.mime}.`);
    }
  }
}

function fits(format: 'IMAGE' | 'VIDEO' | 'DOCUMENT', mime: string): boolean {
  if (format === 'IMAGE') return mime === 'image/jpeg' || mime === 'image/png';
  return format === 'VIDEO' ? mime === 'video/mp4' : mime === 'application/pdf';
}

/** Puts a template before the robot; it decides after the delay of the settings, or never in manual review. */
function askForReview(world: World, template: Template): void {
  template.status = 'PENDING';
  template.reviewDueAt = world.settings.template_review === 'manual' ? null : world.clock.now() + world.settings.template_review_delay_ms;
  keepTemplate(world, template);
  scheduleReview(world, template);
}

/** Plans the robot's decision; also used when a world is opened again. */
export function scheduleReview(world: World, template: Template): void {
  const due = template.reviewDueAt;
  if (due === null) return;
  world.wheel.at(due, () => {
    if (template.reviewDueAt !== due || world.templates.get(template.id) !== template) return;
    const verdict: Verdict =
      world.settings.template_review === 'approve' ? { approved: true, recategorised: false } : reviewTemplate(template.category, template.components);
    decideReview(world, template, verdict);
  });
}

/** Makes a verdict known: the template's state changes and a webhook says so. */
export function decideReview(world: World, template: Template, verdict: Verdict | { approved: false; reason: string; why: string; advice: string }): void {
  template.reviewDueAt = null;
  template.status = verdict.approved ? 'APPROVED' : 'REJECTED';
  template.rejectedReason = verdict.approved ? 'NONE' : verdict.reason;
  keepTemplate(world, template);
  tellTemplateStatus(world, template, template.status, verdict.approved ? null : { reason: verdict.why, recommendation: verdict.advice });
}

function tellTemplateStatus(world: World, template: Template, event: WireTemplateStatus, rejection: { reason: string; recommendation: string } | null): void {
  const value = {
    event,
    message_template_id: Number(template.id),
    message_template_name: template.name,
    message_template_language: template.language,
    reason: event === 'PENDING_DELETION' ? null : template.rejectedReason,
    message_template_category: template.category,
    ...(rejection === null ? {} : { rejection_info: rejection }),
  };
  world.webhooks.tell(template.account, 'message_template_status_update', printEscaped(value), true);
}

/** Changes an approved, rejected or paused template; it is reviewed again (Meta's pages disagree whether it stays approved). */
export function editTemplate(world: World, template: Template, body: Record<string, unknown>): void {
  const now = world.clock.now();
  if (template.status !== 'APPROVED' && template.status !== 'REJECTED' && template.status !== 'PAUSED') {
    throw templateRefusal(2388039, "Status Can't Be Changed", "This template can't be edited while it is in review or deleted.");
  }
  if (template.status === 'APPROVED') {
    const edits = template.editedAt;
    if (edits.some((at) => at > now - day) || edits.filter((at) => at > now - 30 * day).length >= 10) {
      throw templateRefusal(2388039, "Status Can't Be Changed", 'An approved template can be edited once in 24 hours and 10 times in 30 days.');
    }
  }
  if (body['category'] !== undefined) {
    const category = parseCategory(body['category']);
    if (template.status === 'APPROVED' && category !== template.category) throw badParameter("Param category can't be changed on an approved template.");
    template.category = category;
  }
  const components = listAt(body, 'components');
  if (components !== undefined) {
    const parsed = parseComponents(components, template.format);
    checkTwin(world, template.account, template.language, parsed, template.id);
    checkHandles(world, parsed);
    template.components = parsed;
  }
  template.editedAt = [...template.editedAt.filter((at) => at > now - 30 * day), now];
  askForReview(world, template);
}

/** Deletes one language, or every language of a name. Answers how many there were. */
export function deleteTemplates(world: World, account: string, name: string | undefined, id: string | undefined): number {
  const doomed = [...world.templates.values()].filter(
    (one) => one.account === account && (id === undefined ? one.name === name : one.id === id && (name === undefined || one.name === name)),
  );
  const now = world.clock.now();
  for (const template of doomed) {
    if (template.status === 'DISABLED') throw templateRefusal(2388039, "Status Can't Be Changed", "A disabled template can't be deleted.");
    if (template.status === 'APPROVED') world.blockedNames.set(`${account}/${template.name}`, now + nameBlockedFor);
    world.templates.delete(template.id);
    world.templateNames.delete(templateKey(account, template.name, template.language));
    world.store.drop('template', template.id);
    world.live.tell({ kind: 'template', id: template.id });
    template.status = 'DELETED';
    tellTemplateStatus(world, template, 'DELETED', null);
  }
  for (const [blocked, until] of world.blockedNames) if (until <= now) world.blockedNames.delete(blocked);
  keepMeta(world);
  return doomed.length;
}

/** A template as it is read. A handle reads back as an address the picture can be loaded from. */
export function presentTemplate(world: World, template: Template): WireTemplate {
  return {
    name: template.name,
    parameter_format: template.format,
    components: template.components.map((one) => presentComponent(world, one)),
    language: template.language,
    status: template.status,
    category: template.category,
    id: template.id,
  };
}

function presentComponent(world: World, component: WireTemplateComponent): WireTemplateComponent {
  if (component.type !== 'HEADER' || component.format === 'TEXT') return component;
  const handles = component.example?.header_handle ?? [];
  const links = handles.map((handle) => `${world.url}/control/v1/media/${handleMedia(world, handle)?.id ?? '0'}`);
  return { ...component, example: { header_handle: links } };
}

const names = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });

function languageName(language: string): string {
  try {
    const name = names.of(language.replace('_', '-')) ?? language;
    return language === 'en_US' ? 'English (US)' : name;
  } catch {
    return language;
  }
}
