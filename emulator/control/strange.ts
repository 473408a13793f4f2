import { isRecord } from '../world/json.ts';

/**
 * The place of the first name that nothing reads in a body or a file, or undefined: a switch spelt wrong must not pass for
 * one that was turned. `given` is what came, `read` what its schema made of it; what a schema takes as it is, is the same.
 */
export function findStrange(given: unknown, read: unknown): string[] | undefined {
  if (given === read) return undefined;
  const isList = Array.isArray(given) && Array.isArray(read);
  if (!isList && !(isRecord(given) && isRecord(read))) return undefined;
  const known = new Map<string, unknown>(Object.entries(read));
  for (const [name, value] of Object.entries(given)) {
    if (!known.has(name)) return [name];
    const inside = findStrange(value, known.get(name));
    if (inside !== undefined) return [name, ...inside];
  }
  return undefined;
}
