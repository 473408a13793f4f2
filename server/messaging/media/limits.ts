import type { MediaUse } from '#core/contract/media.ts';

const kilobyte = 1024;
const megabyte = 1024 * kilobyte;

/**
 * What Meta takes for each kind of message, in bytes.
 *
 * Source: Meta, "Media" (the project's digest, cloud-api §2.3), read 2026-11-22.
 */
export const useBytesMost: Readonly<Record<MediaUse, number>> = {
  image: 5 * megabyte,
  sticker: 100 * kilobyte,
  video: 16 * megabyte,
  audio: 16 * megabyte,
  voice: 16 * megabyte,
  document: 100 * megabyte,
};

/** Meta takes images of at most 5 MB. */
export const imageBytesMost = useBytesMost.image;
/** A sticker that moves may weigh five times one that does not. */
export const movingStickerBytesMost = 500 * kilobyte;
/** The side of a sticker in pixels. Meta's page names it no more; phones still make them so. */
export const stickerSide = 512;
/** Above this a phone shows a voice note with a download sign. Source as above, §1.1.1. */
export const voiceBytesAdvised = 512 * kilobyte;

/** No phone shows more than this side of a picture; more only makes it slow. */
export const imageSideMost = 4096;
/** Decoding takes four bytes for each pixel; the largest phone camera makes 200 million, a print of A2 some 35. */
export const imagePixelsMost = 100_000_000;
/** A drawing in SVG that is larger holds a photograph, and that is better taken as such. */
export const svgBytesMost = 2 * megabyte;
/** A document that unpacks to more than this, and by more than the factor below, is made to harm. */
export const unpackedBytesMost = 300 * megabyte;
export const unpackFactorMost = 100;
/** A picture that takes longer blocks those behind it: they are turned one by one. */
export const pictureSecondsMost = 20;
/** The side of a small picture, twice what a list shows, for fine screens. */
export const thumbnailSide = 480;
/** An animated file above this is kept by nobody: sixteen megabytes is what a video may have. */
export const movingBytesMost = 16 * megabyte;
