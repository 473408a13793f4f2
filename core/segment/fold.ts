/** Latin capitals and accented letters (Basic Latin, Latin-1, Latin Extended-A) and what each is compared as. */
const pairs = latinPairs();
const folded = new Map(pairs);

/**
 * The two halves of PostgreSQL's `translate(text, from, to)` that does what `fold` does. `lower()` would depend on the
 * database's locale, and then one person and the set could disagree.
 */
export const foldFrom = pairs.map(([letter]) => letter).join('');
export const foldTo = pairs.map(([, base]) => base).join('');

/** How texts are compared in segments: without case and accents of Latin letters, other scripts as they are. */
export function fold(text: string): string {
  let result = '';
  for (const letter of text) result += folded.get(letter) ?? letter;
  return result;
}

function latinPairs(): [string, string][] {
  const found: [string, string][] = [];
  for (let code = 0x41; code <= 0x17f; code += 1) {
    const letter = String.fromCharCode(code);
    const base = letter.toLowerCase().normalize('NFD').charAt(0);
    if (base !== letter && base !== '' && /\p{L}/u.test(letter)) found.push([letter, base]);
  }
  return found;
}
