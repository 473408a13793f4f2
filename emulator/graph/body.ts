import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';

import { GraphRefusal } from './errors.ts';
import { isRecord } from '../world/json.ts';

/** A file as it came in a multipart form. */
export type UploadedFile = { filename: string | null; mime: string; bytes: Buffer };

/** A form or JSON body, taken apart. `text` is the body as it came, or the fields of a form as JSON. */
export type ParsedBody = { fields: Record<string, unknown>; files: Map<string, UploadedFile>; text: string };

/** JSON and forms are small. */
export const smallBodyBytes = 4 * 1024 * 1024;

/** Media may be Meta's 100 MB and a little wrapping. */
export const mediaBodyBytes = 105 * 1024 * 1024;

/** A client that goes on writing this far beyond the limit is cut off instead of answered. */
const patienceBytes = 64 * 1024 * 1024;

/**
 * Reads the body, or what came of it before the client went away: a resumable upload keeps that. Refuses one that is too
 * large, after listening to the end so that the client hears the answer. A body whose length is known lies in memory once.
 */
export function readWhatComes(request: IncomingMessage, isMedia: boolean): Promise<{ bytes: Buffer; isWhole: boolean }> {
  const limit = isMedia ? mediaBodyBytes : smallBodyBytes;
  const told = Number(request.headers['content-length'] ?? 0);
  return new Promise((resolve, reject) => {
    const known = isMedia && told > 0 && told <= limit ? Buffer.allocUnsafe(told) : undefined;
    const chunks: Buffer[] = [];
    let size = 0;
    const settle = (isWhole: boolean): void => {
      if (size > limit) reject(new GraphRefusal(1, `The request is larger than ${limit} bytes.`, { status: 413 }));
      else if (known !== undefined) resolve({ bytes: known.subarray(0, size), isWhole });
      else resolve({ bytes: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks), isWhole });
    };
    request.on('data', (chunk: Buffer) => {
      if (known !== undefined) chunk.copy(known, size);
      else if (size + chunk.length <= limit) chunks.push(chunk);
      else chunks.length = 0;
      size += chunk.length;
      if (size > limit + patienceBytes) request.destroy();
    });
    request.on('end', () => settle(true));
    request.on('error', () => settle(false));
    request.on('close', () => settle(false));
  });
}

function notJson(details: string): GraphRefusal {
  return new GraphRefusal(100, '(#100) Invalid parameter', { details });
}

/** Reads parameters from a body of any form clients send. Bodies without a type are tried as JSON, then as a form. */
export function parseBody(contentType: string, bytes: Buffer): ParsedBody {
  if (bytes.length === 0) return { fields: {}, files: new Map(), text: '' };
  if (contentType.startsWith('multipart/form-data')) return parseMultipart(contentType, bytes);
  const isJson = contentType.includes('json');
  if (!isUtf8(bytes)) {
    if (isJson || contentType === '' || contentType.startsWith('text/') || contentType.includes('urlencoded'))
      throw notJson('The body is not valid UTF-8 text.');
    return { fields: {}, files: new Map(), text: '' };
  }
  const text = bytes.toString();
  if (contentType.startsWith('application/x-www-form-urlencoded')) return formBody(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (isJson || text.trimStart().startsWith('{')) throw notJson('The body is not valid JSON.');
    return formBody(text);
  }
  if (!isRecord(value)) throw notJson('The body must be a JSON object.');
  return { fields: unprintObjects(value), files: new Map(), text };
}

function formBody(text: string): ParsedBody {
  const fields = parseForm(text);
  return { fields, files: new Map(), text: JSON.stringify(fields) };
}

/** Parameters that are objects or lists. Some clients print them as JSON inside of JSON, and Graph reads them all the same. */
const objectParameters = [
  'text',
  'image',
  'video',
  'document',
  'audio',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'interactive',
  'template',
  'context',
  'components',
  'block_users',
  'batch',
  'categories',
  'prompts',
  'commands',
  'websites',
];

function unprintObjects(fields: Record<string, unknown>): Record<string, unknown> {
  const printed = objectParameters.filter((name) => typeof fields[name] === 'string');
  return printed.length === 0 ? fields : { ...fields, ...Object.fromEntries(printed.map((name) => [name, parseFormValue(String(fields[name]))])) };
}

/** A query or form has at most this many parameters; more are a mistake or an attack. */
const parametersLimit = 1_000;

/** Reads form or query parameters; a value that is a JSON object or list is read as one, as Graph does. */
export function parseForm(text: string): Record<string, unknown> {
  const entries: [string, unknown][] = [];
  for (const [key, value] of new URLSearchParams(text)) {
    if (entries.length === parametersLimit) throw notJson(`There are more than ${parametersLimit} parameters.`);
    entries.push([key, parseFormValue(value)]);
  }
  return Object.fromEntries(entries);
}

function parseFormValue(value: string): unknown {
  if (!value.startsWith('{') && !value.startsWith('[')) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    return parsed;
  } catch {
    return value;
  }
}

/** A form has a handful of parts. */
const partsLimit = 100;

function parseMultipart(contentType: string, bytes: Buffer): ParsedBody {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/i.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) throw notJson('The multipart body has no boundary.');
  const fields: [string, unknown][] = [];
  const files = new Map<string, UploadedFile>();
  const separator = Buffer.from(`--${mark.trim()}`);
  let at = bytes.indexOf(separator);
  if (at === -1) throw notJson('The multipart body does not have the boundary its header names.');
  while (at !== -1) {
    const start = at + separator.length + 2;
    const end = bytes.indexOf(separator, start);
    if (end === -1) break;
    if (fields.length + files.size >= partsLimit) throw notJson(`The multipart body has more than ${partsLimit} parts.`);
    const part = parsePart(bytes, start, end);
    if (part?.file !== undefined) files.set(part.name, part.file);
    else if (part !== undefined) fields.push([part.name, parseFormValue(part.value)]);
    at = end;
  }
  const all = Object.fromEntries(fields);
  return { fields: all, files, text: JSON.stringify(all) };
}

type Part = { name: string; value: string; file: UploadedFile | undefined };

/** Takes one part apart. A file shares its bytes with the body: it is not copied. */
function parsePart(bytes: Buffer, start: number, end: number): Part | undefined {
  const headEnd = bytes.indexOf('\r\n\r\n', start);
  if (headEnd === -1 || headEnd >= end) return undefined;
  const head = bytes.toString('utf8', start, headEnd);
  const content = bytes.subarray(headEnd + 4, end - 2);
  const name = /[; ]name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) return undefined;
  const filename = /filename="([^"]*)"/i.exec(head)?.[1];
  const type = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1];
  const isFile = filename !== undefined || (type !== undefined && !/^(text\/plain|application\/json)/.test(type));
  if (!isFile) return { name, value: content.toString(), file: undefined };
  return { name, value: '', file: { filename: filename ?? null, mime: type ?? 'application/octet-stream', bytes: content } };
}
