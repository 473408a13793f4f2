import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isComplete, newCondition, withPart, withoutPart } from './segment.ts';

test('a question without conditions is everybody, and complete', () => {
  assert.equal(isComplete({ match: 'all', of: [] }), true);
  assert.equal(isComplete({ match: 'any', of: [] }), false);
});

test('a country without countries is not complete, in a group neither', () => {
  const country = newCondition('country');

  assert.equal(isComplete({ match: 'all', of: [country] }), false);
  assert.equal(isComplete({ match: 'all', of: [{ match: 'any', of: [country] }] }), false);
  assert.equal(isComplete({ match: 'all', of: [{ match: 'all', of: [] }] }), false);
});

test('a field asks nothing until it is compared', () => {
  assert.deepEqual(newCondition('field:orders'), { about: 'field', key: 'orders', is: 'known' });
  assert.equal(isComplete({ about: 'field', key: 'orders', is: 'greater' }), false);
  assert.equal(isComplete({ about: 'field', key: 'orders', is: 'greater', value: 0 }), true);
});

test('parts are exchanged and taken out without touching the others', () => {
  const group = { match: 'all' as const, of: [newCondition('consent'), newCondition('tag')] };

  assert.deepEqual(withPart(group, 1, newCondition('country')).of, [newCondition('consent'), newCondition('country')]);
  assert.deepEqual(withoutPart(group, 0).of, [newCondition('tag')]);
});
