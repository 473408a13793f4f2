import { type Alphabet, alphabets, readFont } from '#server/platform/fonts.ts';

/** Which letters a file of the typeface has, after the `unicode-range` of its package; the first that has a letter writes it. */
const ranges: Readonly<Record<Alphabet, RegExp>> = {
  latin: /[\u0000-\u00ff\u0131\u0152\u0153\u02bb\u02bc\u02c6\u02da\u02dc\u2000-\u206f\u20ac\u2122\u2191\u2193\u2212\u2215]/u,
  'latin-ext': /[\u0100-\u02ba\u02bd-\u02c5\u02c7-\u02cc\u02ce-\u02d7\u02dd-\u02ff\u1d00-\u1dbf\u1e00-\u1e9f\u1ef2-\u1eff\u2020\u20a0-\u20ab\u20ad-\u20c0]/u,
  cyrillic: /[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]/u,
  greek: /[\u0370-\u03ff]/u,
  vietnamese: /[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u20ab]/u,
};

export type TextPlace = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly size: number;
  readonly weight: 400 | 700;
  readonly colour: string;
  readonly align?: 'right' | undefined;
};

/** Writes on paper with the product's letters, each run of text with the file that has them. */
export type Letters = { readonly write: (text: string, place: TextPlace) => void };

/** What stands for a word that no file has the letters of (Arabic, Hindi): what it says is known where every letter is, on the screen and in the CSV. */
const missingWord = '…';

/** Pictures among letters, and what joins and colours them: a name says the same without. Signs that the files have (©, ™) stay. */
const pictures = /[\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}]/gu;
/** What joins pictures or steers the direction of a text, and is never seen itself. */
const unseen = /[\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069]|\ufe0e|\ufe0f|\u20e3/gu;

/** A text as paper can write it: `isWhole` is false where words had to be left out, `isEmpty` where nothing is left to read. */
export type Printable = { readonly text: string; readonly isWhole: boolean; readonly isEmpty: boolean };

/**
 * Makes a text such as these files can write it: pictures are taken out, and a word with a letter that is missing becomes one sign, so that
 * nothing is printed as an empty box or in broken letters.
 */
export function printable(text: string): Printable {
  const plain = text
    .normalize('NFC')
    .replaceAll(unseen, '')
    .replaceAll(pictures, (letter) => (alphabetOf(letter) === undefined ? '' : letter));
  const parts = plain.split(/(\s+)/u);
  const isMissing = (part: string) => part.trim() !== '' && [...part].some((letter) => alphabetOf(letter) === undefined);
  const written = parts.map((part) => (isMissing(part) ? missingWord : part)).join('');
  const said = written
    .replaceAll(/…(?:\s*…)+/gu, missingWord)
    .replaceAll(/ {2,}/gu, ' ')
    .trim();
  return { text: said, isWhole: !parts.some(isMissing), isEmpty: !/[\p{L}\p{N}]/u.test(said) };
}

function alphabetOf(letter: string): Alphabet | undefined {
  return alphabets.find((alphabet) => ranges[alphabet].test(letter));
}

/** Lays the typeface into a document. Only the letters used are kept in it. */
export async function openLetters(doc: PDFKit.PDFDocument): Promise<Letters> {
  const weights = [400, 700] as const;
  const wanted = weights.flatMap((weight) => alphabets.map((alphabet) => ({ weight, alphabet })));
  const fonts = await Promise.all(wanted.map(({ weight, alphabet }) => readFont(alphabet, weight)));
  wanted.forEach(({ weight, alphabet }, place) => {
    const font = fonts[place];
    if (font !== undefined) doc.registerFont(`${alphabet} ${weight}`, font);
  });
  return {
    write(text, { x, y, width, size, weight, colour, align }) {
      const runs = runsOf(printable(text).text);
      doc.fillColor(colour).fontSize(size);
      runs.forEach((run, place) => {
        const options = { width, continued: place < runs.length - 1, ...(align === undefined ? {} : { align }) };
        doc.font(`${run.alphabet} ${weight}`);
        if (place === 0) doc.text(run.text, x, y, options);
        else doc.text(run.text, options);
      });
    },
  };
}

/** Cuts a text into runs of one alphabet; what no file has stays with the run it stands in. */
export function runsOf(text: string): { alphabet: Alphabet; text: string }[] {
  const runs: { alphabet: Alphabet; text: string }[] = [];
  for (const letter of text) {
    const last = runs.at(-1);
    const alphabet = alphabetOf(letter) ?? last?.alphabet ?? 'latin';
    if (last?.alphabet === alphabet) last.text += letter;
    else runs.push({ alphabet, text: letter });
  }
  return runs.length === 0 ? [{ alphabet: 'latin', text: '' }] : runs;
}
