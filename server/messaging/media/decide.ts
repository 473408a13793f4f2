import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Told } from '#core/value/say.ts';
import { type Examined, nameOfType } from './examine.ts';
import { imageBytesMost, imagePixelsMost, imageSideMost, movingBytesMost, useBytesMost } from './limits.ts';

/** What becomes of an upload: kept as it is, drawn anew now, or turned by a task. */
export type Preparation =
  | { readonly act: 'keep'; readonly done: readonly Told[] }
  /** A picture that is kept when it can be decoded to its end. */
  | { readonly act: 'check' }
  | { readonly act: 'draw' }
  | { readonly act: 'turn'; readonly into: 'video' | 'audio' | 'bare' };

/** Decides what becomes of an upload; refuses with `media_invalid`, in a sentence that names the file and the cure. Pure. */
export function decidePreparation(file: { name: string; bytes: number }, examined: Examined, hasFilms: boolean): Preparation {
  const { name, bytes } = file;
  if (bytes === 0) throw no(say('media_empty', { name }));
  const { trouble, kind } = examined;
  if (trouble?.why === 'torn') throw no(say('media_torn', { name }));
  if (trouble?.why === 'bomb') throw no(say('media_bomb', { name, megabytes: megabytes(trouble.unpacked), packed: megabytes(trouble.packed) }));
  switch (kind) {
    case 'image':
    case 'sticker':
      return decidePicture(file, examined);
    case 'video':
    case 'audio':
      return decideFilm(file, examined, hasFilms);
    case 'document':
      if (examined.fits.length > 0) return { act: 'keep', done: [] };
      if (bytes > useBytesMost.document) throw no(say('media_large', { name, bytes, most: useBytesMost.document, what: say('media_make_document') }));
      throw no(say('media_not_taken', { name, what: nameOfType(examined.type) }));
  }
}

function decidePicture({ name, bytes }: { name: string; bytes: number }, examined: Examined): Preparation {
  const { type, width, height, animated, plain } = examined;
  if (type === 'image/bmp' || type === 'image/heic') throw no(say('media_not_taken', { name, what: nameOfType(type) }));
  if (width !== null && height !== null && width * height > imagePixelsMost)
    throw no(say('media_pixels', { name, pixels: Math.round((width * height) / 1e6), most: imagePixelsMost / 1e6 }));
  // A moving PNG is a still one to WhatsApp, and drawn as such.
  if (animated && type !== 'image/png') {
    if (examined.kind === 'sticker') return { act: 'keep', done: [] };
    if (bytes > movingBytesMost) throw no(say('media_large', { name, bytes, most: movingBytesMost, what: say('media_make_video') }));
    return { act: 'keep', done: [say('done_kept_moving')] };
  }
  const isSmall = (width ?? 0) <= imageSideMost && (height ?? 0) <= imageSideMost && bytes <= imageBytesMost;
  return plain && isSmall && !animated && examined.fits.length > 0 ? { act: 'check' } : { act: 'draw' };
}

function decideFilm({ name, bytes }: { name: string; bytes: number }, examined: Examined, hasFilms: boolean): Preparation {
  const { kind, type, codecs } = examined;
  if (examined.fits.length > 0) {
    if (!examined.saysPlace) return { act: 'keep', done: [] };
    return hasFilms && kind === 'video' ? { act: 'turn', into: 'bare' } : { act: 'keep', done: [say('done_place_stays')] };
  }
  if (hasFilms) return { act: 'turn', into: kind === 'video' ? 'video' : 'audio' };
  const isKnown = codecs.some((codec) => codec !== 'other');
  const typed = nameOfType(type);
  const what = isKnown ? say('media_codecs', { type: typed, codecs: { list: codecs } }) : typed;
  const taken = kind === 'video' ? say('media_takes_video') : say('media_takes_audio');
  const most = useBytesMost[kind === 'video' ? 'video' : 'audio'];
  const tooLarge = say('media_large', { name, bytes, most, what: kind === 'video' ? say('media_make_video') : say('media_make_audio') });
  throw no(bytes > most ? tooLarge : say('media_films_needed', { name, what, taken, cure: say('media_films_none') }));
}

function megabytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1024 / 1024));
}

function no(message: Told): Error {
  return refusal('media_invalid', message, [{ at: '/body/file', message }]);
}
