/** A stretch of text, or a variable with its braces. */
export type TextPiece = { readonly text: string; readonly variable: boolean };

/** Cuts a text at its `{{name}}` places; joined again it is the text. */
export function splitVariables(text: string): TextPiece[] {
  return text
    .split(/(\{\{[^{}]*\}\})/u)
    .filter((piece) => piece !== '')
    .map((piece) => ({ text: piece, variable: piece.startsWith('{{') && piece.endsWith('}}') }));
}

/** Puts `words` in the place of a selection, with a space where two words would touch; `caret` is behind them. */
export function insertAt(text: string, place: { readonly at: number; readonly end: number }, words: string): { readonly text: string; readonly caret: number } {
  const before = text.slice(0, place.at);
  const behind = text.slice(place.end);
  const lead = /[\p{L}\p{N}}]$/u.test(before) ? ' ' : '';
  const tail = /^[\p{L}\p{N}{]/u.test(behind) ? ' ' : '';
  return { text: `${before}${lead}${words}${tail}${behind}`, caret: before.length + lead.length + words.length };
}

/** Meta takes lower-case letters, digits and underscores in a variable's name; accents fall off, other signs become one underscore. */
export function cleanName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/gu, '_')
    .replace(/^_+|_+$/gu, '')
    .replace(/^(?=\d)/u, 'v_');
}

/** The name of the variable in which a caret stands, not at its edges; undefined outside of all. */
export function variableAt(text: string, caret: number): string | undefined {
  for (const match of text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/gu)) {
    if (caret > match.index && caret < match.index + match[0].length) return match[1];
  }
  return undefined;
}
