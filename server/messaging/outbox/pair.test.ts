import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { openPairs, pairFreeAt, takePair } from './pair.ts';

/** Meta's rule as one reads it: a message takes six seconds of a person, and no more than 45 of them are lent. */
function metaBears(leaves: readonly number[]): boolean {
  let due = 0;
  for (const at of leaves) {
    if (due - at > 6_000 * 44) return false;
    due = Math.max(due, at) + 6_000;
  }
  return true;
}

test('however answers and campaigns come, Meta never has to refuse one to the same person', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ gap: fc.integer({ min: 0, max: 4_000 }), isAnswer: fc.boolean() }), { minLength: 50, maxLength: 300 }), (wishes) => {
      const pairs = openPairs();
      const leaves: number[] = [];
      let now = 1_000_000;
      for (const { gap, isAnswer } of wishes) {
        now += gap;
        const at = Math.max(now, pairFreeAt(pairs, '+336', now, isAnswer));
        takePair(pairs, '+336', at);
        leaves.push(at);
        now = at;
      }
      assert.ok(metaBears(leaves));
    }),
    { seed: 5 },
  );
});

test('forty answers to one person leave at once, a campaign leaves half of what is lent to the answers, and others are free', () => {
  const pairs = openPairs();
  const freeNow = (person: string, isAnswer: boolean) => pairFreeAt(pairs, person, 0, isAnswer) <= 0;

  let campaigns = 0;
  while (freeNow('+336', false)) {
    takePair(pairs, '+336', 0);
    campaigns += 1;
  }
  let answers = 0;
  while (freeNow('+336', true)) {
    takePair(pairs, '+336', 0);
    answers += 1;
  }

  assert.deepEqual([campaigns, answers], [22, 18]);
  assert.ok(freeNow('+337', false));
  assert.equal(pairFreeAt(pairs, '+336', 0, true), 6_000);
});

test('a campaign to a hundred thousand people remembers only those of the last seconds', () => {
  const pairs = openPairs();

  for (let index = 0; index < 100_000; index += 1) takePair(pairs, `+33${index}`, index);

  assert.ok(pairs.dueAt.size < 20_000, `${pairs.dueAt.size}`);
});
