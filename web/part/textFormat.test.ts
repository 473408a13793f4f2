import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapped } from './textFormat.ts';
import { variableAt } from './variableText.ts';

test('the chosen words get marks close to them and stay chosen', () => {
  const text = 'Only until Friday at ten';

  const bold = wrapped(text, { at: 11, end: 18 }, 'bold');

  assert.equal(bold.text, 'Only until *Friday* at ten');
  assert.equal(bold.text.slice(bold.at, bold.end), 'Friday');
});

test('a second press takes the marks away again', () => {
  const once = wrapped('So good', { at: 3, end: 7 }, 'code');

  const twice = wrapped(once.text, once, 'code');

  assert.deepEqual([once.text, twice.text], ['So ```good```', 'So good']);
});

test('without a choice the caret stands between the marks', () => {
  const marked = wrapped('Hello ', { at: 6, end: 6 }, 'italic');

  assert.deepEqual(marked, { text: 'Hello __', at: 7, end: 7 });
});

test('a caret in a variable tells its name, one beside it does not', () => {
  const text = 'Hello {{first_name}}, welcome';

  const names = [6, 8, 19, 20, 3].map((at) => variableAt(text, at));

  assert.deepEqual(names, [undefined, 'first_name', 'first_name', undefined, undefined]);
});
