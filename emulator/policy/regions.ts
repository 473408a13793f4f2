import { countryOf } from '../world/countries.ts';
import type { BusinessNumber } from '../world/world.ts';

/** Countries to which a rule of Meta's applies. A rule that changes gets a second entry with its own date. */
export type CountryRule = { readonly since: number; readonly countries: ReadonlySet<string>; readonly source: string };

const setOf = (codes: string): ReadonlySet<string> => new Set(codes.split(' '));

/** The EEA: the 27 members of the European Union, Iceland, Liechtenstein and Norway. */
const economicArea = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE';

/** No per-person cap from or to these. */
export const uncapped: readonly CountryRule[] = [
  { since: 0, countries: setOf(`${economicArea} GB JP KR`), source: 'Meta, "Per-user marketing template message limits" of 2026-06-17, read 2026-11-22' },
];

/** Businesses and people here have no WhatsApp Business Platform. Crimea, Donetsk and Luhansk cannot be told by number. */
export const unserved: readonly CountryRule[] = [
  { since: 0, countries: setOf('CU IR KP SY'), source: 'Meta, "Marketing messages: get started", read 2026-11-22' },
];

/** No marketing templates to numbers here, wherever they are sent from. */
export const marketingPaused: readonly CountryRule[] = [
  { since: Date.UTC(2025, 3, 1), countries: setOf('US'), source: 'Meta, "Per-user marketing template message limits" of 2026-06-17, read 2026-11-22' },
];

/** Authentication templates to people here cost the international rate when the business is elsewhere. */
export const internationalAuthentication: readonly CountryRule[] = [
  {
    since: 0,
    countries: setOf('EG IN ID MY NG PK SA ZA AE'),
    source: 'Meta, "Authentication-international rates"; the list of countries is from memory, 2026, and Meta asks for eligibility besides',
  },
];

/** Does a rule apply to a country at a time? The latest entry that has begun decides. */
export function appliesTo(rules: readonly CountryRule[], country: string, now: number): boolean {
  let current: CountryRule | undefined;
  for (const rule of rules) if (rule.since <= now && (current === undefined || rule.since >= current.since)) current = rule;
  return current?.countries.has(country) === true;
}

const known = new WeakMap<BusinessNumber, { display: string; country: string }>();

/** The country of a business number, by its calling code. */
export function homeOf(number: BusinessNumber): string {
  const display = number.display_phone_number;
  const before = known.get(number);
  if (before?.display === display) return before.country;
  const country = countryOf(display.replaceAll(/\D/g, '')).code;
  known.set(number, { display, country });
  return country;
}
