import { createHash, createHmac } from 'node:crypto';

import type { WireMediaRecord } from '#core/whatsapp/wire.ts';

import { missingParameter, sendRefusal, unknownObject } from './errors.ts';
import { randomGraphId } from './random.ts';
import type { MediaItem, World } from './world.ts';

const megabyte = 1024 * 1024;
const day = 24 * 60 * 60 * 1000;

/** Types and sizes of Meta's page "Media", read 2026-11-22. */
const laws: readonly { mimes: readonly string[]; bytes: number }[] = [
  { mimes: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/mp4', 'audio/ogg'], bytes: 16 * megabyte },
  { mimes: ['image/jpeg', 'image/png'], bytes: 5 * megabyte },
  // 100 KB for a still sticker, 500 KB for one that moves; which it is, the emulator does not look.
  { mimes: ['image/webp'], bytes: 500 * 1024 },
  { mimes: ['video/mp4', 'video/3gpp'], bytes: 16 * megabyte },
  {
    mimes: [
      'text/plain',
      'application/pdf',
      'application/msword',
      'application/vnd.ms-excel',
      'application/vnd.ms-powerpoint',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    ],
    bytes: 100 * megabyte,
  },
];

/** Meta: ids of uploads live 30 days, those of inbound webhooks 7, and the address of the bytes 5 minutes. */
const uploadLifetime = 30 * day;
const inboundLifetime = 7 * day;
const addressLifetime = 5 * 60 * 1000;

/** A file as it came in a multipart form. */
export type UploadedFile = { filename: string | null; mime: string; bytes: Buffer };

/** Takes an uploaded file; its own content type counts, not the form's `type`. Refused with 131053 if the law says so. */
export function uploadMedia(world: World, number: string, file: UploadedFile | undefined, params: Record<string, unknown>): MediaItem {
  if (params['messaging_product'] !== 'whatsapp') throw missingParameter('messaging_product');
  if (file === undefined) throw missingParameter('file');
  const mime = file.mime.split(';')[0]?.trim().toLowerCase() ?? '';
  const known = laws.find((law) => law.mimes.includes(mime));
  if (known === undefined) {
    const all = laws.flatMap((law) => law.mimes).join(', ');
    throw sendRefusal(131053, `Param file must be a file with one of the following types: ${all}. Received file of type '${mime}'.`);
  }
  if (file.bytes.length === 0) throw sendRefusal(131053, 'The file is empty.');
  if (file.bytes.length > known.bytes) throw sendRefusal(131053, `The file is ${file.bytes.length} bytes; files of type ${mime} may have ${known.bytes}.`);
  return storeMedia(world, { number, mime, filename: file.filename, bytes: file.bytes, lifetime: uploadLifetime });
}

/** Keeps a file a person sends. */
export function storeInboundMedia(world: World, number: string, mime: string, bytes: Buffer): MediaItem {
  return storeMedia(world, { number, mime, filename: null, bytes, lifetime: inboundLifetime });
}

function storeMedia(world: World, file: { number: string; mime: string; filename: string | null; bytes: Buffer; lifetime: number }): MediaItem {
  const item: MediaItem = {
    id: randomGraphId(),
    number: file.number,
    mime: file.mime,
    sha256: createHash('sha256').update(file.bytes).digest('hex'),
    size: file.bytes.length,
    filename: file.filename,
    expiresAt: world.clock.now() + file.lifetime,
  };
  world.media.set(item.id, item);
  world.store.putBytes(item.id, file.bytes);
  world.store.put('media', item.id, () => JSON.stringify(item));
  return item;
}

/** The file with this id, if it is there, not too old and (when one is named) of that number. */
export function findMedia(world: World, id: string, number: string | undefined): MediaItem | undefined {
  const item = world.media.get(id);
  if (item === undefined || item.expiresAt <= world.clock.now()) return undefined;
  return number === undefined || number === '' || item.number === null || item.number === number ? item : undefined;
}

/** Answers `GET /{media}`: where the bytes are, for five minutes. `sha256` is hex here, base64 in webhooks. */
export function presentMedia(world: World, item: MediaItem, base: string): WireMediaRecord {
  return { url: mediaAddress(world, item, base), mime_type: item.mime, sha256: item.sha256, file_size: item.size, id: item.id, messaging_product: 'whatsapp' };
}

/** The address the bytes are at for five minutes, for those with the token. */
export function mediaAddress(world: World, item: MediaItem, base: string): string {
  const expiry = Math.floor((world.clock.now() + addressLifetime) / 1000);
  return `${base}/whatsapp_business/attachments/?mid=${item.id}&source=getMedia&ext=${expiry}&hash=${addressHash(world, item.id, expiry)}`;
}

/** The file an address names, or undefined if it has expired or was made up. */
export function mediaAtAddress(world: World, query: URLSearchParams): MediaItem | undefined {
  const id = query.get('mid') ?? '';
  const expiry = Number(query.get('ext'));
  if (!(expiry * 1000 > world.clock.now()) || query.get('hash') !== addressHash(world, id, expiry)) return undefined;
  return findMedia(world, id, undefined);
}

function addressHash(world: World, id: string, expiry: number): string {
  return createHmac('sha256', world.app.secret).update(`${id}/${expiry}`).digest('base64url').slice(0, 32);
}

/** Forgets a file. */
export function deleteMedia(world: World, id: string, number: string | undefined): void {
  const item = findMedia(world, id, number);
  if (item === undefined) throw unknownObject('delete', id);
  world.media.delete(id);
  world.store.dropBytes(id);
  world.store.drop('media', id);
}
