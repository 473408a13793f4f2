import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { allot, nextShare, payShare, type Share, weightOf } from './shares.ts';

const openShares = (count: number): { name: number; share: Share }[] =>
  Array.from({ length: count }, (_, name) => ({ name, share: { weight: weightOf(name), credit: 0 } }));

test('the oldest campaign gets most, each younger one half as much, and the youngest of ten still gets its part', () => {
  const all = openShares(10);
  const sent = all.map(() => 0);

  for (let message = 0; message < 2_100; message += 1) {
    const next = nextShare(all);
    assert.ok(next !== undefined);
    payShare(all, next.share);
    sent[next.name] = (sent[next.name] ?? 0) + 1;
  }

  // 8 + 4 + 2 + seven times 1 is 21.
  assert.deepEqual(sent, [800, 400, 200, 100, 100, 100, 100, 100, 100, 100]);
});

test('whoever has nothing to send is passed over, and nobody waits longer than a round', () => {
  fc.assert(
    fc.property(fc.array(fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }), { minLength: 200, maxLength: 400 }), (rounds) => {
      const all = openShares(6);
      const waited = all.map(() => 0);
      for (const has of rounds) {
        const ready = all.filter(({ name }) => has[name]);
        const next = nextShare(ready);
        assert.equal(next === undefined, ready.length === 0);
        if (next === undefined) continue;
        payShare(ready, next.share);
        for (const { name } of ready) waited[name] = name === next.name ? 0 : (waited[name] ?? 0) + 1;
        assert.ok(
          waited.every((turns) => turns <= 60),
          waited.join(),
        );
      }
    }),
    { seed: 5, numRuns: 40 },
  );
});

test('room is dealt by weight, nobody gets more than wanted, and nothing that is wanted is left over', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 300 }),
      fc.array(fc.record({ weight: fc.integer({ min: 1, max: 8 }), wants: fc.integer({ min: 0, max: 200 }) }), { maxLength: 12 }),
      (room, wishes) => {
        const given = allot(room, wishes);
        const wanted = wishes.reduce((sum, { wants }) => sum + wants, 0);
        assert.equal(
          given.reduce((sum, part) => sum + part, 0),
          Math.min(room, wanted),
        );
        for (const [index, part] of given.entries()) assert.ok(part >= 0 && part <= (wishes[index]?.wants ?? 0));
      },
    ),
    { seed: 5 },
  );
  assert.deepEqual(
    allot(14, [
      { weight: 8, wants: 100 },
      { weight: 4, wants: 100 },
      { weight: 2, wants: 100 },
    ]),
    [8, 4, 2],
  );
});
