import type { Told } from './say.ts';

/** A "no" as a value: a stable code, and a sentence that names the thing, the value and the cure. */
export type Refused = { readonly refused: string; readonly detail: Told; readonly at?: string };

/** Makes a refusal value. `at` is a JSON pointer into the input, such as `/body/name`. */
export function refused(code: string, detail: Told, at?: string): Refused {
  return at === undefined ? { refused: code, detail } : { refused: code, detail, at };
}

/** Tells a refusal from a value. */
export function isRefused(value: unknown): value is Refused {
  return typeof value === 'object' && value !== null && 'refused' in value && 'detail' in value;
}
