import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PlatformFate, platformFates } from './errors.entry.ts';
import { explainError, fateOf, platformErrors } from './errors.ts';

/** Facts, cloud-api §5.4; its stops of the channel are told apart here by whether they are the number's own or all the account's. */
const policy: Readonly<Record<number, PlatformFate>> = {
  133004: 'retry',
  131057: 'slow_down',
  130429: 'slow_down',
  4: 'slow_calls',
  80007: 'slow_calls',
  131056: 'rest_pair',
  2: 'in_doubt',
  131000: 'in_doubt',
  131016: 'in_doubt',
  0: 'stop_account',
  10: 'stop_account',
  190: 'stop_account',
  200: 'stop_account',
  299: 'stop_account',
  368: 'stop_account',
  131031: 'stop_account',
  131042: 'stop_account',
  131045: 'stop_number',
  131048: 'stop_number',
  131064: 'stop_account',
  133010: 'stop_number',
  132001: 'stop_template',
  132007: 'stop_template',
  132015: 'stop_template',
  132016: 'stop_template',
  131026: 'skip',
  131050: 'skip',
  130472: 'skip',
  131049: 'skip',
  130403: 'skip',
  131053: 'fix_once',
};

/** Codes of the facts' table of sending (§5.2) and of templates when sent (§5.3). */
const mustKnow = [
  1, 2, 33, 100, 130403, 130472, 131000, 131005, 131008, 131009, 131016, 131021, 131026, 131030, 131037, 131042, 131044, 131045, 131047, 131049, 131050, 131051,
  131052, 131053, 131055, 131060, 131062, 131063, 134011, 135000, 137000, 0, 3, 10, 104, 190, 200, 368, 130497, 131031, 139200, 4, 613, 80007, 130429, 131048,
  131056, 131057, 131064, 133016, 132000, 132001, 132005, 132007, 132008, 132012, 132015, 132016, 132018, 132068, 132069, 133004, 133006, 133010, 133015,
  134100, 134101, 134102, 2388019, 2388023, 2388024, 2388039, 2388040, 2388047, 2388072, 2388073, 2388293, 2388299, 2388318, 2388330,
];

/** All other codes of the facts' tables §5.1–5.3, which no message meets: registration, moves, forms, blocking, calls, groups, usernames, sign-up. */
const span = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);
const mustKnowToo = [
  133000,
  133005,
  133008,
  133009,
  1752041,
  2388001,
  2388012,
  2388091,
  2388093,
  2388103,
  2494100,
  131059,
  141002,
  200005,
  200006,
  200007,
  2593107,
  2593108,
  131020,
  131041,
  131201,
  131202,
  131204,
  131207,
  131208,
  138024,
  138025,
  ...span(131209, 131215),
  ...span(138000, 138018),
  ...span(139000, 139004),
  ...span(139100, 139103),
  ...span(147001, 147005),
  ...span(2494164, 2494179),
];

test('the fates are those of the retry policy', () => {
  for (const [code, fate] of Object.entries(policy)) assert.equal(explainError(Number(code)).fate, fate, code);
});

test('every code of the facts is known, with a title, a reason and a cure in English and French', () => {
  for (const code of [...mustKnow, ...mustKnowToo]) assert.ok(code in platformErrors, `${code} is missing`);
  for (const [code, entry] of Object.entries(platformErrors)) {
    assert.ok(platformFates.includes(entry.fate));
    for (const words of [entry.en, entry.fr]) {
      assert.ok(words.title.length > 3 && words.title.length <= 60 && !words.title.endsWith('.'), `${code}: ${words.title}`);
      assert.match(words.because, /[.!?]$/, code);
      assert.match(words.cure, /[.!?]$/, code);
    }
    assert.notEqual(entry.en.because, entry.fr.because, code);
  }
});

test('an unknown code is explained as unknown, named, and never tried again', () => {
  const explained = explainError(999_999);

  assert.equal(explained.known, false);
  assert.equal(explained.fate, 'fix');
  assert.match(explained.en.because, /999999/);
  assert.match(explained.fr.because, /999999/);
});

test('for an unknown code the HTTP status speaks', () => {
  assert.equal(fateOf(999_999, 429), 'slow_down');
  assert.equal(fateOf(999_999, 503), 'in_doubt');
  assert.equal(fateOf(999_999, 400), 'fix');
  assert.equal(fateOf(133_004, 503), 'retry', 'a known code wins over the status');
});
