/** Escapes in JSON: a whole surrogate pair, U+0000 or half a pair, any other. In that order none is read out of another. */
const escapePattern = /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u(?:0000|[dD][89a-fA-F][0-9a-fA-F]{2})|\\./g;
const brokenEscapeLength = '\\u0000'.length;

/**
 * Puts U+FFFD in the place of U+0000 and of half a surrogate pair, which PostgreSQL cannot hold: a message must not be
 * lost for one character. In UTF-8 they can only come as escapes. What comes in as bytes is kept as it came.
 */
export function mend(text: string): string {
  if (!text.includes('\\u')) return text;
  return /\\u(?:0000|d[89a-f])/i.test(text) ? text.replaceAll(escapePattern, (escape) => (escape.length === brokenEscapeLength ? '\\ufffd' : escape)) : text;
}
