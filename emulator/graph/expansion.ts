import { badParameter } from './errors.ts';
import { asText } from '../world/json.ts';

/** One asked-for field: `analytics.start(1).end(2)` is the name `analytics` with two arguments; `{…}` asks for parts of it. */
export type AskedField = { name: string; arguments: Map<string, string>; parts: AskedField[] };

/** Fields that may be asked for at once, and how deep; a client asks for some dozens. */
const fieldsLimit = 200;
const depthLimit = 5;

/** Reads `fields` in any of the forms clients write: a list, a list printed as JSON, or Graph's own syntax of field expansion. */
export function parseFields(asked: unknown, depth = 0): AskedField[] {
  const words = Array.isArray(asked) ? asked.map((one) => asText(one)) : splitOutside(asText(asked ?? ''), ',');
  if (words.length > fieldsLimit || depth > depthLimit) throw badParameter(`Param fields asks for more than ${fieldsLimit} fields, or too deep.`);
  return words
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => parseField(word, depth));
}

function parseField(word: string, depth: number): AskedField {
  const brace = word.indexOf('{');
  const isWhole = brace === -1 || word.endsWith('}');
  if (!isWhole) throw syntaxError(word);
  const head = brace === -1 ? word : word.slice(0, brace);
  const parts = brace === -1 ? [] : parseFields(word.slice(brace + 1, -1), depth + 1);
  const [name = '', ...modifiers] = splitOutside(head, '.');
  if (!/^[a-z_]\w*$/i.test(name.trim())) throw syntaxError(word);
  return { name: name.trim(), arguments: new Map(modifiers.map((modifier) => parseModifier(modifier, word))), parts };
}

function parseModifier(modifier: string, word: string): [string, string] {
  const match = /^(\w+)\(([^]*)\)$/.exec(modifier.trim());
  if (match?.[1] === undefined) throw syntaxError(word);
  return [match[1], match[2] ?? ''];
}

function syntaxError(word: string): Error {
  return badParameter(`Syntax error in the parameter fields: "${word.slice(0, 200)}".`);
}

/** Cuts a text at a mark, but not inside of brackets. */
function splitOutside(text: string, mark: string): string[] {
  const words: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const letter = text[i] ?? '';
    if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    else if (letter === mark && depth === 0) {
      words.push(text.slice(from, i));
      from = i + 1;
    }
    if (depth < 0) throw syntaxError(text);
  }
  if (depth !== 0) throw syntaxError(text);
  words.push(text.slice(from));
  return words;
}

/** An argument that is a list: `["a","b"]`, `[a,b]`, or words with commas. Quotes are taken off. */
export function listArgument(text: string | undefined): string[] {
  if (text === undefined) return [];
  const inner = text.trim().replace(/^\[/, '').replace(/\]$/, '');
  return inner
    .split(',')
    .map((word) => word.trim().replaceAll(/^["']|["']$/g, ''))
    .filter((word) => word !== '');
}
