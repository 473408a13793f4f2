import { decide } from '#core/policy/policy.ts';
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
};

/** A tuple with what was decided for it. `position` is that of the language in the frozen list. */
export type TupleVerdict = ReachTuple & { readonly position: number; readonly reason: SkipReason | null };

/** What the message demands of people, whatever tuple they are in. */
export type Demand = {
  readonly category: 'marketing' | 'utility' | 'authentication';
  /** The position of the language that suits a contact's language; undefined when none does. */
  readonly choose: (contactLanguage: string | null) => number | undefined;
  /** For each language by position: which variables (positions in `states`) it uses. */
  readonly uses: readonly (readonly number[])[];
};

/** Decides each tuple once. Pure; the order is kept. */
export function decideTuples<Tuple extends ReachTuple>(
  tuples: readonly Tuple[],
  demand: Demand,
  now: Date,
): (Tuple & { position: number; reason: SkipReason | null })[] {
  return tuples.map((tuple) => {
    const position = demand.choose(tuple.language === '' ? null : tuple.language);
    const used = position === undefined ? [] : (demand.uses[position] ?? []);
    const verdict = decide(
      {
        category: demand.category,
        hasPhone: tuple.has_phone,
        country: tuple.country === '' ? null : tuple.country,
        marketingConsent: tuple.consent === 'given' || tuple.consent === 'withdrawn' ? tuple.consent : 'none',
        suppressions: tuple.suppressions === '' ? [] : tuple.suppressions.split(','),
        // A template needs no open window.
        windowOpen: false,
        hasLanguage: position !== undefined,
        hasVariables: used.every((variable) => tuple.states[variable] !== 'm'),
      },
      now,
    );
    return { ...tuple, position: position ?? 0, reason: verdict.may ? null : verdict.reason };
  });
}
