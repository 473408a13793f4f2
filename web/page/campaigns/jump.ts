/** Brings a part of the composer before the eyes and the keys: its first control is focused, so that a cure can begin. */
export function jumpTo(part: string): void {
  const place = document.getElementById(part);
  if (place === null) return;
  const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  place.scrollIntoView({ block: 'start', behavior: isCalm ? 'auto' : 'smooth' });
  const control = place.querySelector<HTMLElement>('button, input, textarea, select') ?? place.querySelector<HTMLElement>('a[href]');
  control?.focus({ preventScroll: true });
}
