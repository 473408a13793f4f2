import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft } from './draft.ts';
import { faultOf, findFaults, shownFaults, warningOf } from './faults.ts';

const draft = emptyDraft('fr');

test('an empty draft is not scolded until somebody asks to submit it', () => {
  const faults = findFaults('', draft, 'fr');

  const [before, behind] = [shownFaults(faults, draft, false), shownFaults(faults, draft, true)];

  assert.deepEqual(before, []);
  assert.ok(faultOf(behind, '/body') !== undefined);
});

test('a variable at the end is told at the body in the words of the reader', () => {
  const written = { ...draft, title: 'x', content: { ...draft.content, body: 'Bonjour à vous tous {{first_name}}', samples: { first_name: 'Inès' } } };

  const [french, english] = [findFaults('x', written, 'fr'), findFaults('x', written, 'en')];

  assert.equal(french.length, 1);
  assert.equal(french[0]?.at, '/body');
  assert.notEqual(faultOf(french, '/body'), faultOf(english, '/body'));
});

test('what only reviewers dislike is told and keeps nobody from submitting', () => {
  const written = { ...draft, title: 'x', content: { ...draft.content, body: 'Voyez bit.ly/abc pour la suite' } };

  const faults = findFaults('x', written, 'en');

  assert.deepEqual(
    faults.map((fault) => [fault.code, fault.hard]),
    [['url_shortened', false]],
  );
  assert.equal(faultOf(faults, '/body'), undefined);
  assert.ok(warningOf(faults, '/body') !== undefined);
});
