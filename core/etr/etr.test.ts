import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type EtrInput, scoreEtr } from './etr.ts';
import { summariseEtr } from './summary.ts';
import { etrWords } from './words.ts';

/** Somebody who agreed this year, gets a campaign for half the people at noon, and of whom little is known. */
const plain: EtrInput = {
  isMarketing: true,
  consentDays: 300,
  consentTold: true,
  topic: 'not_asked',
  heardDays: null,
  wroteDays: 20,
  sentDay: 0,
  sentWeek: 1,
  reasonHours: 'not_asked',
  hour: 12,
  audienceShare: 0.5,
  ownValues: 1,
  fallbacks: 0,
  speaksOfThem: false,
  deliveredLately: 0,
  readLately: 0,
  repliedLately: false,
};

test('somebody of whom nothing speaks for or against stands near the middle, with a reason for each point', () => {
  const score = scoreEtr(plain);

  assert.deepEqual(
    { ...score, reasons: score.reasons.map(({ code, points }) => [code, points]) },
    {
      expected: 60,
      timely: 80,
      relevant: 55,
      score: 60,
      reasons: [
        ['hour_good', 10],
        ['about_a_little', 5],
      ],
    },
  );
});

const worse: readonly (readonly [string, Partial<EtrInput>, 'expected' | 'timely' | 'relevant'])[] = [
  ['an older consent', { consentDays: 900 }, 'expected'],
  ['a consent nobody can date', { consentDays: null }, 'expected'],
  ['a consent without its words', { consentTold: false }, 'expected'],
  ['another topic than theirs', { topic: 'other' }, 'expected'],
  ['a long silence', { wroteDays: 400 }, 'expected'],
  ['the middle of the night', { hour: 3 }, 'timely'],
  ['three campaigns this week', { sentWeek: 3 }, 'timely'],
  ['a second message in a day', { sentDay: 1 }, 'timely'],
  ['a reason that never happened', { reasonHours: 'missing' }, 'timely'],
  ['a reason of last month', { reasonHours: 700 }, 'timely'],
  ['a message for everybody', { audienceShare: 0.9 }, 'relevant'],
  ['a message that leans on a fallback', { fallbacks: 1 }, 'relevant'],
  ['somebody who reads nothing', { deliveredLately: 5, readLately: 0 }, 'relevant'],
];
for (const [what, change, part] of worse) {
  test(`${what} makes it less ${part}, and nothing else`, () => {
    const before = scoreEtr(plain);
    const after = scoreEtr({ ...plain, ...change });

    assert.ok(after[part] < before[part], `${part} ${after[part]} is below ${before[part]}`);
    assert.ok(after.score < before.score);
    for (const other of (['expected', 'timely', 'relevant'] as const).filter((name) => name !== part)) assert.equal(after[other], before[other]);
  });
}

const better: readonly (readonly [string, Partial<EtrInput>, 'expected' | 'timely' | 'relevant'])[] = [
  ['a fresh consent', { consentDays: 3 }, 'expected'],
  ['their own topic', { topic: 'match' }, 'expected'],
  ['somebody who wrote last week', { heardDays: 7 }, 'expected'],
  ['a cart of this morning', { reasonHours: 3 }, 'timely'],
  ['a quiet week', { sentWeek: 0 }, 'timely'],
  ['a narrow audience', { audienceShare: 0.05 }, 'relevant'],
  ['their own order', { speaksOfThem: true }, 'relevant'],
  ['somebody who replies', { repliedLately: true }, 'relevant'],
];
for (const [what, change, part] of better) {
  test(`${what} makes it more ${part}`, () => assert.ok(scoreEtr({ ...plain, ...change })[part] > scoreEtr(plain)[part]));
}

test('one bad part pulls the whole down more than a good one lifts it', () => {
  const night = scoreEtr({ ...plain, hour: 3, topic: 'match', speaksOfThem: true });

  assert.equal(night.timely, 20);
  assert.ok(night.score < (night.expected + night.timely + night.relevant) / 3);
});

test('parts stay between 0 and 100 whatever comes together', () => {
  const worst = scoreEtr({
    ...plain,
    consentDays: null,
    consentTold: false,
    topic: 'other',
    wroteDays: 900,
    hour: 2,
    sentDay: 4,
    sentWeek: 9,
    reasonHours: 'missing',
    audienceShare: 1,
    ownValues: 0,
    fallbacks: 3,
    deliveredLately: 5,
  });
  const best = scoreEtr({
    ...plain,
    consentDays: 0,
    topic: 'match',
    heardDays: 0,
    sentWeek: 0,
    reasonHours: 0,
    audienceShare: 0.01,
    speaksOfThem: true,
    repliedLately: true,
  });

  for (const { expected, timely, relevant, score } of [worst, best])
    for (const points of [expected, timely, relevant, score]) assert.ok(Number.isInteger(points) && points >= 0 && points <= 100);
  assert.ok(worst.score < 15 && best.score > 95);
});

test('a set is summed by people: medians, ten bars, who is below, and what costs most first', () => {
  const good = scoreEtr(plain);
  const bad = scoreEtr({ ...plain, hour: 3 });

  const summary = summariseEtr(
    [
      { score: good, people: 6 },
      { score: bad, people: 4 },
    ],
    50,
  );

  assert.ok(summary);
  assert.equal(summary.people, 10);
  assert.equal(summary.score, good.score);
  assert.equal(summary.below, 4);
  assert.equal(
    summary.distribution.reduce((sum, bar) => sum + bar, 0),
    10,
  );
  assert.deepEqual(summary.reasons[0], { part: 'timely', code: 'hour_night', points: -50, people: 4 });
  assert.equal(summariseEtr([], 50), undefined);
});

test('every circumstance has words in both languages', () => {
  for (const [code, words] of Object.entries(etrWords)) {
    assert.ok(words.en.endsWith('.') && words.fr.endsWith('.'), code);
    assert.notEqual(words.en, words.fr);
  }
});
