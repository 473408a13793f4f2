import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import type { Media } from '#core/contract/media.ts';
import { call } from '#server/app/client/client.ts';
import * as corpus from '../world/media/corpus.ts';
import { openWorld, received, until, type World } from '../world/world.ts';

const ana = '+33612345001';
let world: World;

before(async () => {
  world = await openWorld();
  await world.person({ phone: ana, name: 'Ana Reis' });
});
after(() => world.close());

const get = (path: string) => fetch(`${world.door.url}${path}`, { headers: { authorization: `Bearer ${world.door.key}` } });
const upload = (name: string, content: Uint8Array) => call(world.door, contract.media.create, { file: { name, type: 'text/html', content } });

test('a picture is shown in place, never as what it says it is, and cannot run anything', async () => {
  const picture = await upload('ev"il\\name.html', await corpus.talkingPng());

  const answer = await get(`/v1/media/${picture.id}/content`);
  const small = await get(`/v1/media/${picture.id}/thumbnail`);

  assert.equal(picture.name, 'name.png');
  assert.deepEqual([answer.status, answer.headers.get('content-type'), small.headers.get('content-type')], [200, 'image/png', 'image/webp']);
  for (const one of [answer, small]) {
    assert.equal(one.headers.get('x-content-type-options'), 'nosniff');
    assert.match(one.headers.get('content-security-policy')!, /default-src 'none'; sandbox/);
    assert.match(one.headers.get('content-disposition')!, /^inline; filename="name/);
  }
});

test('a document is only ever downloaded as bare bytes', async () => {
  const menu = await upload('menü.pdf', corpus.pdf);

  const answer = await get(`/v1/media/${menu.id}/content`);

  assert.deepEqual([answer.headers.get('content-type'), answer.headers.get('x-content-type-options')], ['application/octet-stream', 'nosniff']);
  assert.equal(answer.headers.get('content-disposition'), `attachment; filename="men_.pdf"; filename*=UTF-8''men%C3%BC.pdf`);
  assert.ok(Buffer.from(await answer.arrayBuffer()).equals(corpus.pdf));
});

test('a player gets the part of a film that it asks for', async () => {
  const content = corpus.mp4({ video: 'avc1', audio: 'mp4a' });
  const film = await upload('film.mp4', content);
  const part = (range: string) => fetch(`${world.door.url}/v1/media/${film.id}/content`, { headers: { authorization: `Bearer ${world.door.key}`, range } });

  const [begin, end, beyond, whole] = [await part('bytes=0-3'), await part('bytes=-5'), await part('bytes=999999-'), await part('lines=1-2')];

  assert.deepEqual([begin.status, begin.headers.get('content-range')], [206, `bytes 0-3/${content.byteLength}`]);
  assert.ok(Buffer.from(await begin.arrayBuffer()).equals(content.subarray(0, 4)));
  assert.ok(Buffer.from(await end.arrayBuffer()).equals(content.subarray(-5)));
  assert.deepEqual([beyond.status, beyond.headers.get('content-range')], [416, `bytes */${content.byteLength}`]);
  assert.deepEqual([whole.status, (await whole.arrayBuffer()).byteLength], [200, content.byteLength]);
});

test('a picture is sent twice and goes to Meta once, and the library says for which number and until when', async () => {
  const picture = await upload('beans.jpg', await corpus.plainJpeg());
  await world.act(ana, { act: 'write', text: 'Hello' });
  const conversation = await until('she wrote', async () => (await call(world.door, contract.conversations.list, {})).items.length > 0).then(
    async () => (await call(world.door, contract.conversations.list, {})).items[0]!,
  );
  const say = { kind: 'image' as const, media: picture.id, caption: null };

  await call(world.door, contract.conversations.say, { params: { id: conversation.id }, body: say });
  await call(world.door, contract.conversations.say, { params: { id: conversation.id }, body: say });
  await until('both are there', async () => received(await world.phone(ana)).length === 2);

  const { rows } = await world.database.pool.query<{ uploads: string }>(`select count(*) as uploads from media_upload`);
  const usage = await call(world.door, contract.media.usage, { params: { id: picture.id } });
  assert.equal(rows[0]!.uploads, '1');
  assert.deepEqual([usage.at_meta.length, usage.at_meta[0]!.number], [1, world.number.id]);
  assert.deepEqual(
    usage.places.map(({ what, name }) => `${what} ${name}`),
    ['message Ana Reis', 'message Ana Reis'],
  );
});

test('a GIF is turned into a sticker by the worker, and the screens are told', async () => {
  const moving = await upload('wave.gif', await corpus.movingGif());

  const promised: Media = await call(world.door, contract.media.convert, { params: { id: moving.id }, body: { make: 'sticker' } });
  await until('it is made', async () => (await call(world.door, contract.media.get, { params: { id: promised.id } })).state === 'ready');

  const listed = await call(world.door, contract.media.list, { query: { fits: 'sticker' } });
  assert.deepEqual(
    listed.items.map(({ name, animated, original }) => [name, animated, original]),
    [['wave sticker.webp', true, moving.id]],
  );
});
