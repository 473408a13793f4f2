import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import sharp from 'sharp';
import type { Media, MediaPlace } from '#core/contract/media.ts';
import { Refusal } from '#core/contract/refusals.ts';
import { parsePublicId, presentId, type MediaId } from '#core/value/id.ts';
import type { Spoken } from '#core/value/say.ts';
import { mediaTasks } from '#server/messaging/media/make.ts';
import { keepMedia } from '#server/messaging/media/media.ts';
import { mediaRoutes } from '#server/messaging/media/routes.ts';
import { openFilms } from '#server/platform/films.ts';
import { openS3Files } from '#server/platform/http/files.s3.ts';
import { openOutside } from '#server/platform/http/outside.ts';
import { openScanner } from '#server/platform/scanner.ts';
import type { RawInput } from '#server/platform/http/answers.ts';
import type { Platform } from '#server/platform/platform.ts';
import { openClamd } from '../world/media/clamd.ts';
import * as corpus from '../world/media/corpus.ts';
import { openS3Store } from '../world/media/s3.ts';
import { openStage, type Stage } from '../world/stage.ts';

let stage: Stage;
const films = openFilms({ path: undefined, searchPath: process.env['PATH'] ?? '' });
const withoutFilms = films === undefined && 'no ffmpeg on this machine';

before(async () => {
  stage = await openStage();
});
after(() => stage.close());

type Asking = Partial<RawInput> & { platform?: Platform; language?: Spoken };

async function ask<Reply>(name: string, asking: Asking = {}): Promise<Reply> {
  const answer = mediaRoutes(asking.platform ?? stage.platform).find((one) => one.name === name)!;
  const input: RawInput = { params: {}, query: {}, body: {}, ...asking };
  return (await answer.prepare(input)({ ...stage.call(), language: asking.language ?? 'en' })) as Reply;
}

function upload(filename: string, content: Uint8Array, asking: Asking = {}): Promise<Media> {
  const stream = (async function* () {
    for (let at = 0; at < Math.max(1, content.byteLength); at += 65_536) yield content.subarray(at, at + 65_536);
  })();
  return ask<Media>('create', { ...asking, upload: { filename, mime: 'application/x-lie', stream } });
}

async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(thrown instanceof Refusal, `no refusal but ${String(thrown)}`);
  return thrown;
}

const get = (id: string, platform?: Platform) => ask<Media>('get', { params: { id }, ...(platform ? { platform } : {}) });
const idOf = (media: Media): MediaId => parsePublicId('media', media.id) as MediaId;

async function bytesOf(media: Media): Promise<Buffer> {
  const reply = await ask<{ bytes: Buffer } | { stream: AsyncIterable<Uint8Array> }>('content', { params: { id: media.id } });
  if ('bytes' in reply) return reply.bytes;
  const parts: Uint8Array[] = [];
  for await (const part of reply.stream) parts.push(part);
  return Buffer.concat(parts);
}

/** Runs the task that was added for a file, as the worker would. */
async function turn(media: Media, platform: Platform): Promise<Media> {
  const { rows } = await stage.database.pool.query<{ payload: unknown }>(
    `select payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'media.turn' and payload->>'media' = $1`,
    [idOf(media)],
  );
  await mediaTasks(platform)[0]!.run(rows[0]!.payload);
  return get(media.id, platform);
}

/** Where each awkward file ends when there is no ffmpeg: kept, with what it became and what was done; or refused, with why. */
type End = { kept: string; fits: string; done?: RegExp } | { refused: RegExp };
const ends: readonly (readonly [what: string, name: string, file: () => Uint8Array | Promise<Uint8Array>, end: End])[] = [
  ['a plain JPEG', 'a.jpg', corpus.plainJpeg, { kept: 'image/jpeg 64x48', fits: 'image', done: /^$/ }],
  ['a plain PNG', 'a.png', corpus.plainPng, { kept: 'image/png 64x48', fits: 'image', done: /^$/ }],
  ['a picture of one pixel', 'dot.png', corpus.onePixel, { kept: 'image/png 1x1', fits: 'image' }],
  ['a PNG called .txt', 'coffee.txt', corpus.plainPng, { kept: 'image/png 64x48', fits: 'image', done: /Renamed: by its bytes it is PNG/ }],
  ['a JPEG for print (CMYK)', 'print.jpg', corpus.cmykJpeg, { kept: 'image/jpeg 80x60', fits: 'image', done: /eight-bit RGB/ }],
  ['a grey JPEG', 'grey.jpg', corpus.greyJpeg, { kept: 'image/jpeg 80x60', fits: 'image', done: /eight-bit RGB/ }],
  ['a PNG of sixteen bits', 'deep.png', corpus.deepPng, { kept: 'image/png 80x60', fits: 'image', done: /eight-bit RGB/ }],
  ['a PNG one sees through', 'clear.png', corpus.clearPng, { kept: 'image/png 80x60', fits: 'image' }],
  ['a photo on its side with a place', 'IMG_1.jpg', corpus.phoneJpeg, { kept: 'image/jpeg 40x60', fits: 'image', done: /Turned upright.*Place, camera/ }],
  [
    'a photo of 15 megapixels and more than 5 MB',
    'huge.jpg',
    corpus.hugeJpeg,
    { kept: 'image/jpeg 4096x2458', fits: 'image', done: /from 5000 × 3000 to 4096 × 2458/ },
  ],
  ['a WebP', 'a.webp', corpus.webp, { kept: 'image/jpeg 80x60', fits: 'image', done: /from WebP to JPEG/ }],
  ['an AVIF', 'a.avif', corpus.avif, { kept: 'image/jpeg 80x60', fits: 'image', done: /from AVIF to JPEG/ }],
  ['a TIFF', 't.tif', corpus.tiff, { kept: 'image/jpeg 80x60', fits: 'image', done: /from TIFF to JPEG/ }],
  ['a GIF that stands still', 'still.gif', corpus.stillGif, { kept: 'image/jpeg 80x60', fits: 'image', done: /from GIF to JPEG/ }],
  ['a GIF that moves', 'wave.gif', () => corpus.movingGif(), { kept: 'image/gif 64x64', fits: '', done: /no message carries a moving picture/ }],
  ['an SVG with a script', 'logo.svg', () => corpus.svgWithScript, { kept: 'image/png 480x320', fits: 'image', done: /from SVG to PNG/ }],
  ['a PNG that talks behind its end', 'talk.png', corpus.talkingPng, { kept: 'image/png 64x48', fits: 'image' }],
  ['a GIF that is a page too', 'x.gif', corpus.gifThatIsAPage, { kept: 'image/jpeg 80x60', fits: 'image' }],
  ['a JPEG that is a PDF too', 'x.jpg', corpus.jpegThatIsAPdf, { kept: 'image/jpeg 64x48', fits: 'image' }],
  ['a PDF', 'menu.pdf', () => corpus.pdf, { kept: 'application/pdf', fits: 'document', done: /^$/ }],
  ['a PDF called .jpg', 'card.jpg', () => corpus.pdf, { kept: 'application/pdf', fits: 'document', done: /by its bytes it is PDF/ }],
  ['a Word file', 'a.docx', () => corpus.docx, { kept: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', fits: 'document' }],
  ['a text', 'hours.txt', () => corpus.text, { kept: 'text/plain', fits: 'document' }],
  ['an MP4 of H.264 and AAC', 'a.mp4', () => corpus.mp4({ video: 'avc1', audio: 'mp4a' }), { kept: 'video/mp4 640x360', fits: 'video', done: /^$/ }],
  ['an MP4 without a sound', 'b.mp4', () => corpus.mp4({ video: 'avc1' }), { kept: 'video/mp4 640x360', fits: 'video' }],
  [
    'an MP4 that says where it was filmed',
    'c.mp4',
    () => corpus.mp4({ video: 'avc1', place: true }),
    { kept: 'video/mp4 640x360', fits: 'video', done: /where it was filmed/ },
  ],
  ['a sound in an MP4', 'd.mp4', () => corpus.mp4({ audio: 'mp4a' }), { kept: 'audio/mp4', fits: 'audio' }],
  ['a voice note', 'v.ogg', () => corpus.ogg(1), { kept: 'audio/ogg; codecs=opus', fits: 'audio voice' }],
  ['an MP3', 'a.mp3', () => corpus.mp3(), { kept: 'audio/mpeg', fits: 'audio' }],

  ['nothing', 'empty.jpg', () => corpus.nothing, { refused: /"empty.jpg" is empty/ }],
  ['half a JPEG', 'half.jpg', corpus.tornJpeg, { refused: /"half.jpg" is damaged or was cut off/ }],
  ['half a PNG', 'half.png', corpus.tornPng, { refused: /"half.png" is damaged or was cut off/ }],
  ['a PNG that unfolds to 1.6 thousand million pixels', 'bomb.png', corpus.bombPng, { refused: /unfolds to 1,600 million pixels; 100 million/ }],
  ['a ZIP bomb in a Word file', 'bomb.docx', () => corpus.docxBomb, { refused: /unpacks to 2,048 MB/ }],
  ['an SVG that unfolds its own words', 'lol.svg', () => corpus.svgWithEntities, { refused: /DOCTYPE, ENTITY/ }],
  ['a page', 'page.jpg', () => corpus.page, { refused: /"page.jpg" is a web page/ }],
  ['a bitmap', 'a.bmp', () => corpus.bmp, { refused: /BMP picture \(save it as PNG\)/ }],
  ['an HEIC photo', 'a.heic', () => corpus.heic, { refused: /Most Compatible/ }],
  ['a program', 'setup.pdf', () => corpus.program, { refused: /is a program/ }],
  ['an archive', 'a.zip', () => corpus.archive, { refused: /an archive, or a document with macros/ }],
  ['a Word file with macros', 'a.docm', () => corpus.docxWithMacros, { refused: /an archive, or a document with macros/ }],
  ['an MP3 that is none', 'a.mp3', () => corpus.wrongMp3, { refused: /"a.mp3" is damaged/ }],
  ['a film that was cut off', 'cut.mp4', () => corpus.mp4({ video: 'avc1' }).subarray(0, 900), { refused: /"cut.mp4" is damaged/ }],
  ['a WAV', 'a.wav', () => corpus.wav(), { refused: /is WAV with pcm; WhatsApp takes AAC, MP3.*install ffmpeg/ }],
  ['an MP4 of H.265', 'h.mp4', () => corpus.mp4({ video: 'hvc1', audio: 'mp4a' }), { refused: /is MP4 with hvc1, mp4a; WhatsApp takes MP4 with H.264/ }],
  [
    'a film of 17 MB',
    'long.mp4',
    () => corpus.mp4({ video: 'avc1', bytes: 17 * 1024 * 1024 }),
    { refused: /has 17,.* bytes; WhatsApp takes at most 16,777,216 for a video/ },
  ],
];

for (const [what, name, file, end] of ends) {
  test(`${what} ${'kept' in end ? 'is kept' : 'is refused'}`, async () => {
    const content = await file();

    if ('refused' in end) {
      const refused = await refusalOf(upload(name, content));

      assert.equal(refused.code, 'media_invalid');
      assert.match(refused.message, end.refused);
      return;
    }
    const kept = await upload(name, content);

    assert.equal([kept.mime, ...(kept.width === null ? [] : [`${kept.width}x${kept.height}`])].join(' '), end.kept);
    assert.equal(kept.fits.join(' '), end.fits);
    assert.match(kept.done.join('; '), end.done ?? /(?:)/);
    assert.equal(kept.bytes, (await bytesOf(kept)).byteLength);
  });
}

test('what a photo says about its owner and its place is gone, and it stands upright', async () => {
  const kept = await upload('beach.jpg', await corpus.phoneJpeg());

  const bytes = await bytesOf(kept);
  const drawn = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const metadata = await sharp(bytes).metadata();

  assert.ok(!/secret-owner|Phone & Co|GPS|Exif/.test(bytes.toString('latin1')));
  assert.deepEqual([metadata.exif, metadata.orientation], [undefined, undefined]);
  // Lying, red was on top: turned by a quarter it stands at the end of each line.
  assert.ok(drawn.data[0]! < 60 && drawn.data[2]! > 200, 'blue begins the line');
});

test('nothing but the picture comes out of a file that is two things at once', async () => {
  for (const [name, file] of [
    ['a.gif', corpus.gifThatIsAPage],
    ['a.jpg', corpus.jpegThatIsAPdf],
    ['a.png', corpus.talkingPng],
  ] as const) {
    const bytes = await bytesOf(await upload(name, await file()));

    assert.ok(!/script|%PDF|secret-owner/.test(bytes.toString('latin1')), name);
  }
});

test('the same file is kept once, and what was done is told in the reader’s language', async () => {
  const first = await upload('twice.webp', await corpus.webp());
  const second = await upload('twice.webp', await corpus.webp(), { language: 'fr' });

  assert.equal(second.id, first.id);
  assert.deepEqual(second.done, ['Converti de WebP en JPEG']);
});

test('a sticker is made of any picture, once, within its limit', async () => {
  const photo = await upload('portrait.jpg', await corpus.hugeJpeg());

  const sticker = await ask<Media>('convert', { params: { id: photo.id }, body: { make: 'sticker' } });
  const again = await ask<Media>('convert', { params: { id: photo.id }, body: { make: 'sticker' } });
  const metadata = await sharp(await bytesOf(sticker)).metadata();

  assert.deepEqual(
    [sticker.kind, sticker.mime, sticker.fits, sticker.original, sticker.name],
    ['sticker', 'image/webp', ['sticker'], photo.id, 'portrait sticker.webp'],
  );
  assert.deepEqual([metadata.width, metadata.height, metadata.format], [512, 512, 'webp']);
  assert.ok(sticker.bytes <= 100 * 1024, `${sticker.bytes} bytes`);
  assert.equal(again.id, sticker.id);
});

test('a moving sticker keeps its frames while they are light, and some of them when not', async () => {
  for (const [gif, frames] of [
    [await corpus.movingGif(6), 6],
    [await corpus.heavyGif(), undefined],
  ] as const) {
    const moving = await upload('moving.gif', gif);
    const promised = await ask<Media>('convert', { params: { id: moving.id }, body: { make: 'sticker' } });
    assert.equal(promised.state, 'working');

    const sticker = await turn(promised, stage.platform);
    const metadata = await sharp(await bytesOf(sticker), { animated: true }).metadata();

    assert.deepEqual([sticker.state, sticker.kind, sticker.animated, sticker.fits], ['ready', 'sticker', true, ['sticker']], sticker.reason ?? '');
    assert.ok(sticker.bytes <= 500 * 1024, `${sticker.bytes} bytes`);
    assert.ok(metadata.pageHeight === 512 && (frames === undefined ? metadata.pages! >= 2 : metadata.pages === frames), `${metadata.pages} frames`);
  }
});

test('what cannot be made says what can', async () => {
  const menu = await upload('menu.pdf', corpus.pdf);
  const sound = await upload('song.mp3', corpus.mp3());

  assert.match((await refusalOf(ask('convert', { params: { id: menu.id }, body: { make: 'sticker' } }))).message, /make none, and not a sticker|can make/);
  assert.match((await refusalOf(ask('convert', { params: { id: sound.id }, body: { make: 'voice' } }))).message, /install ffmpeg on this machine/);
});

test('with ffmpeg a WAV becomes a sound and a voice note of one channel', { skip: withoutFilms }, async () => {
  const platform = { ...stage.platform, films };
  const uploaded = await upload('tone.wav', corpus.wav(3), { platform });
  assert.deepEqual([uploaded.state, uploaded.fits], ['working', []]);

  const sound = await turn(uploaded, platform);
  const voice = await turn(await ask<Media>('convert', { platform, params: { id: sound.id }, body: { make: 'voice' } }), platform);

  assert.deepEqual([sound.state, sound.mime, sound.name, sound.fits], ['ready', 'audio/mp4', 'tone.m4a', ['audio']], sound.reason ?? '');
  assert.deepEqual(
    [voice.state, voice.mime, voice.fits, voice.original],
    ['ready', 'audio/ogg; codecs=opus', ['audio', 'voice'], sound.id],
    voice.reason ?? '',
  );
  assert.ok(Math.abs(voice.seconds! - 3) < 0.2, `${voice.seconds} s`);
});

test('with ffmpeg a moving picture becomes a video that phones play, with a small picture of it', { skip: withoutFilms }, async () => {
  const platform = { ...stage.platform, films };
  const moving = await upload('dance.gif', await corpus.movingGif(8, 120), { platform });

  const video = await turn(await ask<Media>('convert', { platform, params: { id: moving.id }, body: { make: 'video' } }), platform);
  const small = await ask<{ type: string; bytes: Buffer }>('thumbnail', { platform, params: { id: video.id } });

  assert.deepEqual([video.state, video.mime, video.kind, video.fits, video.width], ['ready', 'video/mp4', 'video', ['video'], 120], video.reason ?? '');
  assert.equal((await sharp(small.bytes).metadata()).format, 'webp');
});

test('a film that ffmpeg cannot read says so and is kept by nobody', { skip: withoutFilms }, async () => {
  const platform = { ...stage.platform, films };
  const uploaded = await upload('empty.mov', corpus.mp4({ video: 'hvc1', brand: 'qt  ' }), { platform });

  const turned = await turn(uploaded, platform);

  assert.deepEqual([turned.state, turned.fits], ['refused', []]);
  assert.match(turned.reason!, /"empty.mov" is damaged/);
  assert.match((await refusalOf(ask('content', { params: { id: turned.id } }))).message, /damaged/);
});

test('the library is searched by words, folder, tag, kind and use, and what people sent lies apart', async () => {
  const own = await openStage();
  const platform = own.platform;
  const asked = (query: object) => {
    const answer = mediaRoutes(platform).find((one) => one.name === 'list')!;
    return answer.prepare({ params: {}, query, body: {} })(own.call()) as Promise<{ items: Media[]; next: string | null }>;
  };
  const put = async (filename: string, content: Uint8Array, query: object) => {
    const answer = mediaRoutes(platform).find((one) => one.name === 'create')!;
    const stream = (async function* () {
      yield content;
    })();
    return (await answer.prepare({ params: {}, query, body: {}, upload: { filename, mime: '', stream } })(own.call())) as Media;
  };
  await put('beans.jpg', await corpus.plainJpeg(), { folder: 'Spring', tags: 'coffee, sale', alt: 'A bowl of 100% roasted beans' });
  await put('menu.pdf', corpus.pdf, { folder: 'Spring' });
  await put('tone.mp3', corpus.mp3(), {});
  await keepMedia(platform, platform.db, own.scope, { name: 'from-ana.jpg', mime: 'image/jpeg', content: await corpus.phoneJpeg() }, own.now(), {
    origin: 'people',
  });
  const names = async (query: object) => (await asked(query)).items.map((item) => item.name);

  assert.deepEqual(await names({}), ['tone.mp3', 'menu.pdf', 'beans.jpg']);
  assert.deepEqual(await names({ q: 'ROASTED bowl' }), ['beans.jpg']);
  assert.deepEqual(await names({ q: '100%' }), ['beans.jpg']);
  assert.deepEqual(await names({ q: 'sale' }), ['beans.jpg']);
  assert.deepEqual(await names({ folder: 'Spring' }), ['menu.pdf', 'beans.jpg']);
  assert.deepEqual(await names({ folder: '' }), ['tone.mp3']);
  assert.deepEqual(await names({ tag: 'coffee' }), ['beans.jpg']);
  assert.deepEqual(await names({ kind: 'document' }), ['menu.pdf']);
  assert.deepEqual(await names({ fits: 'audio' }), ['tone.mp3']);
  assert.deepEqual(await names({ from: 'people' }), ['from-ana.jpg']);
  const first = await asked({ limit: 2 });
  assert.deepEqual([first.items.length, (await asked({ limit: 2, cursor: first.next! })).items.map((item) => item.name)], [2, ['beans.jpg']]);
  const shelves = (await mediaRoutes(platform)
    .find((one) => one.name === 'folders')!
    .prepare({ params: {}, query: {}, body: {} })(own.call())) as object;
  assert.deepEqual(shelves, {
    total: 3,
    folders: [
      { name: '', files: 1 },
      { name: 'Spring', files: 2 },
    ],
    tags: [
      { name: 'coffee', files: 1 },
      { name: 'sale', files: 1 },
    ],
    films: 'Parley cannot turn films and sounds here: install ffmpeg on this machine, or name it by FFMPEG_PATH',
  });
  await own.close();
});

test('a file that a template or a draft uses stays, and says where it is used', async () => {
  const photo = await upload('header.jpg', await corpus.plainJpeg());
  const template = await stage.template({ name: 'sale_media', languages: { en: { content: { header: { kind: 'image', media: photo.id } } } } });
  const campaign = stage.id('campaign');
  await stage.database.pool.query(
    `insert into campaign (workspace_id, id, name, choices, state, created_by, created_at, updated_at) values ($1, $2, 'Spring sale', $3, 'draft', 'Ada', now(), now())`,
    [stage.scope.workspace, campaign, JSON.stringify({ segments: [], free: { kind: 'image', media: photo.id, caption: null } })],
  );

  const used = await get(photo.id);
  const { places } = await ask<{ places: MediaPlace[] }>('usage', { params: { id: photo.id } });
  const refused = await refusalOf(ask('remove', { params: { id: photo.id } }));

  assert.equal(used.used_by, 2);
  assert.deepEqual(
    new Set(places.map(({ what, id, name }) => `${what} ${id} ${name}`)),
    new Set([`template ${presentId('template', template)} sale_media`, `campaign ${presentId('campaign', campaign)} Spring sale`]),
  );
  assert.equal(refused.code, 'media_in_use');
  assert.match(refused.message, /the template "sale_media"/);
  assert.match(refused.message, /the campaign "Spring sale"/);
});

test('a file that was never sent is removed with its bytes; one that was sent is only out of the library', async () => {
  const never = await upload('never.png', await corpus.deepPng());
  const sent = await upload('sent.png', await corpus.clearPng());
  await ask('thumbnail', { params: { id: never.id } });
  await stage.database.pool.query(`insert into media_upload (workspace_id, media_id, number_id, meta_id, expires_at) values ($1, $2, $3, '1', now())`, [
    stage.scope.workspace,
    idOf(sent),
    stage.number,
  ]);

  await ask('remove', { params: { id: never.id } });
  await ask('remove', { params: { id: sent.id } });

  const listed = (await ask<{ items: Media[] }>('list', { query: { limit: 200 } })).items.map((item) => item.id);
  assert.ok(!listed.includes(never.id) && !listed.includes(sent.id));
  assert.equal((await refusalOf(get(never.id))).code, 'not_found');
  assert.equal(await stage.platform.files.find(`media/${idOf(never)}`), undefined);
  assert.equal(await stage.platform.files.find(`thumbs/${idOf(never)}.webp`), undefined);
  assert.equal((await bytesOf(sent)).byteLength, sent.bytes);
});

test('what was sent by people is never drawn but by us, and SVG and pages are only ever downloaded', async () => {
  const drawing = { name: 'x.svg', mime: 'image/svg+xml', content: corpus.svgWithScript };
  const page = { name: 'x.png', mime: 'text/html', content: corpus.page };
  const ids = [];
  for (const file of [drawing, page])
    ids.push(presentId('media', (await keepMedia(stage.platform, stage.platform.db, stage.scope, file, stage.now(), { origin: 'people' })).id));

  for (const id of ids) {
    const reply = await ask<{ type: string; inline: boolean }>('content', { params: { id } });
    assert.deepEqual([reply.type, reply.inline], ['application/octet-stream', false]);
  }
  const small = await ask<{ type: string; bytes: Buffer }>('thumbnail', { params: { id: ids[0]! } });
  assert.deepEqual([small.type, (await sharp(small.bytes).metadata()).format], ['image/webp', 'webp']);
  assert.equal((await refusalOf(ask('thumbnail', { params: { id: ids[1]! } }))).code, 'not_found');
});

test('words about a file are changed one by one', async () => {
  const photo = await upload('words.png', await corpus.clearPng());

  const changed = await ask<Media>('update', { params: { id: photo.id }, body: { folder: 'Autumn', tags: ['a', 'b', 'a'], alt: 'Something red' } });
  const again = await ask<Media>('update', { params: { id: photo.id }, body: { name: 'autumn.png' } });

  assert.deepEqual([changed.folder, changed.tags, changed.alt, changed.name], ['Autumn', ['a', 'b'], 'Something red', 'words.png']);
  assert.deepEqual([again.folder, again.tags, again.name], ['Autumn', ['a', 'b'], 'autumn.png']);
});

test('a film without a sound gives no voice note, and says so at once', async () => {
  const platform = { ...stage.platform, films: { turn: () => Promise.reject(new Error('ffmpeg was started')) } };
  const silent = await upload('silent.mp4', corpus.mp4({ video: 'avc1', bytes: 1234 }), { platform });

  const refused = await refusalOf(ask('convert', { platform, params: { id: silent.id }, body: { make: 'voice' } }));

  assert.match(refused.message, /"silent.mp4" has no sound in it/);
});

test('what the scanner finds is not kept; while it is away files wait or pass, as the owner said', async () => {
  const clamd = await openClamd();
  const scanned = (whenAway: 'refuse' | 'pass'): Platform => ({ ...stage.platform, scanner: { ...openScanner(clamd.url), whenAway } });
  const listed = async () => (await ask<{ items: Media[] }>('list', { query: { q: 'scanned' } })).items.map((item) => item.name);

  const found = await refusalOf(upload('scanned-bad.txt', Buffer.from('X5O! EICAR test'), { platform: scanned('refuse') }));
  await upload('scanned-good.txt', Buffer.from('all is well'), { platform: scanned('refuse') });
  clamd.mode = 'hangs-up';
  const away = await refusalOf(upload('scanned-later.txt', Buffer.from('who knows'), { platform: scanned('refuse') }));
  await upload('scanned-passed.txt', Buffer.from('who knows that'), { platform: scanned('pass') });

  assert.deepEqual([found.code, found.message], ['media_invalid', 'the virus scanner found Eicar-Test-Signature in "scanned-bad.txt"; it is not kept']);
  assert.equal(away.code, 'busy');
  assert.match(away.message, /the scanner at tcp:.* Start it, or set CLAMAV_WHEN_AWAY=pass/);
  assert.deepEqual(await listed(), ['scanned-passed.txt', 'scanned-good.txt']);
  await clamd.close();
});

test('a link brings a file in as an upload does, named as the address ends', async () => {
  const content = await corpus.webp();
  const site = createServer(
    (request, response) => void (request.url === '/img/spring%20sale.webp?x=1' ? response.end(content) : response.writeHead(404).end()),
  );
  await new Promise<void>((done) => site.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  const platform = { ...stage.platform, fetchOutside: openOutside({ allowsInside: true }) };

  const kept = await ask<Media>('fromLink', { platform, body: { url: `${url}/img/spring%20sale.webp?x=1`, folder: 'Links' } });
  const none = await refusalOf(ask('fromLink', { platform, body: { url: `${url}/none` } }));
  const inside = await refusalOf(ask('fromLink', { platform: { ...platform, fetchOutside: openOutside({ allowsInside: false }) }, body: { url } }));

  assert.deepEqual([kept.name, kept.mime, kept.folder, kept.fits], ['spring sale.jpg', 'image/jpeg', 'Links', ['image']]);
  assert.deepEqual([none.code, inside.code], ['link_unreachable', 'link_unreachable']);
  assert.match(inside.message, /inside this network/);
  site.close();
});

test('files lie in a bucket as they lie on a disk', async () => {
  const place = { bucket: 'parley', region: 'auto', accessKey: 'a', secretKey: 'b' };
  const store = await openS3Store(place);
  const platform = { ...stage.platform, files: openS3Files({ url: store.url, ...place }) };

  const kept = await upload('in-a-bucket.png', await corpus.clearPng(), { platform });
  const small = await ask<{ bytes: Buffer }>('thumbnail', { platform, params: { id: kept.id } });
  await ask('thumbnail', { platform, params: { id: kept.id } });
  await ask('remove', { platform, params: { id: kept.id } });

  assert.equal((await sharp(small.bytes).metadata()).format, 'webp');
  assert.equal(store.calls.filter((call) => call.startsWith('PUT') && call.includes('/thumbs/')).length, 1);
  assert.deepEqual([...store.files.keys()], []);
  await store.close();
});

/** A film of a second, as ffmpeg writes it. */
async function filmOf(how: readonly string[]): Promise<Buffer> {
  const made = await films!.turn({ content: await corpus.movingGif(8, 96), format: 'gif', how: [...how, '-pix_fmt', 'yuv420p'] });
  assert.ok('content' in made, JSON.stringify(made));
  return made.content;
}

test('with ffmpeg a film in H.265 becomes H.264, and one that fits only loses the place where it was made', { skip: withoutFilms }, async () => {
  const platform = { ...stage.platform, films };
  const foreign = await upload('clip.mov', await filmOf(['-c:v', 'libx265', '-f', 'mov']), { platform });
  const placed = await upload('trip.mp4', await filmOf(['-c:v', 'libx264', '-metadata', 'location=+48.8566+002.3522/', '-f', 'mp4']), { platform });
  assert.deepEqual([foreign.state, placed.state, placed.mime], ['working', 'working', 'video/mp4']);

  const turned = await turn(foreign, platform);
  const bare = await turn(placed, platform);

  assert.deepEqual(
    [turned.state, turned.name, turned.mime, turned.fits, turned.done],
    ['ready', 'clip.mp4', 'video/mp4', ['video'], ['Turned from QuickTime to MP4 (H.264)']],
  );
  assert.deepEqual([bare.state, bare.fits, bare.done], ['ready', ['video'], ['Place, camera and other hidden words removed']]);
  assert.ok(!/xyz|loci|48\.8566/.test((await bytesOf(bare)).toString('latin1')));
  assert.deepEqual(await stage.platform.files.find(`media/${idOf(bare)}.raw`), undefined);
});
