import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { Refusal } from '#core/contract/refusals.ts';
import { openClamd } from '#test/world/media/clamd.ts';
import { openS3Store } from '#test/world/media/s3.ts';
import { ConfigError, readConfig } from './config.ts';
import { openFilms } from './films.ts';
import { openS3Files, StoreError } from './http/files.s3.ts';
import { isPublicAddress, openOutside } from './http/outside.ts';
import { openScanner } from './scanner.ts';

const place = { bucket: 'parley-files', region: 'eu-west-3', accessKey: 'AKIDEXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest();

test('a bucket keeps files whole, streamed or at once, and gives them back; each call is signed', async () => {
  const store = await openS3Store(place);
  const files = openS3Files({ url: store.url, ...place });
  const streamed = async function* () {
    yield Buffer.from('name\n');
    yield Buffer.from('Ana\n');
  };

  const first = await files.put('imports/a.csv', streamed());
  const second = await files.put('media/b', Buffer.alloc(300_000, 7));

  assert.deepEqual(first, { bytes: 9, sha256: sha256('name\nAna\n') });
  assert.deepEqual(second, { bytes: 300_000, sha256: sha256(Buffer.alloc(300_000, 7)) });
  assert.equal((await files.read('imports/a.csv')).toString(), 'name\nAna\n');
  const parts: Uint8Array[] = [];
  for await (const part of files.stream('media/b')) parts.push(Buffer.from(part));
  assert.equal(Buffer.concat(parts).byteLength, 300_000);
  await files.remove('media/b');
  await files.remove('media/b');
  assert.equal(await files.find('media/b'), undefined);
  await assert.rejects(() => files.read('media/b'), /there is no file "media\/b" in the bucket "parley-files"/);
  assert.deepEqual([...store.files.keys()], ['/parley-files/imports/a.csv']);
  await store.close();
});

test('a bucket that stumbles is asked again; a wrong key and a broken stream are told and leave nothing', async () => {
  const store = await openS3Store(place);
  const files = openS3Files({ url: store.url, ...place });
  const wrong = openS3Files({ url: store.url, ...place, secretKey: 'another' });
  const broken = async function* () {
    yield Buffer.from('half');
    throw new Error('the line was cut');
  };

  store.stumbles = 1;
  await files.put('media/a', Buffer.from('kept'));

  assert.equal((await files.read('media/a')).toString(), 'kept');
  await assert.rejects(
    () => wrong.put('media/b', Buffer.from('x')),
    (error: unknown) => error instanceof StoreError && /403 \(SignatureDoesNotMatch\).*FILES_S3/.test(error.message),
  );
  await assert.rejects(() => files.put('media/c', broken()), /the line was cut/);
  await assert.rejects(() => openS3Files({ url: store.url, ...place, bucket: 'nobody' }).read('media/a'), /NoSuchBucket/);
  for (const key of ['../secret.key', 'media/../x', '/etc/passwd']) await assert.rejects(async () => await files.read(key), /is no key/);
  assert.deepEqual([...store.files.keys()], ['/parley-files/media/a']);
  await store.close();
});

test('the scanner sees every byte and its verdict is told; when it is away, why', async () => {
  const clamd = await openClamd();
  const scanner = openScanner(clamd.url);
  const large = Buffer.alloc(1_000_003, 5);

  assert.equal(await scanner.scan(large), 'clean');
  assert.deepEqual(await scanner.scan(Buffer.from('X5O! EICAR')), { found: 'Eicar-Test-Signature' });
  assert.ok(clamd.seen[0]!.equals(large));
  clamd.mode = 'too-large';
  assert.deepEqual(await scanner.scan(Buffer.from('x')), { away: 'INSTREAM size limit exceeded. ERROR' });
  clamd.mode = 'hangs-up';
  const hung = await scanner.scan(Buffer.from('x'));
  assert.ok(typeof hung === 'object' && 'away' in hung && hung.away.length > 0);
  await clamd.close();
  const gone = await scanner.scan(Buffer.from('x'));
  assert.ok(typeof gone === 'object' && 'away' in gone && /ECONNREFUSED/.test(gone.away));
});

test('addresses inside are told from those of the world', () => {
  for (const inside of [
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:db8::1',
    'ff02::1',
    'localhost',
    '',
  ])
    assert.equal(isPublicAddress(inside), false, inside);
  for (const open of ['1.1.1.1', '93.184.216.34', '172.32.0.1', '2606:4700::1111', '2a00:1450::1']) assert.equal(isPublicAddress(open), true, open);
});

let site: Server | undefined;
after(() => site?.close());

test('a link is followed within its limits, and never inside unless the owner allows it', async () => {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/a.jpg') return void response.end('bytes');
    if (path === '/turn') return void response.writeHead(302, { location: '/a.jpg' }).end();
    if (path === '/round') return void response.writeHead(302, { location: '/round' }).end();
    if (path === '/file') return void response.writeHead(302, { location: 'file:///etc/passwd' }).end();
    if (path === '/large') return void response.end(Buffer.alloc(2000));
    return void response.writeHead(404).end();
  });
  site = server;
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const open = openOutside({ allowsInside: true });
  const shut = openOutside({ allowsInside: false });
  const why = async (promise: Promise<unknown>) => {
    const thrown = await promise.then(
      () => 'nothing was thrown',
      (error: unknown) => error,
    );
    assert.ok(thrown instanceof Refusal && thrown.code === 'link_unreachable', String(thrown));
    return thrown.message;
  };

  const fetched = await open(`${url}/turn`, { bytesMost: 100 });

  assert.deepEqual([fetched.content.toString(), fetched.url], ['bytes', `${url}/a.jpg`]);
  assert.match(await why(open(`${url}/large`, { bytesMost: 1000 })), /more than 1,000 bytes/);
  assert.match(await why(open(`${url}/none`, { bytesMost: 1000 })), /answers 404/);
  assert.match(await why(open(`${url}/round`, { bytesMost: 1000 })), /leads on more than 5 times/);
  assert.match(await why(open(`${url}/file`, { bytesMost: 1000 })), /"file:\/\/\/etc\/passwd" is no address of the web/);
  assert.match(await why(open('ftp://example.com/a', { bytesMost: 1 })), /is no address of the web/);
  assert.match(await why(open('http://ada:secret@example.com/a', { bytesMost: 1 })), /"http:\/\/…@example.com" is no address/);
  for (const inside of [
    url,
    `http://localhost:${port}/a.jpg`,
    'http://[::1]/',
    'http://0x7f.1/',
    'http://2130706433/',
    'http://169.254.169.254/latest/meta-data',
  ])
    assert.match(await why(shut(inside, { bytesMost: 1000 })), /inside this network/, inside);
});

test('the environment names bucket, scanner and ffmpeg, and says what is missing', () => {
  const bucket = { FILES_S3_URL: 'https://s3.example.com/', FILES_S3_BUCKET: 'parley-files', FILES_S3_ACCESS_KEY: 'a', FILES_S3_SECRET_KEY: 'b' };

  assert.deepEqual(readConfig(bucket).filesS3, { url: 'https://s3.example.com', bucket: 'parley-files', region: 'us-east-1', accessKey: 'a', secretKey: 'b' });
  assert.deepEqual(readConfig({ CLAMAV_URL: 'tcp://clamav:3310' }).scanner, { url: 'tcp://clamav:3310', whenAway: 'refuse' });
  assert.deepEqual([readConfig({}).filesS3, readConfig({}).scanner, readConfig({}).allowsInsideLinks], [undefined, undefined, false]);
  assert.throws(
    () => readConfig({ ...bucket, FILES_S3_SECRET_KEY: '' }),
    new ConfigError('FILES_S3_SECRET_KEY is not set: files in a bucket need FILES_S3_URL, FILES_S3_BUCKET, FILES_S3_ACCESS_KEY, FILES_S3_SECRET_KEY'),
  );
  assert.throws(() => readConfig({ CLAMAV_URL: 'clamav' }), /CLAMAV_URL="clamav" must be an address such as tcp/);
  assert.throws(() => readConfig({ FFMPEG_PATH: '/nowhere/ffmpeg' }), /FFMPEG_PATH="\/nowhere\/ffmpeg" is no file/);
});

test(
  'ffmpeg opens plain files only, and what it says is told without our folders',
  { skip: openFilms({ path: undefined, searchPath: '' }) === undefined && 'no ffmpeg here' },
  async () => {
    const films = openFilms({ path: undefined, searchPath: '' })!;
    const playlist = Buffer.from('#EXTM3U\n#EXTINF:1,\nhttp://127.0.0.1:9/a.ts\n');

    const asFilm = await films.turn({ content: playlist, format: 'mov', how: ['-f', 'mp4'] });
    const asList = await films.turn({ content: playlist, format: undefined, how: ['-f', 'mp4'] });

    for (const made of [asFilm, asList]) assert.ok('why' in made && made.why === 'failed' && !made.said.includes('parley-film-'), JSON.stringify(made));
  },
);
