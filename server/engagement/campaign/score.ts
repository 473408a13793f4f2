import type { Etr } from '#core/contract/etr.ts';
import type { EtrScore } from '#core/etr/etr.ts';
import type { VariableSource } from '#core/expression/expression.ts';
import { parseLiquid } from '#core/expression/liquid.ts';
import { hourOfInstant } from '#core/value/local.ts';
import type { Instant } from '#core/value/time.ts';
import { isZone, zoneOfCountry } from '#core/value/zones.ts';
import type { Tx } from '#server/platform/platform.ts';
import { type EtrCampaign, presentEtr, scoreOf } from './etr.ts';
import type { Frozen } from './frozen.ts';
import { type Audience, type KeptAudience, type Kind, measuredPart, type ScoredKind, verdictsByKind } from './store.audience.ts';
import { countConsented, readCircumstances } from './store.etr.ts';
import type { CountedVerdict } from './summary.ts';

/** What the measure asks of the campaign: what it says, to what kind of people, and when it comes. */
export type Scoring = {
  readonly frozen: Frozen;
  readonly category: 'marketing' | 'utility' | 'authentication';
  readonly at: Instant;
  /** How many people the audience has; everybody asked when left out. */
  readonly audiencePeople?: number;
};

/** Everybody of an audience, decided: ready to be counted, drawn, and frozen. */
export type Gathered = { readonly audience: KeptAudience; readonly scored: readonly Scored[]; readonly tuples: readonly CountedVerdict[] };

/** A kind of people with the whole of their score. */
export type Scored = ScoredKind & { readonly whole: EtrScore };

/** Scores the kinds of an audience; what is alike in all that the measure asks is scored once. */
export async function scoreKinds(tx: Tx, audience: Audience, kinds: readonly Kind[], { frozen, category, at, audiencePeople }: Scoring): Promise<Scored[]> {
  const all = audiencePeople ?? kinds.reduce((sum, kind) => sum + kind.people, 0);
  const campaign: EtrCampaign = {
    isMarketing: category === 'marketing',
    audienceShare: all / Math.max(1, all, await countConsented(tx, audience.scope)),
    variables: audience.variables.map(({ source }) => saysOf(source)),
    hourOf: hourOf(frozen, at),
  };
  const known = new Map<string, EtrScore>();
  return kinds.map((kind) => {
    const measured = measuredPart(kind);
    const key = `${measured} ${kind.states} ${kind.country} ${kind.timezone}`;
    const whole = known.get(key) ?? scoreOf({ ...kind, circumstances: readCircumstances(measured) }, campaign);
    known.set(key, whole);
    return { ...kind, score: whole.score, whole };
  });
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
export function measure({ audience, scored, tuples }: Gathered, house: { threshold: number; leaveOutBelow: number | null }): Etr | null {
  const asked = tuples.filter(({ reason }) => reason === null || reason === 'unwanted');
  const kinds = verdictsByKind({ kinds: scored, bar: audience.bar }, asked).map(({ kind }) => kind);
  return presentEtr(
    kinds.map(({ whole, people }) => ({ score: whole, people })),
    house,
  );
}
