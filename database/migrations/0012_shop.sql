-- What a shop tells: orders, carts and products; what is learned from them, so that products can be recommended.
-- Numbers of orders and ids of products are compared byte by byte ("C"): recommending to a million people is mostly sorting them.

-- Facts that were told with an id of the teller's are taken once.
create table tracked_fact (
  workspace_id uuid not null,
  id text not null,
  taken_at timestamptz not null,
  primary key (workspace_id, id)
);

-- An order as it was told last. `told_at` and `rank` say which telling that was: an older one never overwrites it.
create table purchase_order (
  workspace_id uuid not null,
  number text collate "C" not null,
  id uuid not null,
  contact_id uuid not null,
  state text not null,
  currency char(3) not null,
  total_micros bigint not null,
  items jsonb not null,
  url text,
  tracking_url text,
  data jsonb not null default '{}',
  placed_at timestamptz not null,
  told_at timestamptz not null,
  rank smallint not null,
  primary key (workspace_id, number)
);
-- A person's latest order, and their orders page by page.
create index purchase_order_contact on purchase_order (workspace_id, contact_id, placed_at desc, id desc);

-- What was bought and kept: one row for each product of an order that was not cancelled, returned or refunded.
create table purchase_line (
  workspace_id uuid not null,
  number text collate "C" not null,
  product text collate "C" not null,
  contact_id uuid not null,
  quantity numeric not null,
  bought_at timestamptz not null,
  primary key (workspace_id, number, product)
);
-- Read for one person, and in the order of persons for a whole segment, without the table.
create index purchase_line_contact on purchase_line (workspace_id, contact_id, bought_at desc) include (product, number);

-- A person's cart as it was told last; an emptied one stays as such, so that an older telling does not fill it again.
create table cart (
  workspace_id uuid not null,
  contact_id uuid not null,
  currency char(3),
  total_micros bigint,
  items jsonb not null,
  url text,
  data jsonb not null default '{}',
  told_at timestamptz not null,
  primary key (workspace_id, contact_id)
);

-- Products. `from_feed` says whether the shop listed it, or an order only mentioned it.
create table product (
  workspace_id uuid not null,
  retailer_id text collate "C" not null,
  name text not null,
  currency char(3),
  price_micros bigint,
  url text,
  image text,
  catalog text,
  available boolean not null,
  from_feed boolean not null,
  updated_at timestamptz not null,
  primary key (workspace_id, retailer_id)
);
create index product_name on product (workspace_id, name, retailer_id);
create index product_catalog on product (workspace_id, catalog) where catalog is not null;

-- What goes with a product, the best first: bought in the same order, or bought next. Learned from purchase_line as a whole.
create table product_pair (
  workspace_id uuid not null,
  kind text not null check (kind in ('bought_together', 'next_likely')),
  product text collate "C" not null,
  place smallint not null,
  other text collate "C" not null,
  -- Lift, or the share of those who bought the first.
  score double precision not null,
  -- Orders, or people, it was seen in.
  support integer not null,
  primary key (workspace_id, kind, product, place)
);

-- When pairs were learned last, by the real clock, and how long it took: big shops are learned from less often.
create table shop_learning (
  workspace_id uuid primary key,
  learned_at timestamptz not null,
  took_milliseconds integer not null
);

-- audience/shop for the rooms above: the latest order of each person. `facts` is as Liquid sees it.
create view contact_order as
select
  c.workspace_id, c.id as contact_id, o.number, o.state, o.currency, o.total_micros, o.items, o.url, o.tracking_url, o.data, o.placed_at,
  (select string_agg(i.item ->> 'name', ', ' order by i.place) from jsonb_array_elements(o.items) with ordinality as i (item, place)) as item_names,
  jsonb_build_object(
    'number', o.number, 'state', o.state, 'total', jsonb_build_object('currency', o.currency, 'micros', o.total_micros), 'items', o.items,
    'at', to_char(o.placed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'url', o.url, 'tracking_url', o.tracking_url, 'data', o.data
  ) as facts
from contact c
cross join lateral (
  select p.* from purchase_order p
  where p.workspace_id = c.workspace_id and p.contact_id = c.id
  order by p.placed_at desc, p.id desc limit 1
) o;

-- audience/shop for the rooms above: the open cart of each person who has one.
create view contact_cart as
select
  k.workspace_id, k.contact_id, k.currency, k.total_micros, k.items, k.url, k.data, k.told_at,
  (select string_agg(i.item ->> 'name', ', ' order by i.place) from jsonb_array_elements(k.items) with ordinality as i (item, place)) as item_names,
  jsonb_build_object(
    'total', case when k.total_micros is not null then jsonb_build_object('currency', k.currency, 'micros', k.total_micros) end, 'items', k.items,
    'at', to_char(k.told_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'url', k.url, 'data', k.data
  ) as facts
from cart k
where k.items <> '[]'::jsonb;

-- audience/timeline for the rooms above: what happened to people, as Liquid sees it.
create view contact_event as
select
  f.workspace_id, f.contact_id, f.kind, f.at, f.id,
  jsonb_build_object('kind', f.kind, 'at', to_char(f.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'data', f.data) as facts
from fact f
where f.contact_id is not null;
