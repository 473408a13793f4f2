import type { home } from '#core/contract/settings.ts';
import type { ReplyOf } from '#core/contract/route.ts';
import type { Scope } from '#core/value/actor.ts';
import { parseId, presentId } from '#core/value/id.ts';
import type { Spoken } from '#core/value/say.ts';
import { after, day, type Instant } from '#core/value/time.ts';
import { listNumbers, presentNumber } from '#server/messaging/number/number.ts';
import type { Platform } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { countContacts, countConversations, countTasks, countTemplates, countTraffic, countWebhooks, selectDatabase, selectSending } from './store.ts';

/** The span of `last_30_days`. */
const trafficSpan = 30 * day;

/** The state of the whole, counted now. A database that does not answer makes this throw: there is nothing to say then. */
export async function status(
  platform: Platform,
  scope: Scope,
  asked: { version: string; now: Instant; language: Spoken },
): Promise<ReplyOf<typeof home.status>> {
  const { db } = platform;
  const { version, now, language } = asked;
  const [workspace, database, numbers, contacts, conversations, sending, templates, webhooks, queue, traffic] = await Promise.all([
    getWorkspace(db, scope),
    selectDatabase(db),
    listNumbers(db, scope),
    countContacts(db, scope),
    countConversations(db, scope),
    selectSending(db, scope),
    countTemplates(db, scope),
    countWebhooks(db, scope),
    countTasks(db),
    countTraffic(db, scope, after(now, -trafficSpan)),
  ]);
  return {
    version,
    mode: workspace.mode,
    database: { ok: true, ...database },
    numbers: numbers.map((number) => presentNumber(platform, number, language)),
    contacts,
    conversations,
    sending: sending.map(({ campaign_id, ...shown }) => ({ id: presentId('campaign', parseId<'campaign'>(campaign_id)), ...shown })),
    templates,
    webhooks: { ...webhooks, last_at: webhooks.last_at?.toISOString() ?? null },
    queue,
    last_30_days: traffic,
  };
}
