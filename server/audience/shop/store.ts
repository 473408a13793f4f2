import { sql } from 'kysely';
import type { LineFacts } from '#core/expression/facts.ts';
import type { Scope } from '#core/value/actor.ts';
import type { ContactId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** An order as it is written. Times are RFC 3339. */
export type OrderRow = {
  readonly number: string;
  readonly id: string;
  readonly contact_id: ContactId;
  readonly state: string;
  readonly currency: string;
  readonly total_micros: number;
  readonly items: readonly LineFacts[];
  readonly url: string | null;
  readonly tracking_url: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly placed_at: string;
  readonly told_at: string;
  readonly rank: number;
};

/** A cart as it is written; one without things is an emptied one. */
export type CartRow = {
  readonly contact_id: ContactId;
  readonly currency: string | null;
  readonly total_micros: number | null;
  readonly items: readonly LineFacts[];
  readonly url: string | null;
  readonly data: Readonly<Record<string, unknown>>;
  readonly told_at: string;
};

/** What an order, a cart or a view tells of a product; null where it tells nothing. */
export type MentionedProduct = {
  readonly retailer_id: string;
  readonly name: string | null;
  readonly currency: string | null;
  readonly price_micros: number | null;
  readonly url: string | null;
  readonly image: string | null;
  readonly updated_at: string;
};

/** A product as the shop lists it. */
export type ListedProduct = Omit<MentionedProduct, 'name' | 'updated_at'> & {
  readonly name: string;
  readonly catalog: string | null;
  readonly available: boolean;
};

/** Takes the ids of facts and returns those that nobody had taken; waits for a transaction that is taking the same ones. */
export async function takeKeys(tx: Tx, scope: Scope, keys: readonly string[], now: Instant): Promise<string[]> {
  if (keys.length === 0) return [];
  const taken = await sql<{ id: string }>`
    insert into tracked_fact (workspace_id, id, taken_at)
    select ${scope.workspace}::uuid, key, ${now}::timestamptz from unnest(${[...keys].toSorted()}::text[]) as key
    on conflict do nothing
    returning id`.execute(tx);
  return taken.rows.map(({ id }) => id);
}

/** Writes orders. One that was told later already keeps all but an earlier `placed_at`. Each number at most once. */
export async function upsertOrders(tx: Tx, scope: Scope, orders: readonly OrderRow[]): Promise<void> {
  await sql`
    insert into purchase_order as held
      (workspace_id, number, id, contact_id, state, currency, total_micros, items, url, tracking_url, data, placed_at, told_at, rank)
    select ${scope.workspace}::uuid, o.number, o.id, o.contact_id, o.state, o.currency, o.total_micros, o.items, o.url, o.tracking_url, o.data, o.placed_at,
      o.told_at, o.rank
    from jsonb_to_recordset(${JSON.stringify(orders)}::jsonb) as o (
      number text, id uuid, contact_id uuid, state text, currency text, total_micros bigint, items jsonb, url text, tracking_url text, data jsonb,
      placed_at timestamptz, told_at timestamptz, rank smallint)
    order by o.number
    on conflict (workspace_id, number) do update set
      contact_id = excluded.contact_id, state = excluded.state, currency = excluded.currency, total_micros = excluded.total_micros, items = excluded.items,
      url = coalesce(excluded.url, held.url), tracking_url = coalesce(excluded.tracking_url, held.tracking_url), data = excluded.data,
      placed_at = least(excluded.placed_at, held.placed_at), told_at = excluded.told_at, rank = excluded.rank
    where (excluded.told_at, excluded.rank) >= (held.told_at, held.rank)`.execute(tx);
  await sql`
    update purchase_order held set placed_at = o.placed_at
    from jsonb_to_recordset(${JSON.stringify(orders.map(({ number, placed_at }) => ({ number, placed_at })))}::jsonb) as o (number text, placed_at timestamptz)
    where held.workspace_id = ${scope.workspace} and held.number = o.number and o.placed_at < held.placed_at`.execute(tx);
}

/** Writes anew what was bought in these orders, as they stand; nothing was in those that were cancelled, returned or refunded. */
export async function replaceLines(tx: Tx, scope: Scope, numbers: readonly string[]): Promise<void> {
  await sql`delete from purchase_line where workspace_id = ${scope.workspace} and number = any(${[...numbers]}::text[])`.execute(tx);
  await sql`
    insert into purchase_line (workspace_id, number, product, contact_id, quantity, bought_at)
    select o.workspace_id, o.number, i.id, o.contact_id, sum(i.quantity), o.placed_at
    from purchase_order o cross join lateral jsonb_to_recordset(o.items) as i (id text, quantity numeric)
    where o.workspace_id = ${scope.workspace} and o.number = any(${[...numbers]}::text[]) and o.state not in ('cancelled', 'returned', 'refunded')
    group by o.workspace_id, o.number, i.id, o.contact_id, o.placed_at`.execute(tx);
}

/** Writes carts; one that was told later stays. Each person at most once. */
export async function upsertCarts(tx: Tx, scope: Scope, carts: readonly CartRow[]): Promise<void> {
  if (carts.length === 0) return;
  await sql`
    insert into cart as held (workspace_id, contact_id, currency, total_micros, items, url, data, told_at)
    select ${scope.workspace}::uuid, c.contact_id, c.currency, c.total_micros, c.items, c.url, c.data, c.told_at
    from jsonb_to_recordset(${JSON.stringify(carts)}::jsonb) as c (
      contact_id uuid, currency text, total_micros bigint, items jsonb, url text, data jsonb, told_at timestamptz)
    order by c.contact_id
    on conflict (workspace_id, contact_id) do update set
      currency = excluded.currency, total_micros = excluded.total_micros, items = excluded.items, url = excluded.url, data = excluded.data,
      told_at = excluded.told_at
    where excluded.told_at >= held.told_at`.execute(tx);
}

/** Notes products that were only mentioned; what the shop's own list says of them stays. */
export async function upsertMentioned(tx: Tx, scope: Scope, products: readonly MentionedProduct[]): Promise<void> {
  if (products.length === 0) return;
  await sql`
    insert into product as held (workspace_id, retailer_id, name, currency, price_micros, url, image, available, from_feed, updated_at)
    select ${scope.workspace}::uuid, p.retailer_id, coalesce(p.name, p.retailer_id), p.currency, p.price_micros, p.url, p.image, true, false, p.updated_at
    from jsonb_to_recordset(${JSON.stringify(products)}::jsonb) as p (
      retailer_id text, name text, currency text, price_micros bigint, url text, image text, updated_at timestamptz)
    order by p.retailer_id
    on conflict (workspace_id, retailer_id) do update set
      name = case when excluded.name = excluded.retailer_id then held.name else excluded.name end,
      currency = case when excluded.price_micros is null then held.currency else excluded.currency end,
      price_micros = coalesce(excluded.price_micros, held.price_micros),
      url = coalesce(excluded.url, held.url), image = coalesce(excluded.image, held.image), updated_at = excluded.updated_at
    where not held.from_feed and excluded.updated_at > held.updated_at`.execute(tx);
}

/** Adds products as the shop lists them, or replaces them. Each id at most once. */
export async function upsertListed(tx: Tx, scope: Scope, products: readonly ListedProduct[], now: Instant): Promise<void> {
  await sql`
    insert into product (workspace_id, retailer_id, name, currency, price_micros, url, image, catalog, available, from_feed, updated_at)
    select ${scope.workspace}::uuid, p.retailer_id, p.name, p.currency, p.price_micros, p.url, p.image, p.catalog, p.available, true, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(products)}::jsonb) as p (
      retailer_id text, name text, currency text, price_micros bigint, url text, image text, catalog text, available boolean)
    order by p.retailer_id
    on conflict (workspace_id, retailer_id) do update set
      name = excluded.name, currency = excluded.currency, price_micros = excluded.price_micros, url = excluded.url, image = excluded.image,
      catalog = excluded.catalog, available = excluded.available, from_feed = true, updated_at = excluded.updated_at`.execute(tx);
}

/** What products are called, by id. */
export async function nameProducts(tx: Db | Tx, scope: Scope, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const found = await sql<{ retailer_id: string; name: string }>`
    select retailer_id, name from product where workspace_id = ${scope.workspace} and retailer_id = any(${[...ids]}::text[])`.execute(tx);
  return new Map(found.rows.map(({ retailer_id, name }) => [retailer_id, name]));
}

/** Products by name, then id, strictly after the product with the id `after`. */
export function selectProducts(
  db: Db,
  scope: Scope,
  filter: { search?: string | undefined; catalog?: string | undefined },
  page: { after: string | undefined; limit: number },
) {
  let query = db
    .selectFrom('product')
    .select(['retailer_id', 'name', 'currency', 'price_micros', 'url', 'image', 'catalog', 'available', 'updated_at'])
    .where('workspace_id', '=', scope.workspace);
  if (filter.catalog !== undefined) query = query.where('catalog', '=', filter.catalog);
  const search = filter.search?.trim() ?? '';
  if (search !== '') {
    const pattern = `%${search.replace(/[\\%_]/gu, '\\$&')}%`;
    query = query.where((eb) => eb.or([eb('name', 'ilike', pattern), eb('retailer_id', 'ilike', pattern)]));
  }
  if (page.after !== undefined) {
    const place = sql`(select p.name, p.retailer_id from product p where p.workspace_id = ${scope.workspace} and p.retailer_id = ${page.after})`;
    query = query.where(sql<boolean>`(name, retailer_id) > ${place}`);
  }
  return query.orderBy('name').orderBy('retailer_id').limit(page.limit).execute();
}

/** Catalogues at Meta that products stand in. */
export async function selectCatalogs(db: Db, scope: Scope): Promise<{ id: string; products: number }[]> {
  const found = await sql<{ id: string; products: number }>`
    select catalog as id, count(*)::int as products from product
    where workspace_id = ${scope.workspace} and catalog is not null
    group by catalog order by catalog limit ${catalogsMost}`.execute(db);
  return found.rows;
}

/** A business has one catalogue, or one for each country. */
const catalogsMost = 200;

/** Orders of a person, newest first (placed_at, id), strictly before a place. */
export function selectOrders(db: Db, scope: Scope, contact: ContactId, page: { before: { at: Instant; id: string } | null; limit: number }) {
  let query = db
    .selectFrom('purchase_order')
    .select(['id', 'number', 'state', 'currency', 'total_micros', 'items', 'placed_at', 'told_at', 'url'])
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', contact);
  if (page.before !== null) query = query.where(sql<boolean>`(placed_at, id) < (${page.before.at}, ${page.before.id}::uuid)`);
  return query.orderBy('placed_at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}

/** The latest order, the open cart and the latest fact of a kind, as Liquid sees them; null where there is none. */
export async function selectFacts(
  db: Db | Tx,
  scope: Scope,
  contact: ContactId,
  reason: string | null,
): Promise<{ order: unknown; cart: unknown; event: unknown }> {
  const found = await sql<{ order: unknown; cart: unknown; event: unknown }>`
    select
      (select o.facts from contact_order o where o.workspace_id = ${scope.workspace} and o.contact_id = ${contact}) as order,
      (select k.facts from contact_cart k where k.workspace_id = ${scope.workspace} and k.contact_id = ${contact}) as cart,
      (select e.facts from contact_event e where e.workspace_id = ${scope.workspace} and e.contact_id = ${contact} and e.kind = ${reason}::text
        order by e.at desc, e.id desc limit 1) as event`.execute(db);
  return found.rows[0] ?? { order: null, cart: null, event: null };
}
