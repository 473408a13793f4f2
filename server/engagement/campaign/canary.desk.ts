import { z } from 'zod';
import type { CanaryDecision, CanaryFloor, CanaryLook, CanaryView } from '#core/contract/canary.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { say, tell } from '#core/contract/say.ts';
import {
  canaryReasons,
  type CanaryRule,
  canaryVerdicts,
  type CanaryVerdict,
  type Floor,
  harmBound,
  harmRates,
  instantStops,
  judgeCanary,
} from '#core/policy/canary.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { type BroadcastId, presentId } from '#core/value/id.ts';
import type { Spoken } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { canaryStopped } from '#server/messaging/outbox/canary.ts';
import { findBroadcastOfCampaign, getBroadcast, resumeBroadcast, stopBroadcast } from '#server/messaging/outbox/outbox.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { accessCampaign, type CampaignRecord, holdCampaign, tellAndShow } from './campaign.ts';
import { isOver, keepLook, personsVerdict, release, signalsOf, waitOnceMore, withParts } from './canary.ts';
import { addPoint, parsePath } from './canary.path.ts';
import { sayVerdict } from './canary.words.ts';
import { lockWatch, type LookRow, selectLooks, selectParts, selectWatch, updateWatch, type WatchRow } from './store.canary.ts';

const FloorShape = z.object({ of: z.number(), people: z.number(), usual: z.number(), stopsAtMost: z.number(), isBelow: z.boolean() });
const PartShape = z.object({ kind: z.enum(['country', 'import']), name: z.string(), people: z.number(), events: z.number(), chance: z.number() });
const StoredVerdict = z.object({
  kind: z.enum(canaryVerdicts),
  because: z.enum(canaryReasons),
  instant: z.enum(instantStops).nullable(),
  harm: z.object({ people: z.number(), events: z.number(), evidence: z.number(), stopsAt: z.number().nullable(), releasesAt: z.number() }),
  delivery: FloorShape.nullable(),
  reads: FloorShape.nullable(),
  heldBack: z.object({ of: z.number(), people: z.number() }),
  worse: z.array(PartShape),
});

/** How the canary of a campaign's broadcast stands, the latest when none is named; null when it has none. */
export async function showCanary(
  platform: Platform,
  actor: Actor,
  publicId: string,
  asked: { broadcast?: string | undefined; language: Spoken },
  now: Instant,
): Promise<CanaryView | null> {
  const scope = scopeOf(actor);
  const campaign = await accessCampaign(platform.db, actor, publicId);
  const broadcast =
    asked.broadcast === undefined
      ? await findBroadcastOfCampaign(platform.db, scope, campaign.id)
      : await getBroadcast(platform.db, scope, readId('broadcast', asked.broadcast, '/query/broadcast'));
  if (broadcast === undefined || broadcast.campaign !== campaign.id) return null;
  return presentCanary(platform.db, scope, broadcast, asked.language, now);
}

/** The same for a broadcast that is known already, for the report. */
export async function presentCanary(db: Db | Tx, scope: Scope, broadcast: BroadcastRecord, language: Spoken, now: Instant): Promise<CanaryView | null> {
  const watch = await selectWatch(db, scope, broadcast.id);
  if (watch === undefined) return null;
  const verdict = await judgeNow(db, scope, { broadcast, watch }, now);
  const { harm } = verdict;
  const point = { at: now.toISOString(), people: harm.people, events: harm.events, evidence: harm.evidence };
  const looks = await selectLooks(db, scope, broadcast.id);
  return {
    broadcast: presentId('broadcast', broadcast.id),
    state: watch.state,
    rule: watch.rule,
    ...harmRates[watch.rule],
    bound: harmBound,
    matures_minutes: watch.matures_minutes,
    stage: watch.stage,
    stages: stagesOf(watch, broadcast),
    matures_at: watch.state === 'maturing' ? (watch.matures_at?.toISOString() ?? null) : null,
    now: presentLook(watch.rule, { at: now, stage: watch.stage, verdict: verdict.kind, because: verdict.because, by_name: null, numbers: verdict }, language),
    looks: looks.map((look) => presentLook(watch.rule, look, language)),
    path: addPoint(parsePath(watch.path), point),
  };
}

async function judgeNow(db: Db | Tx, scope: Scope, watched: { broadcast: BroadcastRecord; watch: WatchRow }, now: Instant): Promise<CanaryVerdict> {
  return judgeCanary(watched.watch.rule, await signalsOf(db, scope, watched, now, null));
}

/** Stages leave one after the other, so how many have left of each follows from how many still wait. */
function stagesOf(watch: WatchRow, { counts }: BroadcastRecord): CanaryView['stages'] {
  let gone = watch.stages.reduce((sum, people) => sum + people, 0) - counts.waiting - counts.cancelled;
  return watch.stages.map((people, index) => {
    const left = Math.max(0, Math.min(people, gone));
    gone -= left;
    return { people, left, state: stageState(watch, index) };
  });
}

function stageState(watch: WatchRow, index: number): CanaryView['stages'][number]['state'] {
  if (index < watch.stage) return 'released';
  if (index > watch.stage) return 'waiting';
  return watch.state === 'asks' ? 'maturing' : watch.state;
}

/** A decision that was kept, in words with its numbers: `numbers` as it lies in the row. */
export function tellLook(rule: CanaryRule, look: Pick<LookRow, 'numbers' | 'by_name'>, language: Spoken): string {
  return tell(sayVerdict(rule, StoredVerdict.parse(look.numbers), look.by_name), language);
}

function presentLook(rule: CanaryRule, look: LookRow, language: Spoken): CanaryLook {
  const verdict = StoredVerdict.parse(look.numbers);
  const { harm, heldBack } = verdict;
  return {
    at: look.at.toISOString(),
    stage: look.stage,
    verdict: look.verdict,
    because: verdict.because,
    by: look.by_name,
    text: tellLook(rule, look, language),
    instant: verdict.instant,
    harm: { people: harm.people, events: harm.events, evidence: harm.evidence, stops_at: harm.stopsAt, releases_at: harm.releasesAt },
    delivery: presentFloor(verdict.delivery),
    reads: presentFloor(verdict.reads),
    held_back: heldBack,
    worse: verdict.worse,
  };
}

function presentFloor(floor: Floor | null): CanaryFloor | null {
  return floor === null ? null : { of: floor.of, people: floor.people, usual: floor.usual, stops_at_most: floor.stopsAtMost, is_below: floor.isBelow };
}

/**
 * Does what a person decides: the next stage leaves, or nobody more gets it for good, or it is judged anew after as long again. Kept, and
 * audited, with the numbers of the moment. `stage` is the one they looked at: when it is another by now (somebody was quicker, or a client asked twice), only
 * stopping is done. What was stopped for harm and is released all the same begins its test anew.
 */
export async function decideCanary(
  platform: Platform,
  actor: Actor,
  publicId: string,
  asked: { decision: CanaryDecision; stage: number; language: Spoken },
  now: Instant,
): Promise<CanaryView | null> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    const campaign = await holdCampaign(tx, actor, publicId);
    const broadcast = await findBroadcastOfCampaign(tx, scope, campaign.id);
    const watch = broadcast === undefined ? undefined : await lockWatch(tx, scope, broadcast.id, false);
    if (broadcast === undefined || watch === undefined || isOver(broadcast)) throw refusal('conflict', say('canary_none', { name: campaign.name }));
    refuseIdle(campaign, watch, asked);
    const signals = await signalsOf(tx, scope, { broadcast, watch }, now, null);
    const seen = judgeCanary(watch.rule, withParts(watch, signals, await selectParts(tx, scope, broadcast.id, watch.ends[watch.stage] ?? 0)));
    const verdict = personsVerdict(asked.decision, seen);
    await carryOut(platform, tx, actor, { broadcast, watch, verdict }, asked.decision, now);
    await audit(tx, platform, actor, {
      act: `campaign.canary_${asked.decision}`,
      subject: publicId,
      detail: { stage: watch.stage, harm: seen.harm, delivery: seen.delivery, reads: seen.reads },
    });
    await tellAndShow(platform, tx, scope, campaign.id);
    return presentCanary(tx, scope, await getBroadcast(tx, scope, broadcast.id), asked.language, now);
  });
}

function refuseIdle(campaign: CampaignRecord, watch: WatchRow, { decision, stage }: { decision: CanaryDecision; stage: number }): void {
  if (watch.state === 'released' && decision !== 'stop') throw refusal('conflict', say('canary_released', { name: campaign.name }));
  if (watch.state === 'stopped' && decision === 'wait') throw refusal('conflict', say('canary_wait_late', { name: campaign.name }));
  if (decision !== 'stop' && stage !== watch.stage)
    throw refusal('conflict', say('canary_moved', { name: campaign.name, seen: stage + 1, stage: watch.stage + 1 }));
}

type Decided = { readonly broadcast: BroadcastRecord; readonly watch: WatchRow; readonly verdict: CanaryVerdict };

async function carryOut(platform: Platform, tx: Tx, actor: Actor, decided: Decided, decision: CanaryDecision, now: Instant): Promise<void> {
  const scope = scopeOf(actor);
  const { broadcast, watch } = decided;
  switch (decision) {
    case 'wait':
      return waitOnceMore(platform, tx, scope, decided, now, actor.name);
    case 'stop':
      await keepLook(tx, scope, decided, now, actor.name);
      await updateWatch(tx, scope, broadcast.id, { state: 'stopped', matures_at: null, ended_at: now });
      await stopBroadcast(platform, tx, scope, broadcast.id, actor, now);
      return;
    case 'release': {
      const isStopped = watch.state === 'stopped';
      if (isStopped) await forgive(tx, scope, broadcast.id, broadcast.counts);
      await release(platform, tx, scope, decided, now, actor.name);
      if (isStopped && broadcast.heldBy === canaryStopped) await resumeBroadcast(platform, tx, scope, broadcast.id);
    }
  }
}

/** A person has seen the numbers up to here and goes on: from here the test begins anew. */
function forgive(tx: Tx, scope: Scope, id: BroadcastId, counts: BroadcastRecord['counts']): Promise<void> {
  return updateWatch(tx, scope, id, { base_people: Math.max(counts.delivered + counts.read, counts.harmed), base_events: counts.harmed });
}
