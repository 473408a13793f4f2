import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hourOfInstant, instantOfLocal, isLocalText, localOfInstant, nextLocalTime } from './local.ts';
import { checkRecurrence, occurrences, type Recurrence } from './recurrence.ts';
import { isRefused } from './result.ts';
import { tellWith } from './say.ts';
import { valueSays } from './says.ts';
import { zoneOfCountry, zoneOfPerson } from './zones.ts';

const tuesdays: Recurrence = { rule: 'FREQ=WEEKLY;BYDAY=TU', starts: '2026-10-13T09:00', timezone: 'Europe/Paris' };
const times = (recurrence: Recurrence, after: string, count: number) => occurrences(recurrence, new Date(after), count).map((at) => at.toISOString());

test('nine in the morning stays nine in the morning when clocks go back', () => {
  assert.deepEqual(times(tuesdays, '2026-10-13T00:00:00Z', 3), ['2026-10-13T07:00:00.000Z', '2026-10-20T07:00:00.000Z', '2026-10-27T08:00:00.000Z']);
});

test('an occurrence is given strictly after the moment asked', () => {
  assert.deepEqual(times(tuesdays, '2026-10-13T07:00:00Z', 1), ['2026-10-20T07:00:00.000Z']);
});

test('a time that clocks skip does not come that day, one that comes twice comes once', () => {
  const night = { rule: 'FREQ=DAILY', starts: '2026-03-28T02:30', timezone: 'Europe/Paris' };

  assert.deepEqual(times(night, '2026-03-28T00:00:00Z', 2), ['2026-03-28T01:30:00.000Z', '2026-03-30T00:30:00.000Z']);
  assert.deepEqual(times({ ...night, starts: '2026-10-24T02:30' }, '2026-10-24T00:00:00Z', 3), [
    '2026-10-24T00:30:00.000Z',
    '2026-10-25T00:30:00.000Z',
    '2026-10-26T01:30:00.000Z',
  ]);
});

test('a repetition with an end gives what is left of it', () => {
  assert.deepEqual(times({ ...tuesdays, rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=2' }, '2026-10-14T00:00:00Z', 5), ['2026-10-20T07:00:00.000Z']);
  assert.deepEqual(times({ ...tuesdays, rule: 'FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261130T230000Z' }, '2026-10-13T00:00:00Z', 5), [
    '2026-10-30T08:00:00.000Z',
    '2026-11-27T08:00:00.000Z',
  ]);
});

test('a repetition that cannot be followed is refused with a sentence that names the part', () => {
  const fault = (change: Partial<Recurrence>) => {
    const refused = checkRecurrence({ ...tuesdays, ...change });
    return refused !== undefined && isRefused(refused) ? `${refused.at}: ${tellWith(valueSays, refused.detail, 'en')}` : 'none';
  };

  assert.equal(fault({}), 'none');
  assert.equal(fault({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29' }), 'none');
  assert.match(fault({ rule: 'FREQ=HOURLY' }), /^rule: .*"HOURLY" is none of them/);
  assert.match(fault({ rule: 'every tuesday' }), /^rule: "every tuesday=" has no place/);
  assert.match(fault({ rule: 'BYDAY=TU' }), /^rule: .*FREQ/);
  assert.match(fault({ rule: 'FREQ=DAILY;BYHOUR=9,10,11' }), /^rule: "BYHOUR=9,10,11" has no place/);
  assert.match(fault({ rule: 'FREQ=DAILY;FREQ=WEEKLY' }), /^rule: "FREQ" stands twice/);
  assert.match(fault({ rule: 'FREQ=WEEKLY;BYDAY=XX' }), /^rule: .*cannot be read.*XX/);
  assert.match(fault({ rule: 'FREQ=DAILY;UNTIL=20200101T000000Z' }), /^rule: .*never comes/);
  assert.match(fault({ rule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }), /^rule: .*cannot be read/);
  assert.match(fault({ timezone: 'Paris' }), /^timezone: "Paris" is no time zone/);
  assert.match(fault({ starts: '2026-02-30T09:00' }), /^starts: "2026-02-30T09:00" is no date/);
});

test('the hour of a person is that of the day named, else of the first day left', () => {
  const at = (zone: string, earliest: string) => nextLocalTime('2026-12-01T09:00', zone, new Date(earliest)).toISOString();

  assert.equal(at('Asia/Tokyo', '2026-11-30T20:00:00Z'), '2026-12-01T00:00:00.000Z');
  assert.equal(at('Europe/Paris', '2026-12-01T08:00:00Z'), '2026-12-01T08:00:00.000Z');
  assert.equal(at('Europe/Paris', '2026-12-01T08:00:00.001Z'), '2026-12-02T08:00:00.000Z');
  assert.equal(at('America/Sao_Paulo', '2026-12-05T20:00:00Z'), '2026-12-06T12:00:00.000Z');
});

test('clocks are read in their zone', () => {
  assert.equal(instantOfLocal('2026-03-29T02:30', 'Europe/Paris').toISOString(), '2026-03-29T01:30:00.000Z');
  assert.equal(localOfInstant(new Date('2026-12-01T23:30:59Z'), 'Asia/Kolkata'), '2026-12-02T05:00');
  assert.equal(hourOfInstant(new Date('2026-12-01T23:30:00Z'), 'America/New_York'), 18);
  assert.deepEqual(['2026-12-01T09:00', '2026-13-01T09:00', '2026-12-01 09:00', '2026-12-01T24:30'].map(isLocalText), [true, false, false, false]);
});

test('a person lives in the zone noted, else in that of their country, else in that of the house', () => {
  assert.equal(zoneOfPerson({ timezone: 'America/Recife', country: 'BR' }, 'Europe/Paris'), 'America/Recife');
  assert.equal(zoneOfPerson({ timezone: 'somewhere', country: 'FR' }, 'UTC'), 'Europe/Paris');
  assert.equal(zoneOfPerson({ timezone: '', country: '' }, 'Europe/Paris'), 'Europe/Paris');
  assert.equal(zoneOfCountry('PT'), 'Atlantic/Azores');
});
