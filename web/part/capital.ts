/** A name as it stands at the beginning of a line: many languages write "français" small, but not in a title. */
export function capital(text: string, locale: string): string {
  const first = [...text][0] ?? '';
  return first.toLocaleUpperCase(locale) + text.slice(first.length);
}
