import { fold } from '#core/segment/fold.ts';

const yes = new Set([
  'yes',
  'y',
  'true',
  't',
  '1',
  'x',
  'on',
  'ok',
  '✓',
  '✔',
  '☑',
  'oui',
  'o',
  'vrai',
  'ja',
  'j',
  'wahr',
  'si',
  'verdadero',
  'sim',
  's',
  'verdadeiro',
  'accepted',
  'granted',
  'subscribed',
  'opt-in',
  'optin',
  'opted in',
  'opted-in',
  'opted_in',
  'agreed',
  'accepte',
  'abonne',
  'suscrito',
  'inscrito',
]);
const no = new Set([
  'no',
  'n',
  'false',
  'f',
  '0',
  'off',
  'non',
  'faux',
  'nein',
  'falsch',
  'falso',
  'nao',
  'declined',
  'denied',
  'unsubscribed',
  'opt-out',
  'opted out',
  'refuse',
  'not subscribed',
  'never subscribed',
]);

/** What a yes-or-no cell says, in five languages; null when it says neither. */
export function readYesNo(text: string): boolean | null {
  const plain = fold(text.trim());
  if (yes.has(plain)) return true;
  return no.has(plain) ? false : null;
}

const readIn = ['en', 'fr', 'de', 'es', 'pt'] as const;
// Retired codes are read as the present ones, so Deutschland is DE and not the DD it once was as well.
const countries = namesOf(
  'region',
  twoLetters()
    .map((code) => code.toUpperCase())
    .filter((code) => new Intl.Locale(`und-${code}`).region === code),
);
const languages = namesOf('language', twoLetters());

/** The ISO code of a country written as a code or a name in five languages; null when it is none. */
export function readCountry(text: string): string | null {
  const plain = text.trim();
  return countries.get(fold(plain)) ?? shortCountries.get(fold(plain)) ?? null;
}

const shortCountries = new Map([
  ['usa', 'US'],
  ['uk', 'GB'],
  ['uae', 'AE'],
  ['great britain', 'GB'],
  ['england', 'GB'],
]);

/** The BCP 47 tag of a language written as a tag (`pt_BR`, `fr-fr`) or a name in five languages; null when it is none. */
export function readLanguage(text: string): string | null {
  const plain = text.trim();
  const [, language, region] = /^([a-z]{2,3})(?:[-_]([a-z]{2}))?$/i.exec(plain) ?? [];
  if (language === undefined) return languages.get(fold(plain)) ?? null;
  const code = language.toLowerCase();
  if (code.length === 2 && !languages.has(code)) return null;
  return region === undefined ? code : `${code}-${region.toUpperCase()}`;
}

/** Every code that has a name, by the code itself and by its folded names. */
function namesOf(type: 'region' | 'language', codes: readonly string[]): Map<string, string> {
  const found = new Map<string, string>();
  const speakers = readIn.map((locale) => new Intl.DisplayNames([locale], { type, fallback: 'none' }));
  for (const code of codes) {
    const names = speakers.map((speaker) => speaker.of(code)).filter((name) => name !== undefined);
    if (names.length === 0) continue;
    found.set(fold(code), code);
    for (const name of names) if (!found.has(fold(name))) found.set(fold(name), code);
  }
  return found;
}

function twoLetters(): string[] {
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  return letters.flatMap((one) => letters.map((other) => one + other));
}
