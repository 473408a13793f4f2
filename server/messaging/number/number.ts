import type { Scope } from '#core/value/actor.ts';
import { type BusinessId, type NumberId, parseId, presentId, type WorkspaceId } from '#core/value/id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { retell, say } from '#core/contract/say.ts';
import type { BusinessNumber } from '#core/contract/settings.ts';
import { keepTold, parseTold, type Said, type Spoken, type Told } from '#core/value/say.ts';
import { parseMessagingLimit } from '#core/policy/limits.ts';
import type { WireQualityValue } from '#core/whatsapp/wire.ts';
import type { Caller } from '#server/cloud-api/caller.ts';
import { type Client, openClient } from '#server/cloud-api/client.ts';
import { managerUrlOf, outerBaseOf } from '#server/cloud-api/hosts.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { withHistory } from './history.ts';
import {
  type NumberRow,
  selectAccount,
  selectAccountByWebhookKey,
  selectAccounts,
  selectConnectedAccounts,
  selectNumber,
  selectNumberByMetaId,
  selectNumbers,
  setAccountPaused,
  setPaused,
  setReady,
  updateLimit,
} from './store.ts';
import { numberCheck, numberQuality } from './tasks.ts';

/** A number with the account it belongs to, secrets sealed. */
export type NumberRecord = NumberRow;

/** Meta's tiers count in thousands from here. */
const thousand = 1000;

/** One number; `not_found` when there is none of this id. */
export async function getNumber(db: Db | Tx, scope: Scope, id: NumberId): Promise<NumberRecord> {
  const row = await selectNumber(db, scope, id);
  if (row === undefined) throw refusal('not_found', say('number_gone', { id: presentId('number', id) }));
  return row;
}

/** The number Meta calls by this id (`metadata.phone_number_id` of a webhook), if it is ours. */
export function findNumberByMetaId(db: Db | Tx, scope: Scope, metaId: string): Promise<NumberRecord | undefined> {
  return selectNumberByMetaId(db, scope, metaId);
}

/** All numbers, the oldest first. */
export function listNumbers(db: Db | Tx, scope: Scope): Promise<NumberRecord[]> {
  return selectNumbers(db, scope);
}

/** The number to use when none is named: the first that is ready. Refuses with `no_number`. */
export async function defaultNumber(db: Db | Tx, scope: Scope): Promise<NumberRecord> {
  const numbers = await selectNumbers(db, scope);
  const ready = numbers.find((number) => number.state === 'ready');
  if (ready !== undefined) return ready;
  const paused = numbers[0];
  if (paused === undefined) throw refusal('no_number', say('number_none'));
  throw refusal('no_number', say('number_only_paused', { number: paused.display_phone, reason: pauseReason(paused) }));
}

/** The business account to write templates for when none is named: that of the oldest number, ready or not. */
export async function defaultAccount(db: Db | Tx, scope: Scope): Promise<BusinessId> {
  const account = await findDefaultAccount(db, scope);
  if (account === undefined) throw refusal('no_number', say('number_none'));
  return account;
}

/** The same, or undefined while no number is connected. */
export async function findDefaultAccount(db: Db | Tx, scope: Scope): Promise<BusinessId | undefined> {
  return (await selectNumbers(db, scope))[0]?.account_id;
}

/** The business accounts of a workspace, the oldest first. */
export async function listAccountIds(db: Db | Tx, scope: Scope): Promise<BusinessId[]> {
  return (await selectAccounts(db, scope)).map((account) => parseId<'business'>(account.id));
}

/** The business accounts of a workspace with their names (Meta's id where they have none), the oldest first. */
export async function listAccounts(db: Db | Tx, scope: Scope): Promise<{ id: BusinessId; name: string; metaId: string }[]> {
  const rows = await selectAccounts(db, scope);
  return rows.map((row) => ({ id: parseId<'business'>(row.id), name: row.name === '' ? row.meta_id : row.name, metaId: row.meta_id }));
}

/** Every connected account of the installation with its workspace: for what must go on by itself after a start. */
export async function listConnectedAccounts(db: Db): Promise<{ workspace: WorkspaceId; account: BusinessId }[]> {
  return (await selectConnectedAccounts(db)).map((row) => ({ workspace: parseId<'workspace'>(row.workspace_id), account: parseId<'business'>(row.id) }));
}

/** Whose callback address this is, with the webhook's secrets still sealed. Undefined for a key nobody has. */
export async function findBusinessByWebhookKey(
  db: Db | Tx,
  key: string,
): Promise<{ workspace: WorkspaceId; id: BusinessId; metaId: string; sealedAppSecret: Buffer; sealedVerifyToken: Buffer } | undefined> {
  const row = await selectAccountByWebhookKey(db, key);
  if (row === undefined) return undefined;
  return {
    workspace: parseId(row.workspace_id),
    id: parseId(row.id),
    metaId: row.meta_id,
    sealedAppSecret: row.sealed_app_secret,
    sealedVerifyToken: row.sealed_verify_token,
  };
}

/** A business account with an open client: for templates and uploads. `app.token` is the plain access token. */
export type AccountLine = {
  readonly account: BusinessId;
  readonly accountMetaId: string;
  /** Where Meta takes the few calls that do not go to the Graph API. */
  readonly outerBase: string;
  /** Where a person finds the account's templates on the screen. */
  readonly managerUrl: string;
  readonly app: { readonly id: string; readonly token: string };
  readonly caller: Caller;
};

/** A number with an open client: for messages and media. */
export type Line = AccountLine & {
  readonly number: NumberId;
  readonly numberMetaId: string;
  readonly throughputPerSecond: number;
  /** Sends one message by this number, a printed `WireSend`. Never throws for what Meta or the network does. */
  post(body: string, answered: Parameters<Client['post']>[2]): void;
};

type AccountPlace = { base_url: string; api_version: string; sealed_token: Buffer };
type OpenAccount = { readonly sealed: string; readonly token: string; readonly client: Client };
/** Clients are kept as long as the platform they were opened for, one for each account and token. */
const openAccounts = new WeakMap<Platform, Map<string, OpenAccount>>();

function openAccountClient(platform: Platform, id: BusinessId, place: AccountPlace): OpenAccount {
  const kept = openAccounts.get(platform) ?? new Map<string, OpenAccount>();
  openAccounts.set(platform, kept);
  const sealed = `${place.base_url} ${place.api_version} ${place.sealed_token.toString('base64')}`;
  const found = kept.get(id);
  if (found?.sealed === sealed) return found;
  const token = platform.sealer.open(place.sealed_token);
  const opened = { sealed, token, client: openClient({ baseUrl: place.base_url, version: place.api_version, token }) };
  kept.set(id, opened);
  return opened;
}

/**
 * Opens a number for sending: one read of its row, and a client that is kept until its token or place changes. Does not
 * look whether the number is paused; that is asked by whoever sends.
 */
export async function openLine(platform: Platform, db: Db | Tx, scope: Scope, id: NumberId): Promise<Line> {
  const number = await getNumber(db, scope, id);
  const { client, token } = openAccountClient(platform, number.account_id, number);
  return {
    account: number.account_id,
    accountMetaId: number.account_meta_id,
    outerBase: outerBaseOf(number.base_url),
    managerUrl: managerUrlOf(number.base_url, number.account_meta_id),
    app: { id: number.app_id, token },
    caller: client,
    number: number.id,
    numberMetaId: number.meta_id,
    post: (body, answered) => client.post(number.meta_id, body, answered),
    throughputPerSecond: number.throughput_per_second,
  };
}

/** Opens an account for template and upload calls. */
export async function openAccount(platform: Platform, db: Db | Tx, scope: Scope, id: BusinessId): Promise<AccountLine> {
  const account = await selectAccount(db, scope, id);
  if (account === undefined) throw refusal('not_found', say('account_gone', { id: presentId('business', id) }));
  const { client, token } = openAccountClient(platform, id, account);
  return {
    account: id,
    accountMetaId: account.meta_id,
    outerBase: outerBaseOf(account.base_url),
    managerUrl: managerUrlOf(account.base_url, account.meta_id),
    app: { id: account.app_id, token },
    caller: client,
  };
}

/**
 * Stops everything that leaves by this number. `reason` is shown to people: `pauseReasonOf(code)` for an error, a
 * sentence for a person. A number that is paused already keeps its first reason.
 */
export async function pauseNumber(platform: Platform, tx: Tx, scope: Scope, id: NumberId, reason: Told): Promise<void> {
  const isChanged = await withHistory(tx, scope, id, platform.clock.now(), () => setPaused(tx, scope, id, keepTold(reason)));
  if (isChanged) await platform.live.tell(tx, scope, { kind: 'number', id: presentId('number', id) });
}

/** The same for every number of the account that a number belongs to: what Meta refuses to one of them it refuses to all. */
export async function pauseAccount(platform: Platform, tx: Tx, scope: Scope, id: NumberId, reason: Told): Promise<void> {
  for (const number of await setAccountPaused(tx, scope, id, keepTold(reason)))
    await platform.live.tell(tx, scope, { kind: 'number', id: presentId('number', parseId<'number'>(number)) });
}

/** Lets a paused number send again. */
export async function resumeNumber(platform: Platform, tx: Tx, scope: Scope, id: NumberId): Promise<void> {
  if (await withHistory(tx, scope, id, platform.clock.now(), () => setReady(tx, scope, id)))
    await platform.live.tell(tx, scope, { kind: 'number', id: presentId('number', id) });
}

/** Takes in Meta's word on a number or its messaging limit (webhooks phone_number_quality_update, business_capability_update). */
export async function applyNumberQuality(platform: Platform, tx: Tx, scope: Scope, value: WireQualityValue): Promise<void> {
  await platform.tasks.add(tx, numberQuality, { workspace: scope.workspace, display_phone: value.display_phone_number, event: value.event });
  if (value.event === 'THROUGHPUT_UPGRADE') await askToRead(platform, tx, scope, value.display_phone_number);
  if (value.max_daily_conversations_per_business === undefined) return;
  const limit = value.max_daily_conversations_per_business;
  await withHistory(tx, scope, 'all', platform.clock.now(), () => updateLimit(tx, scope, limit));
  await platform.live.tell(tx, scope, { kind: 'number', id: '*' });
}

/** Has the number with this phone read at Meta: the webhook says that it may send more, and only its field says how much. */
async function askToRead(platform: Platform, tx: Tx, scope: Scope, displayPhone: string): Promise<void> {
  const digits = (phone: string) => phone.replaceAll(/\D/g, '');
  for (const { id } of (await listNumbers(tx, scope)).filter((number) => digits(number.display_phone) === digits(displayPhone)))
    await platform.tasks.add(tx, numberCheck, { workspace: scope.workspace, number: id }, { key: `number.check ${id}` });
}

/** Takes in what a portfolio may do (webhook business_capability_update): a raised limit is told so and by nothing else. */
export async function applyCapability(platform: Platform, tx: Tx, scope: Scope, value: { readonly [key: string]: unknown }): Promise<void> {
  const limit = value['max_daily_conversations_per_business'];
  if (typeof limit !== 'string' && typeof limit !== 'number') return;
  await applyNumberQuality(platform, tx, scope, { display_phone_number: '', event: 'CAPABILITY', max_daily_conversations_per_business: limitName(limit) });
}

/** The webhook says a limit as a bare number, the number's own field as a tier: one way is kept. */
function limitName(limit: string | number): string {
  const read = parseMessagingLimit(String(limit));
  if (read.kind === 'unknown') return String(limit);
  if (read.kind === 'unlimited') return 'TIER_UNLIMITED';
  return read.people >= thousand && read.people % thousand === 0 ? `TIER_${read.people / thousand}K` : `TIER_${read.people}`;
}

/** Where Meta posts this account's webhooks. */
export function webhookUrl(platform: Platform, account: { callback_base: string | null; webhook_key: string }): string {
  return `${(account.callback_base ?? platform.publicUrl).replace(/\/+$/, '')}/webhooks/whatsapp/${account.webhook_key}`;
}

/** Why a number is paused, for a sentence to hold. */
function pauseReason(number: Pick<NumberRecord, 'pause_reason'>): Told {
  return number.pause_reason === null ? say('reason_none') : parseTold(number.pause_reason);
}

/** What to say of a paused number: which one, why, and the cure. */
export function sayPaused(number: Pick<NumberRecord, 'display_phone' | 'pause_reason'>): Said {
  return say('number_paused', { number: number.display_phone, reason: pauseReason(number) });
}

/** A number as the API shows it. Secrets are not in it. */
export function presentNumber(platform: Platform, number: NumberRecord, language: Spoken): BusinessNumber {
  return {
    id: presentId('number', number.id),
    display_phone: number.display_phone,
    name: number.verified_name,
    meta_id: number.meta_id,
    business_account: {
      id: presentId('business', number.account_id),
      meta_id: number.account_meta_id,
      name: number.account_name,
      base_url: number.base_url,
      api_version: number.api_version,
      app_id: number.app_id,
      webhook_url: webhookUrl(platform, number),
      connected_at: number.connected_at?.toISOString() ?? null,
    },
    quality: number.quality,
    messaging_limit: number.messaging_limit,
    throughput_per_second: number.throughput_per_second,
    state: number.state,
    pause_reason: retell(number.pause_reason, language),
    checked_at: number.checked_at?.toISOString() ?? null,
  };
}
