import type { Settings } from '#core/rehearsal/settings.ts';

/** How messages are charged. */
export type Epoch = Exclude<Settings['pricing_epoch'], 'by_clock'>;

/** The price models by the day they began, oldest first. All read 2026-11-22. */
export const epochs: readonly { readonly since: number; readonly epoch: Epoch; readonly source: string }[] = [
  { since: 0, epoch: 'conversations', source: 'Meta, "Conversation-based pricing" (until 2025-06-30)' },
  { since: Date.UTC(2025, 6, 1), epoch: 'templates', source: 'Meta, "Pricing": each delivered template; utility is free inside a service window' },
  {
    since: Date.UTC(2026, 9, 1),
    epoch: 'templates_and_service',
    source: 'Meta, "Upcoming pricing updates" of 2026-08-25, by secondary sources: service messages after 1,000 free, utility inside a window',
  },
];

/** The price model at a time: by the clock, or the one the settings hold. */
export function epochAt(settings: Settings, now: number): Epoch {
  if (settings.pricing_epoch !== 'by_clock') return settings.pricing_epoch;
  let current: Epoch = 'conversations';
  for (const { since, epoch } of epochs) if (since <= now) current = epoch;
  return current;
}
