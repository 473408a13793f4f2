const grounds = 4;

/** At most two letters: of the first and the last word; nothing for a name without letters. */
export function initialsOf(name: string): string {
  const words = name.split(/[\s-]+/).filter((word) => /^\p{L}/u.test(word));
  const first = words[0];
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return [first, last]
    .map((word) => (word === undefined ? '' : String.fromCodePoint(word.codePointAt(0) ?? 0)))
    .join('')
    .toLocaleUpperCase();
}

/** Which ground a name lies on, 0 to 3, the same on every screen. */
export function toneOf(name: string): 0 | 1 | 2 | 3 {
  let total = 0;
  for (const letter of name) total = (total * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  const tone = total % grounds;
  return tone === 0 || tone === 1 || tone === 2 ? tone : 3;
}
