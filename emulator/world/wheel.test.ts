import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openClock } from './clock.ts';
import { openWheel, type Wheel } from './wheel.ts';

/** A wheel on a base clock that a test moves. */
function openHeldWheel(): { wheel: Wheel; move: (to: number) => void; clock: ReturnType<typeof openClock> } {
  let now = 1_000_000;
  const clock = openClock({ now: () => now });
  const wheel = openWheel(clock, (error) => {
    throw error;
  });
  return {
    wheel,
    clock,
    move(to) {
      now = to;
      wheel.turn();
    },
  };
}

test('things run in the order of their due time, and at one time in the order of their tie', () => {
  const { wheel, move } = openHeldWheel();
  const ran: number[] = [];
  wheel.on('sent', (id) => void ran.push(id));
  for (const [id, due, tie] of [
    [1, 1_000_500, 9],
    [2, 1_000_400, 5],
    [3, 1_000_500, 2],
    [4, 1_000_100, 7],
  ] as const)
    wheel.plan(due, 'sent', id, tie);

  move(1_000_450);
  assert.deepEqual(ran, [4, 2]);
  move(1_000_500);
  assert.deepEqual(ran, [4, 2, 3, 1]);

  wheel.close();
});

test('the same ten thousand things run in the same order, whoever planned them first', () => {
  const orders = [1, -1].map((direction) => {
    const { wheel, move } = openHeldWheel();
    const ran: number[] = [];
    wheel.on('read', (id) => void ran.push(id));
    const ids = Array.from({ length: 10_000 }, (_, i) => i).toSorted((a, b) => direction * (a - b));
    for (const id of ids) wheel.plan(1_000_000 + ((id * 7919) % 500), 'read', id, (id * 104_729) % 65_537);

    move(1_002_000);

    wheel.close();
    return ran;
  });

  assert.equal(orders[0]!.length, 10_000);
  assert.deepEqual(orders[0], orders[1]);
});

test('a thing that is due again at once by what it did itself still lets the wheel end', () => {
  const { wheel, move } = openHeldWheel();
  let left = 100;
  const again = (): void => {
    left -= 1;
    if (left > 0) wheel.at(1_000_050, again);
  };
  wheel.at(1_000_010, again);

  move(1_000_100);

  assert.equal(left, 0);
  assert.equal(wheel.waiting, 0);
  wheel.close();
});

test('a thing that throws does not take the others with it', () => {
  const clock = openClock({ now: () => 5_000 });
  const errors: unknown[] = [];
  const wheel = openWheel(clock, (error) => void errors.push(error));
  let ran = 0;
  wheel.at(4_000, () => {
    throw new Error('broken');
  });
  wheel.at(4_001, () => void (ran += 1));

  wheel.turn();

  assert.equal(ran, 1);
  assert.match(String(errors[0]), /broken/);
  wheel.close();
});

test('a led clock shows each thing the time it was due at', () => {
  const { wheel, clock } = openHeldWheel();
  const seen: number[] = [];
  for (const due of [1_000_300, 1_000_100, 1_000_200]) wheel.at(due, () => void seen.push(clock.now()));

  clock.hold();
  const ran = wheel.run(1_000_250, 10);
  clock.release();

  assert.equal(ran, 2);
  assert.deepEqual(seen, [1_000_100, 1_000_200]);
  assert.equal(wheel.next, 1_000_300);
  wheel.close();
});
