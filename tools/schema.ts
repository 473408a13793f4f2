import { withClient } from '#server/platform/postgres/postgres.ts';
import { openTestDatabase } from '#test/world/database.ts';

type Table = {
  name: string;
  kind: string;
  options: string;
  partition: string;
  columns: string[];
  constraints: string[];
  indexes: string[];
  view: string | null;
};

/** What the migrations make, one thing after the other: to be read first, and reviewed when a migration is added. */
export async function printSchema(url: string): Promise<string> {
  const tables = await withClient(url, async (client) => (await client.query<Table>(question)).rows);
  const head =
    '-- What all migrations together make. Printed by tools/schema.ts, never edited by hand.\n-- Tables of partitions and of the task queue (schema graphile_worker) are left out.\n';
  return `${head}\n${tables.map(printTable).join('\n\n')}\n`;
}

function printTable(table: Table): string {
  if (table.view !== null) return `create view ${table.name} as\n${table.view.trim()}`;
  const lines = [...table.columns, ...table.constraints].map((line) => `  ${line}`).join(',\n');
  const unlogged = table.kind === 'u' ? 'unlogged ' : '';
  const partition = table.partition === '' ? '' : ` partition by ${table.partition.toLowerCase()}`;
  const options = table.options === '' ? '' : ` with (${table.options})`;
  return [`create ${unlogged}table ${table.name} (\n${lines}\n)${partition}${options};`, ...table.indexes].join('\n');
}

const question = `
  select
    c.relname as name,
    c.relpersistence as kind,
    coalesce(array_to_string(c.reloptions, ', '), '') as options,
    coalesce(pg_get_partkeydef(c.oid), '') as partition,
    case when c.relkind = 'v' then pg_get_viewdef(c.oid, true) end as view,
    array(
      select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attnotnull then ' not null' else '' end
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum
    ) as columns,
    array(
      select lower(left(pg_get_constraintdef(k.oid), 11)) || substr(pg_get_constraintdef(k.oid), 12)
      from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c') order by k.contype = 'p' desc, k.contype, k.conname
    ) as constraints,
    array(
      select pg_get_indexdef(i.indexrelid) || ';'
      from pg_index i
      where i.indrelid = c.oid and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid)
      order by i.indexrelid::regclass::text
    ) as indexes
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v') and not c.relispartition
  order by c.relkind = 'v', c.relname`;

// Prints database/migrations/schema.sql: node tools/schema.ts > database/migrations/schema.sql
if (import.meta.main) {
  const database = await openTestDatabase();
  process.stdout.write(await printSchema(database.url));
  await database.close();
}
