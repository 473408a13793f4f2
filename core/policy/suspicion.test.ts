import assert from 'node:assert/strict';
import { test } from 'node:test';
import { after, day } from '#core/value/time.ts';
import { type Candidate, suspicions, typicalShares, usualShares } from './suspicion.ts';

const dropped = new Date('2026-11-20T12:00:00Z');
const usual = { opt_outs: 0.004, capped: 0.02, unreachable: 0.01, reads: 0.6 };
const quiet = { messages: 1_000, delivered: 970, readable: 970, read: 600, optedOut: 4, capped: 20, unreachable: 10 };
const candidate = (name: string, daysAgo: number, more: Partial<Candidate> = {}): Candidate => ({
  kind: 'campaign',
  id: name,
  name,
  lastAt: after(dropped, -daysAgo * day),
  ...quiet,
  ...more,
});

test('a campaign that many more opted out of than usual is found, with its numbers', () => {
  const [first, ...others] = suspicions(
    [
      candidate('Newsletter', 1),
      candidate('Black Friday', 1, { messages: 9_500, delivered: 9_300, readable: 9_300, read: 5_600, optedOut: 195, capped: 190, unreachable: 95 }),
    ],
    usual,
    dropped,
  );

  assert.equal(others.length, 0);
  assert.equal(first?.candidate.name, 'Black Friday');
  const [finding] = first?.findings ?? [];
  assert.deepEqual([finding?.signal, finding?.events, finding?.of], ['opt_outs', 195, 9_300]);
  assert.ok(Math.abs((finding?.excess ?? 0) - (195 - 9_300 * 0.004)) < 1e-9);
});

test('nothing stands out where everything is as usual, nor where a small one had bad luck', () => {
  assert.deepEqual(suspicions([candidate('A', 1), candidate('B', 2)], usual, dropped), []);
  assert.deepEqual(
    suspicions([candidate('Tiny', 1, { messages: 20, delivered: 20, readable: 20, read: 12, optedOut: 2, capped: 0, unreachable: 0 })], usual, dropped),
    [],
  );
});

test('of two that did the same harm the recent one comes first', () => {
  const bad = { optedOut: 40 };

  const ranked = suspicions([candidate('Old', 6, bad), candidate('Recent', 0.5, bad)], usual, dropped);

  assert.deepEqual(
    ranked.map((each) => each.candidate.name),
    ['Recent', 'Old'],
  );
  assert.ok((ranked[0]?.score ?? 0) > 6 * (ranked[1]?.score ?? 0));
});

test('a list that reaches nobody and messages that nobody reads are found as well', () => {
  const ranked = suspicions(
    [
      candidate('Bought list', 1, { kind: 'import', delivered: 700, readable: 700, read: 430, optedOut: 3, unreachable: 280 }),
      candidate('Dull', 1, { read: 300 }),
    ],
    usual,
    dropped,
  );

  assert.deepEqual(
    ranked.map((each) => [each.candidate.name, each.findings.map(({ signal }) => signal)]),
    [
      ['Bought list', ['unreachable']],
      ['Dull', ['reads']],
    ],
  );
});

test('usual is the own history, and what senders report while there is too little', () => {
  assert.deepEqual(usualShares({ ...quiet, messages: 100 }), { shares: typicalShares, isOwn: false });
  assert.deepEqual(usualShares(quiet), { isOwn: true, shares: { opt_outs: 4 / 970, capped: 0.02, unreachable: 0.01, reads: 600 / 970 } });
});
