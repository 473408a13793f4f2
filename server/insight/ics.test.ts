import assert from 'node:assert/strict';
import { test } from 'node:test';
import { printCalendar } from './ics.ts';

const now = new Date('2026-11-22T10:00:00Z');
const event = {
  uid: 'cmp_1@parley.example',
  starts: new Date('2026-12-01T08:00:00Z'),
  ends: new Date('2026-12-01T09:30:00Z'),
  title: 'Winter',
  text: 'About 12,408 people',
  url: 'https://parley.example/campaigns/cmp_1',
  isSure: true,
};

test('a calendar has the lines that RFC 5545 asks for, each ended by CRLF', () => {
  const lines = printCalendar('Roastery', [event], now).split('\r\n');

  assert.deepEqual(lines.slice(0, 2), ['BEGIN:VCALENDAR', 'VERSION:2.0']);
  for (const line of [
    'UID:cmp_1@parley.example',
    'DTSTAMP:20261122T100000Z',
    'DTSTART:20261201T080000Z',
    'DTEND:20261201T093000Z',
    'SUMMARY:Winter',
    'STATUS:CONFIRMED',
  ])
    assert.ok(lines.includes(line), line);
  assert.ok(lines.includes('DESCRIPTION:About 12\\,408 people'));
  assert.deepEqual(lines.slice(-2), ['END:VCALENDAR', '']);
});

test('texts are escaped, and lines are folded at 75 bytes without breaking a letter', () => {
  const title = 'Été; soldes, « café »\nà emporter \\ sur place '.repeat(4);

  const text = printCalendar('Été', [{ ...event, title }], now);

  const lines = text.split('\r\n');
  assert.ok(lines.every((line) => new TextEncoder().encode(line).length <= 75));
  assert.ok(!text.includes('�'));
  const unfolded = text.replaceAll('\r\n ', '');
  const summary =
    unfolded
      .split('\r\n')
      .find((line) => line.startsWith('SUMMARY:'))
      ?.slice('SUMMARY:'.length) ?? '';
  const back = summary.replaceAll(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
  assert.equal(back, title);
});

test('what ends as it begins has no end, and a draft is tentative', () => {
  const text = printCalendar('Roastery', [{ ...event, ends: event.starts, isSure: false }], now);

  assert.ok(!text.includes('DTEND'));
  assert.ok(text.includes('STATUS:TENTATIVE'));
});
