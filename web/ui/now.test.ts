import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movedClock, present, reckon, setClock, tickOf } from './now.ts';

const heardAt = Date.parse('2026-11-23T10:00:00.000Z');
const look = (speed: number) => ({ now: Date.parse('2026-12-24T18:00:00.000Z'), speed, heardAt });

test('the present goes on from the last look at the server’s clock, at its speed', () => {
  const shown = [0, 1, 60].map((speed) => new Date(reckon(look(speed), heardAt + 10_000)).toISOString());

  assert.deepEqual(shown, ['2026-12-24T18:00:00.000Z', '2026-12-24T18:00:10.000Z', '2026-12-24T18:10:00.000Z']);
  assert.equal(reckon(undefined, heardAt), heardAt, 'before the first look it is our own');
});

test('a sped-up clock is looked at more often, but no more than once a second', () => {
  assert.deepEqual([tickOf(30, 1), tickOf(30, 0), tickOf(30, 10), tickOf(30, 3600)], [30_000, 30_000, 3000, 1000]);
});

test('a clock that is elsewhere is said, one that only lags a little is not', () => {
  setClock({ now: new Date(Date.now() - 5000).toISOString(), speed: 1 });
  assert.equal(movedClock(), undefined);

  setClock({ now: '2031-05-01T08:00:00.000Z', speed: 60 });

  assert.equal(movedClock()?.speed, 60);
  assert.equal(present().getUTCFullYear(), 2031);
});
