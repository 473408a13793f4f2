import assert from 'node:assert/strict';
import { test } from 'node:test';
import { throughputOf } from './throughput.ts';

test('Meta’s word for a throughput is 1,000 or 80 messages a second, and fewer that a person said stays', () => {
  const cases: [string | undefined, number, number][] = [
    ['HIGH', 80, 1_000],
    ['HIGH', 2_000, 2_000],
    ['STANDARD', 1_000, 80],
    ['STANDARD', 80, 80],
    ['STANDARD', 20, 20],
    ['NOT_APPLICABLE', 80, 80],
    [undefined, 1_000, 1_000],
  ];

  for (const [level, kept, expected] of cases) assert.equal(throughputOf(level, kept), expected, `${level}, ${kept} kept`);
});
