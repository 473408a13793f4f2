import { disableTemplate, pauseTemplate, setTemplateQuality } from '../template/states.ts';
import type { Template, World } from '../world/world.ts';
import { type Feedback, resetFeedback } from './feedback.ts';
import { keepFeedback, keepPausedUtility } from './keep.ts';

/**
 * A template that turned red is paused, the first time for 3 hours, the second for 6; the third time it is disabled.
 *
 * @see Meta, "Template pausing", of 2025-10 (a reader of 2026-10 no longer found the durations), read 2026-11-22
 */
export function pauseOnRed(world: World, template: Template, feedback: Feedback, now: number): void {
  const { settings } = world;
  if (!settings.template_pausing || template.status !== 'APPROVED') return;
  // While messages are held the verdict over them is pacing's.
  if ((world.policy.gates.get(template.id)?.closedAt ?? 0) > 0) return;
  notePause(world, template, now);
  if (template.pauses >= 2) {
    disableTemplate(world, template);
    return;
  }
  const isFirst = template.pauses === 0;
  const until = now + (isFirst ? settings.pause_first_ms : settings.pause_second_ms);
  pauseTemplate(world, template, isFirst ? 'FIRST_PAUSE' : 'SECOND_PAUSE', until);
  feedback.resets = true;
  keepFeedback(world, 'template', template.id, feedback);
  // Planned after the pause's own end, so that the template is approved again when this runs.
  world.wheel.at(until, () => beginAnew(world, template));
}

/** A pause of a utility template puts all of the account's under pacing for a while. */
export function notePause(world: World, template: Template, now: number): void {
  if (template.category !== 'UTILITY') return;
  world.policy.utilityPausedAt.set(template.account, now);
  keepPausedUtility(world);
}

/** A template that was paused and is approved again is judged by what comes from now on. */
export function beginAnew(world: World, template: Template): void {
  const feedback = world.policy.templateFeedback.get(template.id);
  if (feedback === undefined || !feedback.resets || template.status !== 'APPROVED') return;
  resetFeedback(world, feedback, world.clock.now());
  world.policy.gates.delete(template.id);
  world.store.drop('policy', `gate/${template.id}`);
  keepFeedback(world, 'template', template.id, feedback);
  // "Active, quality pending" in Meta's manager.
  setTemplateQuality(world, template, 'UNKNOWN');
}
