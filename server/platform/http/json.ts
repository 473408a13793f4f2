import { refusal } from '#core/contract/refusals.ts';

const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * Parses a JSON body. What is no JSON is refused with the place where it stops being it; no body at all is `{}`. Without
 * a reviver, which V8 runs recursively: a deeply nested body would exhaust the stack.
 */
export function parseJsonBody(body: Buffer | string): unknown {
  const text = typeof body === 'string' ? body : decode(body);
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refusal('bad_request', `the body is not JSON: ${describeFault(text)}`);
  }
}

function decode(body: Buffer): string {
  try {
    return decoder.decode(body);
  } catch {
    throw refusal('bad_request', 'the body is not UTF-8');
  }
}

function describeFault(text: string): string {
  const at = findFault(text);
  const before = text.slice(0, at).split('\n');
  const place = `position ${at} (line ${before.length}, column ${(before.at(-1) ?? '').length + 1})`;
  return at >= text.length ? `it ends at ${place} although more must follow` : `unexpected ${JSON.stringify(text.slice(at, at + 20))} at ${place}`;
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | ':' | ', or end' | 'end';

const spacePattern = /[ \t\n\r]*/y;
const stringPattern = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const scalarPattern = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;

/** The index at which a text stops being JSON. V8 knows it too, but says it for some mistakes only. */
function findFault(text: string): number {
  const open: ('{' | '[')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = pattern.lastIndex;
    return match !== null;
  };
  const afterValue = (): Expected => (open.length === 0 ? 'end' : ', or end');
  for (;;) {
    take(spacePattern);
    const letter: string | undefined = text[at];
    if (letter === undefined || expected === 'end') return at;
    const step = next({ letter, expected, open, take, afterValue });
    if (step === undefined) return at;
    if (step.isOneLetter) at += 1;
    expected = step.expected;
  }
}

type Scan = { letter: string; expected: Expected; open: ('{' | '[')[]; take: (pattern: RegExp) => boolean; afterValue: () => Expected };

function next({ letter, expected, open, take, afterValue }: Scan): { expected: Expected; isOneLetter: boolean } | undefined {
  const closes = (letter === '}' && open.at(-1) === '{') || (letter === ']' && open.at(-1) === '[');
  if (closes && (expected === ', or end' || expected === 'key or }' || expected === 'value or ]')) {
    open.pop();
    return { expected: afterValue(), isOneLetter: true };
  }
  if (expected === ':') return letter === ':' ? { expected: 'value', isOneLetter: true } : undefined;
  if (expected === ', or end') return letter === ',' ? { expected: open.at(-1) === '{' ? 'key' : 'value', isOneLetter: true } : undefined;
  if (expected === 'key' || expected === 'key or }') return take(stringPattern) ? { expected: ':', isOneLetter: false } : undefined;
  if (letter === '{' || letter === '[') {
    open.push(letter);
    return { expected: letter === '{' ? 'key or }' : 'value or ]', isOneLetter: true };
  }
  return take(stringPattern) || take(scalarPattern) ? { expected: afterValue(), isOneLetter: false } : undefined;
}
