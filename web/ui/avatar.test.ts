import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialsOf, toneOf } from './avatar.ts';

test('initials are of the first and the last word, in any script', () => {
  assert.equal(initialsOf('Inès de Carvalho'), 'IC');
  assert.equal(initialsOf('Zed'), 'Z');
  assert.equal(initialsOf('ياسمين الإدريسي'), 'يا');
  assert.equal(initialsOf('+33 6 12'), '');
});

test('a name lies on the same ground everywhere', () => {
  assert.equal(toneOf('Inès Carvalho'), toneOf('Inès Carvalho'));
});
