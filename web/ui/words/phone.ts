/** How the national part of some calling codes is written in groups; of the others, threes. The last group is repeated or takes the rest. */
const groups: Readonly<Record<string, readonly number[]>> = {
  '33': [1, 2],
  '32': [3, 2],
  '352': [3],
  '1': [3, 3, 4],
  '44': [4, 6],
  '55': [2, 5, 4],
  '31': [1, 4, 4],
  '34': [3, 2, 2, 2],
  '39': [3, 3, 4],
  '41': [2, 3, 2, 2],
  '49': [3, 4, 8],
  '212': [3, 2],
  '62': [3, 4, 4],
  '91': [5, 5],
};

/** Calling codes of one and of two digits; every other has three. ITU-T E.164 list, read 2026-11-22. */
const twoDigits = /^\+(20|27|3[0-469]|4[013-9]|5[1-8]|6[0-6]|7|8[1246]|9[0-58])/;

/**
 * Writes an E.164 phone number with spaces, for reading only. It knows the habits of a few countries and groups the others by
 * three; the whole library of habits would weigh as much as this page.
 *
 * @example formatPhone('+33612345678') // '+33 6 12 34 56 78'
 */
export function formatPhone(phone: string): string {
  if (!/^\+\d{7,15}$/.test(phone)) return phone;
  const code = phone.startsWith('+1') ? '1' : (twoDigits.exec(phone)?.[1] ?? phone.slice(1, 4));
  const plan = groups[code] ?? [3];
  const parts: string[] = [];
  let rest = phone.slice(1 + code.length);
  for (let at = 0; rest !== ''; at += 1) {
    const size = plan[Math.min(at, plan.length - 1)] ?? 3;
    // One digit alone at the end is not a group.
    const take = rest.length - size === 1 ? rest.length : size;
    parts.push(rest.slice(0, take));
    rest = rest.slice(take);
  }
  return `+${code} ${parts.join(' ')}`;
}
