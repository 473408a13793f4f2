import type { Etr, EtrOfPerson, EtrOutcome } from '#core/contract/etr.ts';
import { type EtrScore, scoreEtr } from '#core/etr/etr.ts';
import { type CountedScore, summariseEtr } from '#core/etr/summary.ts';
import { type EtrCode, etrWords } from '#core/etr/words.ts';
import type { Spoken } from '#core/value/say.ts';
import { wilson } from './funnel.ts';
import type { OutcomeRow, ReadCircumstances } from './store.etr.ts';

/** What is the same for all people of a campaign. `hourOf`: the hour of their day at which it comes, from a zone (or empty) and a country. */
export type EtrCampaign = {
  readonly isMarketing: boolean;
  readonly audienceShare: number;
  /** By the place of a variable: what its value says of the person. */
  readonly variables: readonly ('words' | 'name' | 'known' | 'theirs')[];
  readonly hourOf: (zone: string, country: string) => number | null;
};

/** Scores people who are alike; `circumstances` is what `readCircumstances` took apart. */
export function scoreOf(
  kind: { readonly circumstances: ReadCircumstances; readonly states: string; readonly timezone: string; readonly country: string },
  campaign: EtrCampaign,
): EtrScore {
  const filled = campaign.variables.map((says, place) => ({ says, state: kind.states[place] }));
  return scoreEtr({
    ...kind.circumstances,
    isMarketing: campaign.isMarketing,
    hour: campaign.hourOf(kind.timezone, kind.country),
    audienceShare: campaign.audienceShare,
    ownValues: filled.filter(({ says, state }) => state === 'v' && (says === 'known' || says === 'theirs')).length,
    fallbacks: filled.filter(({ state }) => state === 'f').length,
    speaksOfThem: filled.some(({ says, state }) => state === 'v' && says === 'theirs'),
  });
}

/** Reasons shown: more would not be read. */
const reasonsMost = 12;

/** The measure as a plan keeps it, with words of no language yet; null for nobody. `leaveOutBelow` is the campaign's bar. */
export function presentEtr(scores: readonly CountedScore[], house: { threshold: number; leaveOutBelow: number | null }): Etr | null {
  const sums = summariseEtr(scores, house.threshold);
  if (sums === undefined) return null;
  const bar = house.leaveOutBelow;
  return {
    people: sums.people,
    expected: sums.expected,
    timely: sums.timely,
    relevant: sums.relevant,
    score: sums.score,
    distribution: [...sums.distribution],
    unwanted: sums.below,
    threshold: house.threshold,
    left_out: bar === null ? 0 : scores.reduce((sum, { score, people }) => (score.score < bar ? sum + people : sum), 0),
    reasons: sums.reasons.slice(0, reasonsMost).map((reason) => ({ ...reason, words: '' })),
  };
}

/** The kept measure of a plan in the reader's language. */
export function tellEtr(etr: Etr | null, language: Spoken): Etr | null {
  if (etr === null) return null;
  return { ...etr, reasons: etr.reasons.map((reason) => ({ ...reason, words: isEtrCode(reason.code) ? etrWords[reason.code][language] : reason.code })) };
}

function isEtrCode(code: string): code is EtrCode {
  return Object.hasOwn(etrWords, code);
}

/** The measure for one person. */
export function presentEtrOf(person: { contact: string; name: string }, score: EtrScore, threshold: number, language: Spoken): EtrOfPerson {
  const { expected, timely, relevant, score: whole } = score;
  const reasons = score.reasons.map((reason) => ({ ...reason, people: 1, words: etrWords[reason.code][language] }));
  return { ...person, expected, timely, relevant, score: whole, threshold, reasons };
}

/** Where bands of scores begin in a report. */
export const outcomeBands = [40, 60, 80] as const;

/** A share of fewer people than this says nothing (facts §5.1). */
const ratePeopleLeast = 30;

/** How people answered by band, the lowest first, as the report shows it. */
export function presentOutcomes(rows: readonly OutcomeRow[]): EtrOutcome[] {
  return rows.map(({ band, ...counts }) => {
    const share = counts.delivered < ratePeopleLeast ? undefined : wilson(counts.opted_out, counts.delivered);
    return {
      from: band === 0 ? 0 : (outcomeBands[band - 1] ?? 0),
      to: (outcomeBands[band] ?? 101) - 1,
      ...counts,
      opt_out_rate: share?.rate ?? null,
      low: share?.low ?? null,
      high: share?.high ?? null,
    };
  });
}
