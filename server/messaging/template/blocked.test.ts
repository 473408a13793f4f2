import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, day } from '#core/value/time.ts';
import { blockedUntil } from './blocked.ts';

const now = new Date('2026-11-22T12:00:00Z');
const en = { id: 'en', metaId: null, state: 'draft' };
const fr = { id: 'fr', metaId: '7', state: 'approved' };
const line = (id: string, status: string, daysAgo: number) => ({ translation_id: id, status, at: after(now, -daysAgo * day) });

test('an approved template that was deleted keeps its name blocked for 30 days', () => {
  const history = [line('en', 'draft', 50), line('en', 'approved', 49), line('en', 'deleted', 10)];

  assert.deepEqual(blockedUntil(en, [en], history, now), after(now, 20 * day));
  assert.equal(blockedUntil(en, [en], history, after(now, 20 * day)), null);
});

test('one that Meta never approved is free at once', () => {
  assert.equal(blockedUntil(en, [en], [line('en', 'rejected', 20), line('en', 'deleted', 10)], now), null);
});

test('a language is blocked by itself while others are there, and all are when the last one went', () => {
  const history = [line('fr', 'approved', 20), line('fr', 'deleted', 10)];

  assert.equal(blockedUntil(en, [en, { id: 'de', metaId: '8', state: 'approved' }, { ...fr, state: 'deleted' }], history, now), null);
  assert.deepEqual(blockedUntil(en, [en, { ...fr, state: 'deleted' }], history, now), after(now, 20 * day));
});
