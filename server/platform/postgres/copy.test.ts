import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openTestDatabase, type TestDatabase } from '#test/world/database.ts';
import { copyRowsApart, type CopyValue } from './copy.ts';

let database: TestDatabase;

before(async () => {
  database = await openTestDatabase();
  await database.pool.query('create table copied (number int, is_odd boolean, words text, list text[], data jsonb)');
});
after(() => database.close());

const columns = ['number', 'is_odd', 'words', 'list', 'data'];

async function* batchesOf(...batches: CopyValue[][][]): AsyncGenerator<CopyValue[][]> {
  yield* batches;
}

test('whatever people write arrives as it was', async () => {
  const texts = ['', '\\N', 'NULL', '\\', 'tab\tand\nline\r\nend', '{"a",b}', "'\"'", '\\.', '😀 é', 'x'.repeat(200_000)];
  const rows: CopyValue[][] = texts.map((text, index) => [index, index % 2 === 1, text, [text, 'plain', text], JSON.stringify({ text })]);

  await copyRowsApart(database.pool, 'copied', columns, batchesOf(rows.slice(0, 4), [], rows.slice(4), [[99, null, null, [], null]]));

  const found = await database.pool.query('select * from copied order by number');
  assert.deepEqual(found.rows, [
    ...texts.map((text, index) => ({ number: index, is_odd: index % 2 === 1, words: text, list: [text, 'plain', text], data: { text } })),
    { number: 99, is_odd: null, words: null, list: [], data: null },
  ]);
});

test('a source or a database that fails leaves nothing behind, and the pool goes on', async () => {
  async function* broken(): AsyncGenerator<CopyValue[][]> {
    yield [[1000, true, 'a', [], null]];
    throw new Error('the file is gone');
  }

  await assert.rejects(copyRowsApart(database.pool, 'copied', columns, broken()), /the file is gone/);
  await assert.rejects(copyRowsApart(database.pool, 'copied', columns, batchesOf([[1001, true, 'a', [], '{']])), /json/);

  const found = await database.pool.query('select count(*)::int as rows from copied where number >= 1000');
  assert.equal(found.rows[0].rows, 0);
});
