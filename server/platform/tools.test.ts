import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ConfigError, readConfig } from './config.ts';
import { openFiles } from './files.ts';
import { openRandom } from './random.ts';
import { openSealer, readOrMakeKey } from './sealer.ts';

const folder = mkdtempSync('/tmp/parley-tools-');
after(() => rmSync(folder, { recursive: true }));

test('ids made in a row sort in the order they were made', () => {
  const random = openRandom();
  const at = new Date('2026-11-22T10:00:00Z');

  const ids = Array.from({ length: 10_000 }, () => random.uuid7('contact', at));

  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids).size, ids.length);
  assert.match(ids[0]!, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('an id says its moment, also one far in the past', () => {
  const random = openRandom();
  const milliseconds = (id: string) => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
  const now = new Date('2026-11-22T10:00:00.123Z');
  const then = new Date('2024-01-01T00:00:00Z');

  assert.equal(milliseconds(random.uuid7('fact', now)), now.getTime());
  assert.equal(milliseconds(random.uuid7('fact', then)), then.getTime());
});

test('what was sealed opens, under this key only, and only unchanged', () => {
  const sealer = openSealer('a passphrase of at least thirty-two letters');
  const other = openSealer('another passphrase of at least thirty-two');
  const sealed = sealer.seal('EAA token ☕');
  const changed = Buffer.from(sealed);
  changed[changed.length - 1]! ^= 1;

  assert.equal(sealer.open(sealed), 'EAA token ☕');
  assert.notDeepEqual(sealer.seal('EAA token ☕'), sealed);
  assert.throws(() => other.open(sealed), /another key/);
  assert.throws(() => sealer.open(changed), /another key|was changed/);
  assert.throws(() => sealer.open(Buffer.from('short')), /no sealed value/);
});

test('the key is made once, for its owner only', () => {
  const file = join(folder, 'keys/secret.key');

  const key = readOrMakeKey(file);

  assert.equal(readOrMakeKey(file), key);
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.ok(key.length >= 40);
});

test('a file is there whole or not at all', async () => {
  const files = openFiles(join(folder, 'files'));
  const broken = async function* () {
    yield Buffer.from('half');
    throw new Error('the line was cut');
  };

  const put = await files.put('imports/a.csv', Buffer.from('name\nAna\n'));
  await assert.rejects(() => files.put('imports/b.csv', broken()), /the line was cut/);

  assert.equal(put.bytes, 9);
  assert.equal((await files.read('imports/a.csv')).toString(), 'name\nAna\n');
  assert.ok(!existsSync(join(folder, 'files/imports/b.csv')));
  assert.deepEqual(readdirSync(join(folder, 'files/imports')), ['a.csv']);
  await files.remove('imports/a.csv');
  await files.remove('imports/a.csv');
});

test('no key leaves the folder', async () => {
  const files = openFiles(join(folder, 'files'));

  for (const key of ['../secret.key', 'imports/../../secret.key', '/etc/passwd', 'imports/..', 'a'])
    await assert.rejects(async () => await files.read(key), /is no key/);
});

test('the environment has defaults, and lists every mistake with its cure', () => {
  const config = readConfig({});

  assert.deepEqual(
    [config.port, config.phonesPort, config.host, config.publicUrl, config.databaseUrl],
    [3300, 4010, '127.0.0.1', 'http://127.0.0.1:3300', undefined],
  );
  assert.throws(
    () => readConfig({ PORT: '99999', DATABASE_URL: 'mysql://secret@x', PARLEY_SECRET_KEY: 'short' }),
    (error) =>
      error instanceof ConfigError &&
      /PORT="99999" must be at most 65535/.test(error.message) &&
      /DATABASE_URL must be an address/.test(error.message) &&
      !/secret@|="short"/.test(error.message),
  );
});

test('a secret may lie in a file', () => {
  const file = join(folder, 'database-url');
  writeFileSync(file, 'postgresql://parley@db/parley\n');

  assert.equal(readConfig({ DATABASE_URL_FILE: file }).databaseUrl, 'postgresql://parley@db/parley');
  assert.throws(() => readConfig({ DATABASE_URL_FILE: join(folder, 'missing') }), /DATABASE_URL_FILE=".*missing" cannot be read/);
  assert.ok(readFileSync(file, 'utf8').length > 0);
});
