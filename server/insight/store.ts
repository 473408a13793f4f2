import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { ContactId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db } from '#server/platform/platform.ts';

/** The version of the database and how many bytes it has on disk. */
export async function selectDatabase(db: Db): Promise<{ version: string; bytes: number }> {
  const found = await sql<{
    version: string;
    bytes: string;
  }>`select current_setting('server_version') as version, pg_database_size(current_database()) as bytes`.execute(db);
  const row = found.rows[0];
  return { version: row?.version ?? '', bytes: Number(row?.bytes ?? 0) };
}

/** People, those who agreed to offers, and those who took it back. */
export async function countContacts(db: Db, scope: Scope): Promise<{ total: number; consented: number; opted_out: number }> {
  const found = await sql<{ total: number; consented: number; opted_out: number }>`
    select
      (select count(*)::int from contact where workspace_id = ${scope.workspace}) as total,
      count(*) filter (where state = 'given')::int as consented,
      count(*) filter (where state = 'withdrawn')::int as opted_out
    from consent_state where workspace_id = ${scope.workspace} and purpose = 'marketing'
  `.execute(db);
  return found.rows[0] ?? { total: 0, consented: 0, opted_out: 0 };
}

/** Open conversations, and unread messages in them. */
export async function countConversations(db: Db, scope: Scope): Promise<{ open: number; unread: number }> {
  const found = await sql<{ open: number; unread: number }>`
    select count(*)::int as open, coalesce(sum(unread), 0)::int as unread from conversation where workspace_id = ${scope.workspace} and state = 'open'
  `.execute(db);
  return found.rows[0] ?? { open: 0, unread: 0 };
}

/** Broadcasts at work are few; more than this is no list for a front page. */
const sendingMost = 50;

/** Broadcasts that are not at their end, the oldest first; `done` is everybody who waits no longer. */
export async function selectSending(db: Db, scope: Scope): Promise<{ campaign_id: string; name: string; state: string; done: number; total: number }[]> {
  const found = await sql<{ campaign_id: string; name: string; state: string; done: number; total: number }>`
    select b.campaign_id, c.name, b.state, b.total - b.waiting as done, b.total
    from broadcast b
    join campaign c on c.workspace_id = b.workspace_id and c.id = b.campaign_id
    where b.workspace_id = ${scope.workspace} and b.state in ('waiting', 'opening', 'sending', 'paused')
    order by b.launched_at, b.id
    limit ${sendingMost}
  `.execute(db);
  return found.rows;
}

/** Languages of templates by review state. */
export async function countTemplates(db: Db, scope: Scope): Promise<{ approved: number; pending: number; rejected: number }> {
  const found = await sql<{ approved: number; pending: number; rejected: number }>`
    select count(*) filter (where status = 'approved')::int as approved, count(*) filter (where status = 'pending')::int as pending,
      count(*) filter (where status = 'rejected')::int as rejected
    from template_translation where workspace_id = ${scope.workspace}
  `.execute(db);
  return found.rows[0] ?? { approved: 0, pending: 0, rejected: 0 };
}

/** Webhooks that wait for the worker, those set aside, and when the last one came. */
export async function countWebhooks(db: Db, scope: Scope): Promise<{ waiting: number; aside: number; last_at: Instant | null }> {
  const found = await sql<{ waiting: number; aside: number; last_at: Instant | null }>`
    select
      (select count(*)::int from webhook_event where state = 'waiting' and workspace_id = ${scope.workspace}) as waiting,
      (select count(*)::int from webhook_event where state = 'set_aside' and workspace_id = ${scope.workspace}) as aside,
      (select received_at from webhook_event where workspace_id = ${scope.workspace} order by id desc limit 1) as last_at
  `.execute(db);
  return found.rows[0] ?? { waiting: 0, aside: 0, last_at: null };
}

/** Tasks of the whole installation: those whose time has come (the queue's own, real time), and those that were given up. */
export async function countTasks(db: Db): Promise<{ waiting: number; failed: number }> {
  const found = await sql<{ waiting: number; failed: number }>`
    select count(*) filter (where attempts < max_attempts and run_at <= now())::int as waiting,
      count(*) filter (where attempts >= max_attempts)::int as failed
    from graphile_worker.jobs
  `.execute(db);
  return found.rows[0] ?? { waiting: 0, failed: 0 };
}

/** What was said since a moment: ours by how far it came at least, and theirs. Broadcasts and single messages alike. */
export async function countTraffic(
  db: Db,
  scope: Scope,
  since: Instant,
): Promise<{ sent: number; delivered: number; read: number; failed: number; inbound: number }> {
  const found = await sql<{ sent: number; delivered: number; read: number; failed: number; inbound: number }>`
    select
      coalesce(sum(people) filter (where direction = 'out' and status in ('sent', 'delivered', 'read')), 0)::int as sent,
      coalesce(sum(people) filter (where direction = 'out' and status in ('delivered', 'read')), 0)::int as delivered,
      coalesce(sum(people) filter (where direction = 'out' and status = 'read'), 0)::int as read,
      coalesce(sum(people) filter (where direction = 'out' and status = 'failed'), 0)::int as failed,
      coalesce(sum(people) filter (where direction = 'in'), 0)::int as inbound
    from (
      select direction, status, count(*) as people from message where workspace_id = ${scope.workspace} and at >= ${since} group by direction, status
      union all
      select 'out', state.name, state.people
      from broadcast b
      cross join lateral (values ('sent', b.sent), ('delivered', b.delivered), ('read', b.read), ('failed', b.failed)) as state (name, people)
      where b.workspace_id = ${scope.workspace} and b.launched_at >= ${since}
    ) said
  `.execute(db);
  return found.rows[0] ?? { sent: 0, delivered: 0, read: 0, failed: 0, inbound: 0 };
}

/** A line of a person's timeline: a fact, or something said. `id` is a UUID, or `<broadcast>:<seq>`. */
export type TimelineRow = { source: 'fact' | 'message'; id: string; at: Instant; kind: string; data: Record<string, unknown>; subject: string | null };

/** Facts and messages of one person as one list, newest first, strictly before a place in the order (at, id). */
export async function selectTimeline(
  db: Db,
  scope: Scope,
  contact: ContactId,
  page: { before: { at: Instant; id: string } | undefined; limit: number },
): Promise<TimelineRow[]> {
  const beyond = page.before === undefined ? sql`true` : sql`(at, id) < (${page.before.at}::timestamptz, ${page.before.id}::text)`;
  // That they changed their number is a fact, and not a message of theirs although it stands in the thread.
  // Each side brings its newest; together they hold the newest of both.
  const found = await sql<TimelineRow>`
    select source, id, at, kind, data, subject from (
      (
        select 'fact' as source, id, at, kind, data, subject
        from (select id::text as id, at, kind, data, subject from fact where workspace_id = ${scope.workspace} and contact_id = ${contact}) f
        where ${beyond} order by at desc, id desc limit ${page.limit}
      )
      union all
      (
        select 'message', id, at, case when direction = 'in' then 'message.received' else 'message.sent' end, '{}'::jsonb, null
        from conversation_message
        where workspace_id = ${scope.workspace} and contact_id = ${contact} and ${beyond} and not coalesce(content ->> 'event', '') like 'user\\_changed%'
        order by at desc, id desc limit ${page.limit}
      )
    ) line
    order by at desc, id desc
    limit ${page.limit}
  `.execute(db);
  return found.rows;
}
