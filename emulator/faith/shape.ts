/**
 * What an answer must look like, key by key: a literal is that value, a pattern is a text (or number) that fits it, a list
 * of one shape is a list whose every item fits, an object has these keys and no others. A key that ends in `?` may be missing.
 */
export type Shape = RegExp | string | number | boolean | null | readonly Shape[] | { readonly [key: string]: Shape };

/** What an answer has that its shape does not say, and the other way round: one line each, with the place. Empty when it fits. */
export function misfits(value: unknown, shape: Shape, at = ''): string[] {
  if (shape instanceof RegExp) return isScalar(value) && shape.test(String(value)) ? [] : [`${at || '.'} is ${print(value)}, not ${String(shape)}`];
  if (Array.isArray(shape)) return misfitsOfList(value, shape, at);
  if (typeof shape !== 'object' || shape === null) return value === shape ? [] : [`${at || '.'} is ${print(value)}, not ${print(shape)}`];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at || '.'} is ${print(value)}, not an object`];
  const given = new Map(Object.entries(value));
  const found: string[] = [];
  for (const [name, part] of Object.entries(shape)) {
    const key = name.endsWith('?') ? name.slice(0, -1) : name;
    if (given.has(key)) found.push(...misfits(given.get(key), part, `${at}/${key}`));
    else if (key === name) found.push(`${at}/${key} is missing`);
    given.delete(key);
  }
  return [...found, ...[...given.keys()].map((key) => `${at}/${key} is there, and the shape does not know it`)];
}

function misfitsOfList(value: unknown, shape: readonly Shape[], at: string): string[] {
  if (!Array.isArray(value)) return [`${at || '.'} is ${print(value)}, not a list`];
  const [every, ...others] = shape;
  if (every === undefined) return value.length === 0 ? [] : [`${at || '.'} is ${print(value)}, not an empty list`];
  if (others.length === 0) return value.length === 0 ? [`${at || '.'} is an empty list`] : value.flatMap((one, i) => misfits(one, every, `${at}/${i}`));
  if (value.length !== shape.length) return [`${at || '.'} has ${value.length} items, not ${shape.length}`];
  return shape.flatMap((one, i) => misfits(value[i], one, `${at}/${i}`));
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function print(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 200);
}
