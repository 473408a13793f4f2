import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '#web/ui/words/en/words.ts';
import { makeSpeaker } from '#web/ui/words/speak.ts';
import { peopleOfLimit, sayLimit, sayQuality } from './businessNumber.ts';

const { say } = makeSpeaker(words, 'en');

test("Meta's limits are said in people", () => {
  assert.equal(peopleOfLimit('TIER_2K'), 2000);
  assert.equal(sayLimit('TIER_250', say), '250 people a day');
  assert.equal(sayLimit('TIER_UNLIMITED', say), 'no daily limit');
  assert.equal(sayLimit('TIER_ODD', say), 'TIER_ODD');
  assert.equal(sayLimit(null, say), 'not known');
});

test("Meta's ratings are said in words, an unknown one as it came", () => {
  assert.equal(sayQuality('GREEN', say), 'high');
  assert.equal(sayQuality('SPLENDID', say), 'SPLENDID');
});
