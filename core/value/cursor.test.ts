import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCursor, presentCursor } from './cursor.ts';
import { isRefused } from './result.ts';

test('a place comes back from its cursor', () => {
  const place = { at: new Date('2026-11-22T10:00:00.123Z'), id: '01932f00-0000-7000-8000-000000000001' };

  assert.deepEqual(parseCursor(presentCursor(place)), place);
});

test('what is no cursor, or a moment no calendar has, is refused', () => {
  for (const text of ['', 'zzz', `0.${'g'.repeat(32)}`, `zzzzzzzzzzz.${'0'.repeat(32)}`]) assert.ok(isRefused(parseCursor(text)), text);
});
