import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { parseSync } from 'oxc-parser';
import { openTestDatabase } from '#test/world/database.ts';

const database = await openTestDatabase();
after(() => database.close());

/** Tables that are not the rooms': the runner's own, and those of the sign-in library. */
const isForeign = (table: string): boolean => table === 'migration' || table.startsWith('sign_in_') || /_(default|\d{4}_\d{2})$/.test(table);

test('schema.ts names every column of every table, and none that is not there', async () => {
  const found = await database.pool.query<{ table_name: string; column_name: string; is_nullable: string; is_view: boolean }>(`
    select c.table_name, c.column_name, c.is_nullable, t.table_type = 'VIEW' as is_view
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' order by 1, 2`);

  const inDatabase = found.rows.filter((row) => !isForeign(row.table_name)).map((row) => `${row.table_name}.${row.column_name}`);

  assert.deepEqual(
    columnsOfSchema()
      .map(({ name }) => name)
      .toSorted(),
    inDatabase.toSorted(),
  );
});

test('schema.ts says null exactly where the tables do', async () => {
  const found = await database.pool.query<{ name: string }>(`
    select c.table_name || '.' || c.column_name as name
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type <> 'VIEW' and c.is_nullable = 'YES'`);
  const nullable = new Set(found.rows.map((row) => row.name));
  const views = await database.pool.query<{ name: string }>(`select table_name as name from information_schema.views where table_schema = 'public'`);
  const viewNames = new Set(views.rows.map((row) => row.name));

  const wrong = columnsOfSchema().filter(({ name, canBeNull }) => !viewNames.has(name.split('.')[0] ?? '') && canBeNull !== nullable.has(name));

  assert.deepEqual(wrong, []);
});

/** The columns schema.ts names, read from its text: types are gone when it runs. */
function columnsOfSchema(): { name: string; canBeNull: boolean }[] {
  const file = join(import.meta.dirname, 'schema.ts');
  const text = readFileSync(file, 'utf8');
  const { program } = parseSync(file, text);
  const columns: { name: string; canBeNull: boolean }[] = [];
  for (const statement of program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : undefined;
    if (declared?.type !== 'TSInterfaceDeclaration' || declared.id.name !== 'Schema') continue;
    for (const table of declared.body.body) {
      if (table.type !== 'TSPropertySignature' || table.key.type !== 'Identifier') continue;
      const literal = table.typeAnnotation?.typeAnnotation;
      if (literal?.type !== 'TSTypeLiteral') continue;
      for (const column of literal.members) {
        if (column.type !== 'TSPropertySignature' || column.key.type !== 'Identifier' || !column.typeAnnotation) continue;
        const written = text.slice(column.typeAnnotation.start, column.typeAnnotation.end);
        columns.push({ name: `${table.key.name}.${column.key.name}`, canBeNull: /\bnull\b|JsonOrNull/.test(written) });
      }
    }
  }
  return columns;
}
