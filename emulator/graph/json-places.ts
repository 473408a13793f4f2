/** Where a value stands in a text: lines and columns from 1, as editors count. */
export type Place = { line_start: number; line_end: number; column_start: number; column_end: number };

/** Values nest no deeper than this; a form has about ten levels. */
export const deepestJson = 60;

/**
 * Finds where every value of a JSON text stands, by its path (`screens[0].layout.children[2].label`; the whole is ``).
 * The text must be valid JSON: it is scanned, not checked. Undefined when it nests too deep.
 */
export function placeValues(text: string): Map<string, Place> | undefined {
  const places = new Map<string, Place>();
  const lines = lineStarts(text);
  let at = 0;

  const skip = (): void => {
    while (/[\s,:]/.test(text[at] ?? '')) at += 1;
  };
  const readString = (): string => {
    const from = at;
    at += 1;
    while (text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    at += 1;
    return text.slice(from, at);
  };
  const scan = (path: string, depth: number): boolean => {
    if (depth > deepestJson) return false;
    skip();
    const from = at;
    const opening = text[at];
    if (opening === '{' || opening === '[') {
      at += 1;
      for (let index = 0; ; index++) {
        skip();
        if (text[at] === '}' || text[at] === ']') break;
        const key = opening === '[' ? `${path}[${index}]` : joinPath(path, parseKey(readString()));
        if (!scan(key, depth + 1)) return false;
      }
      at += 1;
    } else if (opening === '"') readString();
    else while (at < text.length && !/[\s,\]}]/.test(text[at] ?? '')) at += 1;
    places.set(path, placeOf(lines, from, at - 1));
    return true;
  };
  return scan('', 0) ? places : undefined;
}

/** The path of a key below another. */
export function joinPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function parseKey(printed: string): string {
  return JSON.parse(printed) as string;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function placeOf(lines: readonly number[], from: number, to: number): Place {
  const [first, last] = [lineAt(lines, from), lineAt(lines, to)];
  return { line_start: first + 1, line_end: last + 1, column_start: from - (lines[first] ?? 0) + 1, column_end: to - (lines[last] ?? 0) + 1 };
}

function lineAt(lines: readonly number[], at: number): number {
  let [low, high] = [0, lines.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lines[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}
