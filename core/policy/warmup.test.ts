import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, day } from '#core/value/time.ts';
import { warmUpAhead, warmUpCap, warmUpStep, type WarmUpSignals } from './warmup.ts';

const since = new Date('2026-11-01T08:00:00Z');
const later = (days: number) => after(since, days * day);
const fine: WarmUpSignals = { quality: 'GREEN', delivered: 100, read: 70, harmed: 0, peak: 0 };

test('a number that is not warmed up has no cap', () => {
  assert.equal(warmUpCap(250, null, since, fine), null);
});

test('a young number of 250 grows by 50, 100, 150, 200 as each step is used', () => {
  const caps = [0, 40, 80, 120, 160].map((peak) => warmUpCap(250, since, later(3), { ...fine, peak }));

  assert.deepEqual(caps, [50, 100, 150, 200, 225]);
});

test('the same signals on a later day give no further step: a step must be used', () => {
  assert.equal(warmUpCap(250, since, later(30), { ...fine, peak: 30 }), 50);
});

test('the end of one ramp does not leap over the start of the next when Meta raises the limit', () => {
  assert.equal(warmUpCap(2_000, since, later(9), { ...fine, peak: 1_800 }), 1_800);
  assert.equal(warmUpCap(10_000, since, later(10), { ...fine, peak: 1_800 }), 2_500);
});

test('what is wrong holds the number where it is, and says what', () => {
  const held = (signals: Partial<WarmUpSignals>) => {
    const { cap, heldBy } = warmUpStep(250, { ...fine, peak: 80, ...signals });
    return [cap, heldBy];
  };

  assert.deepEqual(held({}), [150, 'use']);
  assert.deepEqual(held({ read: 49 }), [100, 'reads']);
  assert.deepEqual(held({ delivered: 20, read: 2 }), [150, 'use'], 'of twenty nothing is said');
  assert.deepEqual(held({ harmed: 2 }), [100, 'opt_outs']);
  assert.deepEqual(held({ harmed: 1 }), [150, 'use'], 'one of a hundred is no pattern');
  assert.deepEqual(held({ quality: 'YELLOW' }), [100, 'quality']);
  assert.deepEqual(held({ quality: 'RED' }), [50, 'quality'], 'it begins again');
  assert.deepEqual(held({ quality: 'UNKNOWN' }), [150, 'use']);
});

test('a smaller limit than any of Meta’s has a ramp of its own, and none is above nine tenths', () => {
  assert.deepEqual(
    [0, 8, 16, 23, 32].map((peak) => warmUpCap(40, since, later(1), { ...fine, peak })),
    [8, 16, 24, 32, 36],
  );
});

test('a portfolio without a limit frees the number after the last ramp', () => {
  assert.equal(warmUpCap(null, since, later(1), fine), 25_000);
  assert.equal(warmUpCap(null, since, later(9), { ...fine, peak: 60_000 }), null);
});

test('the days ahead come step by step, and a fault holds them all', () => {
  const ahead = warmUpAhead(since, later(1), { ...fine, peak: 45 });
  const held = warmUpAhead(since, later(1), { ...fine, peak: 45, read: 10 });

  assert.deepEqual(
    [1, 2, 3, 4, 9].map((days) => ahead(250, later(days))),
    [100, 150, 200, 225, 225],
  );
  assert.deepEqual(
    [1, 2, 9].map((days) => held(250, later(days))),
    [50, 50, 50],
  );
});
