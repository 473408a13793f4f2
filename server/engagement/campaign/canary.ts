import { say } from '#core/contract/say.ts';
import type { CanaryDecision } from '#core/contract/canary.ts';
import { type CanarySignals, canaryStages, type CanaryVerdict, type InstantStop, instantStopOf, judgeCanary } from '#core/policy/canary.ts';
import type { Scope } from '#core/value/actor.ts';
import { type BroadcastId, parseId, presentId } from '#core/value/id.ts';
import { isSaid, keepTold, parseTold } from '#core/value/say.ts';
import { after, type Instant, minute } from '#core/value/time.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { canaryStopped, releaseStage, waitForCanary } from '#server/messaging/outbox/canary.ts';
import { getBroadcast, holdBroadcast } from '#server/messaging/outbox/outbox.ts';
import { declareDue } from '#server/platform/due.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { notify } from '#server/workspace/notices.ts';
import { addPoint, parsePath } from './canary.path.ts';
import { sayVerdict } from './canary.words.ts';
import {
  insertLook,
  insertWatch,
  lockWatch,
  selectDueLooks,
  selectNextLook,
  type Parts,
  selectParts,
  selectStageSignals,
  selectStanding,
  selectUsual,
  updateWatch,
  type WatchRow,
} from './store.canary.ts';
import { selectCampaign } from './store.ts';

/** Begins to watch a broadcast that was just filled in stages; nothing to do for one without a canary, or with too few people for one. */
export async function beginCanary(tx: Tx, scope: Scope, id: BroadcastId, now: Instant): Promise<void> {
  const { canary, counts, number } = await getBroadcast(tx, scope, id);
  const stages = canaryStages(counts.waiting);
  if (canary === null || stages.length === 0) return;
  const usual = await selectUsual(tx, scope, number, canary.matures_minutes);
  const standing = await selectStanding(tx, scope, id);
  const before = { quality: standing?.quality ?? null, isTemplateRed: standing?.template_red ?? false };
  await insertWatch(
    tx,
    scope,
    { ...before, broadcast: id, rule: canary.rule, maturesMinutes: canary.matures_minutes, stages, ends: endsOf(stages, counts.total), usual },
    now,
  );
}

/** The number of the last person of each stage; who was left out comes after all others. */
function endsOf(stages: readonly number[], total: number): number[] {
  let end = 0;
  return stages.map((people, index) => (index === stages.length - 1 ? total : (end += people)));
}

/** Canaries are looked at when something was said since the last look, when a stage has left, and when it has matured; by the business clock. */
export const canaryLooks = declareDue('the look at a canary', {
  next: selectNextLook,
  async take(platform, now) {
    for (const { workspace_id, broadcast_id } of await selectDueLooks(platform.db, now)) {
      const scope: Scope = { workspace: parseId(workspace_id) };
      await platform.db.transaction().execute((tx) => lookAtCanary(platform, tx, scope, parseId(broadcast_id), now));
    }
  },
});

/** Looks at a canary and does what follows. `known` is an instant stop that somebody has told of. Nothing happens where another looks at it. */
export async function lookAtCanary(platform: Platform, tx: Tx, scope: Scope, id: BroadcastId, now: Instant, known: InstantStop | null = null): Promise<void> {
  const found = await lockWatch(tx, scope, id, known === null);
  if (found === undefined || (known !== null && found.state === 'stopped')) return;
  const broadcast = await getBroadcast(tx, scope, id);
  if (isOver(broadcast)) return updateWatch(tx, scope, id, { ended_at: now });
  const watch = await beginMaturing(platform, tx, scope, { broadcast, watch: found }, now);
  const signals = await signalsOf(tx, scope, { broadcast, watch }, now, known);
  const first = judgeCanary(watch.rule, signals);
  // Parts are asked for only when something is decided: it reads everybody who has it.
  const verdict = first.kind === 'wait' ? first : judgeCanary(watch.rule, withParts(watch, signals, await selectParts(tx, scope, id, lastOf(watch))));
  const path = addPoint(parsePath(watch.path), {
    at: now.toISOString(),
    people: verdict.harm.people,
    events: verdict.harm.events,
    evidence: verdict.harm.evidence,
  });
  const standing = await selectStanding(tx, scope, id);
  await updateWatch(tx, scope, id, {
    harmed_seen: broadcast.counts.harmed,
    failed_seen: broadcast.counts.failed,
    held_seen: standing?.held_detail ?? null,
    quality_seen: standing?.quality ?? null,
    template_red_seen: standing?.template_red ?? false,
    path: JSON.stringify(path),
    looked_at: now,
  });
  await follow(platform, tx, scope, { broadcast, watch, verdict }, now);
}

/** Whether nothing of a broadcast can leave any more. */
export function isOver({ state }: BroadcastRecord): boolean {
  return state === 'done' || state === 'stopped' || state === 'undone';
}

type Watched = { readonly broadcast: BroadcastRecord; readonly watch: WatchRow };

/** The last number that may have left. */
function lastOf({ ends, stage }: WatchRow): number {
  return ends[stage] ?? 0;
}

function firstOf({ ends, stage }: WatchRow): number {
  return (ends[stage - 1] ?? 0) + 1;
}

function isLastStage({ stages, stage }: WatchRow): boolean {
  return stage >= stages.length - 1;
}

/** When everybody of a stage has left, they get time to answer; counted from the last one. */
async function beginMaturing(platform: Platform, tx: Tx, scope: Scope, { broadcast, watch }: Watched, now: Instant): Promise<WatchRow> {
  if (watch.state !== 'sending') return watch;
  const standing = await selectStanding(tx, scope, broadcast.id);
  if (standing === undefined || standing.is_leaving) return watch;
  const { last_left_at } = await stageSignals(tx, scope, { broadcast, watch });
  const matures = after(last_left_at ?? now, watch.matures_minutes * minute);
  await updateWatch(tx, scope, broadcast.id, { state: 'maturing', matures_at: matures });
  await waitForCanary(platform, tx, scope, broadcast.id, maturingHold(watch, matures));
  return { ...watch, state: 'maturing', matures_at: matures };
}

/** Why it stands still while a stage matures. */
function maturingHold(watch: WatchRow, matures: Instant): { by: string; detail: string } {
  return { by: 'canary', detail: keepTold(say('canary_matures', { stage: watch.stage + 1, moment: { moment: matures.toISOString() } })) };
}

function stageSignals(tx: Db | Tx, scope: Scope, { broadcast, watch }: Watched) {
  return selectStageSignals(tx, scope, broadcast.id, { first: firstOf(watch), last: lastOf(watch), maturesMinutes: watch.matures_minutes });
}

/** What is seen, with its parts: the whole is taken from where they are, of the same moment. */
export function withParts(watch: WatchRow, signals: CanarySignals, { delivered, harmed, parts }: Parts): CanarySignals {
  return { ...signals, total: totalOf(watch, { delivered, harmed }), parts };
}

/** Who has it and who was harmed since the test began, or began anew. */
function totalOf(watch: WatchRow, { delivered, harmed }: { readonly delivered: number; readonly harmed: number }): CanarySignals['total'] {
  return { people: Math.max(0, Math.max(delivered, harmed) - watch.base_people), events: Math.max(0, harmed - watch.base_events) };
}

/** What is seen of the stage and of all that left so far. */
export async function signalsOf(db: Db | Tx, scope: Scope, { broadcast, watch }: Watched, now: Instant, known: InstantStop | null): Promise<CanarySignals> {
  const { counts } = broadcast;
  const isMatured = watch.state === 'maturing' && watch.matures_at !== null && watch.matures_at <= now;
  // Of everybody else only harm is watched: their rows are not read.
  const stage = watch.state === 'released' ? null : await stageSignals(db, scope, { broadcast, watch });
  const standing = await selectStanding(db, scope, broadcast.id);
  const heldBack = { of: stage?.left ?? 0, people: Math.min(standing?.held_back ?? 0, stage?.only_accepted ?? 0) };
  return {
    isMatured,
    isNextTheRest: watch.stage + 1 >= watch.stages.length - 1,
    total: totalOf(watch, { delivered: counts.delivered + counts.read, harmed: counts.harmed }),
    delivery: { of: stage?.left ?? 0, people: stage?.delivered ?? 0 },
    reads: { of: stage?.delivered ?? 0, people: stage?.read ?? 0 },
    usual: { delivery: watch.usual_delivery, reads: watch.usual_reads },
    heldBack,
    instant: known ?? instantOf(stage?.codes ?? [], standing) ?? worsened(watch, standing),
    parts: [],
  };
}

/** An instant stop among the codes of those who failed, or in what holds the broadcast. */
function instantOf(codes: readonly number[], standing: { held_by: string | null; held_detail: string | null } | undefined): InstantStop | null {
  const { held_by, held_detail } = standing ?? { held_by: null, held_detail: null };
  const told = held_detail === null || held_by === canaryStopped ? null : parseTold(held_detail);
  const code = isSaid(told) ? Number(told.values['code']) : Number.NaN;
  return [...codes, code].map(instantStopOf).find((stop) => stop !== null) ?? null;
}

const colours = ['GREEN', 'YELLOW', 'RED'];

/** What Meta has rated worse since the last look. */
function worsened(watch: WatchRow, standing: { quality: string | null; template_red: boolean } | undefined): InstantStop | null {
  if (standing === undefined) return null;
  if (standing.template_red && !watch.template_red_seen) return 'template_flagged';
  if (standing.quality === watch.quality_seen || standing.quality === null) return null;
  if (standing.quality === 'RED') return 'quality_red';
  const before = colours.indexOf(watch.quality_seen ?? '');
  return before !== -1 && colours.indexOf(standing.quality) > before ? 'quality_drop' : null;
}

type Judged = Watched & { readonly verdict: CanaryVerdict };

/** Does what a verdict says, and keeps it with its numbers. A wait for time to pass is no decision. */
async function follow(platform: Platform, tx: Tx, scope: Scope, judged: Judged, now: Instant): Promise<void> {
  const { broadcast, watch, verdict } = judged;
  switch (verdict.kind) {
    case 'wait':
      if (verdict.because === 'held_back' && watch.state === 'maturing' && watch.matures_at !== null && watch.matures_at <= now)
        await waitOnceMore(platform, tx, scope, judged, now, null);
      return;
    case 'release':
      return release(platform, tx, scope, judged, now, null);
    case 'stop':
      await keepLook(tx, scope, judged, now, null);
      await updateWatch(tx, scope, broadcast.id, { state: 'stopped', matures_at: null });
      await holdBroadcast(platform, tx, scope, broadcast.id, { by: canaryStopped, detail: keepTold(sayVerdict(watch.rule, verdict, null)) });
      return tell(platform, tx, scope, judged, now);
    case 'undecided':
      await keepLook(tx, scope, judged, now, null);
      await updateWatch(tx, scope, broadcast.id, { state: 'asks', matures_at: null });
      await waitForCanary(platform, tx, scope, broadcast.id, {
        by: 'canary_asks',
        detail: keepTold(say('canary_asks', { why: sayVerdict(watch.rule, verdict, null) })),
      });
      return tell(platform, tx, scope, judged, now);
  }
}

/** Lets the next stage leave; after the last it goes on under watch for harm alone. `by` is the person who said so. */
export async function release(platform: Platform, tx: Tx, scope: Scope, judged: Judged, now: Instant, by: string | null): Promise<void> {
  const { broadcast, watch } = judged;
  await keepLook(tx, scope, judged, now, by);
  const stage = isLastStage(watch) ? watch.stage : watch.stage + 1;
  const state = isLastStage({ ...watch, stage }) ? 'released' : 'sending';
  await updateWatch(tx, scope, broadcast.id, { stage, state, matures_at: null });
  await releaseStage(platform, tx, scope, broadcast.id, stage);
}

/** Waits as long again before the stage is judged. */
export async function waitOnceMore(platform: Platform, tx: Tx, scope: Scope, judged: Judged, now: Instant, by: string | null): Promise<void> {
  const { broadcast, watch } = judged;
  await keepLook(tx, scope, judged, now, by);
  const matures = after(now, watch.matures_minutes * minute);
  await updateWatch(tx, scope, broadcast.id, { state: 'maturing', matures_at: matures });
  await waitForCanary(platform, tx, scope, broadcast.id, maturingHold(watch, matures));
}

/** Keeps a decision with the numbers it was made by. */
export function keepLook(tx: Tx, scope: Scope, { broadcast, watch, verdict }: Judged, now: Instant, by: string | null): Promise<void> {
  return insertLook(tx, scope, broadcast.id, { at: now, stage: watch.stage, verdict: verdict.kind, because: verdict.because, by, numbers: verdict });
}

/** The verdict of a person, with what is known at the moment. */
export function personsVerdict(decision: CanaryDecision, verdict: CanaryVerdict): CanaryVerdict {
  return { ...verdict, kind: decision, because: 'person' };
}

/** Tells whose campaign it is. */
async function tell(platform: Platform, tx: Tx, scope: Scope, { broadcast, watch, verdict }: Judged, now: Instant): Promise<void> {
  const campaign = await selectCampaign(tx, scope, broadcast.campaign);
  if (campaign === undefined) return;
  const why = sayVerdict(watch.rule, verdict, null);
  const text = verdict.kind === 'stop' ? say('canary_notice_stop', { name: campaign.name, why }) : say('canary_notice_asks', { name: campaign.name, why });
  const subject = presentId('campaign', broadcast.campaign);
  await notify(
    platform,
    tx,
    scope,
    { kind: `campaign.${verdict.kind === 'stop' ? 'stopped_by_canary' : 'asks'}`, level: 'warning', text, subject, to: campaign.created_by },
    now,
  );
  await platform.live.tell(tx, scope, { kind: 'campaign', id: subject });
}
