import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, day, hour } from '#core/value/time.ts';
import { editsOf } from './edits.ts';

const now = new Date('2026-11-22T12:00:00Z');
const ago = (milliseconds: number) => after(now, -milliseconds);

test('an approved template that was never changed may be changed ten times', () => {
  assert.deepEqual(editsOf('approved', [], null, now), { allowed: true, left: 10, nextAt: null });
});

test('a change within 24 hours stands in the way until they are over', () => {
  assert.deepEqual(editsOf('approved', [ago(3 * hour)], null, now), { allowed: false, left: 9, nextAt: after(now, 21 * hour) });
  assert.deepEqual(editsOf('approved', [ago(24 * hour)], null, now), { allowed: true, left: 9, nextAt: null });
});

test('the eleventh change waits until the first of ten is 30 days old', () => {
  const times = [29, 27, 25, 23, 21, 19, 17, 15, 13, 11].map((days) => ago(days * day));

  assert.deepEqual(editsOf('approved', times, null, now), { allowed: false, left: 0, nextAt: after(now, day) });
  assert.deepEqual(editsOf('approved', [ago(31 * day), ...times.slice(1)], null, now), { allowed: true, left: 1, nextAt: null });
});

test('where a day and a month stand in the way the later end counts', () => {
  const times = [29.9, 27, 25, 23, 21, 19, 17, 15, 13, 0.5].map((days) => ago(days * day));

  assert.deepEqual(editsOf('approved', times, null, now).nextAt, after(now, 0.5 * day));
});

test('Meta’s own no overrules our count until it is over', () => {
  assert.deepEqual(editsOf('approved', [], after(now, hour), now), { allowed: false, left: 10, nextAt: after(now, hour) });
  assert.equal(editsOf('approved', [], ago(1), now).allowed, true);
});

test('rejected, paused and unsent ones change as often as one likes, those in review not at all', () => {
  assert.deepEqual(editsOf('rejected', [ago(hour)], null, now), { allowed: true, left: null, nextAt: null });
  assert.deepEqual(editsOf('paused', [ago(hour)], null, now), { allowed: true, left: null, nextAt: null });
  assert.equal(editsOf('pending', [], null, now).allowed, false);
  assert.equal(editsOf('in_appeal', [], null, now).allowed, false);
});
