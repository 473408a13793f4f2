import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { day, hour, minute } from '#core/value/time.ts';
import { forecast, type ForecastLimit, type ForecastSending } from './forecast.ts';
import { areOpen, closesAt, opensNext } from './hours.ts';

const opens = new Date('2026-12-01T09:00:00Z');
const at = (text: string) => new Date(text);

function sending(change: Partial<ForecastSending> & { people?: number } = {}): ForecastSending {
  const { people = 25_000, ...rest } = change;
  const lots = [{ notBefore: opens, people, counts: true, zones: ['Europe/Paris'] }];
  return { opens, zone: 'Europe/Paris', lots, speedPerSecond: 80, spreadMinutes: null, hours: null, canary: null, ...rest };
}

function limit(change: Partial<ForecastLimit> = {}): ForecastLimit {
  return { most: null, open: (most) => most * 0.9, others: [], own: [], capAt: null, raises: null, ...change };
}

const people = (found: ReturnType<typeof forecast>) => found.days.map((each) => each.people);
const ladder = { next: (most: number) => (most >= 100_000 ? null : most * 10), usedShare: 0.5, withinMilliseconds: 6 * hour };

test('25,000 people under a limit of 10,000 with a reserve of a tenth take three days', () => {
  const found = forecast(sending(), limit({ most: 10_000 }));

  assert.deepEqual(people(found), [9_000, 9_000, 7_000]);
  assert.deepEqual(
    found.days.map(({ boundBy, limit: most }) => [boundBy, most]),
    [
      ['limit', 10_000],
      ['limit', 10_000],
      [null, 10_000],
    ],
  );
  assert.ok(found.ends.getTime() - opens.getTime() < 2 * day + 20 * minute, found.ends.toISOString());
});

test('when Meta raises the limit as it promises, the same ends six hours after the first wave', () => {
  const found = forecast(sending(), limit({ most: 10_000, raises: ladder }));

  assert.deepEqual(people(found), [25_000]);
  assert.ok(found.ends.getTime() - opens.getTime() > 6 * hour && found.ends.getTime() - opens.getTime() < 6.2 * hour, found.ends.toISOString());
});

test('what others have used of the limit comes free when their 24 hours are over', () => {
  const others = [{ at: at('2026-12-01T03:00:00Z'), people: 6_000 }];

  const found = forecast(sending({ people: 8_000 }), limit({ most: 10_000, others }));

  assert.deepEqual(
    found.days.map((each) => [each.date, each.people, each.used]),
    [
      ['2026-12-01', 3_000, 6_000],
      ['2026-12-02', 5_000, 0],
    ],
  );
  assert.equal(found.days[1]?.starts.toISOString(), '2026-12-02T03:05:00.000Z');
});

test('places that a sending before it will take are left to it', () => {
  const others = [{ at: at('2026-12-01T15:00:00Z'), people: 8_000 }];

  const found = forecast(sending({ people: 3_000 }), limit({ most: 10_000, others }));

  assert.deepEqual(people(found), [1_000, 2_000]);
});

test('a warm-up holds it below the limit, and grows', () => {
  const capAt = (_most: number | null, moment: Date) => (moment < at('2026-12-02T00:00:00Z') ? 50 : 100);

  const found = forecast(sending({ people: 250 }), limit({ most: 250, capAt }));

  assert.deepEqual(people(found), [50, 100, 100]);
  assert.equal(found.days[0]?.boundBy, 'warm_up');
});

test('a warm-up counts whom the number itself has written to, and the limit everybody', () => {
  const capAt = () => 50;
  const own = [{ at: at('2026-12-01T08:00:00Z'), people: 20 }];
  const others = [{ at: at('2026-12-01T07:00:00Z'), people: 100 }, ...own];

  const young = forecast(sending({ people: 80 }), limit({ most: 250, others, own, capAt }));
  const full = forecast(sending({ people: 80 }), limit({ most: 250, others: [{ at: at('2026-12-01T07:00:00Z'), people: 200 }, ...own], own, capAt }));

  assert.deepEqual(people(young), [30, 50]);
  assert.deepEqual([young.days[0]?.boundBy, young.days[0]?.used], ['warm_up', 120]);
  assert.deepEqual(people(full), [5, 50, 25], 'a limit that is nearly full is nearer than the warm-up');
});

test('free messages and people written to already need no place of the limit', () => {
  const lots = [
    { notBefore: opens, people: 400, counts: true, zones: [] },
    { notBefore: opens, people: 5_000, counts: false, zones: [] },
  ];

  const found = forecast(sending({ lots }), limit({ most: 250 }));

  assert.deepEqual(people(found), [5_225, 175]);
});

test('evenly over two days is evenly over two days', () => {
  const found = forecast(sending({ people: 4_800, spreadMinutes: 2 * 24 * 60 }), limit());

  assert.equal(found.ends.getTime() - opens.getTime(), 2 * day);
  assert.deepEqual(
    found.days.map(({ boundBy }) => boundBy),
    ['pace', 'pace', null],
  );
});

test('who could not leave in time of a spread leaves as fast as the number may, in the hours that are allowed', () => {
  const lots = [
    { notBefore: opens, people: 1_200, counts: true, zones: ['Europe/Paris'] },
    { notBefore: opens, people: 600, counts: true, zones: ['America/Sao_Paulo'] },
  ];

  const found = forecast(sending({ lots, spreadMinutes: 120, hours: { from: 9, to: 18 } }), limit());

  // It is ten in Paris and six in São Paulo, where the hours begin at noon UTC: an hour after the spread is over.
  assert.equal(found.ends.getTime() - at('2026-12-01T12:00:00Z').getTime(), (600 / 80) * 1000);
});

test('a canary waits for each of its stages', () => {
  const found = forecast(sending({ people: 20_000, canary: { stages: [200, 1_000, 2_000, 16_800], maturesMinutes: 120 } }), limit());

  assert.deepEqual(
    found.stages.map((stage) => stage.people),
    [200, 1_000, 2_000, 16_800],
  );
  assert.equal(found.stages[1]!.starts.getTime() - found.stages[0]!.ends.getTime(), 2 * hour);
  assert.equal(found.stages[3]!.judged, null);
  assert.ok(found.ends.getTime() - opens.getTime() > 6 * hour);
});

test('allowed hours are those of each person, and a country whose clocks never agree is said', () => {
  const lots = [
    { notBefore: opens, people: 10, counts: true, zones: ['Asia/Tokyo'] },
    { notBefore: opens, people: 20, counts: true, zones: ['Europe/Paris'] },
    { notBefore: opens, people: 5, counts: true, zones: ['Pacific/Honolulu', 'America/New_York'] },
  ];

  const found = forecast(sending({ lots, hours: { from: 9, to: 12 } }), limit());

  assert.deepEqual(people(found), [20, 10]);
  assert.equal(found.days[0]?.boundBy, 'hours');
  assert.equal(found.days[1]?.starts.toISOString(), '2026-12-02T00:00:00.000Z');
  assert.equal(found.never, 5);
});

test('hours hold when clocks change, and when they skip the hour', () => {
  const spring = opensNext({ from: 2, to: 3 }, ['Europe/Paris'], at('2027-03-28T00:30:00Z'));
  const closes = closesAt({ from: 9, to: 21 }, ['Europe/Paris'], at('2026-10-25T09:00:00Z'));

  assert.equal(spring?.toISOString(), '2027-03-29T00:00:00.000Z');
  assert.equal(closes.toISOString(), '2026-10-25T20:00:00.000Z');
});

test('a sending of years is told for one, with everybody in it', () => {
  const found = forecast(sending({ people: 1_000_000 }), limit({ most: 250 }));

  assert.equal(
    people(found).reduce((sum, each) => sum + each, 0),
    1_000_000,
  );
  assert.ok(found.days.length <= 368);
});

const zones = ['Europe/Paris', 'America/New_York', 'Asia/Tokyo', 'Australia/Sydney', 'America/Sao_Paulo'];
const anyLot = fc.record({
  people: fc.integer({ min: 0, max: 4_000 }),
  counts: fc.boolean(),
  zones: fc.subarray(zones, { maxLength: 2 }),
  wait: fc.integer({ min: 0, max: 40 }),
});
const anySending = fc.record({
  lots: fc.array(anyLot, { minLength: 1, maxLength: 5 }),
  speed: fc.constantFrom(1, 20, 80, 1000),
  spread: fc.option(fc.integer({ min: 1, max: 3_000 })),
  hours: fc.option(fc.tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 24 }))),
  canary: fc.boolean(),
  most: fc.option(fc.constantFrom(250, 2_000, 10_000)),
  others: fc.array(fc.record({ hours: fc.integer({ min: -23, max: 30 }), people: fc.integer({ min: 1, max: 500 }) }), { maxLength: 4 }),
  begins: fc.integer({ min: 0, max: 365 * 24 }),
});

test('whatever is asked, everybody is in one day, and no 24 hours hold more than the limit leaves', () => {
  fc.assert(
    fc.property(anySending, (given) => {
      const begins = new Date(opens.getTime() + given.begins * hour);
      const hours = given.hours === null ? null : { from: given.hours[0], to: Math.max(given.hours[0] + 1, given.hours[1]) };
      const lots = given.lots.map(({ wait, ...lot }) => ({ ...lot, notBefore: new Date(begins.getTime() + wait * hour) }));
      const all = lots.reduce((sum, lot) => sum + lot.people, 0);
      const canary = given.canary ? { stages: [Math.min(200, all), Math.max(0, all - 200)], maturesMinutes: 60 } : null;
      const others = given.others
        .map((each) => ({ at: new Date(begins.getTime() + each.hours * hour), people: each.people }))
        .toSorted((a, b) => a.at.getTime() - b.at.getTime());

      const found = forecast(
        { opens: begins, zone: 'Europe/Paris', lots, speedPerSecond: given.speed, spreadMinutes: given.spread, hours, canary },
        limit({ most: given.most, others }),
      );

      assert.equal(people(found).reduce((sum, each) => sum + each, 0) + found.never, all);
      const last = found.days.at(-1);
      if (last !== undefined) assert.ok(Math.abs(last.ends.getTime() - found.ends.getTime()) <= 100 && last.boundBy === null);
      for (const [place, each] of found.days.entries()) {
        assert.ok(each.starts <= each.ends && each.people > 0);
        assert.ok(place === 0 || each.starts >= found.days[place - 1]!.ends);
      }
      if (given.most === null || found.days.length > 360) return;
      const otherPeak = Math.floor(given.most * 0.9);
      for (const slot of found.slots) {
        // Every 24 hours that begin or end with somebody's message: ours and the others' together, unless the others alone are too many.
        for (const begin of [slot.at.getTime(), slot.at.getTime() - day + 1]) {
          const inside = (each: { at: Date }) => each.at.getTime() >= begin && each.at.getTime() < begin + day;
          const theirs = others.filter(inside).reduce((sum, each) => sum + each.people, 0);
          const ours = found.slots.filter(inside).reduce((sum, each) => sum + each.people, 0);
          assert.ok(ours === 0 || ours + theirs <= Math.max(otherPeak, theirs), `${ours} + ${theirs} of ${otherPeak} from ${new Date(begin).toISOString()}`);
        }
      }
    }),
    { seed: 5, numRuns: 300 },
  );
});

test('whenever hours are said to open, all clocks show one of them, and they close at the first that shows another', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 365 * 24 * 4 }),
      fc.subarray(zones, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 0, max: 23 }),
      (quarter, some, from) => {
        const hours = { from, to: Math.min(24, from + 8) };
        const begin = new Date(opens.getTime() + quarter * 15 * minute);

        const found = opensNext(hours, some, begin);

        if (found === undefined) return;
        const shut = closesAt(hours, some, found);
        assert.ok(found >= begin && areOpen(hours, some, found));
        for (let t = found.getTime(); t < shut.getTime(); t += 15 * minute) assert.ok(areOpen(hours, some, new Date(t)));
        assert.ok(!areOpen(hours, some, shut) || from === 0);
      },
    ),
    { seed: 5, numRuns: 200 },
  );
});
