import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IntlMessageFormat } from 'intl-messageformat';
import { words as english } from './en/words.ts';
import { makeFormats } from './formats.ts';
import { words as french } from './fr/words.ts';
import { chooseLanguage, chooseLocale } from './languages.ts';
import { formatPhone } from './phone.ts';
import { makeSpeaker } from './speak.ts';

test('every message of both languages can be read as ICU', () => {
  for (const [words, locale] of [
    [english, 'en'],
    [french, 'fr'],
  ] as const) {
    const speaker = makeSpeaker(words, locale);
    for (const [area, messages] of Object.entries(words)) {
      for (const [key, message] of Object.entries<string>(messages)) {
        const places = Object.fromEntries([...message.matchAll(/\{(\w+)/g)].map((place) => [place[1] ?? '', 2]));
        // The catalogue's own keys, put together again.
        assert.doesNotThrow(() => speaker.say(`${area}.${key}` as Parameters<typeof speaker.say>[0], places), `${locale} ${area}.${key}`);
      }
    }
  }
});

/** The names of the places of a message, those inside plurals too. */
function placesOf(message: string): string[] {
  const found = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(walk);
    if (typeof node !== 'object' || node === null) return;
    // 1 to 6 are ICU's arguments; 0 is plain words, 7 the number sign, 8 a tag.
    if ('type' in node && 'value' in node && typeof node.type === 'number' && node.type >= 1 && node.type <= 6) found.add(String(node.value));
    Object.values(node).forEach(walk);
  };
  walk(new IntlMessageFormat(message, 'en').getAst());
  return [...found].toSorted();
}

test('both languages fill the same places', () => {
  for (const [area, messages] of Object.entries(english)) {
    const other: Record<string, string> = Object.fromEntries(Object.entries(Object.entries(french).find(([name]) => name === area)?.[1] ?? {}));
    for (const [key, message] of Object.entries<string>(messages)) assert.deepEqual(placesOf(other[key] ?? ''), placesOf(message), `${area}.${key}`);
  }
});

test('French numbers and plurals are French', () => {
  const speaker = makeSpeaker(french, 'fr');

  const lead = speaker.say('contacts.lead', { total: 3412 });

  assert.equal(lead.replaceAll(/\s/g, ' '), '3 412 personnes.');
});

test('words in bold are pieces of their own', () => {
  const pieces = makeSpeaker(english, 'en').pieces('shell.band');

  assert.deepEqual(pieces, [
    { text: 'Rehearsal:', bold: true },
    { text: ' no real person gets anything', bold: false },
  ]);
});

test('the browser decides the language until the reader does', () => {
  assert.equal(chooseLanguage(null, ['de-AT', 'fr-CH', 'en']), 'fr');
  assert.equal(chooseLanguage('en', ['fr']), 'en');
  assert.equal(chooseLanguage(null, ['ja']), 'en');
  assert.equal(chooseLocale('fr', ['en-GB', 'fr-CA']), 'fr-CA');
});

test('phone numbers are grouped as people read them', () => {
  assert.equal(formatPhone('+33612345678'), '+33 6 12 34 56 78');
  assert.equal(formatPhone('+12025550123'), '+1 202 555 0123');
  assert.equal(formatPhone('+5511987654321'), '+55 11 98765 4321');
  assert.equal(formatPhone('+351912345678'), '+351 912 345 678');
  assert.equal(formatPhone('06 12'), '06 12');
});

test('money, spans and times follow the locale', () => {
  const formats = makeFormats('en-GB', 'Europe/Paris');

  assert.equal(formats.money({ currency: 'EUR', micros: 25_200 }, true), '€0.0252');
  assert.equal(formats.money({ currency: 'EUR', micros: 312_000_000 }), '€312.00');
  assert.equal(formats.span(78 * 60), '1 hr 18 mins');
  assert.equal(formats.time('2026-11-24T10:42:00Z'), '11:42');
  assert.equal(formats.relative('2026-11-24T10:39:00Z', new Date('2026-11-24T10:42:00Z')), '3 minutes ago');
});
