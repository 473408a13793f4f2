import { refusal } from '#core/contract/refusals.ts';

/** JSON deeper than this is an attack on a recursive reader; our deepest body, a segment of groups, has about twelve levels. */
const depthMost = 64;

type Place = { readonly value: unknown; readonly at: string; readonly depth: number };

/**
 * Refuses what would pass the contract and break further in: text that PostgreSQL cannot hold (U+0000, half of a
 * surrogate pair), nesting without end, and a key that would become an object's prototype when it is copied.
 * `at` is the JSON pointer of `root`.
 */
export function refuseUnfit(root: unknown, at: string): void {
  const open: Place[] = [{ value: root, at, depth: 0 }];
  // A loop of its own, since recursion is what deep nesting breaks.
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (typeof place.value === 'string') refuseText(place.value, place.at);
    if (typeof place.value !== 'object' || place.value === null) continue;
    if (place.depth >= depthMost) refuse(at, `is nested more than ${depthMost} deep`);
    for (const [key, value] of Object.entries(place.value)) {
      if (key === '__proto__') throw refusal('bad_request', `${place.at} has a key "__proto__", which is not taken`);
      refuseText(key, place.at);
      if (typeof value === 'string' || typeof value === 'object')
        open.push({ value, at: `${place.at}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, depth: place.depth + 1 });
    }
  }
}

function refuseText(text: string, at: string): void {
  if (text.includes('\0')) refuse(at, 'holds the character U+0000, which cannot be stored');
  if (!text.isWellFormed()) refuse(at, 'holds half of a character (a lone surrogate), which cannot be stored');
}

function refuse(at: string, message: string): never {
  throw refusal('invalid', `${at}: ${message}`, [{ at, message }]);
}
