import type { LiveChange } from '#core/rehearsal/rehearsal.ts';

/** Small phones asked again in one go; the others show their news when they are next looked at. */
const refreshedAtOnce = 16;

/** Which of the phones on the wall to ask again, the latest first, and whether somebody is not there yet. */
export function wantedPhones(changes: readonly LiveChange[], shown: readonly string[]): { readonly known: string[]; readonly isNew: boolean } {
  const there = new Set(shown);
  const changed = new Set<string>();
  for (const change of changes.toReversed()) if (change.kind === 'phone') changed.add(change.wa_id);
  return { known: [...changed].filter((id) => there.has(id)).slice(0, refreshedAtOnce), isNew: [...changed].some((id) => !there.has(id)) };
}
