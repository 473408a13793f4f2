import sharp, { type OutputInfo, type Sharp } from 'sharp';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Told } from '#core/value/say.ts';
import {
  imageBytesMost,
  imagePixelsMost,
  imageSideMost,
  movingStickerBytesMost,
  pictureSecondsMost,
  stickerSide,
  svgBytesMost,
  thumbnailSide,
  useBytesMost,
} from './limits.ts';
import { find } from './bytes.ts';
import type { SniffedType } from './sniff.ts';

/** A picture made from another: its bytes and what was done. */
export type Drawn = {
  readonly content: Buffer;
  readonly mime: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly width: number;
  readonly height: number;
  readonly animated: boolean;
  readonly done: readonly Told[];
};

/** A file to draw: its name for sentences, what its bytes say it is. */
export type Original = { readonly name: string; readonly content: Uint8Array; readonly type: SniffedType };

// This file is imported when the first picture is drawn: the library and what it maps are 10 to 20 MB of memory.
// One picture at a time in one thread and nothing kept: a picture may take 400 MB, and the machine has others to serve.
sharp.concurrency(1);
sharp.cache(false);

let last: Promise<unknown> = Promise.resolve();

/** Draws one picture after the other, whoever asks. What the library of pictures throws becomes a sentence. */
function inTurn<Made>(original: Original, draw: () => Promise<Made>): Promise<Made> {
  const made = last.then(draw).catch((error: unknown) => {
    throw drawingRefusal(original, error);
  });
  last = made.catch(() => undefined);
  return made;
}

function drawingRefusal({ name }: Original, error: unknown): unknown {
  if (!(error instanceof Error) || error.name === 'Refusal') return error;
  if (/pixel limit/i.test(error.message)) {
    const millions = imagePixelsMost / 1_000_000;
    return invalid(say('media_pixels', { name, pixels: `> ${millions}`, most: millions }));
  }
  if (/timeout/i.test(error.message)) return invalid(say('media_slow', { name, seconds: pictureSecondsMost }));
  return invalid(say('media_torn', { name }));
}

function invalid(message: Told): Error {
  return refusal('media_invalid', message, [{ at: '/body/file', message }]);
}

/** Opens a picture under our limits. A drawing must not name other files nor unfold words of its own. */
function open({ name, content, type }: Original, options: { animated?: boolean; page?: number } = {}): Sharp {
  if (type === 'image/svg+xml' && (content.byteLength > svgBytesMost || isActiveDrawing(content))) throw invalid(say('media_svg', { name }));
  // A drawing has no pixels of its own: at this density a sheet of 300 points is as wide as a phone's picture.
  const density = type === 'image/svg+xml' ? { density: 288 } : {};
  return sharp(content, { limitInputPixels: imagePixelsMost, failOn: 'error', ...density, ...options }).timeout({ seconds: pictureSecondsMost });
}

function isActiveDrawing(content: Uint8Array): boolean {
  return find(content, '<!ENTITY') >= 0 || find(content, '<!DOCTYPE') >= 0 || find(content, 'SYSTEM "') >= 0;
}

/** Decodes a picture to its end, so that one that only begins well is refused. Gives its size as it is looked at. */
export function checkPicture(original: Original): Promise<void> {
  return inTurn(original, async () => void (await open(original).stats()));
}

/**
 * Draws what WhatsApp takes as an image: JPEG, or PNG where something is to be seen through; eight-bit sRGB, upright, of at
 * most 4096 pixels a side and 5 MB, with nothing in it but the picture.
 */
export function drawImage(original: Original): Promise<Drawn> {
  return inTurn(original, async () => {
    const before = await open(original).metadata();
    const isOpaque = !before.hasAlpha || (await open(original).stats()).isOpaque;
    const { width: wide, height: high } = before.autoOrient;
    const done: Told[] = [];
    if ((before.pages ?? 1) > 1) done.push(say('done_still'));
    if ((before.orientation ?? 1) !== 1) done.push(say('done_upright'));
    if (before.exif !== undefined || before.xmp !== undefined || before.iptc !== undefined || (before.comments?.length ?? 0) > 0) done.push(say('done_bare'));
    if (before.space !== 'srgb' || (before.depth !== 'uchar' && before.depth !== undefined)) done.push(say('done_colours'));
    const base = open(original).autoOrient().resize({ width: imageSideMost, height: imageSideMost, fit: 'inside', withoutEnlargement: true });
    const made = await encodeImage(base, isOpaque && (original.type !== 'image/png' || original.content.byteLength > imageBytesMost));
    const mime = made.info.format === 'png' ? 'image/png' : 'image/jpeg';
    const { width, height } = made.info;
    // A drawing has the size it is drawn at.
    if (original.type !== 'image/svg+xml' && (width !== wide || height !== high))
      done.push(say('done_smaller', { from: `${wide} × ${high}`, to: `${width} × ${height}` }));
    if (original.content.byteLength > imageBytesMost) done.push(say('done_lighter', { megabytes: imageBytesMost / 1024 / 1024 }));
    return { content: made.data, mime, width, height, animated: false, done };
  });
}

type Encoded = { data: Buffer; info: OutputInfo };

/** Steps of an image on its way to 5 MB: how good, and at most how wide. */
const imageSteps = [
  { quality: 86, side: imageSideMost },
  { quality: 78, side: imageSideMost },
  { quality: 72, side: 3000 },
  { quality: 66, side: 2048 },
  { quality: 60, side: 1280 },
] as const;

/** Decodes and resizes once; each step then only writes. */
async function encodeImage(base: Sharp, asJpeg: boolean): Promise<Encoded> {
  const bare = asJpeg ? base.flatten({ background: '#ffffff' }) : base;
  const { data, info } = await bare.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const drawn = { raw: { width: info.width, height: info.height, channels: info.channels } };
  let smallest: Encoded | undefined;
  for (const { quality, side } of imageSteps) {
    const sized = sharp(data, drawn).resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
    const written = asJpeg ? sized.jpeg({ quality }) : sized.png({ compressionLevel: 8, palette: quality < 86 });
    smallest = await written.toBuffer({ resolveWithObject: true });
    if (smallest.data.byteLength <= imageBytesMost) break;
  }
  if (smallest === undefined) throw new Error('an image has no steps');
  return smallest;
}

const clear = { r: 0, g: 0, b: 0, alpha: 0 } as const;
/** How good a sticker is drawn, best first. */
const stickerQualities = [86, 72, 58, 44, 30, 18, 8] as const;
/** How many frames stand for one, and how good they are, best first. */
const movingSteps = [
  { every: 1, quality: 70 },
  { every: 1, quality: 45 },
  { every: 1, quality: 22 },
  { every: 2, quality: 45 },
  { every: 2, quality: 22 },
  { every: 3, quality: 22 },
  { every: 4, quality: 12 },
  { every: 6, quality: 8 },
] as const;
/** More frames than this take longer to draw than anybody waits. */
const framesMost = 300;
/** What a frame lasts when the file does not say, in milliseconds, as browsers do. */
const delayByDefault = 100;

/** Draws a sticker: 512 × 512 WebP on clear ground; 100 KB at most, 500 KB when it moves. */
export function drawSticker(original: Original, animated: boolean): Promise<Drawn> {
  return inTurn(original, () => (animated ? drawMoving(original) : drawStill(original)));
}

async function drawStill(original: Original): Promise<Drawn> {
  const base = open(original).autoOrient().resize(stickerSide, stickerSide, { fit: 'contain', background: clear });
  const drawn = await base.toColourspace('srgb').png().toBuffer();
  for (const quality of stickerQualities) {
    const content = await sharp(drawn).webp({ quality, alphaQuality: quality, effort: 5 }).toBuffer();
    if (content.byteLength <= useBytesMost.sticker) return stickerOf(content, false, [say('done_sticker')]);
  }
  throw tooHeavy(original, useBytesMost.sticker);
}

async function drawMoving(original: Original): Promise<Drawn> {
  const { pages = 1, delay = [], loop = 0 } = await open(original, { animated: true }).metadata();
  if (pages > framesMost) throw tooHeavy(original, movingStickerBytesMost);
  const frames: Buffer[] = [];
  for (let page = 0; page < pages; page += 1)
    frames.push(
      await open(original, { page })
        .resize(stickerSide, stickerSide, { fit: 'contain', background: clear })
        .ensureAlpha()
        .png({ compressionLevel: 1 })
        .toBuffer(),
    );
  let least = 0;
  for (const [step, { every, quality }] of movingSteps.entries()) {
    if (step < least) continue;
    const kept = frames.filter((_, index) => index % every === 0);
    if (kept.length < 2) break;
    const delays = kept.map((_, index) =>
      Array.from({ length: every }, (_none, step) => (index * every + step < pages ? delay[index * every + step] || delayByDefault : 0)).reduce(
        (sum, each) => sum + each,
        0,
      ),
    );
    const content = await sharp(kept, { join: { animated: true } })
      .webp({ quality, alphaQuality: quality, effort: 2, delay: delays, loop })
      .toBuffer();
    const done = every === 1 ? [say('done_sticker')] : [say('done_sticker'), say('done_frames', { every })];
    if (content.byteLength <= movingStickerBytesMost) return stickerOf(content, true, done);
    // What is far too heavy is not tried again with a little less.
    least = content.byteLength > 2.5 * movingStickerBytesMost ? step + 2 : step + 1;
  }
  throw tooHeavy(original, movingStickerBytesMost);
}

function stickerOf(content: Buffer, animated: boolean, done: readonly Told[]): Drawn {
  return { content, mime: 'image/webp', width: stickerSide, height: stickerSide, animated, done };
}

function tooHeavy({ name }: Original, bytesMost: number): Error {
  return invalid(say('media_sticker_heavy', { name, kilobytes: bytesMost / 1024 }));
}

/** A small picture for lists: WebP of at most 480 pixels a side, the first frame of what moves. */
export function drawThumbnail(original: Original): Promise<Buffer> {
  return inTurn(original, () =>
    open(original)
      .autoOrient()
      .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .webp({ quality: 78, effort: 3 })
      .toBuffer(),
  );
}
