import { clockOfCountry, isZone } from '#core/value/zones.ts';
import type { Facts, Person, Setting } from './facts.ts';

/** How a person reads: their locale (BCP 47) and their zone (IANA). Both are known to `Intl`. */
export type Reader = { readonly locale: string; readonly timezone: string };

/** The last resort, when not even the house's own locale is one. */
const everybody: Reader = { locale: 'en', timezone: 'UTC' };

/** What was worked out before; a house has few languages and countries. Emptied when somebody has invented thousands. */
const locales = new Map<string, string>();
const rememberedMost = 2000;

/**
 * How the reader of a message reads. Locale: their language with their country; the main language of their country
 * (by Unicode's likely subtags: BR gives pt-BR); the house's locale. Zone: their own; that of their country
 * where all its clocks are the same; the house's. What `Intl` does not know is passed over.
 *
 * @example readerOf(facts).locale // "fr-CA" for language "fr", country "CA"
 */
export function readerOf({ contact, setting }: Pick<Facts, 'contact' | 'setting'>): Reader {
  return { locale: localeOf(contact, setting), timezone: zoneOf(contact, setting) };
}

function localeOf({ language, country }: Person, setting: Setting): string {
  const key = `${language ?? ''}|${country ?? ''}|${setting.locale}`;
  const known = locales.get(key);
  if (known !== undefined) return known;
  const found = knownLocale(language, country) ?? mainLocale(country) ?? knownLocale(setting.locale, null) ?? everybody.locale;
  if (locales.size >= rememberedMost) locales.clear();
  locales.set(key, found);
  return found;
}

/** The locale when `Intl` has it, with the country as region where the language names none. */
function knownLocale(language: string | null, country: string | null): string | undefined {
  if (language === null || language === '') return undefined;
  try {
    const locale = new Intl.Locale(language.replaceAll('_', '-'));
    const here = locale.region === undefined && country !== null ? new Intl.Locale(locale.toString(), { region: country }) : locale;
    return Intl.NumberFormat.supportedLocalesOf(here.toString())[0];
  } catch {
    return undefined; // A language that is none is no reason to leave somebody out: the next in the chain is taken.
  }
}

function mainLocale(country: string | null): string | undefined {
  if (country === null || country === '') return undefined;
  try {
    const { language, region } = new Intl.Locale(`und-${country}`).maximize();
    return language === undefined || language === 'und' ? undefined : knownLocale(language, region ?? country);
  } catch {
    return undefined;
  }
}

function zoneOf({ timezone, country }: Person, setting: Setting): string {
  if (timezone !== null && isZone(timezone)) return timezone;
  const theirs = country === null ? undefined : clockOfCountry(country);
  return theirs ?? (isZone(setting.timezone) ? setting.timezone : everybody.timezone);
}
