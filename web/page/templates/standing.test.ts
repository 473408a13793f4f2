import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Template, Translation } from '#core/contract/templates.ts';
import { gapOf, isSame } from './compare.ts';
import { emptyContent, emptyDraft, withContent, withLanguage } from './draft.ts';
import { kindWord, placeWords } from './places.ts';
import { fileVariables, longSample, shownValues, withUsualSamples } from './samples.ts';
import { draftOf, handedLanguages, isLocked, unkeptLanguages } from './standing.ts';
import { wordDiff } from './wordDiff.ts';

const at = '2026-11-22T10:00:00.000Z';

function translation(language: string, state: Translation['state'], more: Partial<Translation> = {}): Translation {
  return {
    id: `ttr_${language}`,
    language,
    content: { ...emptyContent, body: `Hello in ${language}` },
    variables: [],
    state,
    reason: null,
    reason_code: null,
    recommendation: null,
    quality: null,
    submitted_at: at,
    state_at: at,
    checked_at: at,
    history: [],
    version: 1,
    revision: null,
    paused_until: null,
    edits: { allowed: true, left: 10, next_at: null },
    ...more,
  };
}

function template(...translations: Translation[]): Template {
  return {
    id: 'tpl_1',
    name: 'hello',
    category: 'utility',
    translations,
    account: { id: 'bus_1', name: 'Kafé' },
    copies: [],
    category_change: null,
    category_due: null,
    fills: {},
    created_at: at,
  };
}

test('what nobody has changed is not handed over, and what Meta holds cannot be', () => {
  const there = template(translation('en', 'approved'), translation('fr', 'pending'), translation('de', 'rejected'), translation('es', 'draft'));

  const same = handedLanguages(draftOf(there), there).map((each) => each.language);

  assert.deepEqual(same, ['es']);
  assert.deepEqual(unkeptLanguages(draftOf(there), there), []);
});

test('changed words are handed over, a new language too, and those under review are not', () => {
  const there = template(translation('en', 'approved'), translation('fr', 'pending'));
  let draft = withLanguage(draftOf(there), 'de', 'en');
  draft = withContent(draft, 'en', { ...emptyContent, body: 'Better words' });
  draft = withContent(draft, 'fr', { ...emptyContent, body: 'Autre chose' });

  const handed = handedLanguages(draft, there).map((each) => each.language);

  assert.deepEqual(handed, ['en', 'de']);
});

test('a change that the server keeps is shown, and still to be handed over', () => {
  const there = template(translation('en', 'approved', { revision: { ...emptyContent, body: 'Better words' } }));

  const draft = draftOf(there);

  assert.equal(draft.languages[0]?.content.body, 'Better words');
  assert.deepEqual([handedLanguages(draft, there).length, unkeptLanguages(draft, there).length], [1, 0]);
});

test('an approved language whose changes are used up says when the next is possible', () => {
  const until = '2026-11-23T10:00:00.000Z';

  const lock = isLocked(translation('en', 'approved', { edits: { allowed: false, left: 3, next_at: until } }));

  assert.deepEqual(lock, { why: 'edits', until });
  assert.equal(isLocked(translation('en', 'paused')), undefined);
});

test('a language that lacks a variable of the first says which', () => {
  const first = { ...emptyContent, body: 'Hello {{first_name}}, {{total}} please' };
  const draft = withLanguage(withContent(emptyDraft('en'), 'en', first), 'fr', 'en');

  const gap = gapOf(withContent(draft, 'fr', { ...first, body: 'Bonjour {{prenom}}, {{total}} merci' }), 'fr');

  assert.deepEqual(gap, { missing: ['first_name'], extra: ['prenom'] });
  assert.ok(isSame(gapOf(draft, 'fr')));
});

test('long words are long without a blank, and an offer still ends on a day', () => {
  const ends = '2026-12-31T20:00:00Z';
  const content = { ...emptyContent, body: 'Hi {{name}}', offer: { text: 'x', expires: '{{ends}}' }, samples: { name: 'Ana', ends } };

  const values = shownValues(content, true);

  assert.ok((values['name'] ?? '').length >= 30 && !(values['name'] ?? ' ').includes(' '));
  assert.equal(values['ends'], ends);
  assert.deepEqual(shownValues(content, false), content.samples);
  assert.ok(longSample('https://x.example/a').startsWith('https://x.example/a-'));
});

test('a change of words is told word by word', () => {
  const pieces = wordDiff('Hello {{name}}, see you Friday', 'Hello {{name}}, see you on Saturday');

  assert.deepEqual(
    pieces.filter((piece) => piece.kind !== 'same').map((piece) => [piece.kind, piece.text.trim()]),
    [
      ['gone', 'Friday'],
      ['new', 'on Saturday'],
    ],
  );
  assert.equal(
    pieces
      .filter((piece) => piece.kind !== 'gone')
      .map((piece) => piece.text)
      .join(''),
    'Hello {{name}}, see you on Saturday',
  );
});

test('a text that came or went is one piece', () => {
  assert.deepEqual(
    [wordDiff('', 'New words'), wordDiff('Old', ''), wordDiff('', '')],
    [[{ kind: 'new', text: 'New words' }], [{ kind: 'gone', text: 'Old' }], []],
  );
});

test('the place of a change has a name', () => {
  const places = ['/body', '/buttons/0/text', '/cards/1/buttons/0/url', '/samples/first_name', '/elsewhere'].map(placeWords);

  assert.deepEqual(places, [
    { word: 'templates.body' },
    { word: 'templates.place_button', values: { nth: 1 } },
    { word: 'templates.place_card_button', values: { card: 2, nth: 1 } },
    { word: 'templates.place_sample', values: { name: 'first_name' } },
    { word: 'templates.place_other', values: { at: '/elsewhere' } },
  ]);
});

test('a variable that comes into a text brings the sample its name suggests, and an emptied one stays empty', () => {
  const content = { ...emptyContent, body: '{{first_name}} {{day}} {{qwerty}}', samples: { day: '' } };

  const sampled = withUsualSamples(content, 'fr_CA');

  assert.deepEqual(sampled.samples, { day: '', first_name: 'Inès' });
  assert.equal(withUsualSamples(sampled, 'fr_CA'), sampled);
});

test('a kind is said in words, and a text that is called the same is not', () => {
  const words = [
    kindWord('/buttons/0/kind', 'reply'),
    kindWord('/header/kind', 'video'),
    kindWord('/buttons/0/text', 'reply'),
    kindWord('/header/kind', 'new'),
  ];

  assert.deepEqual(words, ['editor.button_reply', 'editor.header_video', undefined, undefined]);
});

test('a variable that names a file is shown by the file, so it asks for no sample', () => {
  const card = { header: { kind: 'image' as const, media: 'med_1', from: 'product_1_image' }, body: '{{product_1_name}}', buttons: [] };

  const names = fileVariables({ ...emptyContent, header: { kind: 'image', media: 'med_1' }, cards: [card, card] });

  assert.deepEqual([...names], ['product_1_image']);
});
