import type { Contract } from '#core/contract/contract.ts';
import type { ReplyOf } from '#core/contract/route.ts';

/** What the server says of itself and of the workspace. */
export type Status = ReplyOf<Contract['home']['status']>;

/** Something that needs a person, in order of seriousness. */
export type Concern =
  | { readonly kind: 'database' }
  | { readonly kind: 'no_number' }
  | { readonly kind: 'number_paused'; readonly name: string; readonly reason: string | null }
  | { readonly kind: 'number_quality'; readonly name: string; readonly quality: string }
  | { readonly kind: 'webhooks_aside'; readonly count: number }
  | { readonly kind: 'queue_failed'; readonly count: number }
  | { readonly kind: 'templates_rejected'; readonly count: number };

/** Meta's words for a number whose messages people do not want. */
const lowQuality = /^(low|red|medium|yellow)$/i;

/** Everything that is wrong now, the worst first; empty when all is well. */
export function concernsOf(status: Status): readonly Concern[] {
  const concerns: Concern[] = [];
  if (!status.database.ok) concerns.push({ kind: 'database' });
  if (status.numbers.length === 0) concerns.push({ kind: 'no_number' });
  for (const number of status.numbers) {
    const name = number.display_phone;
    if (number.state === 'paused') concerns.push({ kind: 'number_paused', name, reason: number.pause_reason });
    else if (lowQuality.test(number.quality)) concerns.push({ kind: 'number_quality', name, quality: number.quality });
  }
  if (status.webhooks.aside > 0) concerns.push({ kind: 'webhooks_aside', count: status.webhooks.aside });
  if (status.queue.failed > 0) concerns.push({ kind: 'queue_failed', count: status.queue.failed });
  if (status.templates.rejected > 0) concerns.push({ kind: 'templates_rejected', count: status.templates.rejected });
  return concerns;
}

/** The three steps of a new workspace, each done or not by what is really there. */
export type Steps = { readonly people: boolean; readonly template: boolean; readonly campaign: boolean };

/** Where a workspace stands on the way to its first campaign. A message of an agent is not one. */
export function stepsOf(status: Status, hasLaunched: boolean): Steps {
  return {
    people: status.contacts.consented > 0,
    template: status.templates.approved > 0,
    campaign: hasLaunched || status.sending.length > 0,
  };
}

/** A share of a base, or null where the base is nothing: a rate of nothing says nothing. */
export function shareOf(part: number, base: number): number | null {
  return base > 0 ? part / base : null;
}

/** A reason as a sentence: with a capital and a full stop; nothing for none. */
export function sentence(reason: string | null): string {
  if (reason === null || reason.trim() === '') return '';
  const words = reason.trim();
  return `${words.charAt(0).toLocaleUpperCase()}${words.slice(1)}${/[.!?]$/.test(words) ? '' : '.'}`;
}
