/** A piece of printed JSON and what it is, for its colour. */
export type JsonPiece = { readonly kind: 'key' | 'text' | 'number' | 'word' | 'sign'; readonly text: string };

const pieces = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b|[^"\d\w-]+|[\w-]/g;

/** Cuts printed JSON into pieces; put together again they are the text they were cut from. */
export function cutJson(text: string): JsonPiece[] {
  const found: JsonPiece[] = [];
  for (const [whole, quoted, colon, number, word] of text.matchAll(pieces)) {
    if (quoted !== undefined && colon !== undefined) found.push({ kind: 'key', text: quoted }, { kind: 'sign', text: colon });
    else if (quoted !== undefined) found.push({ kind: 'text', text: quoted });
    else if (number !== undefined) found.push({ kind: 'number', text: number });
    else if (word !== undefined) found.push({ kind: 'word', text: word });
    else found.push({ kind: 'sign', text: whole });
  }
  return found;
}
