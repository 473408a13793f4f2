import { IntlMessageFormat } from 'intl-messageformat';
import { typeset } from '#core/value/say.ts';
import type { Words } from './en/words.ts';

/** A key of the catalogue, such as `home.title`; another key does not compile. */
export type WordKey = { [Area in keyof Words]: `${Area}.${keyof Words[Area] & string}` }[keyof Words];
/** What fills the places of a message. Numbers get the reader's separators by `{n, number}` or a plural. */
export type WordValues = Readonly<Record<string, string | number>>;

/** A piece of a message: plain words, or words in bold. */
export type Piece = { readonly text: string; readonly bold: boolean };

/** Says messages of one language. Each message is parsed once. */
export type Speaker = { readonly say: (key: WordKey, values?: WordValues) => string; readonly pieces: (key: WordKey, values?: WordValues) => readonly Piece[] };

/** The message of a key in one language; a key that is not there is shown itself, so that it is seen and mended. */
export function messageOf(words: Words, key: WordKey): string {
  const [area = '', name = ''] = key.split('.', 2);
  const found = Object.entries(words).find(([each]) => each === area)?.[1];
  const message: unknown = found === undefined ? undefined : Object.entries(found).find(([each]) => each === name)?.[1];
  return typeof message === 'string' ? message : key;
}

/** Makes the speaker of a catalogue. `locale` decides separators and plurals. */
export function makeSpeaker(words: Words, locale: string): Speaker {
  const parsed = new Map<WordKey, IntlMessageFormat>();
  const formatOf = (key: WordKey) => {
    const known = parsed.get(key);
    if (known !== undefined) return known;
    const format = new IntlMessageFormat(typeset(messageOf(words, key), locale.split('-')[0] ?? ''), locale);
    parsed.set(key, format);
    return format;
  };
  const pieces = (key: WordKey, values: WordValues = {}): readonly Piece[] => {
    const result = formatOf(key).format<Piece>({
      ...values,
      b: (chunks: (string | Piece)[]) => ({ text: chunks.map((chunk) => (typeof chunk === 'string' ? chunk : chunk.text)).join(''), bold: true }),
    });
    const list = Array.isArray(result) ? result : [result];
    return list.map((piece) => (typeof piece === 'object' ? piece : { text: String(piece), bold: false }));
  };
  return {
    pieces,
    say: (key, values) =>
      pieces(key, values)
        .map((piece) => piece.text)
        .join(''),
  };
}
