import { z } from 'zod';
import type { ReplyOf } from '#core/contract/route.ts';
import { hourlyDaysMost, type quality, type QualityChange, type QualityTimeline, timelineDaysMost } from '#core/contract/quality.ts';
import { refusal } from '#core/contract/refusals.ts';
import { retell, say } from '#core/contract/say.ts';
import { canaryRules } from '#core/policy/canary.ts';
import { peopleOfLimit } from '#core/policy/limits.ts';
import { type HarmSignal, readsTakeHours, type Suspect, suspectDays, suspicions, usualDays, usualShares } from '#core/policy/suspicion.ts';
import type { Scope } from '#core/value/actor.ts';
import { type NumberId, parseId, presentId, type TemplateId } from '#core/value/id.ts';
import { inBoth, isSaid, keepTold, parseTold, type Said, type SaidValue, type Spoken, type Told } from '#core/value/say.ts';
import { after, day, hour, type Instant } from '#core/value/time.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import { reviewReasons } from '#core/whatsapp/review.ts';
import { tellLook } from '#server/engagement/campaign/canary.desk.ts';
import { listNumbers } from '#server/messaging/number/number.ts';
import type { Db } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import {
  type CandidateRow,
  type ChangeRow,
  countOutcomes,
  selectCandidates,
  selectChanges,
  selectFailures,
  selectLastDrop,
  selectOptOuts,
  selectSteps,
} from './store.quality.ts';

/** What is shown when no span is asked for. */
const usualSpanDays = 28;

export type TimelineAsked = {
  readonly number: NumberId | undefined;
  readonly template: TemplateId | undefined;
  readonly from: Instant | undefined;
  readonly to: Instant | undefined;
  readonly now: Instant;
  readonly language: Spoken;
};

/** One timeline: what was sent and what came of it by the hour or day, beside every change of numbers, templates and the account. */
export async function timelineOf(db: Db, scope: Scope, asked: TimelineAsked): Promise<QualityTimeline> {
  const to = asked.to ?? asked.now;
  const from = asked.from ?? after(to, -usualSpanDays * day);
  refuseSpan(from, to);
  const { timezone } = await getWorkspace(db, scope);
  const unit = to.getTime() - from.getTime() <= hourlyDaysMost * day ? 'hour' : 'day';
  // What happens at this very moment belongs to it: a rehearsal's clock may stand still.
  const sent = { from, to: asked.to ?? after(to, 1), number: asked.number, template: asked.template };
  const [numbers, steps, optOuts, changes, failures] = await Promise.all([
    listNumbers(db, scope),
    selectSteps(db, scope, sent, { unit, timezone }),
    selectOptOuts(db, scope, sent, { unit, timezone }),
    selectChanges(db, scope, sent),
    selectFailures(db, scope, sent),
  ]);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    step: unit,
    timezone,
    numbers: numbers.map((number) => ({
      id: presentId('number', number.id),
      display_phone: number.display_phone,
      name: number.verified_name,
      quality: number.quality,
      limit: peopleOfLimit(number.messaging_limit),
      limit_text: number.messaging_limit,
      state: number.state,
      checked_at: number.checked_at?.toISOString() ?? null,
    })),
    points: pointsOf(steps, optOuts),
    changes: changes.map((row) => presentChange(row, asked.language)),
    failures: failures.map(({ code, people }) => ({ code, people, text: explainError(code)[asked.language].title })),
  };
}

function refuseSpan(from: Instant, to: Instant): void {
  if (to <= from) {
    const message = say('span_backwards', { from: from.toISOString(), to: to.toISOString() });
    throw refusal('invalid', message, [{ at: '/query/to', message }]);
  }
  const days = Math.ceil((to.getTime() - from.getTime()) / day);
  if (days <= timelineDaysMost) return;
  const message = say('span_long', { days, most: timelineDaysMost });
  throw refusal('invalid', message, [{ at: '/query/from', message }]);
}

function pointsOf(
  steps: readonly { at: Instant; submitted: number; delivered: number; read: number; failed: number; harmed: number }[],
  optOuts: readonly { at: Instant; people: number }[],
): QualityTimeline['points'] {
  const points = new Map<number, QualityTimeline['points'][number]>();
  const nothing = { submitted: 0, delivered: 0, read: 0, failed: 0, harmed: 0, opted_out: 0 };
  for (const { at, ...counts } of steps) points.set(at.getTime(), { ...nothing, ...counts, at: at.toISOString() });
  for (const { at, people } of optOuts) points.set(at.getTime(), { ...nothing, at: at.toISOString(), ...points.get(at.getTime()), opted_out: people });
  return [...points].toSorted(([a], [b]) => a - b).map(([, point]) => point);
}

function presentChange(row: ChangeRow, language: Spoken): QualityChange {
  return {
    at: row.at.toISOString(),
    kind: row.kind,
    number: row.number_id === null ? null : presentId('number', parseId<'number'>(row.number_id)),
    template: row.template_id === null ? null : presentId('template', parseId<'template'>(row.template_id)),
    campaign: row.campaign_id === null ? null : presentId('campaign', parseId<'campaign'>(row.campaign_id)),
    name: row.kind === 'account' ? retell(keepTold(say('account_name')), language) : row.name,
    before: row.before,
    after: row.after,
    text: retell(keepTold(wordsOf(row, language)), language),
    turn: turnOf(row),
  };
}

function wordsOf(row: ChangeRow, language: Spoken): Told {
  const { before, after: now, detail } = row;
  switch (row.kind) {
    case 'quality':
      return before === null
        ? say('quality_began', { after: qualityWord(now) })
        : say('quality_moved', { before: qualityWord(before), after: qualityWord(now) });
    case 'limit':
      return before === null ? say('limit_began', { after: limitWord(now) }) : say('limit_moved', { before: limitWord(before), after: limitWord(now) });
    case 'throughput':
      return before === null ? say('throughput_began', { after: now }) : say('throughput_moved', { before, after: now });
    case 'state':
      if (before === null) return say('state_new');
      return now === 'paused' ? say('state_paused', { reason: detail === null ? '' : saidOf(parseTold(detail)) }) : say('state_ready');
    case 'template':
      return detail === null ? say('template_now', { state: templateWord(now) }) : templateDetail(detail);
    case 'account':
      return say('account_said', { what: now.replaceAll('_', ' ') });
    case 'canary':
      return canaryWords(before, detail, language);
    case 'breaker':
      return parseTold(detail ?? '');
  }
}

/** Meta's bare code (`FIRST_PAUSE`) is told as what it means; what we wrote ourselves is a sentence already. */
function templateDetail(detail: string): Told {
  const known = reviewReasons[detail];
  return known === undefined ? parseTold(detail) : inBoth((language) => known[language].because);
}

/** What is kept of a canary's decision, beside its rule. */
const CanaryDetail = z.object({ numbers: z.unknown(), by: z.string().nullable() });

function canaryWords(rule: string | null, detail: string | null, language: Spoken): Told {
  const kept = CanaryDetail.parse(JSON.parse(detail ?? '{}'));
  const known = canaryRules.find((each) => each === rule) ?? 'usual';
  return say('canary_stopped_it', { why: tellLook(known, { numbers: kept.numbers, by_name: kept.by }, language) });
}

function saidOf(told: Told): SaidValue {
  return told;
}

function qualityWord(score: string): Said {
  if (score === 'GREEN') return say('quality_green');
  if (score === 'YELLOW') return say('quality_yellow');
  return score === 'RED' ? say('quality_red') : say('quality_none');
}

function limitWord(text: string): SaidValue {
  const people = peopleOfLimit(text);
  if (people !== null) return say('limit_people', { people });
  return text === 'TIER_UNLIMITED' || text === '-1' ? say('limit_none') : text;
}

function templateWord(state: string): SaidValue {
  switch (state) {
    case 'draft':
      return say('template_draft');
    case 'pending':
      return say('template_pending');
    case 'approved':
      return say('template_approved');
    case 'rejected':
      return say('template_rejected');
    case 'paused':
      return say('template_paused');
    case 'disabled':
      return say('template_disabled');
    default:
      return state;
  }
}

/** Qualities from best to worst; what is not known is neither. */
const qualities = ['GREEN', 'YELLOW', 'RED'];

function turnOf({ kind, before, after: now, detail }: ChangeRow): QualityChange['turn'] {
  switch (kind) {
    case 'quality': {
      const [was, is] = [qualities.indexOf(before ?? ''), qualities.indexOf(now)];
      if (was < 0 || is < 0) return is > 0 ? 'worse' : 'neither';
      return is > was ? 'worse' : 'better';
    }
    case 'limit': {
      const [was, is] = [limitRank(before), limitRank(now)];
      if (was === undefined || is === undefined || was === is) return 'neither';
      return is > was ? 'better' : 'worse';
    }
    case 'throughput':
      if (before === null) return 'neither';
      return Number(now) > Number(before) ? 'better' : 'worse';
    case 'state':
      if (before === null) return 'neither';
      return now === 'paused' ? 'worse' : 'better';
    case 'template':
      if (detail !== null) return turnOfDetail(now, parseTold(detail));
      if (now === 'approved') return 'better';
      return now === 'paused' || now === 'disabled' || now === 'rejected' ? 'worse' : 'neither';
    case 'account':
      return 'neither';
    case 'canary':
      return 'worse';
    case 'breaker':
      return now === 'warning' ? 'worse' : 'better';
  }
}

/** Qualities of a template as the sentences of its history name them, from best to worst. */
const templateQualities = ['review_quality_green', 'review_quality_yellow', 'review_quality_red'];

/** A line about an approved template is no approval: a quality may have fallen, or people may mind it. */
function turnOfDetail(state: string, detail: Told): QualityChange['turn'] {
  if (isSaid(detail) && detail.say === 'review_quality') {
    const [was, is] = [detail.values['before'], detail.values['after']].map((word) => (isSaid(word) ? templateQualities.indexOf(word.say) : -1));
    if (was === undefined || is === undefined || is < 0 || is === was) return 'neither';
    if (was < 0) return is > 0 ? 'worse' : 'neither';
    return is > was ? 'worse' : 'better';
  }
  if (isSaid(detail) && detail.say === 'review_flagged') return 'worse';
  if (state === 'paused' || state === 'disabled' || state === 'rejected') return 'worse';
  return isSaid(detail) && (detail.say === 'review_unpaused' || detail.say === 'review_reinstated') ? 'better' : 'neither';
}

function limitRank(text: string | null): number | undefined {
  if (text === null) return undefined;
  return peopleOfLimit(text) ?? Number.POSITIVE_INFINITY;
}

/**
 * Ranks what was sent in the 7 days before a moment by the harm it did beyond the usual. Without a moment it is the last fall of quality, and now
 * when there was none.
 */
export async function suspicionOf(
  db: Db,
  scope: Scope,
  asked: { number: NumberId | undefined; at: Instant | undefined; now: Instant; language: Spoken },
): Promise<ReplyOf<typeof quality.suspicion>> {
  const { number, language } = asked;
  const at = asked.at ?? (await selectLastDrop(db, scope, number, asked.now)) ?? asked.now;
  const since = after(at, -suspectDays * day);
  const readable = after(at, -readsTakeHours * hour);
  const before = await countOutcomes(db, scope, { from: after(since, -usualDays * day), to: since, number }, readable);
  const rows = await selectCandidates(db, scope, { from: since, to: at, number }, readable);
  const usual = usualShares(before);
  const ranked = suspicions(
    rows.map((row) => ({ ...row, name: row.kind === 'automatic' ? retell(keepTold(originWord(row.id)), language) : row.name })),
    usual.shares,
    at,
  );
  return {
    at: at.toISOString(),
    since: since.toISOString(),
    candidates: rows.length,
    usual_of: before.messages,
    usual_is_own: usual.isOwn,
    suspects: ranked.map((suspect) => presentSuspect(suspect, language)),
    text: retell(keepTold(verdictOf(ranked, rows)), language),
  };
}

function verdictOf(ranked: readonly Suspect[], rows: readonly CandidateRow[]): Said {
  const first = ranked[0];
  if (first !== undefined) return say('suspect_first', { name: first.candidate.name });
  return rows.length === 0 ? say('suspect_nothing_sent') : say('suspect_none', { candidates: rows.length });
}

function presentSuspect({ candidate, score, findings }: Suspect, language: Spoken): ReplyOf<typeof quality.suspicion>['suspects'][number] {
  return {
    kind: candidate.kind,
    id: idOf(candidate),
    name: candidate.name,
    last_at: candidate.lastAt.toISOString(),
    messages: candidate.messages,
    score,
    findings: findings.map((finding) => ({
      ...finding,
      text: retell(keepTold(say(findingSays[finding.signal], { share: percent(finding.share), of: finding.of, usual: percent(finding.usual) })), language),
    })),
  };
}

const findingSays = {
  opt_outs: 'suspect_opt_outs',
  capped: 'suspect_capped',
  unreachable: 'suspect_unreachable',
  reads: 'suspect_reads',
} as const satisfies { readonly [Signal in HarmSignal]: string };

function percent(share: number): SaidValue {
  return inBoth((language) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: share < 0.1 ? 1 : 0 }).format(share));
}

function idOf({ kind, id }: Suspect['candidate']): string {
  switch (kind) {
    case 'campaign':
      return presentId('campaign', parseId<'campaign'>(id));
    case 'template':
      return presentId('template', parseId<'template'>(id));
    case 'import':
      return presentId('import', parseId<'import'>(id));
    case 'automatic':
      return id;
  }
}

function originWord(origin: string): Said {
  if (origin === 'api') return say('suspect_by_api');
  return origin === 'automatic' ? say('suspect_by_answer') : say('suspect_by_other', { origin });
}
