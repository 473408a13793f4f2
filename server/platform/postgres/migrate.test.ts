import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestDatabase } from '#test/world/database.ts';
import { migrate, readMigrations } from './migrate.ts';
import { ensureDatabase, openDatabase, withClient } from './postgres.ts';

const database = await openTestDatabase();
const name = `${new URL(database.url.replace('postgresql:///', 'postgresql://x/')).pathname.slice(1)}_m`;
const url = database.url.replace(/(\/)[^/?]+(\?|$)/, `$1${name}$2`);
await ensureDatabase(database.url, name);
after(async () => {
  await withClient(database.url, (client) => client.query(`drop database ${name} with (force)`));
  await database.close();
});

const step = (number: string, text: string) => ({ name: `${number}_test.sql`, text, sha256: text });

test('from nothing everything is applied once, also when many processes start together', async () => {
  const results = await Promise.all([migrate(url), migrate(url), migrate(url)]);

  const applied = results.filter((names) => names.length > 0);
  assert.equal(applied.length, 1);
  assert.deepEqual(
    applied[0],
    readMigrations().map((migration) => migration.name),
  );
});

test('a migration that fails leaves the database as it was', async () => {
  const bad = step('9998', 'create table half (id int); select no_such_function();');

  await assert.rejects(() => migrate(url, [...readMigrations(), bad]), /9998_test.sql failed/);

  const { pool, close } = openDatabase(url);
  assert.deepEqual((await pool.query(`select to_regclass('half') as half`)).rows, [{ half: null }]);
  await close();
});

test('a migration that was changed after it ran, and a database from the future, are refused', async () => {
  await migrate(url, [...readMigrations(), step('9999', 'select 1')]);

  await assert.rejects(() => migrate(url, [...readMigrations(), step('9999', 'select 2')]), /was changed after it had run/);
  await assert.rejects(() => migrate(url), /newer version of Parley/);
});
