import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { nextWithinDays } from './kinds.ts';

/** A pair seen less often than this is chance. */
const supportLeast = 3;
/** What was bought before that says little about taste today. */
const learnedDays = 730;
/** Orders with more different things are a warehouse's, and their pairs are many and mean nothing. */
const thingsMost = 30;
/** Kept of each product: ten places, and as many again for what somebody has already or what is sold out. */
export const pairsMost = 20;

/** When pairs were learned last; undefined when never. */
export function selectLearning(db: Db, scope: Scope) {
  return db.selectFrom('shop_learning').select(['learned_at', 'took_milliseconds']).where('workspace_id', '=', scope.workspace).executeTakeFirst();
}

/** Notes that pairs were learned. */
export async function upsertLearning(tx: Tx, scope: Scope, learning: { learned_at: Instant; took_milliseconds: number }): Promise<void> {
  await tx
    .insertInto('shop_learning')
    .values({ workspace_id: scope.workspace, ...learning })
    .onConflict((conflict) => conflict.column('workspace_id').doUpdateSet(learning))
    .execute();
}

/** Forgets all pairs. */
export async function deletePairs(tx: Tx, scope: Scope): Promise<void> {
  await tx.deleteFrom('product_pair').where('workspace_id', '=', scope.workspace).execute();
}

/**
 * Pairs of products in the same orders, by lift: how many times more often both were in one order than if the one had
 * nothing to do with the other. Seen in `supportLeast` orders, and more often than by chance.
 */
export async function insertBoughtTogether(tx: Tx, scope: Scope, now: Instant): Promise<void> {
  await sql`
    insert into product_pair (workspace_id, kind, product, place, other, score, support)
    with warehouse as materialized (
      select number from purchase_line where workspace_id = ${scope.workspace} group by number having count(*) > ${thingsMost}
    ),
    line as materialized (
      select l.number, l.product
      from purchase_line l
      where l.workspace_id = ${scope.workspace} and l.bought_at > ${now}::timestamptz - make_interval(days => ${learnedDays})
        and not exists (select 1 from warehouse where warehouse.number = l.number)
    ),
    seen as (select product, count(*)::float8 as orders from line group by product),
    whole as (select count(distinct number)::float8 as orders from line),
    pair as (
      select a.product, b.product as other, count(*)::int as support
      from line a join line b on b.number = a.number and b.product <> a.product
      group by a.product, b.product
      having count(*) >= ${supportLeast}
    ),
    scored as (
      select pair.*, pair.support * whole.orders / (one.orders * two.orders) as lift
      from pair cross join whole
      join seen one on one.product = pair.product
      join seen two on two.product = pair.other
    ),
    placed as (
      select *, row_number() over (partition by product order by lift desc, support desc, other) as place from scored where lift > 1
    )
    select ${scope.workspace}::uuid, 'bought_together', product, place, other, lift, support from placed where place <= ${pairsMost}
  `.execute(tx);
}

/**
 * What people who bought a product bought next, within `nextWithinDays` after their first time and in another order, by
 * the share of them who did. Seen with `supportLeast` people.
 */
export async function insertNextLikely(tx: Tx, scope: Scope, now: Instant): Promise<void> {
  await sql`
    insert into product_pair (workspace_id, kind, product, place, other, score, support)
    with line as materialized (
      select l.contact_id, l.product, l.bought_at
      from purchase_line l
      where l.workspace_id = ${scope.workspace} and l.bought_at > ${now}::timestamptz - make_interval(days => ${learnedDays})
    ),
    first as materialized (
      select contact_id, product, min(bought_at) as bought_at, count(*) over (partition by contact_id) as things from line group by contact_id, product
    ),
    buyer as (select product, count(*)::float8 as people from first group by product),
    pair as (
      select a.product, b.product as other, count(distinct a.contact_id)::int as support
      from first a
      join line b on b.contact_id = a.contact_id and b.product <> a.product
        and b.bought_at > a.bought_at and b.bought_at <= a.bought_at + make_interval(days => ${nextWithinDays})
      where a.things <= ${thingsMost}
      group by a.product, b.product
      having count(distinct a.contact_id) >= ${supportLeast}
    ),
    placed as (
      select pair.*, pair.support / buyer.people as share,
        row_number() over (partition by pair.product order by pair.support / buyer.people desc, pair.support desc, pair.other) as place
      from pair join buyer on buyer.product = pair.product
    )
    select ${scope.workspace}::uuid, 'next_likely', product, place, other, share, support from placed where place <= ${pairsMost}
  `.execute(tx);
}
