import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hourOfInstant } from '#core/value/local.ts';
import { after, hour, minute } from '#core/value/time.ts';
import { zonesOfPerson } from '#core/value/zones.ts';
import { type HoursNow, hoursOf, lookAtHours } from './hours.ts';

const countries = ['FR', 'US', 'RU', 'BR', 'AU', 'IN', 'PT', 'NZ', 'MX', 'NP', 'EG', 'ID', 'CL'];
const zones = ['', 'Europe/Paris', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'America/Santiago', 'Pacific/Apia', 'Africa/Cairo'];
/** Around every change of the clocks of 2026 and 2027 in one of these places, and any other moment. */
const moments = fc.oneof(
  fc
    .constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-09-06', '2026-09-27', '2026-10-04', '2026-10-25', '2026-11-01', '2027-03-14', '2027-03-28')
    .chain((day) => fc.integer({ min: -36 * 60, max: 36 * 60 }).map((minutes) => new Date(Date.parse(`${day}T00:00:00Z`) + minutes * minute))),
  fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2028, 0, 1) }).map((at) => new Date(at)),
);
const spans = fc.tuple(fc.integer({ min: 0, max: 22 }), fc.integer({ min: 1, max: 12 })).map(([from, long]) => ({ from, to: Math.min(24, from + long) }));

function isInside(hours: { from: number; to: number }, places: readonly string[], at: Date): boolean {
  return places.every((zone) => {
    const shown = hourOfInstant(at, zone);
    return shown >= hours.from && shown < hours.to;
  });
}

test('nobody is ever let out outside the allowed hours of any zone they may live in, whatever the clocks do', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...countries),
      fc.constantFrom(...zones),
      spans,
      moments,
      fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 12 }),
      (country, timezone, hours, from, steps) => {
        const known = new Map<string, HoursNow>();
        const places = zonesOfPerson({ timezone, country }, 'Europe/Paris');
        let now = from;
        for (const minutes of [0, ...steps]) {
          now = after(now, minutes * minute);
          const found = hoursOf(known, { broadcast: 'b', hours, houseZone: 'Europe/Paris', now }, { country, timezone });
          // From now until shortly before it shuts: at the beginning, at the end, and in between.
          if (found.is === 'open')
            for (const share of [0, 0.5, 0.999])
              assert.ok(
                isInside(hours, places, new Date(now.getTime() + (found.until - now.getTime()) * share)),
                `${country} ${timezone} ${now.toISOString()}`,
              );
          if (found.is === 'shut') assert.ok(found.until > now.getTime());
          if (found.is === 'never') assert.ok(places.length > 1, `${country} ${timezone}: ${hours.from} to ${hours.to}`);
        }
      },
    ),
    { seed: 5, numRuns: 150 },
  );
});

test('who is shut out is let in at the next opening and not later', () => {
  fc.assert(
    fc.property(fc.constantFrom(...countries), spans, moments, (country, hours, now) => {
      const places = zonesOfPerson({ timezone: '', country }, 'Europe/Paris');
      const found = lookAtHours(hours, places, now);
      if (found.is !== 'shut') return;
      const opens = new Date(found.until);
      assert.ok(isInside(hours, places, opens), `${country} ${opens.toISOString()}`);
      // Half an hour is the finest step between two clocks of a country that the hours can be opened by.
      for (let at = now.getTime() + 31_000; at < found.until - minute; at += 30 * minute)
        assert.ok(!isInside(hours, places, new Date(at)), `${country} ${new Date(at).toISOString()} lies before ${opens.toISOString()}`);
    }),
    { seed: 5, numRuns: 60 },
  );
});

test('nine to eighteen never comes for the whole of Russia at once, and is said so', () => {
  const now = new Date('2026-11-22T08:00:00Z');

  assert.equal(lookAtHours({ from: 9, to: 18 }, zonesOfPerson({ timezone: '', country: 'RU' }, 'UTC'), now).is, 'never');
  assert.equal(lookAtHours({ from: 9, to: 18 }, zonesOfPerson({ timezone: 'Europe/Moscow', country: 'RU' }, 'UTC'), now).is, 'open');
  assert.equal(lookAtHours({ from: 9, to: 18 }, ['Europe/Paris'], new Date('2026-11-22T16:59:45Z')).is, 'shut', 'nobody leaves in the last half minute');
  assert.equal(lookAtHours({ from: 0, to: 24 }, ['Europe/Paris'], after(now, hour)).is, 'open');
});
