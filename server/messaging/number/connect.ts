import type { Scope } from '#core/value/actor.ts';
import { type BusinessId, type NumberId, parseId, presentId } from '#core/value/id.ts';
import { keepTold } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { throughputOf } from '#core/policy/throughput.ts';
import { openClient } from '#server/cloud-api/client.ts';
import {
  debugToken,
  readAccount,
  readNumber,
  type ReadNumber,
  listNumbers as readNumbers,
  subscribeAccount,
  subscribeApp,
} from '#server/cloud-api/management.ts';
import type { Platform } from '#server/platform/platform.ts';
import { withHistory } from './history.ts';
import { getNumber, type NumberRecord, openLine, resumeNumber, webhookUrl } from './number.ts';
import { markConnected, selectOwner, updateReading, upsertAccount, upsertNumber } from './store.ts';
import { templateSync } from './tasks.ts';
import { connectingReason, isPausedByItself, platformRefusal } from './words.ts';

/** What a number needs: where Meta is, three secrets, and ids. Nothing here tells Meta from a rehearsal. */
export type Connection = {
  readonly base_url: string;
  readonly api_version: string;
  readonly business_account_id: string;
  readonly number_id: string;
  readonly app_id: string;
  readonly token: string;
  readonly app_secret: string;
  readonly verify_token: string;
  readonly throughput_per_second: number;
  /** The public address of this installation when it is not PUBLIC_URL, without a path. */
  readonly callback_url?: string | undefined;
};

/** Random bytes of the secret part of a callback address: 144 bits, so that it cannot be guessed. */
const webhookKeyBytes = 18;

/**
 * Connects a number: reads it, its account and the token's permissions at Meta, keeps the secrets sealed, points the app's webhook here, has the
 * account send to the app, and asks for its templates. Connecting the same number again renews the secrets and lifts a
 * pause that an error brought, never one that a person set. When Meta refuses half-way the number stays, paused, and the same call goes on.
 */
export async function connectNumber(platform: Platform, scope: Scope, connection: Connection, now: Instant): Promise<NumberRecord> {
  const caller = openClient({ baseUrl: connection.base_url, version: connection.api_version, token: connection.token });
  const read = await readAtMeta(caller, connection);
  const { account, number } = await keepConnection(platform, scope, connection, read, now);
  const kept = await getNumber(platform.db, scope, number);
  const line = await openLine(platform, platform.db, scope, number);
  const app = { id: connection.app_id, secret: connection.app_secret };
  const webhook = { url: webhookUrl(platform, kept), verifyToken: connection.verify_token };

  const subscribed = await subscribeApp(line.caller, app, webhook);
  if (!subscribed.ok) throw platformRefusal(subscribed.error, say('doing_webhooks', { url: webhook.url }));
  const joined = await subscribeAccount(line.caller, line.accountMetaId);
  if (!joined.ok) throw platformRefusal(joined.error, say('doing_subscribe', { account: line.accountMetaId, app: app.id }));

  await platform.db.transaction().execute(async (tx) => {
    await markConnected(tx, scope, account, now);
    if (isPausedByItself(kept.pause_reason)) await resumeNumber(platform, tx, scope, number);
    await platform.tasks.add(tx, templateSync, { workspace: scope.workspace, account }, { key: `template.sync ${account}` });
    await platform.live.tell(tx, scope, { kind: 'number', id: presentId('number', number) });
  });
  return getNumber(platform.db, scope, number);
}

type Reading = { accountName: string; portfolio: string | null; number: ReadNumber };

async function readAtMeta(caller: Parameters<typeof readNumber>[0], connection: Connection): Promise<Reading> {
  const account = await readAccount(caller, connection.business_account_id);
  if (!account.ok) throw platformRefusal(account.error, say('doing_show_account', { account: connection.business_account_id }));
  const number = await readNumber(caller, connection.number_id);
  if (!number.ok) throw platformRefusal(number.error, say('doing_show_number', { number: connection.number_id }));
  const siblings = await readNumbers(caller, connection.business_account_id);
  if (!siblings.ok) throw platformRefusal(siblings.error, say('doing_list_numbers', { account: connection.business_account_id }));
  if (!siblings.value.some((one) => one.id === connection.number_id)) {
    const message = say('number_stranger', {
      number: connection.number_id,
      account: connection.business_account_id,
      known: siblings.value.map((one) => one.id).join(', ') || say('none'),
    });
    throw refusal('invalid', message, [{ at: '/body/number_id', message }]);
  }
  await checkToken(caller, connection);
  return { accountName: account.value.name, portfolio: account.value.owner_business_info?.id ?? null, number: number.value };
}

/** What the token must be allowed to do: sending with its webhooks, and everything else. */
const neededPermissions = ['whatsapp_business_messaging', 'whatsapp_business_management'] as const;

/** Asks Meta, as the app, about the token: shows a wrong app secret and missing permissions before anything is kept. */
async function checkToken(caller: Parameters<typeof readNumber>[0], connection: Connection): Promise<void> {
  const token = await debugToken(caller, { id: connection.app_id, secret: connection.app_secret }, connection.token);
  if (!token.ok) throw platformRefusal(token.error, say('doing_app', { app: connection.app_id }));
  const missing = neededPermissions.filter((permission) => !token.value.scopes.includes(permission));
  if (!token.value.is_valid || missing.length > 0) {
    const message = token.value.is_valid ? say('token_lacks', { permissions: { list: missing } }) : say('token_invalid', { app: connection.app_id });
    throw refusal('invalid', message, [{ at: '/body/token', message }]);
  }
}

/** Keeps account and number; a number another workspace has connected is refused, and nothing is kept. */
async function keepConnection(
  platform: Platform,
  scope: Scope,
  connection: Connection,
  read: Reading,
  now: Instant,
): Promise<{ account: BusinessId; number: NumberId }> {
  const seal = (secret: string) => platform.sealer.seal(secret);
  return platform.db.transaction().execute(async (tx) => {
    const account = await upsertAccount(
      tx,
      scope,
      {
        id: platform.random.uuid7('business', now),
        meta_id: connection.business_account_id,
        name: read.accountName,
        base_url: connection.base_url.replace(/\/+$/, ''),
        api_version: connection.api_version,
        app_id: connection.app_id,
        sealed_token: seal(connection.token),
        sealed_app_secret: seal(connection.app_secret),
        sealed_verify_token: seal(connection.verify_token),
        webhook_key: platform.random.bytes(webhookKeyBytes).toString('base64url'),
        callback_base: connection.callback_url ?? null,
        portfolio_id: read.portfolio,
      },
      now,
    );
    const accountId = parseId<'business'>(account.id);
    const reading = readingOf(read.number, connection.throughput_per_second);
    const input = {
      id: platform.random.uuid7('number', now),
      account: accountId,
      meta_id: connection.number_id,
      ...reading,
    };
    const number = await withHistory(tx, scope, 'all', now, () => upsertNumber(tx, scope, input, keepTold(connectingReason), now));
    const owner = await selectOwner(tx, connection.number_id);
    if (number === undefined || owner?.workspace_id !== scope.workspace) {
      throw refusal('conflict', say('number_elsewhere', { number: connection.number_id }));
    }
    return { account: accountId, number: parseId<'number'>(number.id) };
  });
}

function readingOf(number: ReadNumber, throughputKept: number) {
  return {
    display_phone: number.display_phone_number,
    verified_name: number.verified_name,
    quality: number.quality_rating ?? 'UNKNOWN',
    messaging_limit: number.whatsapp_business_manager_messaging_limit ?? null,
    throughput_per_second: throughputOf(number.throughput?.level, throughputKept),
  };
}

/** Reads a number at Meta again: name, quality, limit, throughput. */
export async function refreshNumber(platform: Platform, scope: Scope, id: NumberId, now: Instant): Promise<NumberRecord> {
  const line = await openLine(platform, platform.db, scope, id);
  const read = await readNumber(line.caller, line.numberMetaId);
  if (!read.ok) throw platformRefusal(read.error, say('doing_show_number', { number: line.numberMetaId }));
  await platform.db.transaction().execute(async (tx) => {
    const kept = await getNumber(tx, scope, id);
    await withHistory(tx, scope, id, now, () => updateReading(tx, scope, id, readingOf(read.value, kept.throughput_per_second), now));
    await platform.live.tell(tx, scope, { kind: 'number', id: presentId('number', id) });
  });
  return getNumber(platform.db, scope, id);
}
