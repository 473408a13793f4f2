import { retell } from '#core/contract/say.ts';
import { keepTold, type Spoken, type Told } from '#core/value/say.ts';

/** Keeps what is to be said of a row, one sentence a line, so that SQL can add a line; null for nothing. */
export function keepReason(sentences: readonly Told[]): string | null {
  return sentences.length === 0 ? null : sentences.map(keepTold).join('\n');
}

/** Tells what was kept of a row. */
export function tellReason(reason: string | null, language: Spoken): string | null {
  if (reason === null) return null;
  return reason
    .split('\n')
    .map((line) => retell(line, language))
    .join(language === 'fr' ? '\u202f; ' : '; ');
}
