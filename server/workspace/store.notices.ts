import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { NoticeId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** A notice as it is kept; `text` is a kept sentence, `to_actor` null is everybody. */
export type NoticeRow = { id: string; at: Instant; level: 'info' | 'warning'; kind: string; text: string; subject: string | null };

/** Writes a notice. */
export async function insertNotice(tx: Tx, scope: Scope, notice: NoticeRow & { to_actor: string | null }): Promise<void> {
  await tx
    .insertInto('notice')
    .values({ workspace_id: scope.workspace, ...notice })
    .execute();
}

/** A page of what concerns somebody: theirs and everybody's, newest first. */
export function selectNotices(db: Db, scope: Scope, actor: string, page: { before: NoticeId | undefined; limit: number }): Promise<NoticeRow[]> {
  return db
    .selectFrom('notice')
    .select(['id', 'at', 'level', 'kind', 'text', 'subject'])
    .where('workspace_id', '=', scope.workspace)
    .where((is) => is.or([is('to_actor', 'is', null), is('to_actor', '=', actor)]))
    .$if(page.before !== undefined, (query) => query.where('id', '<', page.before ?? ''))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
}

/** Up to which notice somebody has seen theirs; undefined when they have seen none. */
export async function selectSeen(db: Db, scope: Scope, actor: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('notice_seen')
    .select('until_id')
    .where('workspace_id', '=', scope.workspace)
    .where('actor_id', '=', actor)
    .executeTakeFirst();
  return row?.until_id;
}

/** How many of theirs somebody has not seen, counted up to a limit: a bell says "99+" anyhow. */
export async function countUnseen(db: Db, scope: Scope, actor: string, most: number): Promise<number> {
  const found = await sql<{ unseen: number }>`
    select count(*)::int as unseen from (
      select 1 from notice n
      where n.workspace_id = ${scope.workspace} and (n.to_actor is null or n.to_actor = ${actor})
        and n.id > coalesce(
          (select until_id from notice_seen where workspace_id = ${scope.workspace} and actor_id = ${actor}), '00000000-0000-0000-0000-000000000000'::uuid)
      order by n.id desc limit ${most}
    ) newest`.execute(db);
  return found.rows[0]?.unseen ?? 0;
}

/** Notes up to which notice somebody has seen theirs; it never goes back. */
export async function markSeen(db: Db, scope: Scope, actor: string, until: NoticeId): Promise<void> {
  await sql`
    insert into notice_seen (workspace_id, actor_id, until_id) values (${scope.workspace}, ${actor}, ${until})
    on conflict (workspace_id, actor_id) do update set until_id = excluded.until_id where notice_seen.until_id < excluded.until_id`.execute(db);
}
