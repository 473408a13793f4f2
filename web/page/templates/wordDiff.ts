/** A stretch of two texts: in both, only in the first, or only in the second. */
export type DiffPiece = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string };

/** Beyond this many words on a side the whole text is shown as gone and new: the table of the comparison grows with their product. */
const wordsMost = 400;

/** Compares two texts word by word, blanks and variables kept whole; joined again without the gone pieces it is the second. */
export function wordDiff(before: string, after: string): DiffPiece[] {
  if (before === after) return before === '' ? [] : [{ kind: 'same', text: before }];
  const [old, now] = [wordsOf(before), wordsOf(after)];
  if (old.length > wordsMost || now.length > wordsMost) {
    return joined([
      { kind: 'gone', text: before },
      { kind: 'new', text: after },
    ]);
  }
  const common = commonLengths(old, now);
  const pieces: DiffPiece[] = [];
  let [at, to] = [0, 0];
  while (at < old.length || to < now.length) {
    const [word, other] = [old[at], now[to]];
    if (word !== undefined && word === other) {
      pieces.push({ kind: 'same', text: word });
      at += 1;
      to += 1;
    } else if (word !== undefined && (other === undefined || lengthAt(common, at + 1, to) >= lengthAt(common, at, to + 1))) {
      pieces.push({ kind: 'gone', text: word });
      at += 1;
    } else {
      pieces.push({ kind: 'new', text: other ?? '' });
      to += 1;
    }
  }
  return joined(pieces);
}

function wordsOf(text: string): string[] {
  return text.match(/\{\{[^{}]*\}\}|\s+|[\p{L}\p{N}\p{M}_]+|[^\s\p{L}\p{N}]/gu) ?? [];
}

/** How many words are in common from each pair of places on. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: old.length + 1 }, () => Array.from({ length: now.length + 1 }, () => 0));
  for (let at = old.length - 1; at >= 0; at -= 1) {
    for (let to = now.length - 1; to >= 0; to -= 1) {
      const row = rows[at];
      if (row === undefined) continue;
      row[to] = old[at] === now[to] ? lengthAt(rows, at + 1, to + 1) + 1 : Math.max(lengthAt(rows, at + 1, to), lengthAt(rows, at, to + 1));
    }
  }
  return rows;
}

function lengthAt(rows: readonly (readonly number[])[], at: number, to: number): number {
  return rows[at]?.[to] ?? 0;
}

/** Neighbours of one kind become one piece; empty ones fall out. */
function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const result: DiffPiece[] = [];
  for (const piece of pieces) {
    if (piece.text === '') continue;
    const last = result.at(-1);
    if (last?.kind === piece.kind) result[result.length - 1] = { kind: piece.kind, text: last.text + piece.text };
    else result.push(piece);
  }
  return result;
}
