import { binomialAtLeast, mostTolerated } from './binomial.ts';

/** How much harm a message may do before it is stopped: what is fine and what is bad, as shares of who has it. */
export const canaryRules = ['usual', 'strict', 'lenient'] as const;
export type CanaryRule = (typeof canaryRules)[number];

/** Below this many people a sample says nothing: they all get it at once, and only instant stops stand guard. */
export const canaryPeopleLeast = 500;
/** The first sample: with 200 delivered a drop of reads by a quarter is seen in 97 of 100 cases where 60 % read as a rule. */
const firstStagePeople = 200;
/** The second: after 1,000 people the test has decided, nearly always. */
const secondStagePeople = 1_000;
const thirdStageShare = 0.1;

/**
 * How many people are in each stage, the first sample first: 200, 1,000, a tenth, the rest; none (an empty list) under 500 people. No stage is
 * smaller than the one before it, so a small list has fewer of them, and the middle one of a list of hundreds is half of what is left.
 *
 * @example canaryStages(100_000) // [200, 1000, 10000, 88800]
 */
export function canaryStages(people: number): number[] {
  if (people < canaryPeopleLeast) return [];
  const stages = [firstStagePeople];
  let left = people - firstStagePeople;
  for (const most of [secondStagePeople, Math.round(people * thirdStageShare)]) {
    const size = Math.min(most, Math.floor(left / 2));
    if (size < (stages.at(-1) ?? 0) || (most !== secondStagePeople && size < most)) continue;
    stages.push(size);
    left -= size;
  }
  return [...stages, left];
}

/** What is fine (p0) and what is bad (p1): opt-outs and taps on a "no" button, as shares of who has the message. */
export const harmRates: Readonly<Record<CanaryRule, { readonly fine: number; readonly bad: number }>> = {
  usual: { fine: 0.01, bad: 0.03 },
  strict: { fine: 0.005, bad: 0.02 },
  lenient: { fine: 0.02, bad: 0.05 },
};

/** Both errors, stopping a fine message and releasing a bad one, happen this often at most. */
const harmErrorShare = 0.05;
/** ln((1 − β) / α): above it the message is stopped, below its negative it is released. 2.944. */
export const harmBound = Math.log((1 - harmErrorShare) / harmErrorShare);

/** The weight of evidence (log-likelihood ratio) that a share is bad rather than fine, after so many people with so many events. */
export function evidence(rates: { readonly fine: number; readonly bad: number }, seen: { readonly people: number; readonly events: number }): number {
  const perEvent = Math.log(rates.bad / rates.fine);
  const perOther = Math.log((1 - rates.bad) / (1 - rates.fine));
  return seen.events * perEvent + Math.max(0, seen.people - seen.events) * perOther;
}

/** From how many events on a message is stopped after so many people; null when that many people cannot stop it. */
export function harmStopsAt(rule: CanaryRule, people: number): number | null {
  for (let events = 0; events <= people; events += 1) if (evidence(harmRates[rule], { people, events }) >= harmBound) return events;
  return null;
}

/** After how many people a message with so many events is released. */
export function harmReleasesAt(rule: CanaryRule, events: number): number {
  const { fine, bad } = harmRates[rule];
  const perOther = -Math.log((1 - bad) / (1 - fine));
  return Math.ceil((harmBound + events * Math.log(bad / fine)) / perOther) + events;
}

/** A floor that is looked at once: how often a usual message falls below it by chance. */
const floorErrorShare = 0.01;
/** Fewer people than this make no floor. */
const floorPeopleLeast = 100;
/** What is delivered as a rule, where we have no history of our own. Facts, consent-pricing-roi §7.4, read 2026-11-22. */
const deliveryUsual = 0.92;
/** Meta's caps on what one person gets, not faults of the message: 131049 (too many from all businesses), 130472 (an experiment of Meta's). */
export const cappedCodes: readonly number[] = [131049, 130472];

/** One look at a floor: of so many, how many; what is usual; and the largest number that stops. */
export type Floor = { readonly of: number; readonly people: number; readonly usual: number; readonly stopsAtMost: number; readonly isBelow: boolean };

/** Looks at a floor once; null where nothing is known of what is usual, or too few have it. */
export function lookAtFloor(seen: { readonly of: number; readonly people: number }, usual: number | null): Floor | null {
  if (usual === null || seen.of < floorPeopleLeast) return null;
  const stopsAtMost = mostTolerated(seen.of, usual, floorErrorShare);
  return { ...seen, usual, stopsAtMost, isBelow: seen.people <= stopsAtMost };
}

/** What stops at once, without statistics. Meta's own words on the message, the number or the account. */
export const instantStops = [
  'template_paused',
  'template_flagged',
  'quality_red',
  'quality_drop',
  'spam_limit',
  'portfolio_paced',
  'payment',
  'account',
] as const;
export type InstantStop = (typeof instantStops)[number];

/** The instant stop that an error of Meta's is, or null. Facts, consent-pricing-roi §7.4, read 2026-11-22. */
export function instantStopOf(code: number): InstantStop | null {
  switch (code) {
    case 131048:
      return 'spam_limit';
    case 135000:
      return 'portfolio_paced';
    case 131042:
      return 'payment';
    case 368:
    case 131031:
      return 'account';
    case 132015:
    case 132016:
      return 'template_paused';
    default:
      return null;
  }
}

/** The codes that are instant stops. */
export const instantCodes: readonly number[] = [131048, 135000, 131042, 368, 131031, 132015, 132016];

/** Meta holds messages back to see what people make of them: above this share of a sample we wait with it, and do not stop. */
const heldShareMost = 0.2;

/** Some of those who have the message: of one country, or of one import. */
export type Part = { readonly kind: 'country' | 'import'; readonly name: string; readonly people: number; readonly events: number };
export type WorseThanRest = Part & { readonly chance: number };

/** Parts with fewer people are not looked at. */
const partPeopleLeast = 20;
const partErrorShare = 0.05;

/**
 * The parts that harm is concentrated in: each is tested exactly against what is fine, and all of them together (Holm) err in one of twenty
 * cases at most. The worst first.
 */
export function worseParts(rule: CanaryRule, parts: readonly Part[]): WorseThanRest[] {
  const tested = parts
    .filter(({ people, events }) => people >= partPeopleLeast && events > 0)
    .map((part) => ({ ...part, chance: binomialAtLeast(part.events, part.people, harmRates[rule].fine) }))
    .toSorted((one, other) => one.chance - other.chance || one.name.localeCompare(other.name));
  const firstFine = tested.findIndex(({ chance }, index) => chance > partErrorShare / (tested.length - index));
  return firstFine === -1 ? tested : tested.slice(0, firstFine);
}

/** What is seen of a stage, and of all that was sent so far. */
export type CanarySignals = {
  /** Whether everybody of the stage had the time to answer. */
  readonly isMatured: boolean;
  /** Whether what comes next is everybody else. */
  readonly isNextTheRest: boolean;
  /** All that were reached so far, and how many of them were harmed. */
  readonly total: { readonly people: number; readonly events: number };
  /** Of the stage: who left and was not capped, and of these who was delivered. */
  readonly delivery: { readonly of: number; readonly people: number };
  /** Of the stage: who was delivered, and of these who read. */
  readonly reads: { readonly of: number; readonly people: number };
  readonly usual: { readonly delivery: number | null; readonly reads: number | null };
  /** Of the stage: what Meta took, and of this what it holds back for now. */
  readonly heldBack: { readonly of: number; readonly people: number };
  readonly instant: InstantStop | null;
  readonly parts: readonly Part[];
};

export const canaryVerdicts = ['release', 'stop', 'undecided', 'wait'] as const;
export type CanaryVerdictKind = (typeof canaryVerdicts)[number];
export const canaryReasons = ['instant', 'harm', 'reads', 'delivery', 'fine', 'too_few', 'unclear', 'maturing', 'held_back', 'person'] as const;
export type CanaryReason = (typeof canaryReasons)[number];

/** The verdict with all its numbers. `undecided` asks a person; `goes_on_to_learn` of a release says that it was not decided, but that more are needed to decide. */
export type CanaryVerdict = {
  readonly kind: CanaryVerdictKind;
  readonly because: CanaryReason;
  readonly instant: InstantStop | null;
  readonly harm: { readonly people: number; readonly events: number; readonly evidence: number; readonly stopsAt: number | null; readonly releasesAt: number };
  readonly delivery: Floor | null;
  readonly reads: Floor | null;
  readonly heldBack: { readonly of: number; readonly people: number };
  readonly worse: readonly WorseThanRest[];
};

/** After so many who had time to answer nobody waits for statistics any longer: a person decides. */
const undecidedPeopleMost = 1_000;

/**
 * Judges a stage of a canary. Pure. Harm stops at any time; floors and a release need a stage that has matured. Not decided yet, the next
 * sample goes out to decide it, unless what comes next is everybody, or 1,000 have matured: then a person is asked.
 */
export function judgeCanary(rule: CanaryRule, signals: CanarySignals): CanaryVerdict {
  const { total, isMatured, heldBack, instant } = signals;
  const weight = evidence(harmRates[rule], total);
  const delivery = isMatured ? lookAtFloor(signals.delivery, signals.usual.delivery ?? deliveryUsual) : null;
  const reads = isMatured ? lookAtFloor(signals.reads, signals.usual.reads) : null;
  const numbers = {
    instant,
    harm: { ...total, evidence: weight, stopsAt: harmStopsAt(rule, total.people), releasesAt: harmReleasesAt(rule, total.events) },
    delivery,
    reads,
    heldBack,
    worse: worseParts(rule, signals.parts),
  };
  const verdict = (kind: CanaryVerdictKind, because: CanaryReason): CanaryVerdict => ({ kind, because, ...numbers });
  if (instant !== null) return verdict('stop', 'instant');
  if (weight >= harmBound) return verdict('stop', 'harm');
  if (heldBack.of > 0 && heldBack.people / heldBack.of > heldShareMost) return verdict('wait', 'held_back');
  if (!isMatured) return verdict('wait', 'maturing');
  if (delivery?.isBelow === true) return verdict('stop', 'delivery');
  if (reads?.isBelow === true) return verdict('stop', 'reads');
  if (weight <= -harmBound) return verdict('release', 'fine');
  if (signals.isNextTheRest || total.people >= undecidedPeopleMost) return verdict('undecided', 'unclear');
  return verdict('release', 'too_few');
}
