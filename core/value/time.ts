/** A moment in UTC. Rows hold `timestamptz`, the API says RFC 3339, the program passes `Date`. Never mutated. */
export type Instant = Date;

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The moment `span` milliseconds after `from`. */
export function after(from: Instant, spanMilliseconds: number): Instant {
  return new Date(from.getTime() + spanMilliseconds);
}
