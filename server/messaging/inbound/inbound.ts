import { type BusinessId, parseId, type WorkspaceId } from '#core/value/id.ts';
import type { WireStatus } from '#core/whatsapp/wire.ts';
import { type DoorSecrets, openDoor } from '#server/cloud-api/door.ts';
import { parseWebhook, type WebhookUpdate } from '#server/cloud-api/webhook.ts';
import { findBusinessByWebhookKey } from '#server/messaging/number/number.ts';
import { type AddressedStatus, addressStatuses, findForeign, handOver } from '#server/messaging/outbox/statuses.ts';
import { type AskToUnpack, writerOf } from '#server/messaging/outbox/writer.ts';
import type { FastRoute } from '#server/platform/http/options.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { askAgain, findEarly } from './early.ts';
import { webhookUnpack } from './tasks.ts';

/** Where Meta posts; the account's key follows. */
export const webhookPrefix = '/webhooks/whatsapp/';

/** Bodies that wait for the database; above it Meta is told to come again, which it does for days. */
const waitingBytesMost = 32 * 1024 * 1024;
/** An account's secrets are read again after this: a changed one is known within it. */
const accountLivesMilliseconds = 10_000;
/** Keys that somebody guesses are remembered no more than this many. */
const accountsMost = 1_000;
/** One task unpacks at most this many webhooks; a flood is shared among workers. */
const eventsPerTask = 50;
const reasonCharactersMost = 500;

type Account = DoorSecrets & { readonly workspace: WorkspaceId; readonly business: BusinessId };

/**
 * Opens the door that Meta posts to. 200 means: the body is kept byte for byte, its statuses are applied, and what needs
 * a decision has a task; all in one commit, which many posts share.
 */
export function openWebhookDoor(platform: Platform): ReturnType<typeof openDoor<Account>> {
  const writer = writerOf(platform);
  const unpack = askToUnpack(platform);
  const again = askAgain(platform);
  const both: AskToUnpack = async (tx, webhooks) => {
    await unpack(tx, webhooks);
    await again(tx, webhooks);
  };

  return openDoor<Account>({
    findAccount: openAccounts(platform),
    onRefused: (refused) => platform.log.warn(refused, 'a webhook was turned away'),
    keep(account, body, kept) {
      if (writer.isAway || writer.waitingBytes > waitingBytesMost) return kept('busy');
      const parsed = parseWebhook(body);
      const sorted = 'refused' in parsed ? { statuses: [], state: 'set_aside' as const, reason: parsed.detail } : sort(parsed.updates);
      const { addressed, foreign } = addressStatuses(sorted.statuses);
      const take = (found: readonly AddressedStatus[]) => {
        const now = platform.clock.now();
        handOver(writer, account, addressed);
        handOver(writer, account, found);
        const { state, reason } = sorted;
        const id = platform.random.uuid7('webhook', now);
        if (state === 'set_aside') {
          platform.log.warn({ webhook: id, reason }, 'a webhook was set aside');
          writer.teller.tell(account, { kind: 'webhook', id: '*' });
        }
        const { workspace, business } = account;
        const webhook = { id, receivedAt: now, workspace, business, body, state, reason: reason?.slice(0, reasonCharactersMost) ?? null };
        const isEarly = foreign.length > 0 && findEarly(foreign, found).length > 0;
        writer.webhook({ webhook, unpack: state === 'waiting' ? (isEarly ? both : unpack) : isEarly ? again : undefined }, () => kept('kept'));
      };
      return foreign.length === 0 ? take([]) : findForeign(platform, account, foreign).then(take);
    },
  });
}

/** The door as a route in front of everything else. */
export function webhookRoute(platform: Platform): FastRoute {
  const door = openWebhookDoor(platform);
  return { method: '*', prefix: webhookPrefix, handle: (request, response) => door(request, response, keyOf(request.url ?? '')) };
}

/** The account's key in the path of a request. */
function keyOf(url: string): string {
  return url.slice(webhookPrefix.length).split(/[/?#]/, 1)[0] ?? '';
}

/** Statuses are applied at the door; everything else needs a decision and is for the worker. */
function sort(updates: readonly WebhookUpdate[]): { statuses: WireStatus[]; state: 'done' | 'waiting' | 'set_aside'; reason: string | null } {
  const statuses: WireStatus[] = [];
  const unknown: string[] = [];
  let needsWorker = false;
  for (const update of updates) {
    if (update.kind === 'status') statuses.push(update.status);
    else if (update.kind === 'unknown') unknown.push(update.reason);
    else needsWorker = true;
  }
  const reason = unknown.length === 0 ? null : [...new Set(unknown)].join('; ');
  return { statuses, state: needsWorker ? 'waiting' : reason === null ? 'done' : 'set_aside', reason };
}

function askToUnpack(platform: Platform): AskToUnpack {
  return async (tx: Tx, webhooks) => {
    for (let from = 0; from < webhooks.length; from += eventsPerTask) {
      const events = webhooks.slice(from, from + eventsPerTask).map((webhook) => ({ id: webhook.id, received_at: webhook.receivedAt.toISOString() }));
      await platform.tasks.add(tx, webhookUnpack, { events, tries: 0, again: false });
    }
  };
}

/** Looks up accounts by their key, from memory mostly: at once then, since thousands of posts a second ask. */
function openAccounts(platform: Platform): (key: string) => Account | undefined | Promise<Account | undefined> {
  const known = new Map<string, { account: Account | undefined; until: number }>();

  async function read(key: string): Promise<Account | undefined> {
    const found = /^[\w-]{1,200}$/.test(key) ? await findBusinessByWebhookKey(platform.db, key) : undefined;
    const account = found && {
      workspace: found.workspace,
      business: parseId<'business'>(found.id),
      appSecret: platform.sealer.open(found.sealedAppSecret),
      verifyToken: platform.sealer.open(found.sealedVerifyToken),
    };
    if (known.size >= accountsMost) known.clear();
    known.set(key, { account, until: performance.now() + accountLivesMilliseconds });
    return account;
  }

  return (key) => {
    const kept = known.get(key);
    return kept !== undefined && kept.until > performance.now() && kept.account !== undefined ? kept.account : read(key);
  };
}
