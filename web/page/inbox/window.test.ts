import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tickSeconds, windowState } from './window.ts';

const now = new Date('2026-11-22T10:00:00Z');

test('who never wrote has no window', () => {
  assert.deepEqual(windowState(null, now), { open: false });
});

test('a window counts down to its end and is closed at it', () => {
  assert.deepEqual(windowState('2026-11-22T22:00:00Z', now), { open: true, secondsLeft: 43_200, share: 0.5 });
  assert.deepEqual(windowState('2026-11-22T10:00:00Z', now), { open: false });
  assert.deepEqual(windowState('2026-11-21T10:00:00Z', now), { open: false });
});

test('the clock ticks by the second only when it matters', () => {
  assert.equal(tickSeconds(100), 1);
  assert.equal(tickSeconds(5000), 30);
});
