import type { IncomingMessage } from 'node:http';

import { GraphRefusal } from './errors.ts';
import { isRecord } from './json.ts';
import type { UploadedFile } from './media.ts';

/** A form or JSON body, taken apart. */
export type ParsedBody = { fields: Record<string, unknown>; files: Map<string, UploadedFile> };

/** JSON and forms are small; media may be Meta's 100 MB and a little wrapping. */
const smallBodyBytes = 4 * 1024 * 1024;
const mediaBodyBytes = 105 * 1024 * 1024;

/** Reads the whole body. Undefined when the client went away; refuses one that is too large. */
export function readBody(request: IncomingMessage, isMedia: boolean): Promise<Buffer | undefined> {
  const limit = isMedia ? mediaBodyBytes : smallBodyBytes;
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
    });
    request.on('end', () => {
      if (size > limit) reject(new GraphRefusal(1, `The request is larger than ${limit} bytes.`, { status: 413 }));
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    request.on('error', () => resolve(undefined));
    request.on('close', () => resolve(undefined));
  });
}

/** Reads parameters from a body of any form clients send. Bodies without a type are tried as JSON, then as a form. */
export function parseBody(contentType: string, bytes: Buffer): ParsedBody {
  const files = new Map<string, UploadedFile>();
  if (bytes.length === 0) return { fields: {}, files };
  if (contentType.startsWith('multipart/form-data')) return parseMultipart(contentType, bytes);
  if (contentType.startsWith('application/x-www-form-urlencoded')) return { fields: parseForm(bytes.toString()), files };
  const text = bytes.toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    if (contentType.includes('json') || text.trimStart().startsWith('{'))
      throw new GraphRefusal(100, '(#100) Invalid parameter', { details: 'The body is not valid JSON.' });
    return { fields: parseForm(text), files };
  }
  if (!isRecord(value)) throw new GraphRefusal(100, '(#100) Invalid parameter', { details: 'The body must be a JSON object.' });
  return { fields: unprintObjects(value), files };
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
];

function unprintObjects(fields: Record<string, unknown>): Record<string, unknown> {
  const printed = objectParameters.filter((name) => typeof fields[name] === 'string');
  return printed.length === 0 ? fields : { ...fields, ...Object.fromEntries(printed.map((name) => [name, parseFormValue(String(fields[name]))])) };
}

/** Reads form or query parameters; a value that is a JSON object or list is read as one, as Graph does. */
export function parseForm(text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [key, value] of new URLSearchParams(text)) fields[key] = parseFormValue(value);
  return fields;
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

function parseMultipart(contentType: string, bytes: Buffer): ParsedBody {
  const boundary = /boundary=(?:"([^"]+)"|([^;]+))/.exec(contentType);
  const mark = boundary?.[1] ?? boundary?.[2];
  if (mark === undefined) throw new GraphRefusal(100, '(#100) Invalid parameter', { details: 'The multipart body has no boundary.' });
  const fields: Record<string, unknown> = {};
  const files = new Map<string, UploadedFile>();
  const separator = Buffer.from(`--${mark.trim()}`);
  let at = bytes.indexOf(separator);
  while (at !== -1) {
    const start = at + separator.length + 2;
    const end = bytes.indexOf(separator, start);
    if (end === -1) break;
    const headEnd = bytes.indexOf('\r\n\r\n', start);
    if (headEnd !== -1 && headEnd < end) {
      const head = bytes.toString('utf8', start, headEnd);
      const content = bytes.subarray(headEnd + 4, end - 2);
      const name = /[; ]name="([^"]*)"/i.exec(head)?.[1];
      const filename = /filename="([^"]*)"/i.exec(head)?.[1];
      const type = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1];
      if (name !== undefined && (filename !== undefined || (type !== undefined && !type.startsWith('text/plain')))) {
        files.set(name, { filename: filename ?? null, mime: type ?? 'application/octet-stream', bytes: Buffer.from(content) });
      } else if (name !== undefined) fields[name] = parseFormValue(content.toString());
    }
    at = end;
  }
  return { fields, files };
}
