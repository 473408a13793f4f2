import { settingFacts } from '#core/rehearsal/settingFacts.ts';
import type { Settings } from '#core/rehearsal/settings.ts';

/** What each setting of the emulator does, in English: the words of its own facts, so that page and documentation agree. */
export const about = parseAbout();

function parseAbout() {
  return Object.fromEntries(Object.entries(settingFacts).map(([key, fact]) => [key, fact.about])) as Record<keyof Settings, string>;
}
