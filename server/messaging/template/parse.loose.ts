/** What came over the wire and has not been looked at. */
export type Loose = Readonly<Record<string, unknown>>;

/** An object as it is, anything else as an empty one. */
export function parseLoose(value: unknown): Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Loose) : {};
}

/** A text as it is, anything else as an empty one. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A list as it is, anything else as an empty one. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** What a component is, in upper case. */
export function typeOf(component: Loose): string {
  return textOf(component['type']).toUpperCase();
}
