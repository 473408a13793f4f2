import { decide, type PolicyInput } from '#core/policy/policy.ts';
import type { SkipReason } from '#core/policy/reasons.ts';

/**
 * What the policy must know about people of a set who are alike, as SQL gathers it: empty text for "not known".
 * `suppressions` are sorted and joined by commas. `states` has one letter for each variable: `v` there is a value,
 * `f` its fallback stands in, `m` it is missing.
 */
export type ReachTuple = {
  readonly has_phone: boolean;
  readonly country: string;
  readonly language: string;
  readonly consent: string;
  readonly suppressions: string;
  readonly states: string;
  /** When their own hour comes, RFC 3339; empty when they have none. */
  readonly due: string;
  /** Whether their service window with the sending number is open when their turn comes, as far as is known now. */
  readonly window_open: boolean;
  /** Whether their score lies below the campaign's bar. */
  readonly unwanted: boolean;
};

/** A text that is the same for tuples that are the same. */
export function tupleKey(tuple: ReachTuple): string {
  const { has_phone, country, language, consent, suppressions, states, due, window_open, unwanted } = tuple;
  return JSON.stringify([country, language, consent, suppressions, states, due, has_phone, window_open, unwanted]);
}

/** A tuple with what was decided for it: the language by its position in the frozen list, and whether the free message is said. */
export type TupleVerdict = ReachTuple & { readonly position: number; readonly free: boolean; readonly reason: SkipReason | null };

/** What the message demands of people, whatever tuple they are in. */
export type Demand = {
  readonly category: 'marketing' | 'utility' | 'authentication';
  /** The position of the language that suits a contact's language; undefined when none does. */
  readonly choose: (contactLanguage: string | null) => number | undefined;
  /** For each language by position: which variables (positions in `states`) it uses. */
  readonly uses: readonly (readonly number[])[];
  /** For each language by position: which variables its free message uses; null where there is none. */
  readonly free: readonly (readonly number[] | null)[];
};

/**
 * Decides each tuple once. Pure; the order is kept. Where the language that suits them has a free message, it takes the
 * template's place if the window is open and everything it needs is there. It needs the template's variables too: the window may close before their turn, and then
 * the template is sent. Consent is asked as for the template: what is said in a marketing template's stead is an offer.
 */
export function decideTuples<Tuple extends ReachTuple>(tuples: readonly Tuple[], demand: Demand, now: Date): (Tuple & TupleVerdict)[] {
  return tuples.map((tuple) => {
    const position = demand.choose(tuple.language === '' ? null : tuple.language);
    const used = position === undefined ? [] : (demand.uses[position] ?? []);
    const has = (variables: readonly number[]) => variables.every((variable) => tuple.states[variable] !== 'm');
    const known = {
      hasPhone: tuple.has_phone,
      country: tuple.country === '' ? null : tuple.country,
      marketingConsent: consentOf(tuple.consent),
      suppressions: tuple.suppressions === '' ? [] : tuple.suppressions.split(','),
      windowOpen: tuple.window_open,
      hasLanguage: position !== undefined,
      isUnwanted: tuple.unwanted,
    };
    const decided = { ...tuple, position: position ?? 0 };
    const free = position === undefined ? null : (demand.free[position] ?? null);
    if (free !== null && tuple.window_open) {
      const hasVariables = has(used) && has(free);
      if (decide({ ...known, category: 'service', isOffer: demand.category === 'marketing', hasVariables }, now).may)
        return { ...decided, free: true, reason: null };
    }
    const verdict = decide({ ...known, category: demand.category, hasVariables: has(used) }, now);
    return { ...decided, free: false, reason: verdict.may ? null : verdict.reason };
  });
}

function consentOf(text: string): PolicyInput['marketingConsent'] {
  return text === 'given' || text === 'withdrawn' ? text : 'none';
}
