/**
 * WhatsApp's own text marks as a tree: *bold*, _italic_, ~strike~, `code`, ```mono```, lines that begin with `> `
 * or `- ` or `1. `, bare web addresses, and `{{name}}` gaps that nothing has filled yet.
 *
 * A mark opens after a space, a line start or punctuation and closes before one, holds no line break, and does not
 * begin or end with a space; else its character stays as it is. Three backticks may span lines.
 * Source: WhatsApp Help Center "How to format your messages", read 2026-11-22.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly of: readonly Inline[] }
  | { readonly kind: 'code' | 'mono'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string }
  | { readonly kind: 'gap'; readonly name: string };

/** A line, or several that belong together: consecutive quoted or listed lines are one block. */
export type Block =
  | { readonly kind: 'line'; readonly of: readonly Inline[] }
  | { readonly kind: 'quote' | 'bullet'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'numbered'; readonly first: number; readonly lines: readonly (readonly Inline[])[] };

const spans = { '*': 'bold', _: 'italic', '~': 'strike' } as const;
type Mark = keyof typeof spans;

/** Addresses up to the first character that cannot be in one; a closing bracket or full stop at the end is not part. */
const linkPattern = /^(?:https?:\/\/|www\.)[^\s<>"“”«»]+/iu;
const linkTail = /[.,;:!?)\]}'’*_~]+$/u;
const gapPattern = /^\{\{\s*([^{}]*?)\s*\}\}/u;
const wordCharacter = /[\p{L}\p{N}]/u;

/** Reads a message text into blocks. Pure; never throws; every character of the text is kept but the marks used. */
export function parseFormatting(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of splitLines(text)) {
    const listed = /^(>|[-*•]|\d{1,3}\.) +(?=\S)(.*)$/su.exec(line);
    const mark = listed?.[1];
    if (mark === undefined) {
      blocks.push({ kind: 'line', of: parseInline(line) });
      continue;
    }
    if (mark.endsWith('.')) {
      addNumbered(blocks, Number.parseInt(mark, 10), parseInline(listed?.[2] ?? ''));
      continue;
    }
    const kind = mark === '>' ? 'quote' : 'bullet';
    const inline = parseInline(listed?.[2] ?? '');
    const last = blocks.at(-1);
    if (last?.kind === kind) blocks[blocks.length - 1] = { kind, lines: [...last.lines, inline] };
    else blocks.push({ kind, lines: [inline] });
  }
  return blocks;
}

/** A numbered line goes on from the one before when it counts on; else it begins a list of its own. */
function addNumbered(blocks: Block[], number: number, line: readonly Inline[]): void {
  const last = blocks.at(-1);
  if (last?.kind === 'numbered' && number === last.first + last.lines.length) blocks[blocks.length - 1] = { ...last, lines: [...last.lines, line] };
  else blocks.push({ kind: 'numbered', first: number, lines: [line] });
}

/** Lines, but a line break inside three backticks does not end one. */
function splitLines(text: string): string[] {
  const lines: string[] = [''];
  for (const part of text.replaceAll('\r\n', '\n').split(/(```[\s\S]+?```)/u)) {
    if (part.startsWith('```') && part.length > 6) {
      lines[lines.length - 1] += part;
      continue;
    }
    const [first = '', ...more] = part.split('\n');
    lines[lines.length - 1] += first;
    lines.push(...more);
  }
  return lines;
}

/** Reads one line's marks. Exported for places that show one line only, such as a card's header. */
export function parseInline(text: string): Inline[] {
  const found: Inline[] = [];
  let plain = '';
  let at = 0;
  while (at < text.length) {
    const step = readAt(text, at);
    if (step === undefined) {
      plain += text.charAt(at);
      at += 1;
      continue;
    }
    if (plain !== '') found.push({ kind: 'text', text: plain });
    plain = '';
    found.push(step.node);
    at = step.end;
  }
  if (plain !== '') found.push({ kind: 'text', text: plain });
  return found;
}

type Step = { readonly node: Inline; readonly end: number };

function readAt(text: string, at: number): Step | undefined {
  const rest = text.slice(at);
  const character = text.charAt(at);
  if (character === '{') return readGap(rest, at);
  if (character === '`') return readCode(text, at);
  if (!isMark(character)) return readLink(text, at);
  const end = closingAt(text, at, character);
  if (end === undefined) return undefined;
  return { node: { kind: spans[character], of: parseInline(text.slice(at + 1, end)) }, end: end + 1 };
}

function isMark(character: string): character is Mark {
  return character in spans;
}

function readGap(rest: string, at: number): Step | undefined {
  const match = gapPattern.exec(rest);
  return match ? { node: { kind: 'gap', name: match[1] ?? '' }, end: at + match[0].length } : undefined;
}

function readCode(text: string, at: number): Step | undefined {
  if (text.startsWith('```', at)) {
    const end = text.indexOf('```', at + 3);
    return end > at + 3 ? { node: { kind: 'mono', text: text.slice(at + 3, end) }, end: end + 3 } : undefined;
  }
  const end = text.indexOf('`', at + 1);
  return end > at + 1 ? { node: { kind: 'code', text: text.slice(at + 1, end) }, end: end + 1 } : undefined;
}

function readLink(text: string, at: number): Step | undefined {
  const first = text.charAt(at).toLowerCase();
  if ((first !== 'h' && first !== 'w') || isWord(text.charAt(at - 1))) return undefined;
  const match = linkPattern.exec(text.slice(at))?.[0].replace(linkTail, '');
  if (match === undefined || match.length < 8) return undefined;
  const href = /^https?:/iu.test(match) ? match : `https://${match}`;
  return { node: { kind: 'link', text: match, href }, end: at + match.length };
}

/** Where the mark that opens at `at` closes, if it opens at all. */
function closingAt(text: string, at: number, mark: Mark): number | undefined {
  const next = text.charAt(at + 1);
  if (isWord(text.charAt(at - 1)) || next === '' || /\s/u.test(next) || next === mark) return undefined;
  for (let end = at + 2; end < text.length; end += 1) {
    if (text.charAt(end) === '\n') return undefined;
    const closes = text.charAt(end) === mark && !/\s/u.test(text.charAt(end - 1)) && !isWord(text.charAt(end + 1));
    if (closes) return end;
  }
  return undefined;
}

function isWord(character: string): boolean {
  return character !== '' && wordCharacter.test(character);
}
