import { badParameter, missingParameter, sendRefusal } from '../../graph/errors.ts';
import { isRecord, lengthOf } from '../../world/json.ts';

/** What was sent, as JSON gave it. */
export type Part = Record<string, unknown>;

/** How much of a wrong value an error repeats; a wrong value may be a megabyte. */
const shownLength = 100;

/** A wrong value as an error may repeat it: short, and without walking through what it holds. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return value.length > shownLength ? `${value.slice(0, shownLength).toWellFormed()}…` : value.toWellFormed();
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value);
  return Array.isArray(value) ? 'array' : value === undefined ? '' : 'object';
}

/** The object at a key; `path` is what Meta calls the place. Missing and null are refused, and so is everything else. */
export function needPart(from: Part, key: string, path: string): Part {
  const part = findPart(from, key, path);
  if (part === undefined) throw missingParameter(path);
  return part;
}

/** The object at a key, or undefined when there is none. */
export function findPart(from: Part, key: string, path: string): Part | undefined {
  const value = from[key];
  if (value === undefined || value === null) return undefined;
  if (!isRecord(value)) throw badParameter(`Param ${path} must be a JSON object.`);
  return value;
}

/** The list at a key, which must be there. */
export function needList(from: Part, key: string, path: string): unknown[] {
  const value = from[key];
  if (value === undefined || value === null) throw missingParameter(path);
  if (!Array.isArray(value)) throw badParameter(`Param ${path} must be an array.`);
  return value;
}

/** The list at a key, empty when there is none. */
export function findList(from: Part, key: string, path: string): unknown[] {
  return from[key] === undefined || from[key] === null ? [] : needList(from, key, path);
}

/** An item of a list, which must be an object. */
export function partIn(value: unknown, path: string): Part {
  if (!isRecord(value)) throw badParameter(`Param ${path} must be a JSON object.`);
  return value;
}

/** The text at a key; missing, null and empty are refused alike. */
export function needText(from: Part, key: string, path: string): string {
  const text = findText(from, key, path);
  if (text === undefined || text === '') throw missingParameter(path);
  return text;
}

/** The text at a key, or undefined when there is none. A text with half a surrogate pair is none: it cannot be written as UTF-8. */
export function findText(from: Part, key: string, path: string): string | undefined {
  const value = from[key];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw badParameter(`Param ${path} must be a string.`);
  if (!value.isWellFormed()) throw badParameter(`Param ${path} must be a valid UTF-8 string.`);
  return value;
}

/** An id at a key: a text, or a number as some clients write it. */
export function findId(from: Part, key: string, path: string): string | undefined {
  const value = from[key];
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : findText(from, key, path);
}

/** A truth value at a key; forms write it as a word. */
export function findBoolean(from: Part, key: string, path: string): boolean {
  const value = from[key];
  if (value === undefined || value === null || value === false || value === 'false') return false;
  if (value === true || value === 'true') return true;
  throw badParameter(`Param ${path} must be a boolean.`);
}

/** Is the text longer than that many characters? Texts far too long are not counted. */
export function isLonger(text: string, most: number): boolean {
  return text.length > most && (text.length > 2 * most || lengthOf(text) > most);
}

/** Meta's law of lengths for what a person reads in an interactive message: 131009. */
export function checkSpan(what: string, text: string, most: number): void {
  if (text === '' || isLonger(text, most)) throw sendRefusal(131009, `${what} length invalid. Min length: 1, Max length: ${most}`);
}

/** Meta's law of lengths for plain parameters: code 100. */
export function checkLength(path: string, text: string, most: number): void {
  if (isLonger(text, most)) throw badParameter(`Param ${path} must be at most ${most} characters long.`);
}

/** A word that must be one of a few, in either case; Meta's enumeration error otherwise. */
export function oneOf<const Word extends string>(value: unknown, words: readonly Word[], path: string): Word {
  const small = typeof value === 'string' ? value.toLowerCase() : undefined;
  const found = words.find((word) => word === small);
  if (found !== undefined) return found;
  if (value === undefined || value === null) throw missingParameter(path);
  throw badParameter(`Param ${path} must be one of {${words.map((word) => word.toUpperCase()).join(', ')}} - got "${shown(value)}".`);
}

const webAddress = /^https?:\/\/[^\s]+$/i;

/** Is this an address of the web? */
export function isWebAddress(text: string): boolean {
  return webAddress.test(text) && URL.canParse(text);
}

/** How deep the data of a form may be nested; deeper is an attack, and printing it again would break. Our number: Meta names none. */
const dataDepth = 20;

/** The data a form begins with: an object, not empty, not too deep. */
export function findData(from: Part, key: string, path: string): Part {
  const data = findPart(from, key, path);
  if (data === undefined) return {};
  if (Object.keys(data).length === 0) throw sendRefusal(131009, `${path} must be a non-empty object`);
  if (!isShallow(data, dataDepth)) throw sendRefusal(131009, `${path} must not be nested deeper than ${dataDepth} levels`);
  return data;
}

function isShallow(value: unknown, most: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (most === 0) return false;
  return Object.values(value).every((one) => isShallow(one, most - 1));
}
