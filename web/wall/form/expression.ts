import { isRecord } from './form.ts';

/** What expressions see: this screen's data, what was filled in on it, and both of the screens before. */
export type Scope = {
  readonly data: Readonly<Record<string, unknown>>;
  readonly form: Readonly<Record<string, unknown>>;
  readonly screen: Readonly<Record<string, { readonly data: Readonly<Record<string, unknown>>; readonly form: Readonly<Record<string, unknown>> }>>;
};

/**
 * Puts values in place of `${…}`: a text that is one expression becomes its value, a text in backticks is worked out, lists
 * and objects are walked. What is not known becomes undefined, as on a phone.
 *
 * @example resolve('`\'Hello \' ${form.name}`', scope) // 'Hello Inès'
 */
export function resolve(value: unknown, scope: Scope): unknown {
  if (typeof value === 'string') {
    const path = /^\$\{([^{}]+)\}$/.exec(value)?.[1];
    if (path !== undefined) return lookUp(path, scope);
    return value.length > 1 && value.startsWith('`') && value.endsWith('`') ? evaluate(value.slice(1, -1), scope) : value;
  }
  if (Array.isArray(value)) return value.map((one) => resolve(one, scope));
  if (isRecord(value)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolve(one, scope)]));
  return value;
}

function lookUp(path: string, scope: Scope): unknown {
  let at: unknown = scope;
  for (const name of path.trim().split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined;
    at = Object.entries(at).find(([one]) => one === name)?.[1];
  }
  return at;
}

type Token = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'sign'; readonly sign: string };

const tokenPattern = /\s+|\$\{([^{}]+)\}|'((?:[^'\\]|\\.)*)'|(\d+(?:\.\d+)?)|(true|false)\b|(==|!=|<=|>=|&&|\|\||[-+/%<>!()*])/gy;

function readTokens(text: string, scope: Scope): Token[] | null {
  const tokens: Token[] = [];
  let at = 0;
  for (const found of text.matchAll(tokenPattern)) {
    at = found.index + found[0].length;
    const [, path, quoted, number, truth, sign] = found;
    if (path !== undefined) tokens.push({ kind: 'value', value: lookUp(path, scope) });
    else if (quoted !== undefined) tokens.push({ kind: 'value', value: quoted.replaceAll(/\\(.)/g, '$1') });
    else if (number !== undefined) tokens.push({ kind: 'value', value: Number(number) });
    else if (truth !== undefined) tokens.push({ kind: 'value', value: truth === 'true' });
    else if (sign !== undefined) tokens.push({ kind: 'sign', sign });
  }
  return at === text.length ? tokens : null;
}

/** Loosest first; values that stand side by side are joined as text and bind like a sum. */
const levels: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%']];

/** Works out a condition or a computed text. An expression nobody can read is undefined. */
export function evaluate(text: string, scope: Scope): unknown {
  const bare = text.startsWith('`') && text.endsWith('`') && text.length > 1 ? text.slice(1, -1) : text;
  const tokens = readTokens(bare, scope);
  if (tokens === null || tokens.length === 0) return undefined;
  const reader = { tokens, at: 0 };
  let value = readLevel(reader, 0);
  while (reader.at < tokens.length) {
    const before = reader.at;
    value = textIn(value) + textIn(readLevel(reader, 0));
    if (reader.at === before) return undefined;
  }
  return value;
}

type Reader = { readonly tokens: readonly Token[]; at: number };

function readLevel(reader: Reader, level: number): unknown {
  const signs = levels[level];
  if (signs === undefined) return readOne(reader);
  let value = readLevel(reader, level + 1);
  for (let token = reader.tokens[reader.at]; token?.kind === 'sign' && signs.includes(token.sign); token = reader.tokens[reader.at]) {
    reader.at += 1;
    value = apply(token.sign, value, readLevel(reader, level + 1));
  }
  return value;
}

function readOne(reader: Reader): unknown {
  const token = reader.tokens[reader.at];
  reader.at += 1;
  if (token === undefined) return undefined;
  if (token.kind === 'value') return token.value;
  if (token.sign === '!') return !isTrue(readOne(reader));
  if (token.sign === '-') return -Number(readOne(reader));
  if (token.sign !== '(') return undefined;
  const value = readLevel(reader, 0);
  const close = reader.tokens[reader.at];
  if (close?.kind === 'sign' && close.sign === ')') reader.at += 1;
  return value;
}

function apply(sign: string, left: unknown, right: unknown): unknown {
  switch (sign) {
    case '||':
      return isTrue(left) || isTrue(right);
    case '&&':
      return isTrue(left) && isTrue(right);
    case '==':
      return left === right;
    case '!=':
      return left !== right;
    case '<':
      return Number(left) < Number(right);
    case '<=':
      return Number(left) <= Number(right);
    case '>':
      return Number(left) > Number(right);
    case '>=':
      return Number(left) >= Number(right);
    case '+':
      return typeof left === 'string' || typeof right === 'string' ? textIn(left) + textIn(right) : Number(left) + Number(right);
    case '-':
      return Number(left) - Number(right);
    case '*':
      return Number(left) * Number(right);
    case '/':
      return Number(left) / Number(right);
    default:
      return Number(left) % Number(right);
  }
}

/** What counts as yes: an empty text or list does not. */
export function isTrue(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

function textIn(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
