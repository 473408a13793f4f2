import type { Scope } from '#core/value/actor.ts';
import type { BusinessId, NumberId } from '#core/value/id.ts';
import { parseId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const numberColumns = [
  'number.id',
  'number.meta_id',
  'number.display_phone',
  'number.verified_name',
  'number.quality',
  'number.messaging_limit',
  'number.throughput_per_second',
  'number.state',
  'number.pause_reason',
  'number.checked_at',
  'business_account.id as account_id',
  'business_account.meta_id as account_meta_id',
  'business_account.name as account_name',
  'business_account.base_url',
  'business_account.api_version',
  'business_account.app_id',
  'business_account.sealed_token',
  'business_account.webhook_key',
  'business_account.callback_base',
  'business_account.connected_at',
] as const;

/** One workspace has few numbers; Meta allows 20 for a portfolio. More than this is a bug. */
const numbersMost = 500;

function numbersOf(db: Db | Tx, scope: Scope) {
  return db
    .selectFrom('number')
    .innerJoin('business_account', (join) =>
      join.onRef('business_account.workspace_id', '=', 'number.workspace_id').onRef('business_account.id', '=', 'number.business_account_id'),
    )
    .select(numberColumns)
    .where('number.workspace_id', '=', scope.workspace);
}

/** Our numbers with their accounts, oldest first. */
export async function selectNumbers(db: Db | Tx, scope: Scope) {
  return (await numbersOf(db, scope).orderBy('number.created_at').orderBy('number.id').limit(numbersMost).execute()).map(parseRow);
}

/** One number with its account. */
export async function selectNumber(db: Db | Tx, scope: Scope, id: NumberId) {
  const row = await numbersOf(db, scope).where('number.id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : parseRow(row);
}

/** The number Meta calls by this id. */
export async function selectNumberByMetaId(db: Db | Tx, scope: Scope, metaId: string) {
  const row = await numbersOf(db, scope).where('number.meta_id', '=', metaId).executeTakeFirst();
  return row === undefined ? undefined : parseRow(row);
}

type Row = Awaited<ReturnType<ReturnType<typeof numbersOf>['executeTakeFirstOrThrow']>>;

function parseRow(row: Row) {
  return { ...row, id: parseId<'number'>(row.id), account_id: parseId<'business'>(row.account_id) };
}

/** A number joined with its account, secrets sealed. */
export type NumberRow = ReturnType<typeof parseRow>;

/** In which workspace a number is connected, if in any: a number belongs to one. */
export function selectOwner(db: Db | Tx, metaId: string) {
  return db.selectFrom('number').select(['workspace_id', 'id']).where('meta_id', '=', metaId).executeTakeFirst();
}

/** The account behind a callback address, with the secrets of its webhook. Across workspaces: the key is the scope. */
export function selectAccountByWebhookKey(db: Db | Tx, key: string) {
  return db
    .selectFrom('business_account')
    .select(['workspace_id', 'id', 'meta_id', 'sealed_app_secret', 'sealed_verify_token'])
    .where('webhook_key', '=', key)
    .executeTakeFirst();
}

const accountColumns = ['id', 'meta_id', 'name', 'base_url', 'api_version', 'app_id', 'sealed_token'] as const;

/** One account. */
export function selectAccount(db: Db | Tx, scope: Scope, id: BusinessId) {
  return db.selectFrom('business_account').select(accountColumns).where('workspace_id', '=', scope.workspace).where('id', '=', id).executeTakeFirst();
}

/** The accounts of a workspace, oldest first. */
export function selectAccounts(db: Db | Tx, scope: Scope) {
  return db
    .selectFrom('business_account')
    .select(accountColumns)
    .where('workspace_id', '=', scope.workspace)
    .orderBy('created_at')
    .orderBy('id')
    .limit(numbersMost)
    .execute();
}

/** Every connected account of the installation, for tasks that must go on after a start. */
export function selectConnectedAccounts(db: Db | Tx) {
  return db.selectFrom('business_account').select(['workspace_id', 'id']).where('connected_at', 'is not', null).orderBy('workspace_id').orderBy('id').execute();
}

/** An account as it is connected. */
type AccountInput = {
  id: BusinessId;
  meta_id: string;
  name: string;
  base_url: string;
  api_version: string;
  app_id: string;
  sealed_token: Buffer;
  sealed_app_secret: Buffer;
  sealed_verify_token: Buffer;
  webhook_key: string;
  callback_base: string | null;
  /** Whose portfolio it is, as far as Meta says. */
  portfolio_id: string | null;
};

/** Adds an account, or renews the secrets and the place of the one with this Meta id; its id and webhook key stay. */
export function upsertAccount(tx: Tx, scope: Scope, account: AccountInput, now: Instant) {
  const { id: _id, webhook_key: _key, ...renewed } = account;
  return tx
    .insertInto('business_account')
    .values({ workspace_id: scope.workspace, ...account, connected_at: null, created_at: now })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'meta_id']).doUpdateSet(renewed))
    .returning(['id', 'webhook_key'])
    .executeTakeFirstOrThrow();
}

/** A number as read at Meta. */
type NumberInput = {
  id: NumberId;
  account: BusinessId;
  meta_id: string;
  display_phone: string;
  verified_name: string;
  quality: string;
  messaging_limit: string | null;
  throughput_per_second: number;
};

/** Adds a number as paused with `pauseReason`, or renews what Meta says of it; a known number keeps its id and state. */
export function upsertNumber(tx: Tx, scope: Scope, number: NumberInput, pauseReason: string, now: Instant) {
  const { id, account, ...read } = number;
  return tx
    .insertInto('number')
    .values({
      workspace_id: scope.workspace,
      id,
      business_account_id: account,
      ...read,
      state: 'paused',
      pause_reason: pauseReason,
      lease_holder: null,
      lease_until: null,
      checked_at: now,
      created_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .column('meta_id')
        .doUpdateSet({ ...read, business_account_id: account, checked_at: now })
        .where('number.workspace_id', '=', scope.workspace),
    )
    .returning('id')
    .executeTakeFirst();
}

/** Notes that Meta sends this account's webhooks to us now. */
export async function markConnected(tx: Tx, scope: Scope, account: BusinessId, now: Instant): Promise<void> {
  await tx.updateTable('business_account').set({ connected_at: now }).where('workspace_id', '=', scope.workspace).where('id', '=', account).execute();
}

/** Writes what Meta says of a number. */
export async function updateReading(
  tx: Tx | Db,
  scope: Scope,
  id: NumberId,
  read: { display_phone: string; verified_name: string; quality: string; messaging_limit: string | null; throughput_per_second: number },
  now: Instant,
): Promise<void> {
  await tx
    .updateTable('number')
    .set({ ...read, checked_at: now })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}

/** Sets the limit of every number of the workspace: since October 2025 it belongs to the portfolio. */
export async function updateLimit(tx: Tx, scope: Scope, limit: string): Promise<void> {
  await tx.updateTable('number').set({ messaging_limit: limit }).where('workspace_id', '=', scope.workspace).execute();
}

/** Pauses a number; one that is paused already keeps its first reason. Says whether it changed. */
export async function setPaused(tx: Tx, scope: Scope, id: NumberId, reason: string): Promise<boolean> {
  const done = await tx
    .updateTable('number')
    .set({ state: 'paused', pause_reason: reason })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .where('state', '=', 'ready')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}

/** Pauses every number of the account of one; those that are paused already keep their reason. Returns which changed. */
export async function setAccountPaused(tx: Tx, scope: Scope, id: NumberId, reason: string): Promise<string[]> {
  const rows = await tx
    .updateTable('number')
    .set({ state: 'paused', pause_reason: reason })
    .where('workspace_id', '=', scope.workspace)
    .where('business_account_id', '=', (one) =>
      one.selectFrom('number').select('business_account_id').where('workspace_id', '=', scope.workspace).where('id', '=', id),
    )
    .where('state', '=', 'ready')
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Makes a number ready. Says whether it changed. */
export async function setReady(tx: Tx, scope: Scope, id: NumberId): Promise<boolean> {
  const done = await tx
    .updateTable('number')
    .set({ state: 'ready', pause_reason: null })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .where('state', '=', 'paused')
    .executeTakeFirst();
  return done.numUpdatedRows > 0n;
}
