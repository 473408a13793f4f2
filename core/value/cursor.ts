import type { Instant } from './time.ts';
import { type Refused, refused } from './result.ts';
import { sayValue } from './says.ts';

/** A place in a list that is ordered by a moment and then an id (a UUID), both of the last item seen. */
export type Place = { readonly at: Instant; readonly id: string };

/** Prints a place for the border: milliseconds in base 36, a dot, the UUID's hex digits. Callers pass it back unread. */
export function presentCursor(place: Place): string {
  return `${place.at.getTime().toString(36)}.${place.id.replaceAll('-', '')}`;
}

/** Reads what `presentCursor` printed; anything else is refused. */
export function parseCursor(text: string): Place | Refused {
  const [, digits = '', ...groups] = /^([0-9a-z]{1,11})\.([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(text) ?? [];
  const at = new Date(Number.parseInt(digits, 36));
  // Eleven digits in base 36 go beyond the last moment that a Date can say.
  if (Number.isNaN(at.getTime())) return refused('bad_request', sayValue('cursor_none', { text }), '/query/cursor');
  return { at, id: groups.join('-') };
}

/** The items of a page and the cursor of the next one, from one row more than the page holds. */
export function cutPage<Row extends Place>(rows: readonly Row[], limit: number): { rows: readonly Row[]; next: string | null } {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { rows: kept, next: rows.length > limit && last !== undefined ? presentCursor(last) : null };
}
