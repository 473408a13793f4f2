import assert from 'node:assert/strict';
import { test } from 'node:test';
import { platformErrors } from '#core/whatsapp/errors.ts';
import { inBoth, keepTold, parseTold, type SaidValue, spokenLanguages } from '#core/value/say.ts';
import { refusals } from './refusals.ts';
import { retell, say, says, tell } from './say.ts';

const holesOf = (text: string): string[] => [...new Set([...text.matchAll(/\{([a-z_]+)(?:\|[^{}]*)?\}/g)].map((match) => match[1] ?? ''))].sort();

/** Whether a French text is set as the house sets it: typographic apostrophes and quotation marks, a space before ; : ? ! that typeset finds. */
function isFrench(text: string): boolean {
  const words = text.replace(/https?:\/\/\S+|Authorization: Bearer/g, '').replaceAll(/\{[^{}]*\}/g, 'x');
  return !/'|"|[^\s\d][;?!»]|\p{L}:|«\S/u.test(words);
}

test('every sentence is there in both languages, asks for the same values, and is told without a hole', () => {
  for (const [key, sentence] of Object.entries(says)) {
    assert.deepEqual(holesOf(sentence.fr), holesOf(sentence.en), key);
    assert.ok(isFrench(sentence.fr), `${key}: ${sentence.fr}`);
    for (const language of spokenLanguages) {
      for (const value of ['x', 1, 1240, say('none'), { list: ['a', 'b'] }] satisfies SaidValue[]) {
        const told = tell({ say: key, values: Object.fromEntries(holesOf(sentence.en).map((hole) => [hole, value])) }, language);
        assert.ok(told.length > 0 && !/[{}|]|undefined|\[object/.test(told), `${key} in ${language}: ${told}`);
      }
    }
  }
});

test('every title of a refusal is there in both languages', () => {
  for (const [code, { title }] of Object.entries(refusals)) {
    assert.ok(title.en.length > 0 && title.fr.length > 0, code);
    assert.ok(isFrench(title.fr), title.fr);
  }
});

test('a sentence holds numbers, countries, moments and other sentences as its language writes them', () => {
  const closed = { moment: '2026-11-22T10:20:00Z' };

  assert.equal(
    tell(say('phone_short_in', { text: '06 12', country: { country: 'DE' } }), 'fr'),
    '«\u202f06 12\u202f» est trop court pour un numéro de ce pays (Allemagne)',
  );
  assert.match(tell(say('window_closed', { name: 'Ana', closed }), 'fr'), /^la fenêtre de service de Ana s’est fermée le 22 novembre 2026 à 10:20 UTC/);
  assert.match(tell(say('window_closed', { name: 'Ana', closed }), 'en'), /closed at 22 November 2026 at 10:20 UTC/);
  assert.equal(tell(say('unfit_more', { why: say('unfit_missing'), count: 1 }), 'fr'), 'manque (et 1 autre)');
  assert.equal(tell(say('note_nul', { count: 1200 }), 'en'), '1,200 NUL bytes were removed');
  assert.equal(
    tell(say('number_paused', { number: '+33 1', reason: say('paused_by', { name: 'Ines {name}' }) }), 'en'),
    'number +33 1 is paused: paused by Ines {name}; resume it under Settings, Numbers',
  );
});

test('what is kept as a text is told later in any language, and old texts as they are', () => {
  const error = platformErrors[131042];
  assert.ok(error !== undefined);
  const kept = keepTold(
    say('held_error', { code: '131042', title: inBoth((language) => error[language].title), cure: inBoth((language) => error[language].cure) }),
  );

  assert.equal(retell(kept, 'en'), `131042 ${error.en.title}. ${error.en.cure}`);
  assert.equal(retell(kept, 'fr').replaceAll('\u202f', ' '), `131042 ${error.fr.title}. ${error.fr.cure}`);
  assert.equal(retell('the row is empty', 'fr'), 'the row is empty');
  assert.equal(retell('{"say":', 'fr'), '{"say":');
  assert.equal(retell(null, 'fr'), null);
  assert.deepEqual(parseTold(keepTold({ en: 'a', fr: 'b' })), { en: 'a', fr: 'b' });
});
