import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNext } from './next.ts';
import { fits } from './palette.ts';

test('the palette finds without accents and in any order', () => {
  assert.equal(fits('Inès Carvalho', 'carv ines'), true);
  assert.equal(fits('Inès Carvalho', 'inès x'), false);
  assert.equal(fits('Anything', ''), true);
});

test('after signing in one stays on this site', () => {
  assert.deepEqual(parseNext({ next: '/contacts?consent=given' }), { next: '/contacts?consent=given' });
  assert.deepEqual(parseNext({ next: '//evil.example' }), {});
  assert.deepEqual(parseNext({ next: '/\\evil.example' }), {});
  assert.deepEqual(parseNext({ next: 'https://evil.example' }), {});
  assert.deepEqual(parseNext({ next: '/sign-in' }), {});
});
