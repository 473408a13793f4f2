import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type CountedVerdict, finish, summarise } from './summary.ts';

const tuple = (change: Partial<CountedVerdict>): CountedVerdict => ({
  has_phone: true,
  country: 'FR',
  language: 'fr',
  consent: 'given',
  suppressions: '',
  states: 'v',
  due: '',
  window_open: false,
  unwanted: false,
  position: 0,
  free: false,
  reason: null,
  people: 1,
  ...change,
});
const message = {
  languages: ['fr', 'en'],
  variables: ['name'],
  currency: 'EUR',
  priceOf: (country: string) => ({
    market: `market ${country}`,
    each: country === 'MA' ? undefined : { currency: 'EUR', micros: 70_000 },
    free: country === 'GB' ? undefined : { currency: 'EUR', micros: 20_000 },
  }),
};

test('every person is counted once: recipients and exclusions add up to the segment', () => {
  const sums = summarise(
    [
      tuple({ people: 7 }),
      tuple({ people: 2, reason: 'no_consent' }),
      tuple({ people: 4, reason: 'opted_out', country: 'BR' }),
      tuple({ people: 1, reason: 'no_consent', country: 'DE' }),
    ],
    message,
  );

  assert.deepEqual([sums.people, sums.recipients], [14, 7]);
  assert.deepEqual(sums.exclusions, [
    { reason: 'opted_out', people: 4 },
    { reason: 'no_consent', people: 3 },
  ]);
});

test('cost is what every message delivered would be charged, and what has no rate is said', () => {
  const sums = summarise(
    [
      tuple({ people: 10 }),
      tuple({ people: 3, country: 'MA' }),
      tuple({ people: 2, country: 'GB', position: 1 }),
      tuple({ people: 9, country: 'US', reason: 'us_marketing_block' }),
    ],
    message,
  );

  assert.deepEqual([sums.most, sums.unpriced], [{ currency: 'EUR', micros: 840_000 }, 3]);
  assert.deepEqual(
    sums.by_country.map(({ country, people, cost }) => [country, people, cost?.micros ?? null]),
    [
      ['FR', 10, 700_000],
      ['MA', 3, null],
      ['GB', 2, 140_000],
    ],
  );
  assert.deepEqual(sums.by_language, [
    { language: 'fr', people: 13 },
    { language: 'en', people: 2 },
  ]);
});

test('fallbacks are counted among those who get the message', () => {
  const sums = summarise(
    [tuple({ people: 5, states: 'f' }), tuple({ people: 6, states: 'v' }), tuple({ people: 8, states: 'f', reason: 'no_phone' })],
    message,
  );

  assert.deepEqual(sums.fallbacks, [{ variable: 'name', people: 5 }]);
});

test('a free message costs what an answer costs, and says what it saves', () => {
  const sums = summarise(
    [tuple({ people: 10 }), tuple({ people: 4, free: true, window_open: true }), tuple({ people: 2, country: 'GB', position: 1, free: true })],
    message,
  );

  assert.deepEqual(sums.free, {
    people: 6,
    by_language: [
      { language: 'fr', people: 4 },
      { language: 'en', people: 2 },
    ],
    saves: { currency: 'EUR', micros: 200_000 },
  });
  assert.deepEqual(sums.most, { currency: 'EUR', micros: 10 * 70_000 + 4 * 20_000 + 2 * 70_000 });
});

test("the end follows from the number's speed, lot after lot", () => {
  const at = new Date('2026-11-22T10:00:00Z');
  const later = new Date('2026-11-22T10:00:10Z');

  assert.deepEqual(finish([{ at, people: 1000 }], 80), { seconds: 12.5, at: new Date('2026-11-22T10:00:12.500Z') });
  assert.deepEqual(finish([{ at, people: 0 }], 80), { seconds: 0, at });
  assert.deepEqual(
    finish(
      [
        { at, people: 1000 },
        { at: later, people: 80 },
      ],
      80,
    ),
    { seconds: 13.5, at: new Date('2026-11-22T10:00:13.500Z') },
  );
});
