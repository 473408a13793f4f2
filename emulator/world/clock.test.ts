import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openClock } from './clock.ts';

/** A clock on a base that a test moves. */
function openOnBase(start: number | null = null): { clock: ReturnType<typeof openClock>; pass: (milliseconds: number) => void } {
  let base = 1_000_000;
  return { clock: openClock({ now: () => base }, start), pass: (milliseconds) => void (base += milliseconds) };
}

test('a real clock goes with the machine, a paused one stands, a scaled one goes faster', () => {
  const { clock, pass } = openOnBase();

  pass(100);
  assert.equal(clock.now(), 1_000_100);
  clock.set(0);
  pass(1_000);
  assert.equal(clock.now(), 1_000_100);
  clock.set(60);
  pass(1_000);
  assert.equal(clock.now(), 1_060_100);
  assert.equal(clock.mode, 'scaled');
});

test('a clock that ran ahead never goes back: set to real time, it goes on from where it stands', () => {
  const { clock, pass } = openOnBase();
  clock.set(1_000);
  pass(1_000);

  clock.set(1);
  const stood = clock.now();
  pass(50);

  assert.equal(stood, 2_000_000);
  assert.equal(clock.now(), 2_000_050);
  assert.equal(clock.mode, 'real');
});

test('a clock can begin at another day, and goes on from there', () => {
  const { clock, pass } = openOnBase(Date.UTC(2027, 0, 1));

  pass(5_000);

  assert.equal(clock.now(), Date.UTC(2027, 0, 1) + 5_000);
});

test('a led clock never goes back, and goes on at real speed from where it was led', () => {
  const { clock, pass } = openOnBase();

  clock.hold();
  clock.lead(2_000_000);
  clock.lead(1_500_000);
  pass(50);
  assert.equal(clock.now(), 2_000_000);
  clock.release();
  pass(50);

  assert.equal(clock.now(), 2_000_050);
  assert.equal(clock.mode, 'real');
});

test('a paused clock that was led stays paused', () => {
  const { clock, pass } = openOnBase();
  clock.set(0);

  clock.hold();
  clock.lead(1_200_000);
  clock.release();
  pass(500);

  assert.equal(clock.now(), 1_200_000);
  assert.equal(clock.mode, 'paused');
});

test('every change is told, with a revision that goes up', () => {
  const { clock } = openOnBase();
  const revisions: number[] = [];
  clock.onChange(() => void revisions.push(clock.revision));

  clock.set(0);
  clock.hold();
  clock.announce();
  clock.release();

  assert.deepEqual(revisions, [2, 3, 4]);
});

test('how long until an instant follows the speed', () => {
  const { clock } = openOnBase();

  assert.equal(clock.realDelay(1_000_500), 500);
  clock.set(100);
  assert.equal(clock.realDelay(1_000_500), 5);
  clock.set(0);
  assert.equal(clock.realDelay(1_000_500), Number.POSITIVE_INFINITY);
  assert.equal(clock.realDelay(999_000), 0);
});
