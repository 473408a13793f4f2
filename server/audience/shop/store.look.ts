import type { Scope } from '#core/value/actor.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** Products by what the shop calls them; those it never told of are left out. */
export function selectLooks(db: Db | Tx, scope: Scope, ids: readonly string[]) {
  return db
    .selectFrom('product')
    .select(['retailer_id', 'name', 'currency', 'price_micros', 'image'])
    .where('workspace_id', '=', scope.workspace)
    .where('retailer_id', 'in', [...ids])
    .orderBy('retailer_id')
    .execute();
}
