import type { Broadcast, Plan, Recipient, Report } from '#core/contract/campaigns.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { retell, say, tell } from '#core/contract/say.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { cutPage, parseCursor } from '#core/value/cursor.ts';
import { type ContactId, parseId, presentId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import type { Spoken } from '#core/value/say.ts';
import type { Money } from '#core/value/money.ts';
import { after, type Instant, second } from '#core/value/time.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { type BroadcastRecord, presentBroadcast, type RecipientRecord } from '#server/messaging/outbox/broadcast.ts';
import {
  countBroadcasts,
  countReasons,
  findBroadcastOfCampaign,
  getBroadcast,
  listBroadcasts,
  listRecipients,
  type RecipientFilter,
  speedSince,
} from '#server/messaging/outbox/outbox.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { accessCampaign, type CampaignRecord, getPlan, presentCampaign } from './campaign.ts';
import { outcomeBands, presentOutcomes } from './etr.ts';
import { funnelOf } from './funnel.ts';
import type { PlanBody } from './frozen.ts';
import { selectOutcomes } from './store.etr.ts';
import { countDelivered, countWaits } from './store.ts';

/** Over how long the speed is measured. */
const speedWindowMilliseconds = 10 * second;

type Launched = { readonly campaign: CampaignRecord; readonly broadcast: BroadcastRecord };

/** A campaign with one of its broadcasts, the latest when none is named; one of another campaign is `not_found`. */
async function accessLaunched(db: Db, actor: Actor, publicId: string, named: string | undefined): Promise<Launched> {
  const scope = scopeOf(actor);
  const campaign = await accessCampaign(db, actor, publicId);
  if (named !== undefined) {
    const broadcast = await getBroadcast(db, scope, readId('broadcast', named, '/query/broadcast'));
    if (broadcast.campaign !== campaign.id)
      throw refusal('not_found', say('broadcast_gone', { id: named }), [{ at: '/query/broadcast', message: say('broadcast_gone', { id: named }) }]);
    return { campaign, broadcast };
  }
  const broadcast = await findBroadcastOfCampaign(db, scope, campaign.id);
  if (broadcast === undefined) throw refusal('conflict', say('campaign_nothing_to_report', { name: campaign.name }));
  return { campaign, broadcast };
}

/** Every time a campaign went out, the latest first. */
export async function listBroadcastsOf(
  platform: Platform,
  actor: Actor,
  publicId: string,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: Broadcast[]; next: string | null }> {
  const { db } = platform;
  const campaign = await accessCampaign(db, actor, publicId);
  const before = query.cursor === undefined ? undefined : parseCursor(query.cursor);
  if (isRefused(before)) throw refusal('bad_request', before.detail, [{ at: '/query/cursor', message: before.detail }]);
  const found = await listBroadcasts(db, scopeOf(actor), campaign.id, { before, limit: query.limit + 1 });
  const { rows, next } = cutPage(
    found.map((broadcast) => ({ broadcast, at: broadcast.launchedAt, id: broadcast.id })),
    query.limit,
  );
  return { items: rows.map(({ broadcast }) => presentBroadcast(broadcast)), next };
}

/**
 * What became of a campaign until now. The counts are the broadcast's counters, which always equal a recount of its
 * recipients; all of it is read in one snapshot.
 */
export async function report(
  platform: Platform,
  actor: Actor,
  publicId: string,
  now: Instant,
  asked: { language?: Spoken; broadcast?: string | undefined } = {},
): Promise<Report> {
  const { language = 'en' } = asked;
  const scope = scopeOf(actor);
  return platform.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (tx) => {
      const { campaign, broadcast } = await accessLaunched(tx, actor, publicId, asked.broadcast);
      const { plan, free_rates } = await getPlan(tx, scope, broadcast.plan, campaign.id);
      const { counts } = broadcast;
      const isOpened = broadcast.state !== 'waiting' && broadcast.state !== 'opening';
      const planned = isOpened ? counts.total - counts.skipped : plan.recipients;
      const times = await countBroadcasts(tx, scope, [campaign.id]);
      const speed = broadcast.state === 'sending' ? await speedSince(tx, scope, broadcast.id, after(now, -speedWindowMilliseconds), now) : 0;
      return {
        campaign: presentCampaign(campaign, broadcast, times.get(campaign.id) ?? 0),
        plan,
        counts,
        funnel: funnelOf(counts, planned),
        reasons: await reasonsOf(tx, scope, broadcast, language),
        speed,
        finishes_at: finishOf(broadcast, plan, speed, now)?.toISOString() ?? null,
        etr: presentOutcomes(await selectOutcomes(tx, scope, broadcast.id, outcomeBands)),
        cost: costOf(plan, free_rates, await countDelivered(tx, scope, broadcast.id)),
        ...(await waitsOf(tx, scope, broadcast)),
        as_of: now.toISOString(),
      };
    });
}

/** Who waits for their own hour. */
async function waitsOf(tx: Tx, scope: Scope, broadcast: BroadcastRecord): Promise<Pick<Report, 'waits'>> {
  if (!broadcast.isStaggered || broadcast.counts.waiting === 0) return {};
  const found = await countWaits(tx, scope, broadcast.id);
  return { waits: found.map(({ at, people }) => ({ at: at.toISOString(), people })) };
}

async function reasonsOf(db: Db, scope: Scope, broadcast: BroadcastRecord, language: Spoken): Promise<Report['reasons']> {
  const found = await countReasons(db, scope, broadcast.id);
  return found.map(({ kind, reason, code, people }) => ({
    kind,
    reason: wordsOf({ reason, errorCode: code, errorDetail: reason }, language) ?? '',
    code,
    people,
  }));
}

/** When the last one will have been handed over: at the speed measured, else at the number's own; not before the last hour of those who wait for theirs. */
function finishOf(broadcast: BroadcastRecord, plan: Plan, speed: number, now: Instant): Instant | null {
  const planned = new Date(plan.finishes_at);
  switch (broadcast.state) {
    case 'waiting':
    case 'opening':
      return broadcast.isStaggered ? planned : after(broadcast.opensAt, plan.seconds * second);
    case 'sending': {
      if (broadcast.isStaggered && planned > now) return planned;
      const perSecond = speed > 0 ? speed : plan.number.throughput_per_second;
      return broadcast.heldBy === null || speed > 0 ? after(now, (broadcast.counts.waiting / perSecond) * second) : null;
    }
    case 'done':
    case 'stopped':
    case 'undone':
      return broadcast.finishedAt;
    case 'paused':
      return null;
  }
}

/** What was delivered, at the rates of the plan: the template's, or an answer's. Countries without a rate cost nothing here, as the plan has said. */
function costOf(plan: Plan, freeRates: PlanBody['free_rates'], delivered: readonly { country: string; free: boolean; people: number }[]): Money {
  const each = new Map(plan.by_country.map((line) => [line.country, line.each?.micros ?? 0]));
  const free = new Map(freeRates.map(({ country, micros }) => [country, micros]));
  const rateOf = (line: { country: string; free: boolean }) => (line.free ? free : each).get(line.country) ?? 0;
  return { currency: plan.cost.currency, micros: delivered.reduce((sum, line) => sum + line.people * rateOf(line), 0) };
}

/** Why it did not arrive: our catalogue's code for a skip, words for a failure of Meta's, else what was noted. */
function wordsOf(outcome: { reason: string | null; errorCode: number | null; errorDetail: string | null }, language: Spoken): string | null {
  if (outcome.errorCode === null) return outcome.reason ?? retell(outcome.errorDetail, language);
  return tell(say('error_words', explainError(outcome.errorCode)[language]), language);
}

/** The people of a broadcast in the order they are sent to; `cursor` is the number of the last one seen. */
export async function listPeople(
  platform: Platform,
  actor: Actor,
  publicId: string,
  query: { state?: RecipientFilter | undefined; broadcast?: string | undefined; cursor?: string | undefined; limit: number },
  language: Spoken = 'en',
): Promise<{ items: Recipient[]; next: string | null }> {
  const { broadcast } = await accessLaunched(platform.db, actor, publicId, query.broadcast);
  const seen = query.cursor ?? '0';
  if (!/^\d{1,9}$/.test(seen))
    throw refusal('bad_request', say('cursor_none', { text: seen }), [{ at: '/query/cursor', message: say('cursor_none', { text: seen }) }]);
  const found = await listRecipients(platform.db, scopeOf(actor), broadcast.id, { state: query.state ?? null, after: Number(seen), limit: query.limit + 1 });
  const kept = found.slice(0, query.limit);
  return {
    items: kept.map((recipient) => presentRecipient(recipient, broadcast, language)),
    next: found.length > query.limit ? String(kept.at(-1)?.seq ?? 0) : null,
  };
}

function presentRecipient(recipient: RecipientRecord, broadcast: BroadcastRecord, language: Spoken): Recipient {
  const contact: ContactId = parseId(recipient.contact);
  return {
    seq: recipient.seq,
    contact: presentId('contact', contact),
    name: recipient.name ?? recipient.phone,
    phone: recipient.phone,
    country: recipient.country,
    language: broadcast.languages[recipient.language]?.language ?? '',
    state: recipient.state,
    reason: wordsOf(recipient, language),
    error_code: recipient.errorCode,
    score: recipient.score,
    free: recipient.free,
    due_at: recipient.dueAt?.toISOString() ?? null,
    at: recipient.at?.toISOString() ?? null,
    replied_at: recipient.repliedAt?.toISOString() ?? null,
  };
}
