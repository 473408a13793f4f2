const units: readonly (readonly [string, number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
  ['ms', 1],
];

/** Other ways to write a unit, in both languages of the page. */
const spoken: Readonly<Record<string, string>> = { '': 'ms', j: 'd', m: 'min', mn: 'min', sec: 's' };

/**
 * A length of time in the biggest unit that keeps it short.
 *
 * @example writeSpan(90_000) // '1.5 min'
 */
export function writeSpan(milliseconds: number): string {
  if (milliseconds === 0) return '0';
  const fits = units.find(([, size]) => milliseconds >= size && Number.isInteger((milliseconds / size) * 2)) ?? units.at(-1);
  return fits === undefined ? String(milliseconds) : `${milliseconds / fits[1]} ${fits[0]}`;
}

/** Reads a length of time such as `300`, `8 s`, `1,5 h` or `7 j`, in milliseconds. Null when it is none. */
export function readSpan(text: string): number | null {
  const found = /^(\d+(?:[.,]\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  if (found === null) return null;
  const name = (found[2] ?? '').toLowerCase();
  const size = units.find(([unit]) => unit === (spoken[name] ?? name))?.[1];
  return size === undefined ? null : Math.round(Number((found[1] ?? '').replace(',', '.')) * size);
}
