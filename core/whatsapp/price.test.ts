import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeServiceMessagesPerMonth, marketOf, type PriceCategory, priceOf, rateCards } from './price.ts';

const november = '2026-11-22';
const at = (day: string) => new Date(`${day}T12:00:00Z`);

const prices: readonly (readonly [string, PriceCategory, string, string, number | undefined, string | undefined])[] = [
  ['FR', 'marketing', 'EUR', november, 71_200, '2026-07-01'],
  ['FR', 'utility', 'EUR', november, 24_800, '2026-07-01'],
  ['DE', 'marketing', 'EUR', november, 113_100, '2026-07-01'],
  ['TR', 'utility', 'EUR', november, 700, '2026-07-01'],
  ['PL', 'marketing', 'EUR', november, 30_300, '2026-07-01'],
  ['US', 'marketing', 'EUR', november, 20_700, '2026-07-01'],
  ['DO', 'marketing', 'EUR', november, 61_200, '2026-07-01'],
  ['BB', 'marketing', 'EUR', november, 50_000, '2026-07-01'],
  ['EE', 'authentication', 'EUR', november, 6_400, '2026-07-01'],
  // Answers cost the utility rate since October 2026 and were free before.
  ['FR', 'service', 'EUR', november, 24_800, '2026-07-01'],
  ['FR', 'service', 'EUR', '2026-09-30', 0, '2026-07-01'],
  // A market of its own since October, on no EUR card of ours: not guessed from its old region.
  ['UA', 'marketing', 'EUR', november, undefined, undefined],
  ['UA', 'marketing', 'EUR', '2026-09-30', 71_200, '2026-07-01'],
  // Before the first card of a currency nothing is known.
  ['FR', 'marketing', 'EUR', '2026-06-30', undefined, undefined],
  ['FR', 'marketing', 'USD', november, 85_900, '2026-01-01'],
  ['US', 'utility', 'USD', november, 3_400, '2026-10-01'],
  ['US', 'marketing', 'USD', november, 25_000, '2026-01-01'],
  ['JP', 'utility', 'USD', november, 13_000, '2026-10-01'],
  ['JP', 'utility', 'USD', '2026-09-30', 11_300, '2026-01-01'],
  ['IN', 'marketing', 'INR', november, 863_100, '2026-10-01'],
  ['FR', 'marketing', 'INR', november, undefined, undefined],
  ['FR', 'marketing', 'CHF', november, undefined, undefined],
];

for (const [country, category, currency, day, micros, card] of prices) {
  test(`${category} to ${country} in ${currency} on ${day} costs ${micros === undefined ? 'nobody knows what' : `${micros} micros`}`, () => {
    const price = priceOf({ country, category, currency, at: at(day) });

    assert.equal(price?.each.micros, micros);
    assert.equal(price?.card.date, card);
  });
}

test('+7 is two markets and +1 is many', () => {
  assert.deepEqual(
    ['RU', 'KZ', 'US', 'CA', 'JM', 'BS'].map((country) => marketOf(country, at(november))),
    ['Russia', 'Kazakhstan', 'North America', 'North America', 'Rest of Latin America', 'Other'],
  );
});

test('a country that became a market of its own had another one before', () => {
  assert.equal(marketOf('PL', at('2026-06-30')), 'Rest of Central & Eastern Europe');
  assert.equal(marketOf('PL', at('2026-07-01')), 'Poland');
  assert.equal(marketOf('PL'), 'Poland');
});

test('every card says where it is from, and every amount can be read', () => {
  for (const card of rateCards) {
    assert.match(card.effective_from, /^\d{4}-\d{2}-\d{2}$/);
    assert.ok(card.source.length > 10 && card.confidence !== '');
    for (const rates of Object.values(card.rates)) for (const amount of Object.values(rates)) assert.match(String(amount), /^\d+\.\d{1,6}$/);
  }
  assert.deepEqual(
    rateCards.map((card) => card.effective_from),
    rateCards
      .map((card) => card.effective_from)
      .toSorted()
      .toReversed(),
    'newest first',
  );
  assert.equal(Object.keys(rateCards.find((card) => card.currency === 'EUR')!.rates).length, 38);
  assert.equal(freeServiceMessagesPerMonth, 1000);
});
