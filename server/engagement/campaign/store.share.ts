import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { BroadcastId, CampaignId, ShareId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

const shareColumns = ['id', 'campaign_id', 'broadcast_id', 'with_cost', 'created_by', 'created_at', 'expires_at', 'revoked_at', 'seen_at', 'views'] as const;

/** A link as it is kept, without its token. */
export type ShareRow = NonNullable<Awaited<ReturnType<typeof selectShare>>>;

/** Keeps a link; of its token only the digest. */
export async function insertShare(
  tx: Tx,
  scope: Scope,
  share: { id: ShareId; campaign: CampaignId; broadcast: BroadcastId | null; hash: Uint8Array; withCost: boolean; by: string; at: Instant; expiresAt: Instant },
): Promise<void> {
  await tx
    .insertInto('report_share')
    .values({
      workspace_id: scope.workspace,
      id: share.id,
      campaign_id: share.campaign,
      broadcast_id: share.broadcast,
      token_hash: share.hash,
      with_cost: share.withCost,
      created_by: share.by,
      created_at: share.at,
      expires_at: share.expiresAt,
      revoked_at: null,
      seen_at: null,
    })
    .execute();
}

/** The links of a campaign, the newest first. */
export function selectShares(db: Db, scope: Scope, campaign: CampaignId, limit: number) {
  return db
    .selectFrom('report_share')
    .select(shareColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('campaign_id', '=', campaign)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** One link of a campaign, or undefined. */
export function selectShare(db: Db | Tx, scope: Scope, campaign: CampaignId, id: ShareId) {
  return db
    .selectFrom('report_share')
    .select(shareColumns)
    .where('workspace_id', '=', scope.workspace)
    .where('campaign_id', '=', campaign)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** How many links of a campaign are open. */
export async function countOpenShares(tx: Tx, scope: Scope, campaign: CampaignId, now: Instant): Promise<number> {
  const row = await tx
    .selectFrom('report_share')
    .select(sql<number>`count(*)::int`.as('links'))
    .where('workspace_id', '=', scope.workspace)
    .where('campaign_id', '=', campaign)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  return row?.links ?? 0;
}

/** Ends a link. */
export async function revokeShare(tx: Tx, scope: Scope, id: ShareId, now: Instant): Promise<void> {
  await tx
    .updateTable('report_share')
    .set({ revoked_at: now })
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .execute();
}

/** The link whose token has this digest, with its workspace, while it is open; found by nothing else, since who asks is nobody. */
export function selectOpenShare(db: Db, hash: Uint8Array, now: Instant) {
  return db
    .selectFrom('report_share')
    .select(['workspace_id', ...shareColumns])
    .where('token_hash', '=', Buffer.from(hash))
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', now)
    .executeTakeFirst();
}

/** Notes that somebody looked: `isVisit` when it is more than the page asking again by itself. */
export async function noteSeen(db: Db, scope: Scope, id: ShareId, seen: { at: Instant; isVisit: boolean }): Promise<void> {
  await db
    .updateTable('report_share')
    .set((of) => ({ seen_at: seen.at, views: of('views', '+', seen.isVisit ? 1 : 0) }))
    .where('workspace_id', '=', scope.workspace)
    .where('id', '=', id)
    .execute();
}
