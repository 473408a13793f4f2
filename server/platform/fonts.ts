import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** Alphabets that the product ships its own letters for: each is a file of its own. */
export const alphabets = ['latin', 'latin-ext', 'cyrillic', 'greek', 'vietnamese'] as const;
export type Alphabet = (typeof alphabets)[number];

/** The letters of an alphabet for paper (EB Garamond, SIL Open Font License 1.1), from the same package as those of the screen. */
export function readFont(alphabet: Alphabet, weight: 400 | 700): Promise<Buffer> {
  return readFile(createRequire(import.meta.url).resolve(`@fontsource/eb-garamond/files/eb-garamond-${alphabet}-${weight}-normal.woff`));
}
