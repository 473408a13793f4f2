import type { WireTemplateCategory, WireTemplateStatus } from '#core/whatsapp/wire.ts';

import { keepTemplate, type Quality, type Template, type World } from '../world/world.ts';
import { isPromotional, reviewTemplate, type Verdict } from './review.ts';
import { tellCategoryDone, tellCategoryNotice, tellQuality, tellStatus } from './tell.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Meta tells a change of category this long before it happens (facts §4.5, read 2026-11-22). */
const categoryNoticeMilliseconds = 24 * hour;

/** After a pause by pacing a person may unpause the template five minutes later (facts §1.3, read 2026-11-22). */
const unpauseWaitMilliseconds = 5 * minute;

type PauseTitle = 'FIRST_PAUSE' | 'SECOND_PAUSE' | 'RATE_LIMITING_PAUSE';

// ---- review --------------------------------------------------------------------------------------------------------

/** Puts a template before the robot; it decides after the delay of the settings, or never in manual review. */
export function askForReview(world: World, template: Template): void {
  template.reviewDueAt = world.settings.template_review === 'manual' ? null : world.clock.now() + world.settings.template_review_delay_ms;
  keepTemplate(world, template);
  scheduleReview(world, template);
}

/** Plans the robot's decision. */
function scheduleReview(world: World, template: Template): void {
  const due = template.reviewDueAt;
  if (due === null) return;
  world.wheel.at(due, () => {
    if (template.reviewDueAt !== due || world.templates.get(template.id) !== template) return;
    decideReview(world, template, judge(world, template));
  });
}

function judge(world: World, template: Template): Verdict {
  return world.settings.template_review === 'approve' ? { approved: true } : reviewTemplate(template, world.settings.template_reclassify);
}

/** Makes a verdict known: the template's state changes and a webhook says so, unless it was and stays approved. */
export function decideReview(world: World, template: Template, verdict: Verdict): void {
  const wasApproved = template.status === 'APPROVED';
  template.reviewDueAt = null;
  template.rejectedReason = verdict.approved ? 'NONE' : verdict.reason;
  if (verdict.approved) {
    endPause(template);
    template.status = 'APPROVED';
    keepTemplate(world, template);
    if (!wasApproved) tellStatus(world, template, 'APPROVED');
    if (world.settings.template_review === 'rules' && world.settings.template_reclassify && isPromotional(template))
      giveCategoryNotice(world, template, 'MARKETING');
  } else {
    template.status = 'REJECTED';
    keepTemplate(world, template);
    tellStatus(world, template, 'REJECTED', { rejection: { reason: verdict.why, recommendation: verdict.advice } });
  }
}

/** Takes a rejected or disabled template up again: somebody else looks at it, after the delay of the settings. */
export function appealTemplate(world: World, template: Template): void {
  template.status = 'IN_APPEAL';
  tellStatus(world, template, 'IN_APPEAL');
  askForReview(world, template);
}

/** Sets a status as Meta may at any time, and tells it. A pause is the template's first or second, and ends by itself. */
export function setTemplateStatus(world: World, template: Template, status: WireTemplateStatus): void {
  const before = template.status;
  if (before === status) return;
  template.archivedAt = null;
  if (status === 'PAUSED') {
    const isFirst = template.pauses === 0;
    const length = isFirst ? world.settings.pause_first_ms : world.settings.pause_second_ms;
    pauseTemplate(world, template, isFirst ? 'FIRST_PAUSE' : 'SECOND_PAUSE', world.clock.now() + length);
    return;
  }
  if (status === 'DISABLED') {
    disableTemplate(world, template);
    return;
  }
  template.reviewDueAt = null;
  endPause(template);
  template.status = status;
  if (status === 'APPROVED') template.rejectedReason = 'NONE';
  keepTemplate(world, template);
  tellStatus(world, template, status === 'APPROVED' && before === 'DISABLED' ? 'REINSTATED' : status);
}

// ---- pauses and quality --------------------------------------------------------------------------------------------

/** Pauses a template until an instant (ms), or, by pacing, until a person unpauses it: then `until` is null. */
export function pauseTemplate(world: World, template: Template, title: PauseTitle, until: number | null): void {
  const now = world.clock.now();
  template.status = 'PAUSED';
  template.reviewDueAt = null;
  template.manualUnpause = until === null;
  template.pausedUntil = until ?? now + unpauseWaitMilliseconds;
  if (title === 'FIRST_PAUSE') template.pauses = 1;
  if (title === 'SECOND_PAUSE') template.pauses = 2;
  keepTemplate(world, template);
  tellStatus(world, template, 'PAUSED', { other: { title, description: describePause(title, now, until) } });
  scheduleUnpause(world, template);
}

/** The sentence of the second pause is as receivers have logged it (read 2026-11-22). */
function describePause(title: PauseTitle, now: number, until: number | null): string {
  if (until === null) return 'Your WhatsApp message template has been paused because it got negative feedback while it was being sent for the first time.';
  const hours = Math.round((until - now) / (hour / 10)) / 10;
  const when = new Date(until)
    .toLocaleString('en-US', { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit', timeZone: 'UTC' })
    .replace(', ', ' at ')
    .replaceAll('\u202f', ' ');
  const why = title === 'SECOND_PAUSE' ? 'it continued to have issues' : 'it had issues';
  return `Your WhatsApp message template has been paused for ${hours} ${hours === 1 ? 'hour' : 'hours'} until ${when} UTC because ${why}.`;
}

function scheduleUnpause(world: World, template: Template): void {
  const until = template.pausedUntil;
  if (template.status !== 'PAUSED' || template.manualUnpause || until === null) return;
  world.wheel.at(until, () => {
    if (template.status === 'PAUSED' && template.pausedUntil === until && world.templates.get(template.id) === template) unpauseTemplate(world, template);
  });
}

/** Ends a pause; the template can be sent again. Nothing happens to one that is not paused. */
export function unpauseTemplate(world: World, template: Template): void {
  if (template.status !== 'PAUSED') return;
  endPause(template);
  template.status = 'APPROVED';
  keepTemplate(world, template);
  tellStatus(world, template, 'APPROVED', { other: { title: 'UNPAUSE', description: 'Your WhatsApp message template has been unpaused.' } });
}

function endPause(template: Template): void {
  template.pausedUntil = null;
  template.manualUnpause = false;
}

/** Disables a template for good, after its third bad spell. */
export function disableTemplate(world: World, template: Template): void {
  if (template.status === 'DISABLED') return;
  endPause(template);
  template.reviewDueAt = null;
  template.status = 'DISABLED';
  keepTemplate(world, template);
  const description = 'Your WhatsApp message template has been disabled because it continued to have issues.';
  tellStatus(world, template, 'DISABLED', { other: { title: 'DISABLED', description }, disabledAt: world.clock.now() });
}

/** Changes the quality of a template and tells it; nothing happens if it is the same. */
export function setTemplateQuality(world: World, template: Template, score: Quality): void {
  const before = template.quality;
  if (before === score) return;
  template.quality = score;
  template.qualityAt = world.clock.now();
  keepTemplate(world, template);
  tellQuality(world, template, before);
}

// ---- category ------------------------------------------------------------------------------------------------------

/** Tells that the category is wrong and will be changed in 24 hours, and changes it then. */
export function giveCategoryNotice(world: World, template: Template, correct: WireTemplateCategory): void {
  if (correct === template.category || correct === template.correctCategory) return;
  const due = world.clock.now() + categoryNoticeMilliseconds;
  template.correctCategory = correct;
  template.categoryDueAt = due;
  keepTemplate(world, template);
  tellCategoryNotice(world, template, correct, due);
  scheduleCategory(world, template);
}

function scheduleCategory(world: World, template: Template): void {
  const due = template.categoryDueAt;
  if (due === null) return;
  world.wheel.at(due, () => {
    const correct = template.correctCategory;
    if (template.categoryDueAt === due && correct !== null && world.templates.get(template.id) === template) changeCategory(world, template, correct);
  });
}

/** Changes the category now, as Meta does without notice to those who have been warned before. */
export function changeCategory(world: World, template: Template, category: WireTemplateCategory): void {
  const before = template.category;
  template.correctCategory = null;
  template.categoryDueAt = null;
  if (before === category) return;
  template.previousCategory = before;
  template.category = category;
  keepTemplate(world, template);
  tellCategoryDone(world, template, before);
}

/** Plans what a template still has before it, when a world is opened again. */
export function resumeTemplate(world: World, template: Template): void {
  scheduleReview(world, template);
  scheduleUnpause(world, template);
  scheduleCategory(world, template);
}
