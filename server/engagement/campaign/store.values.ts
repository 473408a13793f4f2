import { type RawBuilder, sql } from 'kysely';
import type { Facts, Needs, Setting } from '#core/expression/facts.ts';
import {
  type CartAttribute,
  cleanValue,
  compileSource,
  isWorkedOut,
  needsOf,
  type OrderAttribute,
  parseAttribute,
  parseCartAttribute,
  parseOrderAttribute,
  type ShopPlace,
  valueCharactersMost,
  type VariableSource,
} from '#core/expression/expression.ts';
import type { Scope } from '#core/value/actor.ts';
import { recommendedProducts } from '#server/audience/shop/shop.ts';
import type { SqlPredicate, Tx } from '#server/platform/platform.ts';

/** Who gets values, and by which sources in a fixed order. `inSegment` speaks of `contact_reach reach`. */
export type Valued = {
  readonly scope: Scope;
  readonly inSegment: SqlPredicate;
  readonly variables: readonly { readonly name: string; readonly source: VariableSource }[];
  readonly setting: Setting;
};

/** People whose values are worked out at once: bounds memory, and the pause between two looks at the database. */
const slicePeople = 5000;

/**
 * Works out what SQL cannot say in the statements below, and keeps it in tables of this transaction that they join: what
 * is recommended to each person, in one statement, and the values that are written in the person's language (Liquid,
 * money, dates), in slices. Without such sources it does nothing. Must run before them, in the same transaction.
 */
export async function renderLiquid(tx: Tx, audience: Valued): Promise<void> {
  const { places } = needsOf(sourcesOf(audience));
  if (wantsProducts(places)) await keepRecommended(tx, audience, places);
  const sources = sourcesOf(audience).filter(isWorkedOut);
  if (sources.length === 0) return;
  const fills = sources.map((source) => compileSource(source.from === 'text' ? source : { ...source, fallback: '' }));
  await sql`drop table if exists rendered_value`.execute(tx);
  await sql`create temporary table rendered_value (contact_id uuid primary key, filled text[] not null) on commit drop`.execute(tx);
  const needs = needsOf(sources);
  for (let last: string | null = null; ;) {
    const people: SlicePerson[] = await readSlice(tx, audience, needs, last);
    const rows = people.map((person) => ({ contact_id: person.contact_id, filled: valuesOf(person, fills, audience.setting) }));
    await sql`
      insert into rendered_value (contact_id, filled)
      select r.contact_id, r.filled from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (contact_id uuid, filled text[])
    `.execute(tx);
    const end = people.at(-1);
    if (people.length < slicePeople || end === undefined) break;
    last = end.contact_id;
  }
  await sql`analyze rendered_value`.execute(tx);
}

type SlicePerson = Facts['contact'] & { readonly contact_id: string } & Omit<Facts, 'contact' | 'setting' | 'recommendations'> & {
    readonly recommendations: Facts['recommendations'] | null;
  };

function valuesOf(row: SlicePerson, fills: readonly ReturnType<typeof compileSource>[], setting: Setting): (string | null)[] {
  const { order, cart, event, recommendations, ...contact } = row;
  const facts: Facts = { contact, order, cart, event, recommendations: recommendations ?? {}, setting };
  return fills.map((fill) => fill(facts).value);
}

async function readSlice(tx: Tx, audience: Valued, needs: Needs, last: string | null): Promise<SlicePerson[]> {
  const beyond = last === null ? sql`true` : sql`reach.contact_id > ${last}::uuid`;
  const found = await sql<SlicePerson>`
    select person.*, ${needs.order ? sql`latest.facts` : sql`null`} as order, ${needs.cart ? sql`open.facts` : sql`null`} as cart,
      ${needs.event ? sql`reason.facts` : sql`null`} as event, ${wantsProducts(needs.places) ? sql`recommended.products` : sql`null`} as recommendations
    from (
      select reach.workspace_id, reach.contact_id, reach.first_name, reach.last_name, reach.display_name as name, reach.country, reach.language,
        reach.email, reach.phone, reach.timezone, reach.tags, reach.fields
      from contact_reach reach
      where reach.workspace_id = ${audience.scope.workspace} and ${audience.inSegment} and ${beyond}
      order by reach.contact_id
      limit ${slicePeople}
    ) person
    ${joins(needs, 'person', audience.setting)}
    order by person.contact_id
  `.execute(tx);
  return found.rows;
}

/** One row a person with products, as `facts.recommendations` has them. */
async function keepRecommended(tx: Tx, audience: Valued, places: Needs['places']): Promise<void> {
  await sql`drop table if exists recommended_value`.execute(tx);
  await sql`create temporary table recommended_value (contact_id uuid primary key, products jsonb not null) on commit drop`.execute(tx);
  // Sorting a million people's candidates in 4 MB goes through the disk.
  await sql`set local work_mem = '64MB'`.execute(tx);
  const products = recommendedProducts({ scope: audience.scope, inSegment: audience.inSegment, places, at: audience.setting.at });
  await sql`insert into recommended_value (contact_id, products) ${products}`.execute(tx);
  await sql`set local work_mem to default`.execute(tx);
  await sql`analyze recommended_value`.execute(tx);
}

/** What `rawValues` reads beside `contact_reach reach`: join this after it. */
export function valuesJoin(audience: Valued): RawBuilder<unknown> {
  const sources = sourcesOf(audience);
  const rendered = sources.some(isWorkedOut) ? sql`left join rendered_value rendered on rendered.contact_id = reach.contact_id` : sql``;
  const bySql = needsOf(sources.filter((source) => !isWorkedOut(source)));
  return sql`${rendered} ${joins(bySql, 'reach', audience.setting)}`;
}

function joins(needs: Needs, person: 'person' | 'reach', setting: Setting): RawBuilder<unknown> {
  const { workspace, contact } = { workspace: sql.ref(`${person}.workspace_id`), contact: sql.ref(`${person}.contact_id`) };
  return sql.join(
    [
      ...(needs.order ? [sql`left join contact_order latest on latest.workspace_id = ${workspace} and latest.contact_id = ${contact}`] : []),
      ...(needs.cart ? [sql`left join contact_cart open on open.workspace_id = ${workspace} and open.contact_id = ${contact}`] : []),
      ...(needs.event ? [latestFact(workspace, contact, setting)] : []),
      ...(wantsProducts(needs.places) ? [sql`left join recommended_value recommended on recommended.contact_id = ${contact}`] : []),
    ],
    sql` `,
  );
}

/** The latest fact of the campaign's reason; null for a campaign without one. */
function latestFact(workspace: RawBuilder<unknown>, contact: RawBuilder<unknown>, { reason }: Setting): RawBuilder<unknown> {
  if (reason === null) return sql`cross join (select null::jsonb as facts) reason`;
  return sql`left join lateral (
    select told.facts from contact_event told
    where told.workspace_id = ${workspace} and told.contact_id = ${contact} and told.kind = ${reason}
    order by told.at desc, told.id desc limit 1
  ) reason on true`;
}

/** The value of each source before its fallback, as one text array. */
export function rawValues(audience: Valued): RawBuilder<unknown> {
  let workedOut = 0;
  const values = sourcesOf(audience).map((source) => {
    if (!isWorkedOut(source)) return readBySql(source);
    workedOut += 1;
    return sql`rendered.filled[${workedOut}::int]`;
  });
  return values.length === 0 ? sql`'{}'::text[]` : sql`array[${sql.join(values)}]::text[]`;
}

const nothing = sql`null::text`;

function readBySql(source: VariableSource): RawBuilder<unknown> {
  switch (source.from) {
    case 'text':
      return sql`nullif(${cleanValue(source.text)}::text, '')`;
    case 'contact': {
      const place = parseAttribute(source.attribute);
      if (place === undefined) return nothing;
      return 'column' in place ? cleaned(columns[place.column]) : ofJson(sql`reach.fields`, place.field);
    }
    case 'order':
      return ofShop(parseOrderAttribute(source.attribute), orderColumns, sql`latest.data`);
    case 'cart':
      return ofShop(parseCartAttribute(source.attribute), cartColumns, sql`open.data`);
    case 'recommendation':
      return cleaned(sql`(recommended.products -> ${source.by}::text -> ${source.place - 1}::int ->> ${source.attribute}::text)`);
    case 'liquid':
      throw new Error('Liquid is worked out person by person');
  }
}

const columns = {
  first_name: sql`reach.first_name`,
  last_name: sql`reach.last_name`,
  name: sql`reach.display_name`,
  country: sql`reach.country::text`,
  language: sql`reach.language`,
  email: sql`reach.email`,
  phone: sql`reach.phone`,
} as const;

const orderColumns: Readonly<Record<Exclude<OrderAttribute, 'total' | 'at'>, RawBuilder<unknown>>> = {
  number: sql`latest.number`,
  items: sql`latest.item_names`,
  state: sql`latest.state`,
  url: sql`latest.url`,
  tracking_url: sql`latest.tracking_url`,
};

const cartColumns: Readonly<Record<Exclude<CartAttribute, 'total' | 'at'>, RawBuilder<unknown>>> = {
  items: sql`open.item_names`,
  url: sql`open.url`,
};

function ofShop<Attribute extends string>(
  place: ShopPlace<Attribute> | undefined,
  parts: Readonly<Partial<Record<Attribute, RawBuilder<unknown>>>>,
  data: RawBuilder<unknown>,
): RawBuilder<unknown> {
  if (place === undefined) return nothing;
  if ('data' in place) return ofJson(data, place.data);
  const part = parts[place.part];
  return part === undefined ? nothing : cleaned(part);
}

/** A text, number or boolean out of an object; nothing of another kind. */
function ofJson(json: RawBuilder<unknown>, key: string): RawBuilder<unknown> {
  const isPlain = sql`jsonb_typeof(${json} -> ${key}::text) in ('string', 'number', 'boolean')`;
  return sql`case when ${isPlain} then ${cleaned(sql`(${json} ->> ${key}::text)`)} end`;
}

/** The line ends of `cleanValue`, as PostgreSQL writes them. */
const lineEnds = String.raw`[\t\n\v\f\r\u0085\u2028\u2029]`;

/** The wording of `cleanValue` in SQL, null for nothing. */
function cleaned(value: RawBuilder<unknown>): RawBuilder<string | null> {
  // Looking first whether anything is to be replaced halves the time: hardly any value has something.
  const oneLine = sql`case when ${value} ~ ${`${lineEnds}| {5}`} then regexp_replace(regexp_replace(${value}, ${`${lineEnds}+`}, ' ', 'g'), ' {5,}', '    ', 'g') else ${value} end`;
  return sql`nullif(left(btrim(${oneLine}, ' '), ${valueCharactersMost}), '')`;
}

function sourcesOf(audience: Valued): VariableSource[] {
  return audience.variables.map(({ source }) => source);
}

function wantsProducts(places: Needs['places']): boolean {
  return Math.max(...Object.values(places)) > 0;
}
