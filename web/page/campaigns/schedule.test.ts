import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRecurrence, occurrences } from '#core/value/recurrence.ts';
import { firstRepeat, parseRepeat, type Repeat, ruleOf, withEvery } from './repeat.ts';
import { asKind, kindOf, localOf, withLocal, withZone } from './schedule.ts';

const paris = 'Europe/Paris';
const now = new Date('2026-11-24T10:00:00Z');

test('everything the builder can show is written as a rule and read back the same', () => {
  const repeats: Repeat[] = [
    { every: 'day', interval: 3, ends: { kind: 'never' } },
    { every: 'week', interval: 1, days: ['TU', 'FR'], ends: { kind: 'count', count: 10 } },
    { every: 'month', interval: 2, on: { kind: 'day', day: -1 }, ends: { kind: 'until', day: '2027-03-31' } },
    { every: 'month', interval: 1, on: { kind: 'weekday', nth: -1, weekday: 'FR' }, ends: { kind: 'never' } },
  ];

  const rules = repeats.map((repeat) => ruleOf(repeat, paris));

  assert.deepEqual(rules, [
    'FREQ=DAILY;INTERVAL=3',
    'FREQ=WEEKLY;BYDAY=TU,FR;COUNT=10',
    'FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1;UNTIL=20270331T215900Z',
    'FREQ=MONTHLY;BYDAY=-1FR',
  ]);
  assert.deepEqual(
    rules.map((rule) => parseRepeat(rule, paris)),
    repeats,
  );
});

test('every rule of the builder is one that the server follows', () => {
  const repeats: Repeat[] = (['day', 'week', 'month'] as const).map((every) => withEvery(firstRepeat('2026-12-01T09:00'), every, '2026-12-01T09:00'));

  const faults = repeats.map((repeat) => checkRecurrence({ rule: ruleOf(repeat, paris), starts: '2026-12-01T09:00', timezone: paris }));

  assert.deepEqual(faults, [undefined, undefined, undefined]);
});

test('the last day is a whole day where the rule lives', () => {
  const starts = '2026-12-01T22:00';
  const rule = ruleOf({ every: 'day', interval: 1, ends: { kind: 'until', day: '2026-12-02' } }, 'America/New_York');

  const dates = occurrences({ rule, starts, timezone: 'America/New_York' }, now, 5);

  assert.deepEqual(
    dates.map((date) => date.toISOString()),
    ['2026-12-02T03:00:00.000Z', '2026-12-03T03:00:00.000Z'],
  );
});

test('a rule that says more than the builder shows is left to the expert', () => {
  const rules = ['FREQ=YEARLY', 'FREQ=WEEKLY', 'FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1', 'FREQ=WEEKLY;BYDAY=1MO', 'FREQ=DAILY;COUNT=2;UNTIL=20270101', 'nonsense'];

  const read = rules.map((rule) => parseRepeat(rule, paris));

  assert.deepEqual(
    read,
    rules.map(() => undefined),
  );
});

test('another kind of schedule keeps the date and the hour', () => {
  const at = asKind(null, 'at', paris, now);

  const local = asKind(at, 'local_hour', paris, now);
  const repeat = asKind(local, 'repeat', paris, now);

  assert.deepEqual(at, { kind: 'at', at: '2026-11-25T09:00:00.000Z' });
  assert.deepEqual(local, { kind: 'local_hour', starts: '2026-11-25T10:00' });
  assert.deepEqual(repeat, { kind: 'repeat', starts: '2026-11-25T10:00', timezone: paris, rule: 'FREQ=WEEKLY;BYDAY=WE' });
  assert.deepEqual([kindOf(asKind(repeat, 'now', paris, now)), localOf(repeat, paris, now)], ['now', '2026-11-25T10:00']);
});

test('another zone is another moment that the same clock shows', () => {
  const moved = withZone({ kind: 'at', at: '2026-11-25T09:00:00.000Z' }, 'America/Sao_Paulo', paris);

  assert.deepEqual(moved, { kind: 'at', at: '2026-11-25T13:00:00.000Z' });
});

test('a date field that is being emptied changes nothing', () => {
  const schedule = { kind: 'local_hour' as const, starts: '2026-11-25T10:00' };

  assert.equal(withLocal(schedule, 'T10:00', paris), schedule);
  assert.deepEqual(withLocal(schedule, '2026-11-26T10:00', paris), { kind: 'local_hour', starts: '2026-11-26T10:00' });
});
