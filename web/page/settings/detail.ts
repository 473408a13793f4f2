/** The particulars of an entry in one line: `name: Spring · people: 12,408`. What is deeper is shown as JSON. */
export function sayDetail(detail: Readonly<Record<string, unknown>>): string {
  return Object.entries(detail)
    .map(([key, value]) => `${key.replaceAll('_', ' ')}: ${sayValue(value)}`)
    .join(' · ');
}

function sayValue(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value.join(', ');
  return JSON.stringify(value);
}
