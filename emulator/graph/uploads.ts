import { createHash } from 'node:crypto';

import type { Call } from './call.ts';
import { badParameter, missingParameter, unknownObject } from './errors.ts';
import { asText } from '../world/json.ts';
import { randomGraphId, randomHex } from '../world/random.ts';
import type { MediaItem, Upload, World } from '../world/world.ts';

/** Meta: larger files than this are refused by the platform in any place. */
const uploadLimitBytes = 100 * 1024 * 1024;

/** Types the resumable upload takes (Meta's "Resumable Upload API"). */
const uploadTypes = new Set(['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4']);

/** Begins a resumable upload and returns its session id, `upload:…`. */
export function beginUpload(world: World, params: Record<string, unknown>): Upload {
  const length = Number(params['file_length']);
  const mime = asText(params['file_type'] ?? '');
  if (params['file_length'] === undefined) throw missingParameter('file_length');
  if (mime === '') throw missingParameter('file_type');
  if (!Number.isInteger(length) || length < 1 || length > uploadLimitBytes)
    throw badParameter('Param file_length must be a whole number of bytes, at most 104857600.');
  if (!uploadTypes.has(mime)) throw badParameter(`Param file_type must be one of {${[...uploadTypes].join(', ')}} - got "${mime}".`);
  const upload: Upload = {
    id: `MTph${randomHex(24)}`,
    name: asText(params['file_name'] ?? 'file'),
    length,
    mime: mime.replace('image/jpg', 'image/jpeg'),
    received: 0,
    handle: null,
    media: randomGraphId(),
  };
  world.uploads.set(upload.id, upload);
  const oldest = world.uploads.keys().next().value;
  if (world.uploads.size > sessionsLimit && oldest !== undefined) forgetUpload(world, oldest);
  keepUpload(world, upload);
  return upload;
}

/** Sessions that are remembered; the oldest goes first, with what it had received. Ours: Meta forgets them after a while. */
const sessionsLimit = 10_000;

function forgetUpload(world: World, id: string): void {
  const upload = world.uploads.get(id);
  world.uploads.delete(id);
  world.store.drop('upload', id);
  if (upload === undefined || upload.handle !== null) return;
  for (let at = 0; at < upload.received;) {
    const part = world.store.getBytes(partKey(upload, at));
    if (part === undefined) return;
    world.store.dropBytes(partKey(upload, at));
    at += part.length;
  }
}

/** Takes bytes at an offset; when all are there, the upload has the handle that template examples need. */
export function continueUpload(world: World, id: string, offset: number, bytes: Buffer): Upload {
  const upload = getUpload(world, id);
  if (upload.handle !== null) throw badParameter('The upload is complete already.');
  if (offset !== upload.received) throw badParameter(`The file_offset must be ${upload.received}.`);
  if (offset + bytes.length > upload.length) throw badParameter(`There are more bytes than file_length said: ${upload.length}.`);
  if (bytes.length > 0) world.store.putBytes(partKey(upload, offset), bytes);
  upload.received += bytes.length;
  if (upload.received === upload.length) finishUpload(world, upload);
  keepUpload(world, upload);
  return upload;
}

/** Answers `GET|POST /upload:…`. What came before a connection broke is kept: the client asks for the offset and goes on. */
export function answerUpload(world: World, call: Call): unknown {
  const id = call.path.slice('upload:'.length);
  if (call.method === 'GET') {
    const upload = getUpload(world, id);
    return { id: `upload:${upload.id}`, file_offset: upload.received };
  }
  if (call.method !== 'POST') throw unknownObject(call.method, `upload:${id}`);
  const offset = Number(call.headers['file_offset'] ?? 0);
  if (!Number.isInteger(offset)) throw badParameter('The header file_offset must be a whole number of bytes.');
  const upload = continueUpload(world, id, offset, call.bytes);
  return upload.handle === null ? { id: `upload:${upload.id}`, file_offset: upload.received } : { h: upload.handle };
}

function partKey(upload: Upload, offset: number): string {
  return `${upload.media}@${offset}`;
}

function finishUpload(world: World, upload: Upload): void {
  const whole = Buffer.allocUnsafe(upload.length);
  for (let at = 0; at < upload.length;) {
    const part = world.store.getBytes(partKey(upload, at));
    if (part === undefined) throw new Error(`the part of upload ${upload.id} at ${at} is gone`);
    part.copy(whole, at);
    world.store.dropBytes(partKey(upload, at));
    at += part.length;
  }
  upload.handle = `4::${Buffer.from(`${upload.name}:${upload.media}`).toString('base64')}:${randomHex(16)}`;
  const item: MediaItem = {
    id: upload.media,
    number: null,
    mime: upload.mime,
    sha256: createHash('sha256').update(whole).digest('hex'),
    size: whole.length,
    filename: upload.name,
    expiresAt: Number.MAX_SAFE_INTEGER,
  };
  world.store.putBytes(item.id, whole);
  world.media.set(item.id, item);
  world.store.put('media', item.id, () => JSON.stringify(item));
}

/** The upload of a session id; Meta's unknown object otherwise. */
export function getUpload(world: World, id: string): Upload {
  const upload = world.uploads.get(id);
  if (upload === undefined) throw unknownObject('get', `upload:${id}`);
  return upload;
}

/** The stored file behind a handle, or undefined if we never gave it out. */
export function handleMedia(world: World, handle: string): MediaItem | undefined {
  const id = /^4::([A-Za-z0-9+/=]+):/.exec(handle)?.[1];
  const media = id === undefined ? undefined : Buffer.from(id, 'base64').toString().split(':').at(-1);
  if (media !== undefined) return world.media.get(media);
  // A template read from us carries an address instead of a handle; it may be sent back in an edit.
  const match = /\/emulator\/v1\/media\/(\d+)$/.exec(handle);
  return match?.[1] === undefined ? undefined : world.media.get(match[1]);
}

function keepUpload(world: World, upload: Upload): void {
  world.store.put('upload', upload.id, () => JSON.stringify(upload));
}
