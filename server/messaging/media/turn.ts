import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Told } from '#core/value/say.ts';
import type { Films, Log } from '#server/platform/platform.ts';
import { type Examined, examine, nameOfType } from './examine.ts';
import { useBytesMost, voiceBytesAdvised } from './limits.ts';
import type { SniffedType } from './sniff.ts';

/** What ffmpeg makes: a film, a sound, a voice note, or the same film without what it says about its place. */
export type Turn = 'video' | 'audio' | 'voice' | 'bare';

/** A film or a sound that was turned. */
export type Turned = { readonly content: Buffer; readonly mime: string; readonly examined: Examined; readonly done: readonly Told[] };

type Original = { readonly name: string; readonly content: Uint8Array; readonly examined: Examined };
type Tools = { readonly films: Films; readonly log: Log };

/** Who reads a type, in ffmpeg's words. A file cannot choose another reader, such as one that opens playlists. */
const readers: Partial<Record<SniffedType, string>> = {
  'video/mp4': 'mov',
  'video/3gpp': 'mov',
  'video/quicktime': 'mov',
  'audio/mp4': 'mov',
  'video/webm': 'matroska',
  'video/x-matroska': 'matroska',
  'video/x-msvideo': 'avi',
  'video/mp2t': 'mpegts',
  'audio/ogg': 'ogg',
  'audio/wav': 'wav',
  'audio/flac': 'flac',
  'audio/mpeg': 'mp3',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'image/gif': 'gif',
};

const bareWords = ['-map_metadata', '-1', '-map_chapters', '-1', '-sn', '-dn'];
const filmBytesMost = useBytesMost.video;
/** A little below, for the container. */
const filmBitsMost = filmBytesMost * 0.95 * 8;
const soundBits = 96_000;
const poorSoundBits = 48_000;
/** Below this H.264 is a row of squares. */
const filmBitsLeast = 150_000;
/** Above this a phone's screen shows no difference. */
const fineBits = 2_000_000;

/** Turns a film or a sound into what WhatsApp takes; refuses with `media_invalid` when it cannot be read, or would be too poor. */
export async function turnFilm(tools: Tools, original: Original, into: Turn): Promise<Turned> {
  const from = nameOfType(original.examined.type);
  switch (into) {
    case 'video':
      return { ...(await turnVideo(tools, original)), done: [say('done_from', { from, to: 'MP4 (H.264)' })] };
    case 'audio':
      return { ...(await turnAudio(tools, original)), done: [say('done_from', { from, to: 'M4A (AAC)' })] };
    case 'voice':
      return turnVoice(tools, original);
    case 'bare': {
      const how = ['-map', '0:v:0', '-map', '0:a:0?', '-c', 'copy', ...bareWords, '-movflags', '+faststart', '-f', 'mp4'];
      return { ...(await run(tools, original, how)), mime: 'video/mp4', done: [say('done_bare')] };
    }
  }
}

async function turnVideo(tools: Tools, original: Original): Promise<Omit<Turned, 'done'>> {
  const known = original.examined.seconds;
  if (known !== null && filmBitsFor(known) < filmBitsLeast) throw tooLong(original, known);
  const first = await run(tools, original, videoWords(known === null ? fineBits : Math.min(fineBits, filmBitsFor(known))));
  if (first.content.byteLength <= filmBytesMost) return { ...first, mime: 'video/mp4' };
  const seconds = first.examined.seconds ?? known ?? 0;
  const bits = filmBitsFor(seconds) * 0.9;
  if (bits < filmBitsLeast) throw tooLong(original, seconds);
  const second = await run(tools, original, videoWords(bits));
  if (second.content.byteLength > filmBytesMost) throw tooLong(original, seconds);
  return { ...second, mime: 'video/mp4' };
}

/** What is left for the picture of a film so long. */
function filmBitsFor(seconds: number): number {
  return filmBitsMost / Math.max(1, seconds) - soundBits;
}

function videoWords(bits: number): string[] {
  const side = bits >= 700_000 ? 1280 : 848;
  // Sides must be even, and nothing is made larger.
  const scale = `scale=w='min(${side},iw)':h='min(${side},ih)':force_original_aspect_ratio=decrease,scale=trunc(iw/2)*2:trunc(ih/2)*2`;
  const picture = ['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-pix_fmt', 'yuv420p', '-vf', scale];
  const rate = ['-crf', '24', '-maxrate', String(Math.round(bits)), '-bufsize', String(Math.round(bits))];
  const sound = ['-c:a', 'aac', '-b:a', String(soundBits), '-ac', '2', '-ar', '48000'];
  return ['-map', '0:v:0', '-map', '0:a:0?', ...picture, ...rate, ...sound, ...bareWords, '-movflags', '+faststart', '-f', 'mp4'];
}

function tooLong({ name }: Original, seconds: number): Error {
  const most = Math.floor(filmBitsMost / (filmBitsLeast + soundBits) / 60);
  return no(say('media_long', { name, minutes: Math.max(most + 1, Math.round(seconds / 60)), megabytes: filmBytesMost / 1024 / 1024, most }));
}

async function turnAudio(tools: Tools, original: Original): Promise<Omit<Turned, 'done'>> {
  for (const bits of [soundBits, poorSoundBits]) {
    const how = [
      '-map',
      '0:a:0',
      '-vn',
      '-c:a',
      'aac',
      '-b:a',
      String(bits),
      '-ac',
      '2',
      '-ar',
      '44100',
      ...bareWords,
      '-movflags',
      '+faststart',
      '-f',
      'ipod',
    ];
    const made = await run(tools, original, how);
    if (made.content.byteLength <= useBytesMost.audio) return { ...made, mime: 'audio/mp4' };
  }
  const most = Math.floor((useBytesMost.audio * 8) / poorSoundBits / 60);
  const minutes = Math.max(most + 1, Math.round((original.examined.seconds ?? 0) / 60));
  throw no(say('media_long', { name: original.name, minutes, megabytes: useBytesMost.audio / 1024 / 1024, most }));
}

/** Speech is clear at 32 kbit/s; at 24 three minutes stay a voice note that plays at once. */
async function turnVoice(tools: Tools, original: Original): Promise<Turned> {
  const seconds = original.examined.seconds ?? 0;
  const bits = seconds * 4_000 > voiceBytesAdvised * 0.95 ? 24_000 : 32_000;
  const how = ['-map', '0:a:0', '-vn', '-ac', '1', '-ar', '48000', '-c:a', 'libopus', '-b:a', String(bits), '-application', 'voip', ...bareWords, '-f', 'ogg'];
  const made = await run(tools, original, how);
  if (made.content.byteLength > useBytesMost.voice)
    throw no(say('media_large', { name: original.name, bytes: made.content.byteLength, most: useBytesMost.voice, what: say('media_make_voice') }));
  const done = [say('done_voice'), ...(made.content.byteLength > voiceBytesAdvised ? [say('done_voice_heavy')] : [])];
  return { ...made, mime: 'audio/ogg; codecs=opus', done };
}

/** One frame of a film as a PNG, for a small picture of it; undefined when it shows none. */
export async function frameOf(tools: Tools, content: Uint8Array): Promise<Buffer | undefined> {
  const format = readers[examine(content).type ?? 'video/mp4'];
  const made = await tools.films.turn({ content, format, how: ['-map', '0:v:0', '-frames:v', '1', '-vf', 'scale=960:-2', '-c:v', 'png', '-f', 'image2'] });
  return 'content' in made ? made.content : undefined;
}

async function run({ films, log }: Tools, { name, content, examined }: Original, how: readonly string[]): Promise<{ content: Buffer; examined: Examined }> {
  const made = await films.turn({ content, format: examined.type === undefined ? undefined : readers[examined.type], how });
  if ('content' in made) return { content: made.content, examined: examine(made.content) };
  log.warn({ name, said: made.said }, 'ffmpeg could not turn a file');
  throw no(
    made.why === 'late'
      ? say('media_slow', { name, seconds: 240 })
      : /matches no streams/.test(made.said)
        ? say('media_no_sound', { name })
        : say('media_torn', { name }),
  );
}

function no(message: Told): Error {
  return refusal('media_invalid', message, [{ at: '/body/file', message }]);
}
