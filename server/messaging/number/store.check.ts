import { sql } from 'kysely';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const dueAt = (everyMilliseconds: number) =>
  sql<Instant | null>`coalesce(number.check_due_at, number.checked_at + ${everyMilliseconds} * interval '1 millisecond')`;

/** When a connected number is to be read next, of all workspaces; null while none is connected. */
export async function selectNextCheck(db: Db, everyMilliseconds: number): Promise<Instant | null> {
  const found = await sql<{ at: Instant | null }>`
    select min(${dueAt(everyMilliseconds)}) as at from number
    join business_account a on a.workspace_id = number.workspace_id and a.id = number.business_account_id
    where a.connected_at is not null`.execute(db);
  return found.rows[0]?.at ?? null;
}

/** Takes the connected numbers that are due, and notes when each is next. Two processes never take the same. */
export async function takeDueChecks(
  tx: Tx,
  { now, everyMilliseconds, next }: { now: Instant; everyMilliseconds: number; next: Instant },
): Promise<{ workspace_id: string; id: string }[]> {
  const found = await sql<{ workspace_id: string; id: string }>`
    update number set check_due_at = ${next} where id in (
      select number.id from number
      join business_account a on a.workspace_id = number.workspace_id and a.id = number.business_account_id
      where a.connected_at is not null and ${dueAt(everyMilliseconds)} <= ${now}
      order by number.id for update of number skip locked
    ) returning workspace_id, id`.execute(tx);
  return found.rows;
}
