import type { Scope, ScopeName } from '#core/value/actor.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const workspaceColumns = [
  'id',
  'name',
  'mode',
  'default_country',
  'locale',
  'timezone',
  'currency',
  'created_at',
  'team_phones',
  'etr_threshold',
  'resend_minutes',
] as const;
const keyColumns = ['id', 'name', 'prefix', 'scopes', 'created_at', 'last_used_at', 'revoked_at'] as const;

/** A workspace that has more keys than this has lost count of them. */
const keysMost = 500;

export type WorkspaceRow = {
  id: string;
  name: string;
  mode: 'rehearsal' | 'live';
  default_country: string;
  locale: string;
  timezone: string;
  currency: string;
  created_at: Date;
  team_phones: unknown;
  etr_threshold: number;
  resend_minutes: number | null;
};
export type KeyRow = { id: string; name: string; prefix: string; scopes: string[]; created_at: Date; last_used_at: Date | null; revoked_at: Date | null };

/** Writes a new workspace. */
export function insertWorkspace(tx: Tx, row: Omit<WorkspaceRow, 'team_phones' | 'etr_threshold' | 'resend_minutes'>) {
  return tx.insertInto('workspace').values(row).execute();
}

/** Reads one workspace. */
export function selectWorkspace(db: Db | Tx, scope: Scope) {
  return db.selectFrom('workspace').select(workspaceColumns).where('id', '=', scope.workspace).executeTakeFirst();
}

/** The workspace that was made first; an installation of the first stone has one. */
export function selectFirstWorkspace(db: Db | Tx) {
  return db.selectFrom('workspace').select(workspaceColumns).orderBy('created_at').orderBy('id').limit(1).executeTakeFirst();
}

/** What can be changed of a workspace; `team_phones` as JSON. */
export type WorkspaceChange = {
  name?: string;
  default_country?: string;
  timezone?: string;
  team_phones?: string;
  etr_threshold?: number;
  resend_minutes?: number | null;
};

/** Changes what is given. */
export function updateWorkspace(tx: Tx, scope: Scope, change: WorkspaceChange) {
  return tx.updateTable('workspace').set(change).where('id', '=', scope.workspace).execute();
}

/** Makes a user a member; twice is once. */
export function insertMembership(tx: Tx, scope: Scope, member: { user: string; role: 'owner' | 'agent'; at: Instant }) {
  return tx
    .insertInto('membership')
    .values({ workspace_id: scope.workspace, user_id: member.user, role: member.role, created_at: member.at })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doNothing())
    .execute();
}

/** The first workspace a user belongs to. */
export function selectMembership(db: Db | Tx, user: string) {
  return db
    .selectFrom('membership')
    .select(['workspace_id', 'role'])
    .where('user_id', '=', user)
    .orderBy('created_at')
    .orderBy('workspace_id')
    .limit(1)
    .executeTakeFirst();
}

/** The owner who came first, by user id. */
export function selectFirstOwner(db: Db | Tx) {
  return db
    .selectFrom('membership')
    .select(['workspace_id', 'user_id'])
    .where('role', '=', 'owner')
    .orderBy('created_at')
    .orderBy('user_id')
    .limit(1)
    .executeTakeFirst();
}

/** Writes a new key; only the SHA-256 of its secret. */
export function insertKey(
  tx: Tx,
  scope: Scope,
  key: { id: string; name: string; prefix: string; hash: Uint8Array; scopes: readonly ScopeName[]; by: string; at: Instant },
) {
  return tx
    .insertInto('api_key')
    .values({
      workspace_id: scope.workspace,
      id: key.id,
      name: key.name,
      prefix: key.prefix,
      secret_hash: key.hash,
      scopes: [...key.scopes],
      created_by: key.by,
      created_at: key.at,
      last_used_at: null,
      revoked_at: null,
    })
    .execute();
}

/** All keys, newest first, revoked ones too. */
export function selectKeys(db: Db, scope: Scope) {
  return db
    .selectFrom('api_key')
    .select(keyColumns)
    .where('workspace_id', '=', scope.workspace)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(keysMost)
    .execute();
}

/** The key with this public part, if it is not revoked. */
export function selectKeyByPrefix(db: Db, prefix: string) {
  return db
    .selectFrom('api_key')
    .select(['workspace_id', 'id', 'name', 'scopes', 'secret_hash', 'last_used_at'])
    .where('prefix', '=', prefix)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

/** Notes when a key was last seen. */
export function touchKey(db: Db, scope: Scope, id: string, at: Instant) {
  return db.updateTable('api_key').set({ last_used_at: at }).where('workspace_id', '=', scope.workspace).where('id', '=', id).execute();
}

/** Ends a key; returns its name if it was not ended before. */
export function revokeKeyRow(tx: Tx, scope: Scope, id: string, at: Instant) {
  return tx
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('name')
    .executeTakeFirst();
}

/** Adds a line to the audit trail. */
export function insertAuditEntry(
  tx: Tx | Db,
  scope: Scope,
  entry: { id: string; at: Instant; actor: { kind: string; id: string; name: string }; act: string; subject: string; detail: object },
) {
  return tx
    .insertInto('audit_entry')
    .values({
      workspace_id: scope.workspace,
      id: entry.id,
      at: entry.at,
      actor_kind: entry.actor.kind,
      actor_id: entry.actor.id,
      actor_name: entry.actor.name,
      act: entry.act,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail),
    })
    .execute();
}

/** A page of the audit trail, newest first, below `before` (ids sort by time). */
export function selectAudit(db: Db, scope: Scope, page: { before: string | undefined; limit: number }) {
  let query = db.selectFrom('audit_entry').select(['id', 'at', 'actor_name', 'act', 'subject', 'detail']).where('workspace_id', '=', scope.workspace);
  if (page.before !== undefined) query = query.where('id', '<', page.before);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

/** The first entry of an act, in whatever workspace. */
export function selectFirstAct(db: Db, act: string) {
  return db.selectFrom('audit_entry').select('id').where('act', '=', act).orderBy('id').limit(1).executeTakeFirst();
}
