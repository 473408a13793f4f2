import { hourOfInstant, localOfInstant, nextLocalTime } from '#core/value/local.ts';
import { after, hour, type Instant } from '#core/value/time.ts';

/** Allowed hours of a person's day, `from` included and `to` not; 24 is midnight. */
export type OpenHours = { readonly from: number; readonly to: number };

/** Zones of a country lie at most this far apart, and clocks change: after so many openings of one clock that the others shut, none fits. */
const openingsMost = 8;

/** Whether all these clocks show an allowed hour. With no clock at all it is always. */
export function areOpen(hours: OpenHours, zones: readonly string[], at: Instant): boolean {
  return zones.every((zone) => {
    const shown = hourOfInstant(at, zone);
    return shown >= hours.from && shown < hours.to;
  });
}

/** The first moment, not before `earliest`, at which all these clocks show an allowed hour; undefined when there is none within days. */
export function opensNext(hours: OpenHours, zones: readonly string[], earliest: Instant): Instant | undefined {
  let at = earliest;
  for (let tries = 0; tries < openingsMost * Math.max(1, zones.length); tries += 1) {
    const shut = zones.find((zone) => !areOpen(hours, [zone], at));
    if (shut === undefined) return at;
    const next = nextHour(hours.from, shut, at);
    // An hour that clocks skip on this day is none of it: on to the next.
    at = next > at ? next : after(at, hour);
  }
  return undefined;
}

/** When the first of these clocks, all of which show an allowed hour now, shows another. */
export function closesAt(hours: OpenHours, zones: readonly string[], at: Instant): Instant {
  const closings = zones.map((zone) => nextHour(hours.to % 24, zone, after(at, 1)).getTime());
  return new Date(Math.min(...closings, at.getTime() + 24 * hour));
}

/** The next time, not before a moment, that a clock shows a full hour. */
function nextHour(wanted: number, zone: string, earliest: Instant): Instant {
  return nextLocalTime(`${localOfInstant(earliest, zone).slice(0, 10)}T${String(wanted).padStart(2, '0')}:00`, zone, earliest);
}
