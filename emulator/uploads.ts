import { createHash } from 'node:crypto';

import { badParameter, missingParameter, unknownObject } from './errors.ts';
import { asText } from './json.ts';
import { randomGraphId, randomHex } from './random.ts';
import type { MediaItem, Upload, World } from './world.ts';

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
  keepUpload(world, upload);
  return upload;
}

/** Takes bytes at an offset; when all are there, returns the handle that template examples need. */
export function continueUpload(world: World, id: string, offset: number, bytes: Buffer): Upload {
  const upload = getUpload(world, id);
  if (offset !== upload.received) throw badParameter(`The file_offset must be ${upload.received}.`);
  if (offset + bytes.length > upload.length) throw badParameter('There are more bytes than file_length said.');
  const before = world.store.getBytes(upload.media) ?? Buffer.alloc(0);
  const whole = Buffer.concat([before, bytes]);
  world.store.putBytes(upload.media, whole);
  upload.received = whole.length;
  if (upload.received === upload.length) {
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
    world.media.set(item.id, item);
    world.store.put('media', item.id, () => JSON.stringify(item));
  }
  keepUpload(world, upload);
  return upload;
}

/** The upload of a session id; Meta's unknown object otherwise. */
export function getUpload(world: World, id: string): Upload {
  const upload = world.uploads.get(id);
  if (upload === undefined) throw unknownObject('get', `upload:${id}`);
  return upload;
}

/** The stored file behind a handle, or undefined if we never gave it out. */
export function handleMedia(world: World, handle: string): MediaItem | undefined {
  for (const upload of world.uploads.values()) if (upload.handle === handle) return world.media.get(upload.media);
  // A template read from us carries an address instead of a handle; it may be sent back in an edit.
  const match = /\/control\/v1\/media\/(\d+)$/.exec(handle);
  return match?.[1] === undefined ? undefined : world.media.get(match[1]);
}

function keepUpload(world: World, upload: Upload): void {
  world.store.put('upload', upload.id, () => JSON.stringify(upload));
}
