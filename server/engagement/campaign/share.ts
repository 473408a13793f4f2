import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import type { Report, ReportShare, SharedReport } from '#core/contract/report.ts';
import { say } from '#core/contract/say.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { parseId, presentId } from '#core/value/id.ts';
import type { Spoken } from '#core/value/say.ts';
import { after, day, type Instant, minute } from '#core/value/time.ts';
import { sha256 } from '#server/platform/digest.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { getWorkspace, systemActor } from '#server/workspace/workspace.ts';
import { accessCampaign } from './campaign.ts';
import { accessLaunched, report } from './report.ts';
import { countOpenShares, insertShare, noteSeen, revokeShare, selectOpenShare, selectShare, selectShares, type ShareRow } from './store.share.ts';

/** 192 bits of chance: nobody guesses a link, so its digest needs no salt. */
const tokenBytes = 24;
/** More open links of one campaign than this nobody keeps an eye on. */
const openMost = 50;
const listedMost = 100;
/** The page asks again by itself every few seconds; whoever comes back after this has come again. */
const visitMilliseconds = 30 * minute;

type Wish = { readonly broadcast?: string | undefined; readonly days: number; readonly with_cost: boolean };

/** Makes a link to the numbers of a report. Its token is told this once and kept only as a digest. */
export async function shareReport(
  platform: Platform,
  actor: Actor,
  publicId: string,
  wish: Wish,
  now: Instant,
): Promise<ReportShare & { token: string; url: string }> {
  const scope = scopeOf(actor);
  const token = platform.random.bytes(tokenBytes).toString('base64url');
  const id = platform.random.uuid7('share', now);
  return platform.db.transaction().execute(async (tx) => {
    const { campaign, broadcast } = await accessLaunched(tx, actor, publicId, wish.broadcast, '/body/broadcast');
    if ((await countOpenShares(tx, scope, campaign.id, now)) >= openMost)
      throw refusal('conflict', say('shares_many', { name: campaign.name, most: openMost }));
    const named = wish.broadcast === undefined ? null : broadcast.id;
    const expiresAt = after(now, wish.days * day);
    await insertShare(tx, scope, {
      id,
      campaign: campaign.id,
      broadcast: named,
      hash: sha256(token),
      withCost: wish.with_cost,
      by: actor.name,
      at: now,
      expiresAt,
    });
    await audit(tx, platform, actor, {
      act: 'campaign.share',
      subject: publicId,
      detail: { share: presentId('share', id), with_cost: wish.with_cost, expires_at: expiresAt.toISOString() },
    });
    const row = await selectShare(tx, scope, campaign.id, id);
    if (row === undefined) throw new Error(`share ${id} was made a moment ago`);
    return { ...presentShare(row), token, url: `${platform.publicUrl}/share/${token}` };
  });
}

/** The links of a campaign, the newest first, ended ones too. */
export async function listShares(platform: Platform, actor: Actor, publicId: string): Promise<{ items: ReportShare[] }> {
  const campaign = await accessCampaign(platform.db, actor, publicId);
  return { items: (await selectShares(platform.db, scopeOf(actor), campaign.id, listedMost)).map(presentShare) };
}

/** Ends a link at once; a second time changes nothing. */
export async function endShare(platform: Platform, actor: Actor, at: { id: string; share: string }, now: Instant): Promise<void> {
  const scope = scopeOf(actor);
  const id = readId('share', at.share, '/params/share');
  await platform.db.transaction().execute(async (tx) => {
    const campaign = await accessCampaign(tx, actor, at.id);
    if ((await selectShare(tx, scope, campaign.id, id)) === undefined) throw refusal('not_found', say('share_gone', { id: at.share }));
    await revokeShare(tx, scope, id, now);
    await audit(tx, platform, actor, { act: 'campaign.unshare', subject: at.id, detail: { share: at.share } });
  });
}

function presentShare(row: ShareRow): ReportShare {
  return {
    id: presentId('share', parseId<'share'>(row.id)),
    broadcast: row.broadcast_id === null ? null : presentId('broadcast', parseId<'broadcast'>(row.broadcast_id)),
    with_cost: row.with_cost,
    by: row.created_by,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at.toISOString(),
    revoked_at: row.revoked_at?.toISOString() ?? null,
    seen_at: row.seen_at?.toISOString() ?? null,
    views: row.views,
  };
}

/**
 * The numbers behind a link, for whoever holds it. One that never was, was ended, or has run out is told by the same words, so that
 * nothing can be learned by trying.
 */
export async function sharedReport(platform: Platform, token: string, now: Instant, language: Spoken): Promise<SharedReport> {
  const row = await selectOpenShare(platform.db, sha256(token), now);
  if (row === undefined) throw refusal('not_found', say('share_ended'));
  const scope: Scope = { workspace: parseId(row.workspace_id) };
  const campaign = presentId('campaign', parseId<'campaign'>(row.campaign_id));
  const broadcast = row.broadcast_id === null ? undefined : presentId('broadcast', parseId<'broadcast'>(row.broadcast_id));
  const made = await report(platform, systemActor(scope.workspace, 'share'), campaign, now, { language, broadcast });
  const house = await getWorkspace(platform.db, scope);
  await noteSeen(platform.db, scope, parseId(row.id), { at: now, isVisit: row.seen_at === null || now.getTime() - row.seen_at.getTime() > visitMilliseconds });
  return withoutNames(made, { business: house.name, withCost: row.with_cost, expiresAt: row.expires_at });
}

/** What of a report may be seen by anybody: counts, rates and causes; no person, no phone, no words of one of us. */
function withoutNames(made: Report, link: { business: string; withCost: boolean; expiresAt: Instant }): SharedReport {
  const { broadcast } = made.campaign;
  if (broadcast === null) throw new Error('a report is of a broadcast');
  return {
    business: link.business,
    name: made.campaign.name,
    state: broadcast.state,
    launched_at: broadcast.launched_at,
    first_sent_at: broadcast.first_sent_at,
    finished_at: broadcast.finished_at,
    finishes_at: made.finishes_at,
    counts: made.counts,
    funnel: made.funnel,
    // What was noted without a code may quote a person's own values.
    reasons: made.reasons.map(({ acts: _acts, ...cause }) => (cause.kind === 'failed' && cause.code === null ? { ...cause, reason: '' } : cause)),
    speed: made.speed,
    taps: made.taps,
    links: made.links,
    cost: link.withCost ? made.cost : null,
    plan_hash: made.plan.hash,
    ledger: made.ledger,
    as_of: made.as_of,
    expires_at: link.expiresAt.toISOString(),
  };
}
