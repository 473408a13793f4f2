import type { Call } from '../graph/call.ts';
import { badParameter, missingParameter } from '../graph/errors.ts';
import { keepTemplate, type Template, type World } from '../world/world.ts';
import { parseSwitch } from './authentication.ts';
import { badStatus } from './refusals.ts';
import { checkParts, checkTwin } from './register.ts';
import { askForReview } from './states.ts';
import { parseCategory, parseComponents, parseFreedom, parseTtl } from './template-laws.ts';
import { tellComponents } from './tell.ts';

const day = 24 * 60 * 60 * 1000;

/** Meta: an approved template can be edited once in 24 hours and ten times in 30 days (facts §1.3, read 2026-11-22). */
const editsInADay = 1;
const editsInAMonth = 10;

const cannotChange = "The status for this message template can't be changed. You can only delete or add templates.";

/** What may be changed; anything else in the body is passed over, as Meta's own samples send name and language along. */
const editable = ['components', 'category', 'message_send_ttl_seconds', 'cta_url_link_tracking_opted_out', 'degrees_of_freedom_spec'];

/** Answers `POST /{template}`: changes an approved, rejected or paused template; new words and categories are reviewed again. */
export function editTemplate(world: World, call: Call, template: Template): { success: true } {
  changeTemplate(world, template, call.params);
  return { success: true };
}

/** Does the edit; refused as Meta refuses it, before anything is changed. */
export function changeTemplate(world: World, template: Template, body: Record<string, unknown>): void {
  if (!editable.some((name) => body[name] !== undefined)) throw missingParameter('components');
  const now = world.clock.now();
  const category = body['category'] === undefined ? template.category : parseCategory(body['category']);
  const asked = body['components'];
  const isReviewed = asked !== undefined || category !== template.category;
  if (isReviewed) checkEditable(template, now);
  else checkStatus(template);
  if (category !== template.category && template.status === 'APPROVED') throw badParameter("Param category can't be changed on an approved template.");
  const components = asked === undefined ? undefined : parseComponents(asked, { format: template.format, category, language: template.language });
  const ttl = body['message_send_ttl_seconds'];
  const ttlSeconds = ttl === undefined ? template.ttlSeconds : parseTtl(ttl, category);
  const optedOut = body['cta_url_link_tracking_opted_out'];
  const linkTrackingOptedOut = optedOut === undefined ? template.linkTrackingOptedOut : parseSwitch('cta_url_link_tracking_opted_out', optedOut);
  const freedom = body['degrees_of_freedom_spec'] === undefined ? template.freedom : parseFreedom(body['degrees_of_freedom_spec']);
  if (components !== undefined) {
    checkTwin(world, template.account, { language: template.language, category, components }, template.id);
    checkParts(world, template.account, components);
  }

  template.category = category;
  template.ttlSeconds = ttlSeconds;
  template.linkTrackingOptedOut = linkTrackingOptedOut;
  template.freedom = freedom;
  if (!isReviewed) {
    keepTemplate(world, template);
    return;
  }
  template.editedAt = [...template.editedAt.filter((at) => at > now - 30 * day), now];
  if (components !== undefined) template.components = components;
  // Meta's pages disagree whether an approved template stays approved while it is looked at again; the settings choose.
  if (world.settings.template_edit_review === 'review') {
    template.status = 'PENDING';
    template.pausedUntil = null;
    template.manualUnpause = false;
  }
  askForReview(world, template);
  if (components !== undefined) tellComponents(world, template);
}

/** May the words or the category be changed now? Refused with 2388039 by the status and by the number of edits. */
export function checkEditable(template: Template, now: number): void {
  checkStatus(template);
  if (template.status !== 'APPROVED') return;
  const inADay = template.editedAt.filter((at) => at > now - day).length;
  const inAMonth = template.editedAt.filter((at) => at > now - 30 * day).length;
  if (inADay >= editsInADay || inAMonth >= editsInAMonth)
    throw badStatus(`${cannotChange} An approved template can be edited once in 24 hours and ten times in 30 days.`);
}

function checkStatus(template: Template): void {
  if (template.status !== 'APPROVED' && template.status !== 'REJECTED' && template.status !== 'PAUSED') throw badStatus(cannotChange);
}
