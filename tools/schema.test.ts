import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { migrationsFolder } from '#server/platform/postgres/migrate.ts';
import { openTestDatabase } from '#test/world/database.ts';
import { printSchema } from './schema.ts';

const database = await openTestDatabase();
after(() => database.close());

test('database/migrations/schema.sql is what the migrations make', async () => {
  const { rows } = await database.pool.query<{ version: string }>(`select current_setting('server_version_num') as version`);
  // Another version of PostgreSQL may print a view in other words; ours decides.
  if (Number(rows[0]?.version) < 180_000) return;

  assert.equal(
    readFileSync(join(migrationsFolder, 'schema.sql'), 'utf8'),
    await printSchema(database.url),
    'run: node tools/schema.ts > database/migrations/schema.sql',
  );
});
