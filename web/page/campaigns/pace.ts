import type { CampaignChoices } from '#core/contract/campaigns.ts';
import type { Canary, Pace } from '#core/contract/sending.ts';

/** What a draft begins with when an offer is chosen in the composer, and when somebody turns the canary on. */
export const canaryAtFirst: Canary = { rule: 'usual', matures_minutes: 120 };

/** Spans offered for an even pace, in minutes: an hour to a week. */
export const spreadsOffered = [60, 240, 480, 1440, 2880, 4320, 10_080] as const;
/** Counts of waiting conversations offered. */
export const threadsOffered = [5, 10, 20, 50, 100] as const;
/** How long a stage is watched, as offered: half an hour to a day. */
export const watchesOffered = [30, 60, 120, 240, 480, 1440] as const;
/** Hours that few mind, offered first. */
export const hoursAtFirst = { from: 9, to: 21 } as const;

const nothing: Pace = { spread_minutes: null, hours: null, open_threads_most: null };

/** Lays a change over a pace; a pace that asks nothing is none. */
export function withPace(pace: Pace | null, change: Partial<Pace>): Pace | null {
  const next = { ...(pace ?? nothing), ...change };
  return next.spread_minutes === null && next.hours === null && next.open_threads_most === null ? null : next;
}

/** The hours with another first or last one; the other gives way, so that the first stays before the last. */
export function withHours(hours: { from: number; to: number }, change: { from?: number; to?: number }): { from: number; to: number } {
  const from = change.from ?? hours.from;
  const to = change.to ?? hours.to;
  if (from < to) return { from, to };
  return change.from === undefined ? { from: to - 1, to } : { from, to: from + 1 };
}

/** The values offered, with the one that is chosen when it is another (the API takes any), in order. */
export function offered(values: readonly number[], chosen: number | null): number[] {
  return [...new Set([...values, ...(chosen === null ? [] : [chosen])])].toSorted((a, b) => a - b);
}

/** Reads an amount as it is typed, in either decimal sign, into micros; null for an empty field, undefined for what is no amount above nothing. */
export function parseAmount(text: string): number | null | undefined {
  const plain = text
    .trim()
    .replaceAll(/[\s\u00a0\u202f]/gu, '')
    .replace(',', '.');
  if (plain === '') return null;
  if (!/^\d{1,9}(\.\d{1,6})?$/u.test(plain)) return undefined;
  const micros = Math.round(Number(plain) * 1_000_000);
  return micros >= 1 ? micros : undefined;
}

/** What choosing a template in the composer does to the canary: an offer begins with one, what people wait for does not. Only the first choice does. */
export function canaryFor(before: Pick<CampaignChoices, 'template' | 'canary'>, category: string | undefined): Pick<CampaignChoices, 'canary'> {
  if (before.template !== null || before.canary !== null) return { canary: before.canary };
  return { canary: category === 'marketing' ? canaryAtFirst : null };
}
