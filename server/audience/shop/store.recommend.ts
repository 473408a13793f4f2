import { type RawBuilder, sql } from 'kysely';
import type { Needs, RecommendationKind } from '#core/expression/facts.ts';
import type { Scope } from '#core/value/actor.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, SqlPredicate, Tx } from '#server/platform/platform.ts';
import { dueFrom, dueUntil, latelyDays, timesLeast } from './kinds.ts';

/** For whom, how many places of each way, and when. `inSegment` speaks of `contact_reach reach`. */
export type RecommendationWish = { readonly scope: Scope; readonly inSegment: SqlPredicate; readonly places: Needs['places']; readonly at: Instant };

/** A product at a place. `score` is the lift, the share, or the times bought; `days` and `since` are of `liked_again`. */
export type RecommendationRow = {
  readonly by: RecommendationKind;
  readonly place: number;
  readonly retailer_id: string;
  readonly name: string;
  readonly currency: string | null;
  readonly price_micros: string | null;
  readonly url: string | null;
  readonly image: string | null;
  readonly catalog: string | null;
  readonly updated_at: Date;
  readonly score: number;
  readonly support: number;
  /** The product it goes with, and what that is called. */
  readonly because: string | null;
  readonly because_name: string | null;
  readonly days: number | null;
  readonly since: number | null;
};

/**
 * What is recommended to everybody in a segment, in one statement, and to one person by the same:
 * (contact_id, by, place, retailer_id, …), places counted from 1 without gaps, in the order of docs/use/recommendations.md.
 */
export function recommendationSelect({ scope, inSegment, places, at }: RecommendationWish): RawBuilder<unknown> {
  const ways = [
    ...(places.bought_together > 0 ? [boughtTogether(places.bought_together)] : []),
    ...(places.next_likely > 0 ? [nextLikely(places.next_likely, at)] : []),
    ...(places.liked_again > 0 ? [likedAgain(scope, places.liked_again, at)] : []),
  ];
  const wanted =
    ways.length === 0
      ? sql`select null::uuid as contact_id, null as by, 0 as place, null as retailer_id, null as because where false`
      : sql.join(ways, sql` union all `);
  return sql`
    with person as materialized (
      select reach.contact_id from contact_reach reach where reach.workspace_id = ${scope.workspace} and ${inSegment}
    ),
    bought as materialized (
      select l.contact_id, l.product, l.number, l.bought_at
      from person join purchase_line l on l.workspace_id = ${scope.workspace} and l.contact_id = person.contact_id
      where l.bought_at <= ${at}::timestamptz
    ),
    lately as materialized (
      select distinct contact_id, product from bought where bought_at > ${at}::timestamptz - make_interval(days => ${latelyDays})
    ),
    owned as materialized (select contact_id, count(*)::int as things from lately group by contact_id),
    pair as materialized (
      select p.kind, p.product, p.other, p.score, p.support, row_number() over (partition by p.kind, p.product order by p.place) as rank
      from (select distinct product from bought) source
      join product_pair p on p.workspace_id = ${scope.workspace} and p.kind in ('bought_together', 'next_likely') and p.product = source.product
      join product thing on thing.workspace_id = ${scope.workspace} and thing.retailer_id = p.other and thing.available
    )
    select chosen.*, (select p.name from product p where p.workspace_id = ${scope.workspace} and p.retailer_id = chosen.because) as because_name,
      thing.name, thing.currency, thing.price_micros, thing.url, thing.image, thing.catalog, thing.updated_at
    from (${wanted}) chosen
    join product thing on thing.workspace_id = ${scope.workspace} and thing.retailer_id = chosen.retailer_id and thing.available`;
}

/**
 * As many pairs of each product as can matter: of the first `places` and as many more as somebody has things lately, at
 * least `places` are new to them, and whatever stands lower is beaten by those. Spares most of the sorting.
 */
function mayMatter(places: number): RawBuilder<unknown> {
  return sql`pair.rank <= ${places}::int + coalesce(owned.things, 0)`;
}

/** What goes with the things of their latest order, the strongest bond first. */
function boughtTogether(places: number): RawBuilder<unknown> {
  return ranked(
    'bought_together',
    places,
    sql`
      select distinct on (b.contact_id, pair.other) b.contact_id, pair.other, pair.score, pair.support, pair.product
      from (select distinct on (contact_id) contact_id, number from bought order by contact_id, bought_at desc, number desc) latest
      join bought b on b.contact_id = latest.contact_id and b.number = latest.number
      left join owned on owned.contact_id = b.contact_id
      join pair on pair.kind = 'bought_together' and pair.product = b.product and ${mayMatter(places)}
      where not exists (select 1 from lately where lately.contact_id = b.contact_id and lately.product = pair.other)
      order by b.contact_id, pair.other, pair.score desc, pair.support desc, pair.product`,
  );
}

/** What people who bought what they bought lately bought next, the likeliest first. */
function nextLikely(places: number, at: Instant): RawBuilder<unknown> {
  return ranked(
    'next_likely',
    places,
    sql`
      select distinct on (b.contact_id, pair.other) b.contact_id, pair.other, pair.score, pair.support, pair.product
      from bought b
      left join owned on owned.contact_id = b.contact_id
      join pair on pair.kind = 'next_likely' and pair.product = b.product and ${mayMatter(places)}
      where b.bought_at > ${at}::timestamptz - make_interval(days => ${latelyDays})
        and not exists (select 1 from lately where lately.contact_id = b.contact_id and lately.product = pair.other)
      order by b.contact_id, pair.other, pair.score desc, pair.support desc, pair.product`,
  );
}

function ranked(by: RecommendationKind, places: number, candidates: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select contact_id, ${by}::text as by, place, other as retailer_id, score, support, product as because, null::float8 as days, null::float8 as since
    from (
      select found.*, row_number() over (partition by contact_id order by score desc, support desc, other)::int as place
      from (${candidates}) found
    ) numbered
    where place <= ${places}`;
}

/** What they have bought again and again and is due by their own interval, the most often bought first. */
function likedAgain(scope: Scope, places: number, at: Instant): RawBuilder<unknown> {
  return sql`
    select contact_id, 'liked_again'::text as by, place, product as retailer_id, times::float8 as score, times as support, null::text as because, days, since
    from (
      select habit.*, row_number() over (partition by contact_id order by times desc, since / days desc, product)::int as place
      from (
        select contact_id, product, count(*)::int as times,
          extract(epoch from max(bought_at) - min(bought_at))::float8 / 86400 / (count(*) - 1) as days,
          extract(epoch from ${at}::timestamptz - max(bought_at))::float8 / 86400 as since
        from bought group by contact_id, product
        having count(*) >= ${timesLeast}
      ) habit
      where days >= 1 and since between days * ${dueFrom}::float8 and days * ${dueUntil}::float8
        and exists (select 1 from product thing where thing.workspace_id = ${scope.workspace} and thing.retailer_id = habit.product and thing.available)
    ) numbered
    where place <= ${places}`;
}

/** The same, one row a person: (contact_id, products), `products` being what `facts.recommendations` holds. */
export function recommendedSelect(wish: RecommendationWish): RawBuilder<unknown> {
  return sql`
    select contact_id, jsonb_object_agg(by, products) as products
    from (
      select contact_id, by, jsonb_agg(jsonb_build_object(
        'retailer_id', retailer_id, 'name', name, 'url', url, 'image', image,
        'price', case when price_micros is not null then jsonb_build_object('currency', currency, 'micros', price_micros) end
      ) order by place) as products
      from (${recommendationSelect(wish)}) placed
      group by contact_id, by
    ) by_way
    group by contact_id`;
}

/** What is recommended to one person, by the statement that serves a segment. */
export async function selectRecommended(db: Db | Tx, wish: Omit<RecommendationWish, 'inSegment'>, contact: string): Promise<RecommendationRow[]> {
  const inSegment = sql<boolean>`reach.contact_id = ${contact}::uuid`;
  const found = await sql<RecommendationRow>`
    select * from (${recommendationSelect({ ...wish, inSegment })}) placed order by by, place`.execute(db);
  return found.rows;
}
