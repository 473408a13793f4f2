/** How the base64 of a picture begins, by its kind. */
const beginnings: readonly (readonly [string, string])[] = [
  ['/9j/', 'image/jpeg'],
  ['iVBOR', 'image/png'],
  ['UklGR', 'image/webp'],
];

/** The address of a picture that stands in a form as base64. Nothing is fetched. */
export function imageAddress(base64: string): string {
  if (base64.startsWith('data:image/')) return base64;
  const mime = beginnings.find(([beginning]) => base64.startsWith(beginning))?.[1] ?? 'image/png';
  return `data:${mime};base64,${base64}`;
}
