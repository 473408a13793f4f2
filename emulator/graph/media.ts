import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import type { WireMediaRecord } from '#core/whatsapp/wire.ts';

import type { UploadedFile } from './body.ts';
import type { Budget } from './budget.ts';
import { badParameter, missingParameter, unknownObject } from './errors.ts';
import { checkMedia } from './media-laws.ts';
import type { Call } from './call.ts';
import { asText } from '../world/json.ts';
import { randomGraphId } from '../world/random.ts';
import type { MediaItem, World } from '../world/world.ts';

const day = 24 * 60 * 60 * 1000;

/** Meta: ids of uploads live 30 days, those of inbound webhooks 7, and the address of the bytes 5 minutes. */
const uploadLifetime = 30 * day;
const inboundLifetime = 7 * day;
const addressLifetime = 5 * 60 * 1000;

/** Takes an uploaded file; its own content type counts, not the form's `type`. Refused with 131053 if the law says so. */
export function uploadMedia(world: World, number: string, file: UploadedFile | undefined, params: Record<string, unknown>): MediaItem {
  if (params['messaging_product'] !== 'whatsapp')
    throw params['messaging_product'] === undefined
      ? missingParameter('messaging_product')
      : badParameter('Param messaging_product must be one of {WHATSAPP}.');
  if (file === undefined) throw missingParameter('file');
  const mime = checkMedia(file.mime, file.bytes);
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
  sweep(world);
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
  dropMedia(world, id);
}

function dropMedia(world: World, id: string): void {
  world.media.delete(id);
  world.store.dropBytes(id);
  world.store.drop('media', id);
}

/** Forgets files that are past their time, a few at every new one: those who are never asked for must not stay. */
function sweep(world: World): void {
  const now = world.clock.now();
  const oldest = firstOf(world.media.values(), sweptAtOnce);
  for (const item of oldest) {
    world.media.delete(item.id);
    if (item.expiresAt <= now) dropMedia(world, item.id);
    // Looked at again when all others have been.
    else world.media.set(item.id, item);
  }
}
const sweptAtOnce = 4;

function firstOf<Item>(items: Iterable<Item>, most: number): Item[] {
  const found: Item[] = [];
  for (const item of items) {
    if (found.length === most) break;
    found.push(item);
  }
  return found;
}

/** Answers `GET|DELETE /{media}`; a number that is named must be the file's own. */
export function mediaNode(world: World, call: Call, id: string): unknown {
  const owner = call.params['phone_number_id'] === undefined ? undefined : asText(call.params['phone_number_id']);
  if (call.method === 'DELETE') {
    deleteMedia(world, id, owner);
    return { success: true };
  }
  const item = findMedia(world, id, owner);
  if (item === undefined || call.method !== 'GET') throw unknownObject(call.method, id);
  return presentMedia(world, item, call.base);
}

/** One fetch of a file; its bytes lie in memory until they are gone, so they wait for their share of it. */
export type Download = { request: IncomingMessage; response: ServerResponse; url: URL; budget: Budget };

const stalledMilliseconds = 60_000;

/** The bytes of a media address: with the token, within five minutes, else 404 as Meta answers. `Range` is honoured. */
export async function answerBytes(world: World, { request, response, url, budget }: Download): Promise<void> {
  const token = /^(?:Bearer|OAuth) (.+)$/i.exec(request.headers.authorization ?? '')?.[1]?.trim() ?? url.searchParams.get('access_token');
  const mayRead = world.settings.media_auth === 'lenient' || (token === world.app.token && !world.settings.token_expired);
  const item = mayRead ? mediaAtAddress(world, url.searchParams) : undefined;
  if (item !== undefined) {
    const giveBack = await budget.take(item.size);
    if (response.destroyed) return giveBack();
    response.once('close', giveBack);
    // A client that takes nothing for so long gives its memory back.
    response.setTimeout(stalledMilliseconds, () => response.destroy());
  }
  const bytes = item === undefined ? undefined : world.store.getBytes(item.id);
  if (item === undefined || bytes === undefined || !['GET', 'HEAD'].includes(request.method ?? 'GET')) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    return;
  }
  const range = rangeOf(request.headers.range, bytes.length);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${bytes.length}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: bytes.length - 1 };
  response.writeHead(range === undefined ? 200 : 206, {
    'Content-Type': item.mime,
    'Content-Length': end - start + 1,
    'Accept-Ranges': 'bytes',
    ETag: `"${item.sha256.slice(0, 32)}"`,
    ...(item.filename === null ? {} : { 'Content-Disposition': `attachment;filename=${encodeURIComponent(item.filename)}` }),
    ...(range === undefined ? {} : { 'Content-Range': `bytes ${start}-${end}/${bytes.length}` }),
  });
  response.end(request.method === 'HEAD' ? undefined : bytes.subarray(start, end + 1));
}

/** One range of bytes: from-to, from-, or the last n. Anything else is as if nothing had been asked. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'unsatisfiable' | undefined {
  const range = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  const [from, to] = [range?.[1] ?? '', range?.[2] ?? ''];
  if (range === null || (from === '' && to === '')) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}
