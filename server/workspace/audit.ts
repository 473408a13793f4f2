import type { Actor, Scope } from '#core/value/actor.ts';
import { type Id, parseId } from '#core/value/id.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { insertAuditEntry, selectAudit, selectFirstAct } from './store.ts';

/** What was done, to what (a border id or a name), and what else one would want to know; never a secret. */
export type AuditedAct = { readonly act: string; readonly subject: string; readonly detail?: object };

/** Writes who did what into the audit trail, in the transaction that does it. */
export async function audit(tx: Tx | Db, platform: Pick<Platform, 'random' | 'clock'>, actor: Actor, entry: AuditedAct): Promise<void> {
  const at = platform.clock.now();
  const id = platform.random.uuid7('fact', at);
  await insertAuditEntry(tx, { workspace: actor.workspace }, { id, at, actor, act: entry.act, subject: entry.subject, detail: entry.detail ?? {} });
}

/** A page of the audit trail, newest first; `next` goes on below it. */
export async function listAudit(db: Db, scope: Scope, page: { before: Id<'fact'> | undefined; limit: number }) {
  const rows = await selectAudit(db, scope, { before: page.before, limit: page.limit + 1 });
  const items = rows.slice(0, page.limit);
  const last = items.at(-1);
  return { items, next: rows.length > page.limit && last ? parseId<'fact'>(last.id) : undefined };
}

/** Tells whether an act has ever been done in this installation. */
export async function hasAudited(db: Db, act: string): Promise<boolean> {
  return (await selectFirstAct(db, act)) !== undefined;
}
