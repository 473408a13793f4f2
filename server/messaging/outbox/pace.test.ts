import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setBurst, slowDown, startPace, takeToken, untilToken } from './pace.ts';

/** How many leave in a span when one is asked for each millisecond. */
function count(pace: ReturnType<typeof startPace>, from: number, to: number): number {
  let sent = 0;
  for (let now = from; now < to; now += 1) while (takeToken(pace, now, true)) sent += 1;
  return sent;
}

test('a number sends at its rate, without a burst after a rest', () => {
  const pace = startPace(80, 0);

  const first = count(pace, 0, 10_000);
  const afterRest = count(pace, 70_000, 70_010);

  assert.ok(first >= 799 && first <= 802, `${first}`);
  assert.ok(afterRest <= 5, `${afterRest}`);
});

test('a complaint rests the number for a second, cuts the rate, and the rate climbs back', () => {
  const pace = startPace(1000, 0);
  count(pace, 0, 1000);

  slowDown(pace, 1000, null);
  slowDown(pace, 1001, null);
  const resting = count(pace, 1002, 1999);
  const slow = count(pace, 2002, 3002);
  count(pace, 3002, 13_000);
  const again = count(pace, 13_000, 14_000);

  assert.equal(resting, 0);
  assert.ok(slow > 600 && slow < 850, `${slow}`);
  assert.ok(again > 990, `${again}`);
  assert.ok(untilToken(pace, 14_000, true) <= 1);
});

test('on a clock that is moved by hand half a second’s worth leaves at each move, never more than the rate', () => {
  const pace = startPace(80, 0);
  setBurst(pace, 0);
  let sent = 0;

  for (let now = 0; now <= 10_000; now += 500) while (takeToken(pace, now, true)) sent += 1;
  const afterDays = count(pace, 9e8, 9e8 + 1);

  assert.ok(sent >= 799 && sent <= 802, `${sent}`);
  assert.equal(afterDays, 40);
});

test('a clock that is put back holds no number until the old time comes again', () => {
  const pace = startPace(80, 0);
  count(pace, 9e8, 9e8 + 1_000);
  slowDown(pace, 9e8 + 1_000, 3_600);

  const sent = count(pace, 0, 3_000);

  assert.ok(sent > 80 && sent < 200, `${sent}`);
});

test('offers at full pace leave a reserve, so an answer finds a token at every moment', () => {
  const pace = startPace(80, 0);
  let answers = 0;

  for (let now = 0; now < 10_000; now += 1) {
    while (takeToken(pace, now, true));
    if (now % 500 === 250 && takeToken(pace, now)) answers += 1;
  }

  assert.equal(answers, 20);
});
