/** A run of letters in rich text. */
export type Rich = { readonly text: string; readonly bold: boolean; readonly italic: boolean; readonly strike: boolean; readonly href: string | null };
export type RichBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly of: readonly Rich[] }
  | { readonly kind: 'line'; readonly of: readonly Rich[] }
  | { readonly kind: 'bullets' | 'numbers'; readonly lines: readonly (readonly Rich[])[] };

/**
 * Reads the Markdown of a form's rich text: two headings, lists, `**bold**`, `*italic*`, `~~struck~~` and links. Tables and
 * pictures are left as they are written. Meta, "RichText", read 2026-11-22.
 */
export function readMarkdown(text: string): RichBlock[] {
  const blocks: RichBlock[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const heading = /^(#{1,2}) +(.*)$/.exec(line);
    const item = /^\s*(?:([-*+])|\d+\.) +(.*)$/.exec(line);
    if (heading !== null) blocks.push({ kind: 'heading', level: heading[1] === '#' ? 1 : 2, of: readRich(heading[2] ?? '') });
    else if (item === null) blocks.push({ kind: 'line', of: readRich(line) });
    else {
      const kind = item[1] === undefined ? 'numbers' : 'bullets';
      const last = blocks.at(-1);
      const inside = readRich(item[2] ?? '');
      if (last?.kind === kind) blocks[blocks.length - 1] = { kind, lines: [...last.lines, inside] };
      else blocks.push({ kind, lines: [inside] });
    }
  }
  return blocks;
}

const marks = /\*\*(?<bold>[^*]+)\*\*|\*(?<italic>[^*\s][^*]*)\*|~~(?<strike>[^~]+)~~|\[(?<label>[^\]]+)\]\((?<href>https?:\/\/[^)\s]+)\)/g;

function readRich(text: string): Rich[] {
  const plain = { bold: false, italic: false, strike: false, href: null };
  const found: Rich[] = [];
  let at = 0;
  for (const match of text.matchAll(marks)) {
    if (match.index > at) found.push({ ...plain, text: text.slice(at, match.index) });
    const { bold, italic, strike, label, href } = match.groups ?? {};
    if (bold !== undefined) found.push(...readRich(bold).map((one) => ({ ...one, bold: true })));
    else if (italic !== undefined) found.push(...readRich(italic).map((one) => ({ ...one, italic: true })));
    else if (strike !== undefined) found.push(...readRich(strike).map((one) => ({ ...one, strike: true })));
    else found.push({ ...plain, text: label ?? '', href: href ?? null });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ ...plain, text: text.slice(at) });
  return found;
}
