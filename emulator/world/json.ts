/** Tells an object from everything else that JSON can be. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The text at a key, or undefined when it is missing or not a text. */
export function textAt(record: Record<string, unknown>, key: string): string | undefined {
  const value = record[key];
  return typeof value === 'string' ? value : undefined;
}

/** The object at a key, or undefined. */
export function recordAt(record: Record<string, unknown>, key: string): Record<string, unknown> | undefined {
  const value = record[key];
  return isRecord(value) ? value : undefined;
}

/** The list at a key, or undefined. */
export function listAt(record: Record<string, unknown>, key: string): unknown[] | undefined {
  const value = record[key];
  return Array.isArray(value) ? value : undefined;
}

/** Reads a list in any of the forms clients write: an array, an array printed as JSON, or words with commas. */
export function wordsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  if (typeof value !== 'string' || value.trim() === '') return [];
  if (value.trim().startsWith('[')) {
    try {
      return wordsOf(JSON.parse(value));
    } catch {
      return [];
    }
  }
  return value.split(',').map((word) => word.trim());
}

const beyondAscii = /[^\x20-\x7e]|\//;

/**
 * Prints JSON as Meta prints webhooks: every character beyond ASCII as `\uXXXX` in lower-case hex and `/` as `\/`,
 * so that clients who sign the bytes and clients who sign the escaped text agree.
 */
export function printEscaped(value: unknown): string {
  return escapeJson(JSON.stringify(value));
}

/** Escapes JSON that is already printed. */
export function escapeJson(json: string): string {
  if (!beyondAscii.test(json)) return json;
  return json.replaceAll(/[^\x20-\x7e]|\//g, (character) => (character === '/' ? '\\/' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

/** Counts what a person would call characters: code points, not UTF-16 units. */
export function lengthOf(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      count -= 1;
      i += 1;
    }
  }
  return count;
}

/** A value as text: text, numbers and truths as they are, the rest by its kind, without walking through what it holds. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'array' : value === undefined ? '' : 'object';
}
