import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateIn, daysOfKey, mondayOf, movedBy, sheetOf, turned } from './calendar.ts';

test('a month’s sheet is whole weeks from Monday to Sunday', () => {
  const sheet = sheetOf('month', '2026-11-22');

  assert.deepEqual([sheet[0], sheet.at(-1), sheet.length % 7], ['2026-10-26', '2026-12-06', 0]);
  assert.deepEqual([sheetOf('week', '2026-11-22')[0], sheetOf('week', '2026-11-22').length], ['2026-11-16', 7]);
  assert.equal(mondayOf('2026-11-23'), '2026-11-23');
});

test('turning the sheet goes by months or weeks, over the year too', () => {
  assert.deepEqual(
    [turned('month', '2026-12-31', 1), turned('month', '2026-01-15', -1), turned('week', '2026-11-22', 1)],
    ['2027-01-01', '2025-12-01', '2026-11-23'],
  );
});

test('a campaign moved over a change of the clocks keeps its hour', () => {
  assert.equal(movedBy('2026-10-24T07:00:00.000Z', 1, 'Europe/Paris'), '2026-10-25T08:00:00.000Z');
  assert.equal(movedBy('2026-03-28T08:00:00.000Z', 7, 'Europe/Paris'), '2026-04-04T07:00:00.000Z');
  assert.equal(movedBy('2026-11-22T09:00:00.000Z', -7, 'UTC'), '2026-11-15T09:00:00.000Z');
});

test('a moment has the date of the workspace’s zone, and arrow keys move by a day or a week', () => {
  assert.equal(dateIn('2026-11-22T23:30:00Z', 'Europe/Paris'), '2026-11-23');
  assert.deepEqual(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Enter'].map(daysOfKey), [-1, 1, -7, 7, undefined]);
});
