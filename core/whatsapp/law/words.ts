import { freeFaults } from './words.free.ts';
import { markFaults } from './words.marks.ts';
import { partFaults } from './words.parts.ts';
import { templateFaults } from './words.template.ts';

/** A place where Meta would refuse, or where it is likely to. `at` is a JSON pointer into what was checked. */
export type LawFault = {
  readonly at: string;
  readonly code: FaultCode;
  /** `warning`: Meta takes it at creation, but reviewers often refuse it, or it does not do what one thinks. */
  readonly severity: 'error' | 'warning';
  /** What the words need: names and numbers. */
  readonly values: Readonly<Record<string, string | number>>;
  /** The English words, as the API says them. */
  readonly message: string;
};

/** Every fault in words. `{name}` is filled from the fault's values. The source of each law stands where it is checked. */
export const faultCatalogue = {
  ...templateFaults,
  ...partFaults,
  ...markFaults,
  ...freeFaults,
} as const satisfies Record<string, { en: string; fr: string }>;

export type FaultCode = keyof typeof faultCatalogue;

/** A fault in words of a language. A `{name}` without a value stays, which is how `{{first_name}}` is shown. */
export function faultWords(fault: Pick<LawFault, 'code' | 'values'>, locale: 'en' | 'fr'): string {
  return faultCatalogue[fault.code][locale].replace(/(?<!\{)\{([a-z]+)\}(?!\})/g, (whole, name: string) => String(fault.values[name] ?? whole));
}

/** Makes a fault with its English words. */
export function lawFault(
  at: string,
  code: FaultCode,
  values: Readonly<Record<string, string | number>> = {},
  severity: LawFault['severity'] = 'error',
): LawFault {
  return { at, code, severity, values, message: faultWords({ code, values }, 'en') };
}

/** How Meta counts: characters as people see most of them (code points), not UTF-16 units. */
export function textLength(text: string): number {
  let length = 0;
  for (const _character of text) length += 1;
  return length;
}
