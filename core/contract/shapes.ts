import { z } from 'zod';

/** Shapes that several parts of the API share. Times are RFC 3339 in UTC, ids carry a prefix, money is integer micros. */
export const Time = z.iso.datetime();
/** A date and time without a zone, as a clock on a wall shows it: `2026-12-01T09:00`. */
export const LocalMoment = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);
export const PublicId = z.string().min(5).max(60);
export const MoneyShape = z.object({ currency: z.string().length(3), micros: z.number().int() });
/** ISO 3166-1 alpha-2, upper case. */
export const Country = z.string().regex(/^[A-Z]{2}$/);
/** BCP 47, such as `fr` or `pt-BR`. */
export const Language = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
export const Done = z.object({ done: z.literal(true) });

/** What Meta would refuse, and where. `at` is a JSON pointer into what was checked: `/body`, `/buttons/0/text`. */
export const Fault = z.object({
  at: z.string(),
  code: z.string(),
  message: z.string(),
  /** A warning keeps nobody from sending or submitting; reviewers often refuse it, or it does not do what one thinks. */
  severity: z.enum(['error', 'warning']).default('error'),
});
