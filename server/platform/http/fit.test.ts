import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refusal } from '#core/contract/refusals.ts';
import { refuseUnfit } from './fit.ts';

const nested = (levels: number): unknown => JSON.parse('['.repeat(levels) + ']'.repeat(levels));

test('text that PostgreSQL cannot hold is refused with its place', () => {
  for (const text of ['a\u0000b', '\ud800', 'x\udc00']) {
    assert.throws(
      () => refuseUnfit({ names: ['fine', { 'a/b': text }] }, '/body'),
      (error) => error instanceof Refusal && error.code === 'invalid' && error.errors[0]?.at === '/body/names/1/a~1b',
    );
    assert.throws(() => refuseUnfit({ [text]: 1 }, '/query'), /^Refusal: \/query/);
  }
});

test('nesting without end is refused, however deep it is', () => {
  assert.throws(() => refuseUnfit(nested(65), '/body'), /nested/);
  assert.throws(() => refuseUnfit(nested(400_000), '/body'), /nested/);
});

test('a prototype in disguise is refused', () => {
  assert.throws(() => refuseUnfit(JSON.parse('{"a": {"__proto__": {"admin": true}}}'), '/body'), /__proto__/);
});

test('everything else may pass', () => {
  refuseUnfit({ name: 'Zoë 😀\u0007', tags: [], depth: nested(60), nothing: null, undefined: undefined, number: 1e308 }, '/body');
});
