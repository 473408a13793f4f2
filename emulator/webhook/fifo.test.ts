import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openFifo } from './fifo.ts';

test('whoever comes first leaves first, through growing, moving up and running empty', () => {
  const row = openFifo<number>();
  const left: number[] = [];
  let next = 0;

  for (let round = 0; round < 50; round++) {
    for (let i = 0; i < 150; i++) row.push(next++);
    for (let i = 0; i < (round % 10 === 9 ? 10_000 : 100); i++) {
      const seen = row.peek();
      const one = row.shift();
      assert.equal(one, seen);
      if (one !== undefined) left.push(one);
    }
  }

  assert.equal(row.size, 0);
  assert.equal(row.shift(), undefined);
  assert.deepEqual(
    left,
    Array.from({ length: next }, (_, i) => i),
  );
});
