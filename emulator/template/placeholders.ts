import type { WireParameterFormat } from '#core/whatsapp/wire.ts';

const anyPlaceholder = /\{\{([^{}]*)\}\}/g;

/** The names (or numbers) inside `{{…}}`, in order, each once. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(anyPlaceholder)].map((match) => (match[1] ?? '').trim()))];
}

/** The text with a word in place of every placeholder. */
export function withoutPlaceholders(text: string, word: string): string {
  return text.replaceAll(anyPlaceholder, word);
}

/** Whether the names fit the format: 1, 2, 3… without a gap, or lower-case words. */
export function placeholdersFit(names: readonly string[], format: WireParameterFormat): boolean {
  if (format === 'NAMED') return names.every((name) => /^[a-z][a-z0-9_]*$/.test(name));
  const numbers = names.map(Number).toSorted((a, b) => a - b);
  return names.every((name) => /^[1-9]\d{0,4}$/.test(name)) && numbers.every((number, i) => number === i + 1);
}
