/** The languages Parley speaks; whoever asks for none of them hears the first. */
export const spokenLanguages = ['en', 'fr'] as const;
export type Spoken = (typeof spokenLanguages)[number];

/** The same words in every language, for words that have a catalogue of their own (skip reasons, Meta's errors). */
export type Both = Readonly<Record<Spoken, string>>;

/** What stands in a hole of a sentence. A country is its ISO code, a moment RFC 3339, told in UTC
 * or in a zone; a list is told with commas. */
export type SaidValue =
  | string
  | number
  | Said
  | Both
  | { readonly country: string }
  | { readonly moment: string; readonly zone?: string }
  | { readonly list: readonly SaidValue[] };

/** A sentence that is not told yet: its key in the catalogue, and what fills its holes. Safe to keep as JSON. */
export type Said = { readonly say: string; readonly values: Readonly<Record<string, SaidValue>> };

/** A sentence for a person: said by its key, in every language, or plain English that nobody has put into the catalogue. */
export type Told = string | Said | Both;

/**
 * Sentences by key. `{name}` is a hole; `{count|one|many}` is the form that a number asks for. French is written by hand,
 * with its own order of words, so a sentence is a whole and never a piece of one.
 */
export type Sayings = Readonly<Record<string, Both>>;

type HoleOf<Name extends string> = Name extends `${infer Bare}|${string}` ? Bare : Name;
type Holes<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? HoleOf<Name> | Holes<Rest> : never;
type Filled<Text extends string> = [Holes<Text>] extends [never] ? [] : [values: Readonly<Record<Holes<Text>, SaidValue>>];

/** Says one of these sentences. A key that is not there, or a hole that is not filled, does not compile. */
export type Sayer<All extends Sayings> = <Key extends keyof All & string>(key: Key, ...values: Filled<All[Key]['en']>) => Said;

/** Makes the function that says the sentences of a catalogue. */
export function sayerOf<const All extends Sayings>(_all: All): Sayer<All> {
  return (key, ...[values]) => ({ say: key, values: values ?? {} });
}

/** Whether a value is in every language. */
export function isBoth(value: unknown): value is Both {
  return typeof value === 'object' && value !== null && spokenLanguages.every((language) => language in value);
}

/** Whether a value is a sentence that is not told yet. */
export function isSaid(value: unknown): value is Said {
  return (
    typeof value === 'object' && value !== null && 'say' in value && typeof value.say === 'string' && 'values' in value && typeof value.values === 'object'
  );
}

/** Makes words in every language from a catalogue that takes the language. */
export function inBoth(wordsIn: (language: Spoken) => string): Both {
  return { en: wordsIn('en'), fr: wordsIn('fr') };
}

/** Keeps a sentence as a text for a column; a plain one stays as it is. `parseTold` reads it back. */
export function keepTold(told: Told): string {
  return typeof told === 'string' ? told : JSON.stringify(told);
}

/** Reads a kept sentence. Texts from before there were keys are plain, and told as they are. */
export function parseTold(text: string): Told {
  if (!text.startsWith('{"')) return text;
  try {
    const read: unknown = JSON.parse(text);
    return isSaid(read) || isBoth(read) ? read : text;
  } catch (error) {
    if (error instanceof SyntaxError) return text;
    throw error;
  }
}

const holePattern = /\{([a-z_]+)(?:\|([^{}|]*)\|([^{}|]*))?\}/g;

/** Tells a sentence in a language. A key that the catalogue does not know is shown itself, so that it is seen and mended. */
export function tellWith(all: Sayings, told: Told, language: Spoken): string {
  if (typeof told === 'string') return told;
  if (!isSaid(told)) return typeset(told[language], language);
  const text = all[told.say]?.[language] ?? told.say;
  return typeset(text, language).replace(holePattern, (whole, name: string, one: string | undefined, many: string | undefined) => {
    const value = told.values[name];
    if (value === undefined) return whole;
    if (one === undefined || many === undefined) return tellValue(all, value, language);
    return new Intl.PluralRules(language).select(Number(value)) === 'one' ? one : many;
  });
}

function tellValue(all: Sayings, value: SaidValue, language: Spoken): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return new Intl.NumberFormat(language).format(value);
  if ('country' in value) return countryNames[language].of(value.country) ?? value.country;
  if ('moment' in value) return tellMoment(value.moment, value.zone ?? 'UTC', language);
  if ('list' in value) return value.list.map((one) => tellValue(all, one, language)).join(', ');
  return tellWith(all, value, language);
}

/**
 * Sets the spaces of a language as its printers do: French has an unbreakable one before ; : ? ! » and after «, so that no
 * line begins with a mark. Catalogues are written with plain spaces, which an editor can show.
 */
export function typeset(text: string, language: string): string {
  return language === 'fr' ? text.replaceAll(/ (?=[;:?!»])/g, '\u202f').replaceAll('« ', '«\u202f') : text;
}

const countryNames = { en: new Intl.DisplayNames(['en'], { type: 'region' }), fr: new Intl.DisplayNames(['fr'], { type: 'region' }) };

/** Moments are told in UTC unless a zone is given, and say which: whoever asks the API may sit anywhere. */
function tellMoment(moment: string, zone: string, language: Spoken): string {
  return new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { ...momentParts, timeZone: zone }).format(new Date(moment));
}

const momentParts = { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
