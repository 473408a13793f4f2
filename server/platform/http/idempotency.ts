import { createHash } from 'node:crypto';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { after, hour, type Instant } from '#core/value/time.ts';
import type { Db } from '../platform.ts';

/** An answer is kept this long, so a client may try again for a day: a real one, since clients do not know of a moved business clock. */
const keptMilliseconds = 24 * hour;
const keyLengthMost = 255;

/** What an `Idempotency-Key` was answered with. */
export type Answered = { readonly status: number; readonly body: unknown };

/** The key of a request, or undefined; one that is empty or too long is refused. */
export function readIdempotencyKey(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = Array.isArray(header) ? header[0] : header;
  if (!key || key.length > keyLengthMost) throw refusal('bad_request', `Idempotency-Key must have 1 to ${keyLengthMost} characters`);
  return key;
}

/** What makes two requests the same: method, address, body. */
export function fingerprint(parts: { method: string; url: string; body: unknown }): Buffer {
  return createHash('sha256')
    .update(`${parts.method} ${parts.url}\n${JSON.stringify(parts.body ?? null)}`)
    .digest();
}

/**
 * Takes a key for a request, or returns what it was answered with before. Refuses while the first request runs, and
 * when the key was used for another one. A first request that was cut off (the process died) stays "running" for a
 * day: whether it took effect is for the caller to look up, since doing it twice would be worse.
 */
export async function takeKey(db: Db, scope: Scope, request: { key: string; hash: Buffer; now: Instant }): Promise<Answered | undefined> {
  const taken = await db
    .insertInto('idempotent_request')
    .values({ workspace_id: scope.workspace, key: request.key, request_hash: request.hash, status: null, body: null, created_at: request.now })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (taken) return undefined;
  const found = await db
    .selectFrom('idempotent_request')
    .select(['request_hash', 'status', 'body'])
    .where('workspace_id', '=', scope.workspace)
    .where('key', '=', request.key)
    .executeTakeFirst();
  if (!found || found.status === null) throw refusal('idempotency_running', say('key_running', { key: request.key }));
  if (!found.request_hash.equals(request.hash)) throw refusal('idempotency_mismatch', say('key_used', { key: request.key }));
  return { status: found.status, body: found.body };
}

/** Keeps the answer of a taken key. */
export async function keepAnswer(db: Db, scope: Scope, key: string, answered: Answered): Promise<void> {
  await db
    .updateTable('idempotent_request')
    .set({ status: answered.status, body: JSON.stringify(answered.body) })
    .where('workspace_id', '=', scope.workspace)
    .where('key', '=', key)
    .execute();
}

/** Gives a taken key back, because nothing came of it. */
export async function freeKey(db: Db, scope: Scope, key: string): Promise<void> {
  await db.deleteFrom('idempotent_request').where('workspace_id', '=', scope.workspace).where('key', '=', key).where('status', 'is', null).execute();
}

/** Forgets answers older than a day. */
export async function forgetOldAnswers(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('idempotent_request').where('created_at', '<', after(now, -keptMilliseconds)).execute();
}
