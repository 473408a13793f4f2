/** What offers leave of the people a portfolio may write to in a day, for what people wait for: orders, codes, answers by template. */
export const limitReserveShare = 0.1;

/** What offers leave of a number's messages a second, so that an answer finds room the moment it is written. */
export const throughputReserveShare = 0.05;

/** How many people offers may take of a limit of unique people in a day. At least one, or a tiny limit would never let any out. */
export function marketingShareOf(limit: number): number {
  return Math.max(1, Math.floor(limit * (1 - limitReserveShare)));
}

/** Two messages to one person by one number: one in six seconds, 45 at once are borrowed from the time to come. Meta, pair rate limits (facts, cloud-api §2.4), read 2026-11-22. */
export const pairRule = { intervalMilliseconds: 6_000, burst: 45 } as const;
