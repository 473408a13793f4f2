import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstBelief, learn, likelyShare, share } from './likely.ts';

const near = (value: number, wanted: number, within = 0.002) => assert.ok(Math.abs(value - wanted) < within, `${value} is not ${wanted}`);

test('with nothing known, 95 of 100 arrive, and the interval is wide', () => {
  const { low, middle, high } = likelyShare(firstBelief, 100_000);

  // The quantiles of Beta(19, 1) are the 19th roots.
  near(middle, 0.95);
  near(low, 0.1 ** (1 / 19));
  near(high, 0.9 ** (1 / 19));
});

test('what was seen moves the middle and narrows the interval, but never to a point', () => {
  const known = learn(firstBelief, { submitted: 100_000, delivered: 80_000 });
  const { low, middle, high } = likelyShare(known, 100_000);

  near(middle, (19 + 160) / 220);
  assert.ok(low > 0.76 && high < 0.86 && high - low > 0.05, `${low} to ${high}`);
});

test('a country with no history begins with what all of them say', () => {
  const all = learn(firstBelief, { submitted: 100_000, delivered: 60_000 });

  const begun = share(all);

  near(begun.yes + begun.no, 20);
  near(begun.yes / 20, all.yes / (all.yes + all.no));
});

test('of few messages each counts: the interval is made of whole ones', () => {
  const one = likelyShare(firstBelief, 1);
  const ten = likelyShare({ yes: 1, no: 1 }, 10);

  assert.deepEqual([one.low, one.high], [1, 1]);
  // Beta(1, 1) makes every count from 0 to 10 as likely.
  assert.deepEqual([ten.low, ten.high], [0.1, 0.9]);
});

test('counting and the smooth way agree where one takes over from the other', () => {
  const belief = learn(firstBelief, { submitted: 200, delivered: 170 });
  const [exact, smooth] = [likelyShare(belief, 2000), likelyShare(belief, 2001)];

  near(exact.low, smooth.low);
  near(exact.high, smooth.high);
});
