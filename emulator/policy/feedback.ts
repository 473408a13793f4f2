import type { Quality, World } from '../world/world.ts';
import { addRolling, openRolling, type Rolling, sumRolling, weighRolling } from './rolling.ts';

const day = 24 * 60 * 60 * 1000;

/** The window of quality is counted in so many slots: hours, for seven days. */
const slots = 168;

/** What people do that Meta counts against quality. */
export type Complaint = 'block' | 'report' | 'stop' | 'mute' | 'archive';

/** "No longer needed" says less against a business than "spam"; Meta counts reasons and does not say how. Ours. */
const reasonWeights: Readonly<Record<string, number>> = { no_longer_needed: 0.5, did_not_sign_up: 1.5, spam: 1.5, offensive: 2, other: 1 };

/** Reads are judged a day after delivery: who sleeps has not ignored anything. Ours. */
const readAfterMilliseconds = day;

/** What people made of the messages of one number or one template lately. About 8 KB, however many messages. */
export type Feedback = {
  delivered: Rolling;
  /** In the slot of the delivery, so that both are of the same messages. */
  read: Rolling;
  negative: Rolling;
  /** Messages that were delivered before this do not count: a pause begins anew. */
  since: number;
  /** A paused template: it begins anew when it is unpaused. */
  resets: boolean;
  /** When it is looked at again because complaints run out; 0 when nothing is planned. */
  looksAt: number;
  /** The quality we gave last; what was set by hand is not ours to take back. */
  given: Quality;
};

/** Opens feedback of nobody. */
export function openFeedback(world: World): Feedback {
  const slot = Math.ceil(world.settings.quality_window_ms / slots);
  const open = (): Rolling => openRolling(slots, slot);
  return { delivered: open(), read: open(), negative: open(), since: 0, resets: false, looksAt: 0, given: 'UNKNOWN' };
}

/** The feedback on a number or a template; with another window of quality it begins anew. */
export function feedbackOf(world: World, map: Map<string, Feedback>, key: string): Feedback {
  const known = map.get(key);
  if (known !== undefined && known.delivered.slotMilliseconds === Math.ceil(world.settings.quality_window_ms / slots)) return known;
  const feedback = openFeedback(world);
  map.set(key, feedback);
  return feedback;
}

/** Counts a complaint at its time, by its weight and its reason's. */
export function addComplaint(world: World, feedback: Feedback, { complaint, reason }: { complaint: Complaint; reason: string | null }, now: number): void {
  const weight = world.settings[`quality_${complaint}_weight`];
  addRolling(feedback.negative, now, weight * (reason === null ? 1 : (reasonWeights[reason] ?? 1)));
}

/** Forgets everything: a template that was unpaused is judged by what comes now. */
export function resetFeedback(world: World, feedback: Feedback, now: number): void {
  Object.assign(feedback, openFeedback(world), { since: now });
}

/** How many were delivered, and the quality they would have; `share` is weighted complaints for each weighted delivery. */
export type Score = { delivered: number; negative: number; share: number; quality: 'GREEN' | 'YELLOW' | 'RED' };

/** Rates feedback by the settings. Only a template is rated by its reads, and only where people read at all. */
export function rateFeedback(world: World, feedback: Feedback, of: 'number' | 'template', now: number): Score {
  const { settings } = world;
  const delivered = sumRolling(feedback.delivered, now);
  const weight = weighRolling(feedback.delivered, now, settings.quality_half_life_ms);
  const negative = weighRolling(feedback.negative, now, settings.quality_half_life_ms);
  const share = weight > 0 ? negative / weight : 0;
  const quality = share >= settings.quality_red_share ? 'RED' : share >= settings.quality_yellow_share ? 'YELLOW' : 'GREEN';
  return { delivered, negative, share, quality: quality === 'GREEN' && of === 'template' && isLeftUnread(world, feedback, now) ? 'YELLOW' : quality };
}

function isLeftUnread(world: World, feedback: Feedback, now: number): boolean {
  const { quality_read_share: least, quality_minimum: minimum, people } = world.settings;
  if (least === 0 || people === 'still') return false;
  const delivered = sumRolling(feedback.delivered, now, readAfterMilliseconds);
  return delivered >= minimum && sumRolling(feedback.read, now, readAfterMilliseconds) < least * delivered;
}
