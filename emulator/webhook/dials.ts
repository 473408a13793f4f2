import type { Settings } from '#core/rehearsal/settings.ts';

import { draw } from '../world/random.ts';

/** What the dials have in store for one update. Milliseconds of the emulator's clock. */
export type Fate = { isLost: boolean; delayMilliseconds: number; passMilliseconds: number; twinMilliseconds: number };

/** How long an update that lets others pass stays behind, and how much later its double comes, at most. Our choice. */
const longestPass = 2_000;
const longestTwin = 1_000;

/** Are all dials at rest? Then nothing needs to be drawn. */
export function isCalm(settings: Settings): boolean {
  return settings.webhook_delay_ms === 0 && settings.webhook_loss_share === 0 && settings.webhook_duplicate_share === 0 && settings.webhook_reorder_share === 0;
}

/** Draws what happens to an update by its own key (the message and its status, or the text itself), so that it repeats. */
export function fateOf(seed: string, key: string, settings: Settings): Fate {
  const falls = (share: number, purpose: string): boolean => share > 0 && draw(seed, key, 0, purpose) < share;
  const span = (most: number, purpose: string): number => 1 + Math.floor(draw(seed, key, 0, purpose) * most);
  const { webhook_delay_ms: delay } = settings;
  return {
    isLost: falls(settings.webhook_loss_share, 'webhook lost'),
    delayMilliseconds: delay === 0 ? 0 : Math.floor(draw(seed, key, 0, 'webhook delay') * (delay + 1)),
    passMilliseconds: falls(settings.webhook_reorder_share, 'webhook passed') ? span(longestPass, 'webhook pass') : 0,
    twinMilliseconds: falls(settings.webhook_duplicate_share, 'webhook twin') ? span(longestTwin, 'webhook twin after') : 0,
  };
}
