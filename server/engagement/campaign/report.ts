import type { Broadcast, Plan } from '#core/contract/campaigns.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import type { Cause, Report } from '#core/contract/report.ts';
import { retell, say, tell } from '#core/contract/say.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { cutPage, parseCursor } from '#core/value/cursor.ts';
import { isRefused } from '#core/value/result.ts';
import type { Spoken } from '#core/value/say.ts';
import { after, type Instant, second } from '#core/value/time.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { getNumber } from '#server/messaging/number/number.ts';
import { type BroadcastRecord, presentBroadcast } from '#server/messaging/outbox/broadcast.ts';
import { countBroadcasts, findBroadcastOfCampaign, getBroadcast, listBroadcasts } from '#server/messaging/outbox/outbox.ts';
import { lastCheck, listPast, speedsSince, waitsUntil } from '#server/messaging/outbox/reading.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { accessCampaign, type CampaignRecord, getPlan, presentCampaign } from './campaign.ts';
import { causesOf } from './causes.ts';
import { costOf, detailsOf, presentTaps } from './details.ts';
import { finishOf } from './finish.ts';
import { funnelOf, mediansOf } from './funnel.ts';
import { waitsOf } from './waits.ts';

/** Over how long the speed is measured. */
const speedWindowMilliseconds = 10 * second;

/** A campaign with one of its broadcasts. */
export type Launched = { readonly campaign: CampaignRecord; readonly broadcast: BroadcastRecord };

/** A campaign with one of its broadcasts, the latest when none is named; one of another campaign is `not_found`. */
export async function accessLaunched(db: Db | Tx, actor: Actor, publicId: string, named: string | undefined, at = '/query/broadcast'): Promise<Launched> {
  const scope = scopeOf(actor);
  const campaign = await accessCampaign(db, actor, publicId);
  if (named !== undefined) {
    const broadcast = await getBroadcast(db, scope, readId('broadcast', named, at));
    if (broadcast.campaign !== campaign.id)
      throw refusal('not_found', say('broadcast_gone', { id: named }), [{ at, message: say('broadcast_gone', { id: named }) }]);
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
 * recipients; all of it is read in one snapshot, but for the details of a very large one (`detailsOf`).
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
      const times = await countBroadcasts(tx, scope, [campaign.id]);
      const details = await detailsOf(platform, tx, scope, broadcast, now);
      const { number, speeds } = await speedOf(tx, scope, broadcast, now);
      const check = await lastCheck(tx, scope, broadcast.id);
      const { bearing } = details;
      const until =
        broadcast.heldBy === 'canary' ? (bearing?.canary?.maturesAt ?? null) : broadcast.heldBy === null ? null : await waitsUntil(tx, scope, broadcast.id);
      const waits = waitsOf(broadcast, details.later, until !== null && until > now ? until : null);
      const { counts } = broadcast;
      const finish = finishOf(broadcast, { plan, speeds, allowed: number.throughput_per_second, waits, later: details.later, bearing }, now);
      return {
        campaign: presentCampaign(campaign, broadcast, times.get(campaign.id) ?? 0),
        plan,
        counts,
        funnel: funnelOf(counts, plannedOf(broadcast, plan)),
        reasons: tellCauses(causesOf(details.tallies, broadcast.state), language),
        speed: speeds.own,
        pace: { allowed: number.throughput_per_second, others: speeds.others, lane: broadcast.lane, series: [...details.series] },
        finishes_at: finish?.toISOString() ?? null,
        cost: costOf(plan, free_rates, details.tallies),
        budget: broadcast.budgetMicros === null ? null : { currency: plan.cost.currency, micros: broadcast.budgetMicros },
        waits: waits.map((wait) => (wait.by === 'queue' ? { ...wait, at: finish?.toISOString() ?? null } : wait)),
        taps: presentTaps(details.taps, counts),
        links: [],
        past: await pastOf(tx, scope, broadcast),
        ledger: check === undefined ? null : { at: check.at.toISOString(), equal: check.isEqual },
        etr: details.etr,
        as_of: now.toISOString(),
        details_as_of: details.at.toISOString(),
      };
    });
}

function plannedOf(broadcast: BroadcastRecord, plan: Plan): number {
  const isOpened = broadcast.state !== 'waiting' && broadcast.state !== 'opening';
  return isOpened ? broadcast.counts.total - broadcast.counts.skipped : plan.recipients;
}

async function speedOf(tx: Tx, scope: Scope, broadcast: BroadcastRecord, now: Instant) {
  const number = await getNumber(tx, scope, broadcast.number);
  const speeds = broadcast.state === 'sending' ? await speedsSince(tx, scope, broadcast, after(now, -speedWindowMilliseconds), now) : { own: 0, others: 0 };
  return { number, speeds };
}

/** A sending to fewer people than this is a try and is compared with nothing. */
const comparedPeopleLeast = 30;
/** The median is of so many sendings at most. */
const comparedMost = 10;

async function pastOf(tx: Tx, scope: Scope, broadcast: BroadcastRecord): Promise<Report['past']> {
  const past = await listPast(tx, scope, broadcast, { peopleLeast: comparedPeopleLeast, limit: comparedMost });
  return past.length === 0 ? null : { sends: past.length, steps: mediansOf(past) };
}

/** The causes with their words; a skip keeps its code of our catalogue. */
function tellCauses(causes: readonly Cause[], language: Spoken): Cause[] {
  return causes.map((cause) => ({
    ...cause,
    reason: cause.kind === 'skipped' ? cause.reason : (wordsOf({ reason: null, errorCode: cause.code, errorDetail: cause.reason }, language) ?? ''),
  }));
}

/** Why it did not arrive: our catalogue's code for a skip, words for a failure of Meta's, else what was noted. */
export function wordsOf(outcome: { reason: string | null; errorCode: number | null; errorDetail: string | null }, language: Spoken): string | null {
  if (outcome.errorCode === null) return outcome.reason ?? retell(outcome.errorDetail, language);
  return tell(say('error_words', explainError(outcome.errorCode)[language]), language);
}
