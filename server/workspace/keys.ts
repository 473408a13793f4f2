import { z } from 'zod';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { ApiKey } from '#core/contract/settings.ts';
import { type Actor, type Scope, scopes, type ScopeName } from '#core/value/actor.ts';
import { type Id, parseId, presentId } from '#core/value/id.ts';
import { minute } from '#core/value/time.ts';
import { isSameDigest, sha256 } from '#server/platform/digest.ts';
import type { Db, Platform } from '#server/platform/platform.ts';
import { audit } from './audit.ts';
import { insertKey, type KeyRow, revokeKeyRow, selectKeyByPrefix, selectKeys, touchKey } from './store.ts';

/** `pk_`, eight hex digits that may be shown, and forty that may not: 160 bits of chance. */
const keyPattern = /^(pk_[0-9a-f]{8})[0-9a-f]{40}$/;
const prefixLength = 11;
/** `last_used_at` is for people; a write on every call would be for nobody. */
const touchMilliseconds = minute;

const Scopes = z.array(z.enum(scopes));

/** Makes a key. The secret is in the answer and nowhere else. */
export async function createKey(
  platform: Platform,
  actor: Actor,
  input: { name: string; scopes: readonly ScopeName[] },
): Promise<{ key: ApiKey; secret: string }> {
  const excess = input.scopes.filter((scope) => !actor.scopes.includes(scope));
  if (excess.length > 0) throw refusal('forbidden', say('scope_excess', { name: actor.name, scopes: { list: excess } }));
  const now = platform.clock.now();
  const id = platform.random.uuid7('key', now);
  const secret = `pk_${platform.random.bytes(24).toString('hex')}`;
  const row: KeyRow = {
    id,
    name: input.name,
    prefix: secret.slice(0, prefixLength),
    scopes: [...new Set(input.scopes)],
    created_at: now,
    last_used_at: null,
    revoked_at: null,
  };
  await platform.db.transaction().execute(async (tx) => {
    await insertKey(
      tx,
      { workspace: actor.workspace },
      { id, name: row.name, prefix: row.prefix, hash: sha256(secret), scopes: input.scopes, by: actor.id, at: now },
    );
    await audit(tx, platform, actor, { act: 'key.create', subject: presentId('key', id), detail: { name: row.name, scopes: row.scopes } });
  });
  return { key: presentKey(row), secret };
}

/** All keys of a workspace, newest first, without secrets. */
export async function listKeys(db: Db, scope: Scope): Promise<ApiKey[]> {
  const rows = await selectKeys(db, scope);
  return rows.map(presentKey);
}

/** Ends a key at once. Ending it twice is refused as not found. */
export async function revokeKey(platform: Platform, actor: Actor, id: Id<'key'>): Promise<void> {
  await platform.db.transaction().execute(async (tx) => {
    const ended = await revokeKeyRow(tx, { workspace: actor.workspace }, id, platform.clock.now());
    if (!ended) throw refusal('not_found', say('api_key_gone', { id: presentId('key', id) }));
    await audit(tx, platform, actor, { act: 'key.revoke', subject: presentId('key', id), detail: { name: ended.name } });
  });
}

/** The actor a key stands for; undefined when it is malformed, unknown or revoked. */
export async function findKeyActor(platform: Platform, secret: string): Promise<Actor | undefined> {
  const prefix = keyPattern.exec(secret)?.[1];
  if (prefix === undefined) return undefined;
  const row = await selectKeyByPrefix(platform.db, prefix);
  if (!row || !isSameDigest(row.secret_hash, sha256(secret))) return undefined;
  const now = platform.clock.now();
  const workspace = parseId<'workspace'>(row.workspace_id);
  if (row.last_used_at === null || now.getTime() - row.last_used_at.getTime() > touchMilliseconds) await touchKey(platform.db, { workspace }, row.id, now);
  return { kind: 'key', id: row.id, name: row.name, workspace, scopes: Scopes.parse(row.scopes) };
}

function presentKey(row: KeyRow): ApiKey {
  return {
    id: presentId('key', parseId<'key'>(row.id)),
    name: row.name,
    prefix: row.prefix,
    scopes: Scopes.parse(row.scopes),
    created_at: row.created_at.toISOString(),
    last_used_at: row.last_used_at?.toISOString() ?? null,
    revoked_at: row.revoked_at?.toISOString() ?? null,
  };
}
