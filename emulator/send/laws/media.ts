import type { BubbleMedia } from '#core/rehearsal/bubble.ts';

import { badParameter, missingParameter, sendRefusal } from '../../graph/errors.ts';
import { findMedia } from '../../graph/media.ts';
import type { MediaItem, World } from '../../world/world.ts';
import { messageLimits, ownLimits } from './limits.ts';
import type { Draft } from './draft.ts';
import { checkLength, findBoolean, findId, findText, isWebAddress, type Part, shown } from './read.ts';

/** Kinds of files a message can be. */
export type MediaKind = 'image' | 'video' | 'document' | 'audio' | 'sticker';

/** A picture, film, sound, sticker or document as a message of its own. */
export function draftMedia(world: World, kind: MediaKind, part: Part): Draft {
  refuseSurplus(kind, part);
  const { media, link, filename, item } = readSource(world, kind, part, kind);
  if (kind === 'audio') return { content: { kind, media, link, voice: readVoice(part, item) }, replies: null };
  if (kind === 'sticker') return { content: { kind, media, link, animated: item !== undefined && isAnimated(world, item) }, replies: null };
  const caption = findText(part, 'caption', `${kind}['caption']`) ?? null;
  if (caption !== null) checkLength(`${kind}['caption']`, caption, messageLimits.caption);
  return { content: { kind, media, link, caption: caption === '' ? null : caption, filename }, replies: null };
}

/** What belongs to other kinds only, in Meta's words. */
function refuseSurplus(kind: MediaKind, part: Part): void {
  const takesCaption = kind === 'image' || kind === 'video' || kind === 'document';
  if (!takesCaption && part['caption'] !== undefined) throw badParameter(`Unexpected key "caption" on param "${kind}".`);
  if (kind !== 'document' && part['filename'] !== undefined) throw badParameter(`Unexpected key "filename" on param "${kind}".`);
}

/** Reads `id` or `link`, and looks at the file behind an id: it must be there and of the right type. `path` names the place in errors. */
export function readSource(world: World, kind: MediaKind, part: Part, path: string): BubbleMedia & { item: MediaItem | undefined } {
  const id = findId(part, 'id', `${path}['id']`);
  const link = findText(part, 'link', `${path}['link']`);
  if (id !== undefined && id !== '' && link !== undefined) throw badParameter(`Param ${path} must have either 'id' or 'link', not both.`);
  const filename = readFilename(part, path);
  if (id !== undefined && id !== '') return { media: id, link: null, filename, item: getItem(world, kind, id) };
  if (link === undefined || link === '') throw missingParameter(`${path}['id'] or ${path}['link']`);
  checkLength(`${path}['link']`, link, ownLimits.link);
  if (!isWebAddress(link)) throw badParameter(`Param ${path}['link'] is not a valid URL.`);
  return { media: null, link, filename, item: undefined };
}

function readFilename(part: Part, path: string): string | null {
  const filename = findText(part, 'filename', `${path}['filename']`);
  if (filename === undefined || filename === '') return null;
  checkLength(`${path}['filename']`, filename, ownLimits.filename);
  return filename;
}

function getItem(world: World, kind: MediaKind, id: string): MediaItem {
  const item = findMedia(world, id, undefined);
  if (item === undefined) throw sendRefusal(131009, `The media id ${shown(id)} does not exist or has expired`);
  if (!fitsKind(kind, item.mime)) throw sendRefusal(131053, `The media id ${id} is of type ${item.mime}, not ${kind}`);
  return item;
}

/** Does a file of this type make a message of this kind? Meta's page "Media", read 2026-11-22. */
export function fitsKind(kind: MediaKind, mime: string): boolean {
  if (kind === 'document') return true;
  if (kind === 'sticker') return mime === 'image/webp';
  return mime.startsWith(`${kind}/`) && mime !== 'image/webp';
}

/** A voice note must be Opus in Ogg; what a link leads to is not looked at. */
function readVoice(part: Part, item: MediaItem | undefined): boolean {
  const voice = findBoolean(part, 'voice', "audio['voice']");
  if (voice && item !== undefined && !item.mime.startsWith('audio/ogg'))
    throw sendRefusal(131053, `A voice message must be of type audio/ogg; the media id ${item.id} is of type ${item.mime}`);
  return voice;
}

/** A WebP moves when its extended header (VP8X, at byte 12) has the animation bit, the second of byte 20. */
function isAnimated(world: World, item: MediaItem): boolean {
  const bytes = world.store.getBytes(item.id);
  return bytes !== undefined && bytes.length > 20 && bytes.toString('latin1', 12, 16) === 'VP8X' && ((bytes[20] ?? 0) & 2) !== 0;
}
