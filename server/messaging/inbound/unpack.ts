import type { Scope } from '#core/value/actor.ts';
import { type ContactId, type NumberId, parseId } from '#core/value/id.ts';
import { second } from '#core/value/time.ts';
import type { WireInbound } from '#core/whatsapp/wire.ts';
import { liftSuppression, suppress } from '#server/audience/consent/consent.ts';
import { addIdentities, changeNumber, ensureContact } from '#server/audience/contact/contact.ts';
import { isFactKnown, recordFact } from '#server/audience/timeline/timeline.ts';
import { parseWebhook, type WebhookUpdate } from '#server/cloud-api/webhook.ts';
import { applyCapability, applyNumberQuality, findNumberByMetaId, type NumberRecord } from '#server/messaging/number/number.ts';
import { findThread } from '#server/messaging/conversation/conversation.ts';
import { findMessageByWamid, keepTidings } from '#server/messaging/outbox/outbox.ts';
import { applyStatuses } from '#server/messaging/outbox/statuses.ts';
import { applyTemplateCategory, applyTemplateComponents, applyTemplateQuality, applyTemplateStatus } from '#server/messaging/template/webhooks.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { readContent } from './content.ts';
import { mediaIn } from './files.ts';
import { type EventKey, selectEvent, settleEvent } from './store.ts';
import { contactTurn, mediaFetch, webhookUnpack } from './tasks.ts';

/** After this many failures a webhook is set aside with the error, for a person to look at. */
const triesMost = 5;

type Asked = { events: readonly EventKey[]; tries: number; again: boolean };
type UpdateOf<Kind extends WebhookUpdate['kind']> = Extract<WebhookUpdate, { kind: Kind }>;

/** Understands kept webhooks, each in a transaction of its own, so that a bad one does not hold the others. */
export async function unpackWebhooks(platform: Platform, asked: Asked): Promise<void> {
  for (const key of asked.events) {
    try {
      await unpackOne(platform, key, asked.again);
    } catch (error) {
      await putOff(platform, key, asked, error);
    }
  }
}

async function putOff(platform: Platform, key: EventKey, asked: Asked, error: unknown): Promise<void> {
  const tries = asked.tries + 1;
  platform.log.error({ error, webhook: key.id, tries }, 'a webhook could not be unpacked');
  if (tries < triesMost) {
    await platform.tasks.add(platform.db, webhookUnpack, { events: [key], tries, again: asked.again }, { realDelayMilliseconds: 2 ** tries * second });
    return;
  }
  await settleEvent(platform.db, key, 'set_aside', `failed ${tries} times: ${String(error).slice(0, 300)}`);
}

async function unpackOne(platform: Platform, key: EventKey, again: boolean): Promise<void> {
  const event = await selectEvent(platform.db, key);
  if (event === undefined || event.state !== 'waiting') return;
  const scope: Scope = { workspace: parseId(event.workspace_id) };
  const parsed = parseWebhook(event.body);
  if ('refused' in parsed) return settleEvent(platform.db, key, 'set_aside', parsed.detail);
  if (again)
    await applyStatuses(
      platform,
      scope,
      parsed.updates.flatMap((update) => (update.kind === 'status' ? [update.status] : [])),
    );
  await platform.db.transaction().execute(async (tx) => {
    const reasons = new Set<string>();
    for (const update of parsed.updates) {
      const reason = await takeIn(platform, tx, scope, update);
      if (reason !== undefined) reasons.add(reason);
    }
    if (reasons.size > 0) await platform.live.tell(tx, scope, { kind: 'webhook', id: '*' });
    await settleEvent(tx, key, reasons.size === 0 ? 'done' : 'set_aside', reasons.size === 0 ? null : [...reasons].join('; '));
  });
}

/** Takes in one update; returns why it cannot be understood, if so. */
async function takeIn(platform: Platform, tx: Tx, scope: Scope, update: WebhookUpdate): Promise<string | undefined> {
  const now = platform.clock.now();
  switch (update.kind) {
    case 'status':
      return undefined;
    case 'unknown':
      return update.reason;
    case 'message':
      return takeMessage(platform, tx, scope, update);
    case 'preference':
      return takePreference(platform, tx, scope, update);
    case 'template_status':
      await applyTemplateStatus(platform, tx, scope, update.value, now);
      return undefined;
    case 'template_quality':
      await applyTemplateQuality(platform, tx, scope, update.value, now);
      return undefined;
    case 'template_category':
      await applyTemplateCategory(platform, tx, scope, update.value, now);
      return undefined;
    case 'number_quality':
      await applyNumberQuality(platform, tx, scope, update.value);
      await recordFact(platform, tx, scope, { kind: 'number.quality', at: now, contact: null, subject: null, data: { ...update.value } }, now);
      return undefined;
    case 'account':
      if (update.field === 'message_template_components_update') {
        await applyTemplateComponents(platform, tx, scope, update.value);
        return undefined;
      }
      if (update.field === 'business_capability_update') await applyCapability(platform, tx, scope, update.value);
      platform.log.warn({ field: update.field, value: update.value }, 'Meta says something about the account');
      await recordFact(platform, tx, scope, { kind: `account.${update.field}`, at: now, contact: null, subject: null, data: { ...update.value } }, now);
      return undefined;
    case 'errors':
      platform.log.warn({ number: update.number, errors: update.errors }, 'Meta reports errors of a number');
      await recordFact(
        platform,
        tx,
        scope,
        { kind: 'number.errors', at: now, contact: null, subject: null, data: { number: update.number, errors: update.errors } },
        now,
      );
      return undefined;
  }
}

async function takeMessage(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  { number: numberMetaId, message, profile }: UpdateOf<'message'>,
): Promise<string | undefined> {
  const number = await findNumberByMetaId(tx, scope, numberMetaId);
  if (number === undefined) return `a message to number ${numberMetaId}, which is not connected here`;
  // One that is there already came before; Meta posts again until it gets its 200.
  if ((await findMessageByWamid(tx, scope, message.id)) !== undefined) return undefined;
  const now = platform.clock.now();
  const name = textOf(profile?.profile?.name);
  const { id: contact } = await ensureContact(
    platform,
    tx,
    scope,
    { phone: null, waId: textOf(message.from), bsuid: textOf(message.from_user_id) ?? textOf(profile?.user_id), name },
    now,
  );
  if (message.type === 'system') return takeSystem(platform, tx, scope, { contact, number: number.id }, message);
  // Who writes by WhatsApp is on WhatsApp.
  await liftSuppression(platform, tx, scope, { contact, reason: 'invalid' }, now);
  const content = readContent(message);
  const inbound = {
    wamid: message.id,
    at: new Date(Number(message.timestamp) * second).toISOString(),
    type: message.type,
    content,
    // A reaction hangs on the message it names.
    quoted: content.kind === 'reaction' ? content.to : textOf(message.context?.id),
    name,
  };
  await platform.tasks.add(
    tx,
    contactTurn,
    { workspace: scope.workspace, contact, number: number.id, inbound },
    { queue: `contact ${contact}`, key: `contact.turn ${message.id}` },
  );
  await askForMedia(platform, tx, scope, number, message.id, content);
  return undefined;
}

/**
 * Meta tells something about a person that they did not write: they have another number, another user id, another phone.
 * It opens no window and answers nothing; what they are known by from now on is added, so that they stay one person.
 */
async function takeSystem(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  { contact, number }: { contact: ContactId; number: NumberId },
  message: WireInbound,
): Promise<undefined> {
  const { id, timestamp, system = {} } = message;
  const now = platform.clock.now();
  // `new_wa_id` is the older spelling of `wa_id`; Meta, "messages webhook: system", read 2026-11-22.
  const waId = textOf(system.wa_id) ?? textOf(system.new_wa_id);
  await addIdentities(tx, scope, contact, { waId, bsuid: textOf(system.user_id) });
  if (waId !== null && system.type === 'user_changed_number') await changeNumber(platform, tx, scope, contact, waId, now);
  const at = new Date(Number(timestamp) * second);
  const kind = `contact.${textOf(system.type) ?? 'system'}`;
  if (await isFactKnown(tx, scope, { contact, kind, at, wamid: id })) return;
  await recordFact(platform, tx, scope, { kind, at, contact, subject: null, data: { ...system, wamid: id } }, now);
  const conversation = await findThread(tx, scope, { contact, number });
  if (conversation === undefined) return;
  await keepTidings(platform, tx, scope, { conversation, contact, number, wamid: id, at, content: readContent(message) }, now);
}

/** What may be left out or be of another type than Meta says, without the rest being worth less. */
function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** The file is fetched apart, so that what they wrote is on the screen at once. */
async function askForMedia(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  number: NumberRecord,
  wamid: string,
  content: ReturnType<typeof readContent>,
): Promise<void> {
  const media = mediaIn(content);
  if (media === undefined || media.meta_id === null) return;
  await platform.tasks.add(
    tx,
    mediaFetch,
    { workspace: scope.workspace, number: number.id, wamid, meta_id: media.meta_id, name: media.name, tries: 0 },
    { key: `media.fetch ${wamid}` },
  );
}

async function takePreference(platform: Platform, tx: Tx, scope: Scope, { preference, profile }: UpdateOf<'preference'>): Promise<string | undefined> {
  const now = platform.clock.now();
  const { id: contact } = await ensureContact(
    platform,
    tx,
    scope,
    { phone: null, waId: textOf(preference.wa_id), bsuid: textOf(preference.user_id), name: textOf(profile?.profile?.name) },
    now,
  );
  switch (preference.value) {
    case 'stop':
      await suppress(
        platform,
        tx,
        scope,
        { contact, reason: 'platform_stop', detail: preference.detail ?? 'They stopped marketing messages in WhatsApp' },
        now,
      );
      return undefined;
    case 'resume':
      await liftSuppression(platform, tx, scope, { contact, reason: 'platform_stop' }, now);
      return undefined;
    case 'signup':
      await recordFact(
        platform,
        tx,
        scope,
        { kind: 'preference.signup', at: new Date(Number(preference.timestamp) * second), contact, subject: null, data: { detail: preference.detail ?? '' } },
        now,
      );
      return undefined;
  }
  return `unknown preference ${JSON.stringify(preference)}`;
}
