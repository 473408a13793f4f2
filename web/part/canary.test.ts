import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canaryChart, nextPeople, peopleLeft } from './canary.ts';

const box = { width: 100, height: 100 };
const at = '2026-12-01T09:00:00.000Z';
const stages = [
  { people: 200, left: 200, state: 'maturing' as const },
  { people: 1_000, left: 0, state: 'waiting' as const },
  { people: 3_800, left: 0, state: 'waiting' as const },
];

test('the picture begins in the middle, stop lies above release, and a line that crossed a bound is seen beyond it', () => {
  const chart = canaryChart(
    {
      bound: 2.944,
      path: [
        { at, people: 50, events: 1, evidence: 0.1 },
        { at, people: 100, events: 6, evidence: 4.6 },
      ],
    },
    box,
  );

  assert.deepEqual(chart.line[0], { x: 0, y: 50 });
  assert.equal(chart.zeroY, 50);
  assert.ok(chart.stopY < chart.zeroY && chart.zeroY < chart.releaseY);
  assert.ok((chart.line.at(-1)?.y ?? 100) < chart.stopY && chart.line.every(({ x, y }) => x >= 0 && x <= 100 && y >= 0 && y <= 100));
  assert.equal(chart.line.at(-1)?.x, 100);
});

test('a release is said with how many more get it, and a stop with how many get nothing', () => {
  assert.equal(nextPeople({ stage: 0, stages }), 1_000);
  assert.equal(nextPeople({ stage: 2, stages }), 3_800);
  assert.equal(peopleLeft({ stages }), 4_800);
});
