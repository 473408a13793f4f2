/** What was bought within so many days is not recommended again as something new. */
export const latelyDays = 90;
/** A purchase within so many days after another is what came next. */
export const nextWithinDays = 90;
/** Somebody's usual interval is known from so many purchases on. */
export const timesLeast = 2;
/** Due from this part of the usual interval on: a reminder a little early is one in time. */
export const dueFrom = 0.8;
/** After so many intervals without a purchase they no longer buy it. */
export const dueUntil = 4;
