import type { MediaKind, MediaUse } from '#core/contract/media.ts';
import { say } from '#core/contract/say.ts';
import type { Told } from '#core/value/say.ts';
import { find } from './bytes.ts';
import { type ReadImage, readGif, readJpeg, readPng, readWebp } from './image.ts';
import { movingStickerBytesMost, stickerSide, unpackedBytesMost, unpackFactorMost, useBytesMost } from './limits.ts';
import { readZip, sniff, type SniffedType } from './sniff.ts';
import { isWhole, readBoxes, type ReadFilm, readMp3, readOgg, readWav } from './sound.ts';

/** What a file is by its bytes, and which kinds of message take it as it is. */
export type Examined = {
  /** Undefined when nobody here knows it. */
  readonly type: SniffedType | undefined;
  /** What Meta is told it is: with the codec where that matters. */
  readonly mime: string;
  readonly kind: MediaKind;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  readonly animated: boolean;
  readonly fits: readonly MediaUse[];
  /** A picture without anything hidden in it that needs no turning. */
  readonly plain: boolean;
  /** A film that says where it was made. */
  readonly saysPlace: boolean;
  readonly codecs: readonly string[];
  /** Why nobody can use it, whatever is made of it. */
  readonly trouble: { readonly why: 'torn' } | { readonly why: 'bomb'; readonly packed: number; readonly unpacked: number } | undefined;
};

const nothingKnown = {
  width: null,
  height: null,
  seconds: null,
  animated: false,
  fits: [],
  plain: true,
  saysPlace: false,
  codecs: [],
  trouble: undefined,
} as const;

/** Looks at a file's bytes. Pure, and never decodes or unpacks. */
export function examine(bytes: Uint8Array): Examined {
  const type = sniff(bytes);
  const base = { ...nothingKnown, type, mime: type ?? 'application/octet-stream' };
  if (type === undefined) return { ...base, kind: 'document' };
  if (type.startsWith('image/')) return examineImage(bytes, { ...base, type });
  if (type.startsWith('video/') || type.startsWith('audio/')) return examineFilm(bytes, { ...base, type });
  return examineDocument(bytes, { ...base, type });
}

type Base = typeof nothingKnown & { readonly type: SniffedType; readonly mime: string };

function examineImage(bytes: Uint8Array, base: Base): Examined {
  const readers: Partial<Record<SniffedType, (bytes: Uint8Array) => ReadImage | undefined>> = {
    'image/jpeg': readJpeg,
    'image/png': readPng,
    'image/gif': readGif,
    'image/webp': readWebp,
  };
  const reader = readers[base.type];
  // The others are read by whoever decodes them.
  if (reader === undefined) return { ...base, kind: 'image', plain: false };
  const read = reader(bytes);
  if (read === undefined) return { ...base, kind: 'image', plain: false, trouble: { why: 'torn' } };
  const { width, height, animated, plain, taken } = read;
  const isSticker =
    base.type === 'image/webp' &&
    width === stickerSide &&
    height === stickerSide &&
    bytes.byteLength <= (animated ? movingStickerBytesMost : useBytesMost.sticker);
  const isImage = taken && !animated && bytes.byteLength <= useBytesMost.image;
  return { ...base, kind: isSticker ? 'sticker' : 'image', width, height, animated, plain, fits: isSticker ? ['sticker'] : isImage ? ['image'] : [] };
}

function examineFilm(bytes: Uint8Array, base: Base): Examined {
  const read = readFilm(bytes, base.type);
  if (read === 'torn') return { ...base, kind: base.type.startsWith('video/') ? 'video' : 'audio', trouble: { why: 'torn' } };
  const { seconds, width, height, video, audio, channels } = read;
  const isSound = base.type.startsWith('audio/') || (video.length === 0 && audio.length > 0);
  // A container for films that holds a sound only is a sound.
  const mime = !isSound ? base.mime : base.type === 'audio/ogg' && audio[0] === 'opus' ? 'audio/ogg; codecs=opus' : (soundNames[base.type] ?? base.mime);
  return {
    ...base,
    kind: isSound ? 'audio' : 'video',
    mime,
    seconds,
    width,
    height,
    codecs: [...video, ...audio],
    saysPlace: placeWords.some((word) => find(bytes, word) > 0),
    fits: isSound ? soundFits(mime, { audio, channels, bytes: bytes.byteLength }) : filmFits(base.type, { video, audio, bytes: bytes.byteLength }),
  };
}

/** How films say where they were made: Android, 3GPP, iPhone. Found by chance in the samples, a word costs a copy and nothing else. */
const placeWords = ['\xa9xyz', 'loci', 'quicktime.location'] as const;

const soundNames: Partial<Record<SniffedType, string>> = { 'video/mp4': 'audio/mp4', 'video/3gpp': 'audio/mp4', 'video/quicktime': 'audio/mp4' };

type FilmReader = (bytes: Uint8Array) => ReadFilm | undefined;
const boxes: FilmReader = (bytes) => (isWhole(bytes) ? readBoxes(bytes) : undefined);
const filmReaders: Partial<Record<SniffedType, FilmReader>> = {
  'video/mp4': boxes,
  'video/3gpp': boxes,
  'video/quicktime': boxes,
  'audio/mp4': boxes,
  'audio/ogg': readOgg,
  'audio/wav': readWav,
  'audio/mpeg': readMp3,
};

function readFilm(bytes: Uint8Array, type: SniffedType): ReadFilm | 'torn' {
  const reader = filmReaders[type];
  if (reader !== undefined) return reader(bytes) ?? 'torn';
  // Who turns it will read it; before that its codecs are not asked for.
  return { seconds: null, width: null, height: null, video: type.startsWith('video/') ? ['other'] : [], audio: ['other'], channels: null };
}

/** H.264 with one sound in AAC, or none. Source: as in limits.ts. */
function filmFits(type: SniffedType, film: { video: readonly string[]; audio: readonly string[]; bytes: number }): MediaUse[] {
  const isContainer = type === 'video/mp4' || type === 'video/3gpp';
  const isCodec = film.video.length === 1 && film.video.every((codec) => codec === 'avc1' || codec === 'avc3');
  const isSound = film.audio.length <= 1 && film.audio.every((codec) => codec === 'mp4a');
  return isContainer && isCodec && isSound && film.bytes <= useBytesMost.video ? ['video'] : [];
}

function soundFits(mime: string, sound: { audio: readonly string[]; channels: number | null; bytes: number }): MediaUse[] {
  if (sound.bytes > useBytesMost.audio) return [];
  if (mime === 'audio/ogg; codecs=opus') return sound.channels === 1 ? ['audio', 'voice'] : [];
  if (mime === 'audio/mp4') return sound.audio.length === 1 && sound.audio[0] === 'mp4a' ? ['audio'] : [];
  return mime === 'audio/mpeg' || mime === 'audio/aac' || mime === 'audio/amr' ? ['audio'] : [];
}

const notDocuments: ReadonlySet<SniffedType> = new Set(['text/html', 'application/zip', 'application/x-executable']);

function examineDocument(bytes: Uint8Array, base: Base): Examined {
  if (base.type.includes('officedocument')) {
    const unpacked = readZip(bytes).reduce((sum, entry) => sum + entry.unpacked, 0);
    if (unpacked > unpackedBytesMost && unpacked > unpackFactorMost * bytes.byteLength)
      return { ...base, kind: 'document', trouble: { why: 'bomb', packed: bytes.byteLength, unpacked } };
  }
  const isTaken = !notDocuments.has(base.type) && bytes.byteLength > 0 && bytes.byteLength <= useBytesMost.document;
  return { ...base, kind: 'document', fits: isTaken ? ['document'] : [] };
}

/** What a file is, in words, for a sentence that says why it is not taken. */
export function nameOfType(type: SniffedType | undefined): Told {
  return type === undefined ? say('media_is_unknown') : (labels[type] ?? type);
}

/** What people call a type. */
const labels: Partial<Record<SniffedType, Told>> = {
  'image/bmp': say('media_is_bmp'),
  'image/heic': say('media_is_heic'),
  'text/html': say('media_is_html'),
  'application/zip': say('media_is_zip'),
  'application/x-executable': say('media_is_program'),
  'image/jpeg': 'JPEG',
  'image/png': 'PNG',
  'image/gif': 'GIF',
  'image/webp': 'WebP',
  'image/avif': 'AVIF',
  'image/tiff': 'TIFF',
  'image/svg+xml': 'SVG',
  'video/mp4': 'MP4',
  'video/3gpp': '3GP',
  'video/quicktime': 'QuickTime',
  'video/webm': 'WebM',
  'video/x-matroska': 'Matroska',
  'video/x-msvideo': 'AVI',
  'video/mp2t': 'MPEG-TS',
  'audio/mp4': 'M4A',
  'audio/mpeg': 'MP3',
  'audio/aac': 'AAC',
  'audio/amr': 'AMR',
  'audio/ogg': 'OGG',
  'audio/wav': 'WAV',
  'audio/flac': 'FLAC',
  'application/pdf': 'PDF',
  'text/plain': 'TXT',
  'application/msword': 'Word',
  'application/vnd.ms-excel': 'Excel',
  'application/vnd.ms-powerpoint': 'PowerPoint',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'PowerPoint',
};
