import type { WarmUp } from '#core/contract/quality.ts';
import { retell, say } from '#core/contract/say.ts';
import { parseMessagingLimit, peopleOfLimit } from '#core/policy/limits.ts';
import { warmUpAhead, warmUpCap, warmUpDay, warmUpRamp, warmUpRule, type WarmUpSignals, type WarmUpStep, warmUpStep } from '#core/policy/warmup.ts';
import type { Scope } from '#core/value/actor.ts';
import { type NumberId, presentId } from '#core/value/id.ts';
import { keepTold, type Said, type Spoken } from '#core/value/say.ts';
import { after, day, hour, type Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { countPeopleSince, countWarmOutcomes, selectWarmDays, selectWarmNumber } from './store.warm.ts';

/** Days to come that are shown of a warm-up. */
const daysAhead = 7;

/** What is known of a number that is warmed up since a moment. Three counts over its messages of two weeks at most. */
export async function warmUpSignals(db: Db | Tx, scope: Scope, number: NumberId, since: Instant, now: Instant): Promise<WarmUpSignals> {
  const [known, days, outcomes] = [
    await selectWarmNumber(db, scope, number),
    await selectWarmDays(db, scope, number, { since, from: proofFrom(since, now) }),
    await countWarmOutcomes(db, scope, number, {
      from: latest(since, after(now, -warmUpRule.judgedDays * day)),
      before: after(now, -warmUpRule.readsTakeHours * hour),
    }),
  ];
  const today = warmUpDay(since, now);
  const peak = days.filter((each) => each.day < today).reduce((most, { people }) => Math.max(most, people), 0);
  return { quality: known?.quality ?? 'UNKNOWN', ...outcomes, peak };
}

/** Days begin at the hour of the first, so proof begins with a whole one. */
function proofFrom(since: Instant, now: Instant): Instant {
  const first = Math.max(0, warmUpDay(since, now) - warmUpRule.proofDays);
  return after(since, first * day);
}

function latest(one: Instant, other: Instant): Instant {
  return one > other ? one : other;
}

/** Where a number stands in its warm-up, as the API shows it; undefined for a number that is not there. */
export async function describeWarmUp(db: Db, scope: Scope, number: NumberId, asked: { now: Instant; language: Spoken }): Promise<WarmUp | undefined> {
  const { now, language } = asked;
  const known = await selectWarmNumber(db, scope, number);
  if (known === undefined) return undefined;
  const limit = peopleOfLimit(known.messaging_limit);
  const since = known.warm_since;
  const head = { number: presentId('number', number), limit, limit_is_known: parseMessagingLimit(known.messaging_limit).kind !== 'unknown' };
  const tell = (sentence: Said) => retell(keepTold(sentence), language) ?? '';
  if (since === null) {
    const ramp = warmUpRamp(limit);
    const signals = { quality: known.quality, delivered: 0, read: 0, harmed: 0, peak: 0 };
    const off = { on: false, since: null, day: null, ramp: [...ramp], step: 0, cap: null, used: 0, held_by: null, signals, days: [] };
    return { ...head, ...off, text: tell(say('warm_off', { people: ramp[0] ?? 0 })) };
  }
  const signals = await warmUpSignals(db, scope, number, since, now);
  const step = warmUpStep(limit, signals);
  const used = await countPeopleSince(db, scope, number, after(now, -day));
  return {
    ...head,
    on: true,
    since: since.toISOString(),
    day: warmUpDay(since, now) + 1,
    ramp: [...step.ramp],
    step: step.step,
    cap: warmUpCap(limit, since, now, signals),
    used,
    held_by: step.heldBy ?? null,
    signals: { ...signals },
    days: await daysOf(db, scope, number, { since, now, limit, signals }),
    text: tell(wordsOf(step, signals)),
  };
}

async function daysOf(
  db: Db,
  scope: Scope,
  number: NumberId,
  { since, now, limit, signals }: { since: Instant; now: Instant; limit: number | null; signals: WarmUpSignals },
): Promise<WarmUp['days']> {
  const today = warmUpDay(since, now);
  const from = proofFrom(since, now);
  const were = new Map((await selectWarmDays(db, scope, number, { since, from })).map((each) => [each.day, each.people]));
  const capAt = warmUpAhead(since, now, signals);
  const first = warmUpDay(since, from);
  return Array.from({ length: today - first + 1 + daysAhead }, (_, place) => {
    const each = first + place;
    const starts = after(since, each * day);
    const isToCome = each > today;
    return {
      starts_at: starts.toISOString(),
      people: isToCome ? null : (were.get(each) ?? 0),
      cap: each < today ? null : capAt(limit, each === today ? now : starts),
    };
  });
}

function wordsOf({ heldBy, cap, ramp, step }: WarmUpStep, signals: WarmUpSignals): Said {
  switch (heldBy) {
    case undefined:
      return say('warm_done');
    case 'quality':
      return say('warm_quality', { cap, quality: say(signals.quality === 'RED' ? 'quality_red' : 'quality_yellow') });
    case 'opt_outs':
      return say('warm_opt_outs', { cap, events: signals.harmed, of: signals.delivered });
    case 'reads':
      return say('warm_reads', { cap, events: signals.read, of: signals.delivered });
    case 'use':
      return say('warm_use', { cap, least: Math.ceil((ramp[step] ?? cap) * warmUpRule.usedShareLeast) });
  }
}

/** What a number that is warmed up may write to in 24 hours at a later moment, for a forecast; null for one that is not. */
export async function capAheadOf(
  db: Db | Tx,
  scope: Scope,
  number: NumberId,
  now: Instant,
): Promise<((limit: number | null, at: Instant) => number | null) | null> {
  const since = (await selectWarmNumber(db, scope, number))?.warm_since ?? null;
  return since === null ? null : warmUpAhead(since, now, await warmUpSignals(db, scope, number, since, now));
}
