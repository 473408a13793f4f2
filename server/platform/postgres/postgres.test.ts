import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openTestDatabase } from '#test/world/database.ts';

const database = await openTestDatabase();
after(() => database.close());

test('a test database is migrated and empty', async () => {
  const contacts = await database.db.selectFrom('contact').select('id').execute();

  assert.deepEqual(contacts, []);
});

test('two test databases do not see each other', async () => {
  const other = await openTestDatabase();
  await other.pool.query('create table mark (at int)');

  const found = await database.pool.query("select to_regclass('mark') as mark");

  assert.deepEqual(found.rows, [{ mark: null }]);
  await other.close();
});
