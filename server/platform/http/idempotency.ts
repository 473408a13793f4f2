import { createHash } from 'node:crypto';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { after, hour, type Instant, second } from '#core/value/time.ts';
import type { Db, Tx } from '../platform.ts';

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

/** The first request with a key: it runs. `made` is what an earlier run of it had made before it was cut off. */
export type Taken = { readonly token: string; readonly made: string | null };

/** After so long a first request that has neither made nor answered anything is taken for dead. Its token keeps it from committing after all. */
const deadMilliseconds = 30 * second;

/**
 * Takes a key for a request, or returns what it was answered with before. Refuses while the first request runs, and when the key was used for
 * another one.
 *
 * A first request that was cut off (the process died) is taken up again where the route can (`isOnce`): at once when it has made something, else
 * when it is dead. On other routes it stays "running" for a day: whether it took effect is for the caller to look up, since doing it twice
 * would be worse.
 */
export async function takeKey(
  db: Db,
  scope: Scope,
  request: { key: string; hash: Buffer; now: Instant; token: string; isOnce: boolean },
): Promise<Answered | Taken> {
  const { key, token, now } = request;
  const taken = await db
    .insertInto('idempotent_request')
    .values({ workspace_id: scope.workspace, key, request_hash: request.hash, status: null, body: null, created_at: now, taken_by: token })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst();
  if (taken) return { token, made: null };
  const found = await db
    .selectFrom('idempotent_request')
    .select(['request_hash', 'status', 'body', 'made', 'created_at', 'taken_by'])
    .where('workspace_id', '=', scope.workspace)
    .where('key', '=', key)
    .executeTakeFirst();
  if (!found) throw refusal('idempotency_running', say('key_running', { key }));
  if (!found.request_hash.equals(request.hash)) throw refusal('idempotency_mismatch', say('key_used', { key }));
  if (found.status !== null) return { status: found.status, body: found.body };
  const isDead = found.made !== null || found.created_at <= after(now, -deadMilliseconds);
  if (!request.isOnce || !isDead || !(await takeOver(db, scope, { key, from: found.taken_by, token, now })))
    throw refusal('idempotency_running', say('key_running', { key }));
  // Read again: it may have made something between our look and our taking it.
  const { made } = await db
    .selectFrom('idempotent_request')
    .select('made')
    .where('workspace_id', '=', scope.workspace)
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  return { token, made };
}

async function takeOver(db: Db, scope: Scope, request: { key: string; from: string | null; token: string; now: Instant }): Promise<boolean> {
  const done = await db
    .updateTable('idempotent_request')
    .set({ taken_by: request.token, created_at: request.now })
    .where('workspace_id', '=', scope.workspace)
    .where('key', '=', request.key)
    .where('status', 'is', null)
    .where('taken_by', request.from === null ? 'is' : '=', request.from)
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Notes what the request of a key makes, in its transaction. Refuses, so that nothing is made, when another run has taken the key. */
export async function keepMade(tx: Tx, scope: Scope, key: string, token: string, made: string): Promise<void> {
  const done = await tx
    .updateTable('idempotent_request')
    .set({ made })
    .where('workspace_id', '=', scope.workspace)
    .where('key', '=', key)
    .where('taken_by', '=', token)
    .where('status', 'is', null)
    .executeTakeFirst();
  if (done.numUpdatedRows === 0n) throw refusal('idempotency_running', say('key_running', { key }));
}

/** Keeps the answer of a taken key, unless another run has taken it. */
export async function keepAnswer(db: Db, scope: Scope, taken: { key: string; token: string }, answered: Answered): Promise<void> {
  await db
    .updateTable('idempotent_request')
    .set({ status: answered.status, body: JSON.stringify(answered.body) })
    .where('workspace_id', '=', scope.workspace)
    .where('key', '=', taken.key)
    .where('taken_by', '=', taken.token)
    .where('status', 'is', null)
    .execute();
}

/** Gives a taken key back, because nothing came of it: not when something was made all the same (the commit's answer was lost), nor another's. */
export async function freeKey(db: Db, scope: Scope, key: string, token: string): Promise<void> {
  await db
    .deleteFrom('idempotent_request')
    .where('workspace_id', '=', scope.workspace)
    .where('key', '=', key)
    .where('status', 'is', null)
    .where('made', 'is', null)
    .where('taken_by', '=', token)
    .execute();
}

/** Forgets answers older than a day. */
export async function forgetOldAnswers(db: Db, now: Instant): Promise<void> {
  await db.deleteFrom('idempotent_request').where('created_at', '<', after(now, -keptMilliseconds)).execute();
}
