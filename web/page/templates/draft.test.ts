import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft, finished, isTouched, mayAddButton, movedButton, slugName, withButton, withHeader } from './draft.ts';

const empty = emptyDraft('fr').content;

test('a title becomes a name Meta takes', () => {
  const names = ['Guji, the new harvest', 'Café de Noël n° 7', 'Œuf & cœur', '  -- ', 'x'.repeat(600)].map(slugName);

  assert.deepEqual(names.slice(0, 4), ['guji_the_new_harvest', 'cafe_de_noel_n_7', 'oeuf_coeur', '']);
  assert.equal(names[4]?.length, 512);
});

test('reply buttons stay side by side, and only one phone fits', () => {
  let content = withButton(empty, 'reply');
  content = withButton(content, 'phone');
  content = withButton(content, 'reply');
  content = withButton(content, 'phone');

  const kinds = content.buttons.map((button) => button.kind);

  assert.deepEqual(kinds, ['reply', 'reply', 'phone']);
  assert.equal(mayAddButton(content.buttons, 'phone'), false);
});

test('ten buttons are the end', () => {
  let content = empty;
  for (let count = 0; count < 12; count += 1) content = withButton(content, 'reply');

  assert.equal(content.buttons.length, 10);
});

test('a button moves by one place and not beyond the ends', () => {
  const content = {
    ...empty,
    buttons: [
      { kind: 'reply' as const, text: 'a' },
      { kind: 'reply' as const, text: 'b' },
    ],
  };

  const moved = movedButton(content, 0, 1);
  const stayed = movedButton(content, 0, -1);

  assert.deepEqual(
    moved.buttons.map((button) => button.text),
    ['b', 'a'],
  );
  assert.equal(stayed, content);
});

test('what is sent carries samples of the variables in use only', () => {
  const content = { ...empty, body: ' Hello {{first_name}} ', footer: '  ', samples: { first_name: ' Inès ', old: 'x' } };

  const sent = finished(content);

  assert.deepEqual(sent, { ...empty, body: 'Hello {{first_name}}', footer: null, samples: { first_name: 'Inès' } });
});

test('an untouched draft is no loss, a header alone is one', () => {
  const draft = emptyDraft('en');

  const touched = [draft, { ...draft, content: withHeader(draft.content, 'image') }].map(isTouched);

  assert.deepEqual(touched, [false, true]);
});
