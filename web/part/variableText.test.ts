import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cleanName, insertAt, splitVariables } from './variableText.ts';

test('a text is cut at its variables and can be joined again', () => {
  const text = 'Hello {{first_name}}, {{ coffee }} {{}} {x}';

  const pieces = splitVariables(text);

  assert.equal(pieces.map((piece) => piece.text).join(''), text);
  assert.deepEqual(
    pieces.filter((piece) => piece.variable).map((piece) => piece.text),
    ['{{first_name}}', '{{ coffee }}', '{{}}'],
  );
});

test('a variable takes the place of the selection and does not touch its neighbours', () => {
  const text = 'Hello you there';

  const put = insertAt(text, { at: 5, end: 9 }, '{{name}}');

  assert.deepEqual(put, { text: 'Hello {{name}} there', caret: 14 });
});

test('a variable put between words gets a space on either side', () => {
  const put = insertAt('ab', { at: 1, end: 1 }, '{{x}}');

  assert.deepEqual(put, { text: 'a {{x}} b', caret: 7 });
});

test('any words become a name Meta takes', () => {
  const names = ['Prénom', 'Last  coffee!', '1st name', '__x__', '咖啡'].map(cleanName);

  assert.deepEqual(names, ['prenom', 'last_coffee', 'v_1st_name', 'x', '']);
});
