import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Schedule } from '#core/contract/campaigns.ts';
import { isPast, opensAt, ownHours, scheduleFaults } from './schedule.ts';

const now = new Date('2026-11-30T12:00:00Z');
const at = (moment: string): Schedule => ({ kind: 'at', at: moment });
const local = (starts: string): Schedule => ({ kind: 'local_hour', starts });
const weekly: Schedule = { kind: 'repeat', rule: 'FREQ=WEEKLY;COUNT=2', starts: '2026-12-01T09:00', timezone: 'Europe/Paris' };

test('a broadcast opens after its undo time, at its moment, or where the day’s hour comes first', () => {
  const opens = (schedule: Schedule | null) => opensAt(schedule, now, 60).toISOString();

  assert.equal(opens(null), '2026-11-30T12:01:00.000Z');
  assert.equal(opens(at('2026-12-01T08:00:00Z')), '2026-12-01T08:00:00.000Z');
  assert.equal(opens(local('2026-12-01T09:00')), '2026-11-30T19:00:00.000Z', 'nine on Kiritimati');
  assert.equal(opens(local('2026-11-30T09:00')), '2026-11-30T12:01:00.000Z', 'it is nine there no more');
  assert.equal(opens(weekly), '2026-12-01T08:00:00.000Z');
});

test('each has the hour of their zone, on the day or, where it has passed, on the next', () => {
  const places = [
    { timezone: 'Asia/Tokyo', country: 'FR' },
    { timezone: '', country: 'BR' },
    { timezone: 'nowhere', country: '' },
  ];
  const due = (starts: string) => ownHours(local(starts), places, { timezone: 'Europe/Paris' }, now)?.map((one) => one.due.toISOString());

  assert.deepEqual(due('2026-11-30T13:00'), ['2026-12-01T04:00:00.000Z', '2026-11-30T18:00:00.000Z', '2026-11-30T12:00:00.000Z']);
  assert.equal(ownHours(null, places, { timezone: 'UTC' }, now), null);
});

test('a schedule is past when nothing of it is left anywhere on earth', () => {
  assert.equal(isPast(null, now), false);
  assert.equal(isPast(at('2026-11-30T12:00:00Z'), now), true);
  assert.equal(isPast(local('2026-11-30T00:00'), now), true, 'midnight at UTC−12 is noon in UTC');
  assert.equal(isPast(local('2026-11-30T00:01'), now), false);
  assert.equal(isPast(weekly, now), false);
  assert.equal(isPast(weekly, new Date('2026-12-08T08:00:00Z')), true);
});

test('a moment too far ahead or that does not exist is a fault at its place', () => {
  const faults = (schedule: Schedule) => scheduleFaults(schedule, now, '/body/choices/schedule').map((fault) => fault.at);

  assert.deepEqual(faults(at('2026-12-24T08:00:00Z')), []);
  assert.deepEqual(faults(at('2062-12-24T08:00:00Z')), ['/body/choices/schedule/at']);
  assert.deepEqual(faults(local('2026-02-30T09:00')), ['/body/choices/schedule/starts']);
  assert.deepEqual(faults(local('2062-12-24T09:00')), ['/body/choices/schedule/starts']);
  assert.deepEqual(faults({ ...weekly, timezone: 'Mars' }), ['/body/choices/schedule/timezone']);
});
