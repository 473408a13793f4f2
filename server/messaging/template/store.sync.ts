import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BusinessId } from '#core/value/id.ts';
import { after, type Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** Notes when an account is to be synchronised next. */
export async function setNextSync(db: Db | Tx, scope: Scope, account: BusinessId, at: Instant): Promise<void> {
  await sql`
    insert into template_sync (workspace_id, business_account_id, due_at) values (${scope.workspace}, ${account}, ${at})
    on conflict (workspace_id, business_account_id) do update set due_at = excluded.due_at`.execute(db);
}

/** The same, unless an earlier time is noted. */
export async function bringSyncForward(db: Db | Tx, scope: Scope, account: BusinessId, at: Instant): Promise<void> {
  await sql`
    insert into template_sync (workspace_id, business_account_id, due_at) values (${scope.workspace}, ${account}, ${at})
    on conflict (workspace_id, business_account_id) do update set due_at = least(template_sync.due_at, excluded.due_at)`.execute(db);
}

/** The earliest due time; `now` when one lies further ahead than it can, since then the clock was put back. Null without accounts. */
export async function selectNextSync(db: Db, now: Instant, everyMilliseconds: number): Promise<Instant | null> {
  const found = await sql<{ first: Instant | null; last: Instant | null }>`select min(due_at) as first, max(due_at) as last from template_sync`.execute(db);
  const row = found.rows[0];
  return row?.last && row.last > after(now, everyMilliseconds) ? now : (row?.first ?? null);
}

/** Takes the accounts that are due, each by one caller, and puts them off by a round. */
export async function takeDueSyncs(tx: Tx, now: Instant, everyMilliseconds: number): Promise<{ workspace: string; account: string }[]> {
  const next = after(now, everyMilliseconds);
  const result = await sql<{ workspace: string; account: string }>`
    update template_sync set due_at = ${next} where due_at <= ${now} or due_at > ${next}
    returning workspace_id as workspace, business_account_id as account`.execute(tx);
  return result.rows;
}
