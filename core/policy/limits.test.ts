import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRaisedByUse, nextLevel, parseMessagingLimit, peopleOfLimit } from './limits.ts';

test('a limit is followed by the next of Meta’s levels, and the last by none', () => {
  assert.deepEqual([250, 1_000, 2_000, 10_000, 100_000, 500_000].map(nextLevel), [2_000, 2_000, 10_000, 100_000, null, null]);
});

test('out of 250 no use leads, from 2,000 on it does', () => {
  assert.deepEqual([250, 2_000, 10_000].map(isRaisedByUse), [false, true, true]);
});

test('a limit is read in every way in which Meta writes it, and never guessed', () => {
  assert.deepEqual(['TIER_250', 'TIER_2K', 'TIER_100K', '2000', 'TIER_UNLIMITED', '-1', 'TIER_ODD', null].map(peopleOfLimit), [
    250,
    2_000,
    100_000,
    2_000,
    null,
    null,
    null,
    null,
  ]);
  assert.deepEqual(
    ['TIER_UNLIMITED', '-1', 'TIER_ODD', null].map((text) => parseMessagingLimit(text).kind),
    ['unlimited', 'unlimited', 'unknown', 'unknown'],
  );
});
