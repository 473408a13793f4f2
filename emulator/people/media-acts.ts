import type { Act } from '#core/rehearsal/act.ts';
import type { BubbleContent } from '#core/rehearsal/bubble.ts';

import { mediaAddress, storeInboundMedia } from '../graph/media.ts';
import type { World } from '../world/world.ts';
import type { ActPlace } from './acts.ts';
import { sendInbound } from './inbound.ts';
import { ControlRefusal } from './refusal.ts';
import { forwardContext, quotedOf } from './write-acts.ts';

type MediaAct = Extract<Act, { act: 'send_media' }>;

const megabyte = 1024 * 1024;

/** What the app lets a person send: Meta, "Media", read 2026-11-22; the app itself makes pictures, films and voice fit. */
const laws: Readonly<Record<MediaAct['kind'], { mime: RegExp; bytes: number }>> = {
  image: { mime: /^image\/(jpeg|png|webp|gif|heic)$/, bytes: 16 * megabyte },
  video: { mime: /^video\//, bytes: 16 * megabyte },
  audio: { mime: /^audio\//, bytes: 16 * megabyte },
  voice: { mime: /^audio\//, bytes: 16 * megabyte },
  document: { mime: /^[\w.+-]+\/[\w.+-]+$/, bytes: 100 * megabyte },
  sticker: { mime: /^image\/webp$/, bytes: 500 * 1024 },
};

/** Sends a picture, film, sound, voice note, file or sticker. The bytes are kept; the webhook says where they are. */
export function sendMedia(world: World, place: ActPlace, act: MediaAct): string {
  const bytes = Buffer.from(act.base64, 'base64');
  const mime = mimeOf(act);
  const bare = mime.split(';')[0]?.trim() ?? '';
  const law = laws[act.kind];
  if (bytes.length === 0) throw new ControlRefusal(400, `the ${act.kind} is empty or not base64; send its bytes as base64`, '/base64');
  if (!law.mime.test(bare))
    throw new ControlRefusal(400, `a ${act.kind} cannot be ${act.mime}; it must match ${law.mime.source.replaceAll('\\', '')}`, '/mime');
  if (bytes.length > law.bytes) throw new ControlRefusal(400, `the ${act.kind} has ${bytes.length} bytes; the app sends at most ${law.bytes}`, '/base64');
  const item = storeInboundMedia(world, place.chat.number, bare, bytes);
  const file = {
    mime_type: mime,
    sha256: Buffer.from(item.sha256, 'hex').toString('base64'),
    id: item.id,
    url: mediaAddress(world, item, world.url),
  };
  const { type, content, object } = describe(act, { id: item.id, file, isAnimated: isAnimatedWebp(bytes) });
  return sendInbound(world, place.person, place.chat, {
    content,
    type,
    body: { [type]: object },
    quoted: quotedOf(world, place, act.quoted),
    context: forwardContext(act.forwarded),
  });
}

/** Voice notes are recorded by the app as Ogg with Opus, and say so. */
function mimeOf(act: MediaAct): string {
  const mime = act.mime.toLowerCase();
  return act.kind === 'voice' && mime === 'audio/ogg' ? 'audio/ogg; codecs=opus' : mime;
}

type Stored = { id: string; file: Record<string, unknown>; isAnimated: boolean };
type Described = { type: 'image' | 'video' | 'audio' | 'document' | 'sticker'; content: BubbleContent; object: Record<string, unknown> };

function describe(act: MediaAct, { id, file, isAnimated }: Stored): Described {
  const caption = act.caption === undefined ? {} : { caption: act.caption };
  const shown = { media: id, link: null, caption: act.caption ?? null, filename: act.filename ?? null };
  switch (act.kind) {
    case 'image':
    case 'video':
      return { type: act.kind, content: { kind: act.kind, ...shown, filename: null }, object: { ...caption, ...file } };
    case 'document':
      return {
        type: 'document',
        content: { kind: 'document', ...shown },
        object: { ...caption, ...(act.filename === undefined ? {} : { filename: act.filename }), ...file },
      };
    case 'audio':
    case 'voice': {
      const voice = act.kind === 'voice';
      return { type: 'audio', content: { kind: 'audio', media: id, link: null, voice }, object: { ...file, voice } };
    }
    case 'sticker':
      return { type: 'sticker', content: { kind: 'sticker', media: id, link: null, animated: isAnimated }, object: { ...file, animated: isAnimated } };
  }
}

/** Does this WebP move? Its extended header has a bit for that (RFC 9649, "VP8X", bit 1 of the flags). */
export function isAnimatedWebp(bytes: Buffer): boolean {
  if (bytes.length < 21 || bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 16) !== 'WEBPVP8X') return false;
  return ((bytes[20] ?? 0) & 0b10) !== 0;
}
