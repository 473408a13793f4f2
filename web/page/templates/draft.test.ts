import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  contentIn,
  draftVariables,
  emptyContent,
  emptyDraft,
  finished,
  finishedFills,
  isTouched,
  slugName,
  withContent,
  withLanguage,
  withLanguageCode,
  withoutLanguage,
  withVariableRenamed,
} from './draft.ts';
import { withHeader } from './header.ts';
import { parseStored } from './stored.ts';

test('a title becomes a name Meta takes', () => {
  const names = ['Guji, the new harvest', 'Café de Noël n° 7', 'Œuf & cœur', '  -- ', 'x'.repeat(600)].map(slugName);

  assert.deepEqual(names.slice(0, 4), ['guji_the_new_harvest', 'cafe_de_noel_n_7', 'oeuf_coeur', '']);
  assert.equal(names[4]?.length, 512);
});

test('what is sent carries samples of the variables in use only', () => {
  const content = { ...emptyContent, body: ' Hello {{first_name}} ', footer: '  ', samples: { first_name: ' Inès ', old: 'x' } };

  const sent = finished(content);

  assert.deepEqual(sent, { ...emptyContent, body: 'Hello {{first_name}}', footer: null, samples: { first_name: 'Inès' } });
});

test('an untouched draft is no loss, a header alone is one', () => {
  const draft = emptyDraft('en');

  const touched = [draft, withContent(draft, 'en', withHeader(emptyContent, 'image'))].map(isTouched);

  assert.deepEqual(touched, [false, true]);
});

test('a language that is added begins with the words of the one beside it, and the last one stays', () => {
  const draft = withContent(emptyDraft('fr'), 'fr', { ...emptyContent, body: 'Bonjour à tous' });

  const two = withLanguage(draft, 'ar', 'fr');

  assert.equal(contentIn(two, 'ar').body, 'Bonjour à tous');
  assert.deepEqual(
    withoutLanguage(withoutLanguage(two, 'fr'), 'ar').languages.map((each) => each.language),
    ['ar'],
  );
  assert.deepEqual(
    withLanguageCode(two, 'ar', 'fr').languages.map((each) => each.language),
    ['fr', 'ar'],
  );
});

test('a variable is called otherwise wherever it stands, with its sample and what fills it', () => {
  const content = {
    ...emptyContent,
    header: { kind: 'image' as const, media: '', from: 'Pic' },
    body: 'Hello {{ Pic }} and {{other}}',
    buttons: [{ kind: 'url' as const, text: 'Pic', url: 'https://x.example/{{Pic}}' }],
    samples: { Pic: 'a', other: 'b' },
  };
  const draft = { ...withContent(emptyDraft('en'), 'en', content), fills: { Pic: { from: 'text' as const, text: 'x' } } };

  const renamed = withVariableRenamed(draft, 'Pic', 'picture');

  const now = contentIn(renamed, 'en');
  assert.deepEqual(draftVariables(renamed), ['picture', 'other']);
  assert.equal(now.body, 'Hello {{picture}} and {{other}}');
  assert.deepEqual(now.buttons, [{ kind: 'url', text: 'Pic', url: 'https://x.example/{{picture}}' }]);
  assert.deepEqual(now.samples, { other: 'b', picture: 'a' });
  assert.deepEqual(finishedFills(renamed, []), { picture: { from: 'text', text: 'x' } });
});

test('a name that is taken is not given twice', () => {
  const draft = withContent(emptyDraft('en'), 'en', { ...emptyContent, body: '{{a}} and {{b}}' });

  assert.equal(withVariableRenamed(draft, 'a', 'b'), draft);
});

test('a draft kept by an earlier Parley is found again, and rubbish is not', () => {
  const start = emptyDraft('en');
  const old = JSON.stringify({ title: 'Hi', category: 'utility', language: 'fr', content: { ...emptyContent, body: 'Salut' } });

  const found = parseStored(old, start);

  assert.deepEqual(found?.languages, [{ language: 'fr', content: { ...emptyContent, body: 'Salut' } }]);
  assert.equal(found?.category, 'utility');
  assert.deepEqual(
    ['{', 'null', '{"title":1}', '{"title":"a","languages":[]}', '{"title":"a","languages":[{"language":"en"}]}'].map((text) => parseStored(text, start)),
    [undefined, undefined, undefined, undefined, undefined],
  );
});

test('a variable whose name means something is filled by it, and one that means nothing is left to the campaign', () => {
  const content = { ...emptyContent, body: '{{first_name}} {{coffee}} {{product_2_name}} {{whatever}} {{empty}}' };
  const draft = { ...withContent(emptyDraft('en'), 'en', content), fills: { empty: { from: 'text' as const, text: '' } } };

  const fills = finishedFills(draft, [{ key: 'coffee', label: 'Coffee' }]);

  assert.deepEqual(fills, {
    first_name: { from: 'contact', attribute: 'first_name', fallback: '' },
    coffee: { from: 'contact', attribute: 'fields.coffee', fallback: '' },
    product_2_name: { from: 'recommendation', by: 'next_likely', place: 2, attribute: 'name', fallback: '' },
  });
});
