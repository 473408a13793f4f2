import type { Etr } from '#core/contract/etr.ts';
import type { VariableSource } from '#core/expression/expression.ts';
import { parseLiquid } from '#core/expression/liquid.ts';
import { hourOfInstant } from '#core/value/local.ts';
import type { Instant } from '#core/value/time.ts';
import { isZone, zoneOfCountry } from '#core/value/zones.ts';
import type { Tx } from '#server/platform/platform.ts';
import { type EtrCampaign, presentEtr, scoreCircumstances } from './etr.ts';
import type { Frozen } from './frozen.ts';
import { type Audience, peopleSelect, recipientSelect } from './store.audience.ts';
import { countCircumstances, countConsented, gatherCircumstances, keepScores } from './store.etr.ts';
import type { CountedVerdict } from './summary.ts';

/** What the measure asks of the campaign: what it says, to what kind of people, and when it comes. */
export type Scoring = {
  readonly frozen: Frozen;
  readonly category: 'marketing' | 'utility' | 'authentication';
  readonly at: Instant;
  /** How many people the audience has; everybody asked when left out. */ readonly audiencePeople?: number;
};

/** The scores of an audience by their circumstances; kept in the table etr_score of the transaction too. */
export type Scored = ReturnType<typeof scoreCircumstances>;

/**
 * Scores everybody of an audience and keeps the scores in the transaction's table etr_score. To be run once in a transaction,
 * after `renderLiquid`.
 */
export async function scoreAudience(tx: Tx, audience: Audience, { frozen, category, at, audiencePeople }: Scoring): Promise<Scored> {
  const { scope } = audience;
  const rows = await gatherCircumstances(tx, { scope, people: peopleSelect(audience), at, topic: frozen.topic, reason: frozen.reason });
  const all = audiencePeople ?? rows.reduce((sum, row) => sum + row.people, 0);
  const scored = scoreCircumstances(rows, {
    isMarketing: category === 'marketing',
    audienceShare: all / Math.max(1, all, await countConsented(tx, scope)),
    variables: audience.variables.map(({ source }) => saysOf(source)),
    hourOf: hourOf(frozen, at),
  });
  await keepScores(
    tx,
    scored.map(({ circumstances, score }) => ({ circumstances, score: score.score })),
  );
  return scored;
}

/** The hour of somebody's day at which it comes; null when neither their zone nor their country is known. */
function hourOf({ schedule }: Frozen, at: Instant): EtrCampaign['hourOf'] {
  if (schedule?.kind === 'local_hour') {
    const hour = Number(schedule.starts.slice(11, 13));
    return () => hour;
  }
  return (timezone, country) => {
    const zone = isZone(timezone) ? timezone : zoneOfCountry(country);
    return zone === undefined ? null : hourOfInstant(at, zone);
  };
}

/** What a value says of the person: our own words, their name, something known of them, or what they ordered, laid aside or might like. */
function saysOf(source: VariableSource): EtrCampaign['variables'][number] {
  switch (source.from) {
    case 'text':
      return 'words';
    case 'contact':
      return isName(source.attribute) ? 'name' : 'known';
    case 'order':
    case 'cart':
    case 'recommendation':
      return 'theirs';
    case 'liquid': {
      const { paths } = parseLiquid(source.template);
      if (paths.some(([root]) => root === 'order' || root === 'cart' || root === 'event')) return 'theirs';
      if (paths.some(([root, attribute]) => root === 'contact' && !isName(attribute ?? ''))) return 'known';
      return paths.some(([root]) => root === 'contact') ? 'name' : 'words';
    }
  }
}

function isName(attribute: string): boolean {
  return attribute === 'first_name' || attribute === 'last_name' || attribute === 'name';
}

/** The measure over those whom nothing else keeps the message from: who gets it, and who is left out for their score. Null for nobody. */
export async function measure(
  tx: Tx,
  audience: Audience,
  decided: { readonly scored: Scored; readonly tuples: readonly CountedVerdict[] },
  house: { threshold: number; leaveOutBelow: number | null },
): Promise<Etr | null> {
  const asked = decided.tuples.filter(({ reason }) => reason === null || reason === 'unwanted');
  if (asked.length === 0) return null;
  const byCircumstances = new Map(decided.scored.map(({ circumstances, score }) => [circumstances, score]));
  const counted = await countCircumstances(tx, recipientSelect(audience, asked));
  const scores = counted.flatMap(({ circumstances, people }) => {
    const score = byCircumstances.get(circumstances);
    return score === undefined ? [] : [{ score, people }];
  });
  return presentEtr(scores, house);
}
