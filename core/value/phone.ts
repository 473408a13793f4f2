import { isSupportedCountry, ParseError, type PhoneNumber, parsePhoneNumberWithError } from 'libphonenumber-js/max';
import { isRefused, type Refused, refused } from './result.ts';
import type { Said } from './say.ts';
import { sayValue } from './says.ts';

/** A phone number that can exist. `waId` is what WhatsApp calls it: the digits of the E.164 form. */
export type Phone = { readonly e164: string; readonly country: string; readonly waId: string };

/** Longer texts are no phone numbers; E.164 has 15 digits, people write spaces, brackets and extensions. */
const phoneTextMost = 60;
/** Shorter digit strings without a plus are never read as international ones. */
const bareInternationalLeast = 10;

/** Marks that copying from screens and spreadsheets leaves: direction marks, zero-width and soft spaces. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * Reads a phone number as people write it.
 *
 * Takes spreadsheet apostrophes, `00` for `+`, digits of any script, extensions (dropped), WhatsApp's Mexican `521…` and
 * Brazilian mobiles without their ninth digit. A number without a country code is read in `defaultCountry` first, then,
 * when that fails and it is long enough, as an international number that lost its plus. Refused with a sentence that
 * names the value and the country.
 *
 * @example parsePhone('06 12 34 56 78', 'FR') // { e164: '+33612345678', country: 'FR', waId: '33612345678' }
 */
export function parsePhone(text: string, defaultCountry: string | null): Phone | Refused {
  const cleaned = clean(text);
  const shown = text.trim().slice(0, phoneTextMost).toWellFormed();
  if (cleaned === '') return refused('phone_invalid', sayValue('phone_missing'));
  if (cleaned.length > phoneTextMost) return refused('phone_invalid', sayValue('phone_endless', { text: shown }));
  if (/^\d+([.,]\d+)?e\+?\d+$/i.test(cleaned)) return refused('phone_invalid', sayValue('phone_shortened', { text: shown }));
  const country = defaultCountry !== null && isSupportedCountry(defaultCountry) ? defaultCountry : undefined;
  const read = readNumber(cleaned, country);
  if (!isRefusal(read) && read.isValid()) return present(read, shown);
  const repaired = repair(cleaned, isRefusal(read) ? undefined : read);
  if (repaired !== undefined) return present(repaired, shown);
  return refused('phone_invalid', why(shown, read, cleaned.startsWith('+'), country));
}

/**
 * The country (ISO 3166-1) of an E.164 number, or null when it belongs to none. A number our tables do not know, such as
 * one of a range opened last month, still has the country of its code.
 */
export function phoneCountry(e164: string): string | null {
  const phone = parsePhone(e164, null);
  if (!isRefused(phone)) return phone.country;
  const read = readNumber(e164, undefined);
  return isRefusal(read) ? null : (read.country ?? read.getPossibleCountries()[0] ?? null);
}

/**
 * The E.164 number behind WhatsApp's own id of a person, or undefined when it is no phone number. Whoever writes from a
 * number has it, so one that our tables call unassigned is believed.
 */
export function phoneOfWaId(waId: string): string | undefined {
  const e164 = `+${waId.replace(/^\+/, '')}`;
  const phone = parsePhone(e164, null);
  if (!isRefused(phone)) return phone.e164;
  return /^\+[1-9]\d{6,14}$/.test(e164) && phoneCountry(e164) !== null ? e164 : undefined;
}

/**
 * Every id under which WhatsApp may know an E.164 number, the usual one first. Mexico: `52…` and the older `521…`.
 * Argentina: `549…` and `54…`. Brazil: with and without the ninth digit of mobiles.
 */
export function waIdForms(e164: string): readonly string[] {
  const digits = e164.replace(/^\+/, '');
  const mexico = /^52(\d{10})$/.exec(digits)?.[1];
  if (mexico !== undefined) return [digits, `521${mexico}`];
  const argentina = /^54(9?)(\d{10})$/.exec(digits);
  if (argentina !== null) return [digits, argentina[1] === '9' ? `54${argentina[2]}` : `549${argentina[2]}`];
  const brazil = /^55(\d{2})9(\d{8})$/.exec(digits);
  if (brazil !== null) return [digits, `55${brazil[1]}${brazil[2]}`];
  return [digits];
}

function clean(text: string): string {
  // Most numbers need none of this; looking first saves an import a twentieth of its reading.
  if (/^\+[1-9]\d+$/.test(text)) return text;
  const plain = text
    .replace(invisible, '')
    .replace(/\u00a0/g, ' ')
    .trim();
  const bare = plain
    .replace(/^['’`=]+\s*/, '')
    .replace(/^"(.*)"$/, '$1')
    .replace(/^(?:tel|whatsapp|phone|wa\.me)[:/]\s*/i, '');
  // Digits of other scripts become ASCII, a full-width plus too.
  const ascii = bare
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, asciiDigit)
    .trim();
  return ascii.replace(/^00(?=\s*[1-9])/, '+').replace(/^\+\s*00/, '+');
}

/** The blocks of decimal digits in Unicode are ten long and begin at a multiple of ten from a zero we can find. */
function asciiDigit(digit: string): string {
  if (digit >= '0' && digit <= '9') return digit;
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (zero > code - 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

type ReadFailure = 'INVALID_COUNTRY' | 'NOT_A_NUMBER' | 'TOO_SHORT' | 'TOO_LONG';
type Country = PhoneNumber['country'];

function isRefusal(read: PhoneNumber | ReadFailure): read is ReadFailure {
  return typeof read === 'string';
}

function readNumber(text: string, country: Country): PhoneNumber | ReadFailure {
  try {
    return country === undefined ? parsePhoneNumberWithError(text) : parsePhoneNumberWithError(text, country);
  } catch (cause) {
    if (!(cause instanceof ParseError)) throw cause;
    const message = cause.message;
    return message === 'INVALID_COUNTRY' || message === 'TOO_SHORT' || message === 'TOO_LONG' ? message : 'NOT_A_NUMBER';
  }
}

/** What the library calls invalid but WhatsApp does not: its Mexican and Brazilian forms, and a lost plus. */
function repair(text: string, read: PhoneNumber | undefined): PhoneNumber | undefined {
  const candidates: string[] = [];
  if (read !== undefined) candidates.push(...olderForms(read.number));
  const digits = text.replace(/\D/g, '');
  if (text.startsWith('+')) candidates.push(...olderForms(`+${digits}`));
  else if (digits.length >= bareInternationalLeast && !digits.startsWith('0')) candidates.push(`+${digits}`, ...olderForms(`+${digits}`));
  for (const candidate of candidates) {
    const number = readNumber(candidate, undefined);
    if (!isRefusal(number) && number.isValid()) return number;
  }
  return undefined;
}

function olderForms(number: string): string[] {
  const mexico = /^\+521(\d{10})$/.exec(number)?.[1];
  if (mexico !== undefined) return [`+52${mexico}`];
  const brazil = /^\+55(\d{2})([6-9]\d{7})$/.exec(number);
  if (brazil !== null) return [`+55${brazil[1]}9${brazil[2]}`];
  return [];
}

function present(number: PhoneNumber, shown: string): Phone | Refused {
  if (number.country === undefined) return refused('phone_invalid', sayValue('phone_nowhere', { text: shown }));
  return { e164: number.number, country: number.country, waId: number.number.slice(1) };
}

function why(text: string, read: PhoneNumber | ReadFailure, hasPlus: boolean, country: Country): Said {
  if (isRefusal(read)) {
    const home = !hasPlus && country !== undefined ? { country } : undefined;
    switch (read) {
      case 'TOO_SHORT':
        return home === undefined ? sayValue('phone_short', { text }) : sayValue('phone_short_in', { text, country: home });
      case 'TOO_LONG':
        return home === undefined ? sayValue('phone_long', { text }) : sayValue('phone_long_in', { text, country: home });
      case 'INVALID_COUNTRY':
        return hasPlus ? sayValue('phone_code_unknown', { text }) : sayValue('phone_code_missing', { text });
      case 'NOT_A_NUMBER':
        return sayValue('phone_none', { text });
    }
  }
  const place = read.country ?? read.getPossibleCountries()[0] ?? (hasPlus ? undefined : country);
  if (place === undefined) return sayValue('phone_unassigned', { text });
  switch (lengthFault(read)) {
    case 'short':
      return sayValue('phone_short_in', { text, country: { country: place } });
    case 'long':
      return sayValue('phone_long_in', { text, country: { country: place } });
    case 'none':
      return sayValue('phone_unassigned_in', { text, country: { country: place } });
  }
}

/** `isPossible` looks at the length alone; a number is impossible by being shorter or longer than the plan allows. */
function lengthFault(read: PhoneNumber): 'short' | 'long' | 'none' {
  if (read.isPossible()) return 'none';
  // One more digit at a time: if some longer number is possible, this one is short.
  for (let extra = '0'; extra.length <= 10; extra += '0') {
    const longer = readNumber(`${read.number}${extra}`, undefined);
    if (!isRefusal(longer) && longer.isPossible()) return 'short';
  }
  return 'long';
}
