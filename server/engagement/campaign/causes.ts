import type { Cause, CauseAct } from '#core/contract/report.ts';
import { sendableAgain } from '#core/whatsapp/again.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import type { BroadcastState } from '#server/messaging/outbox/broadcast.ts';
import type { Tally } from '#server/messaging/outbox/reading.ts';

/** Not on WhatsApp, or not to be reached there: only keeping them out of later sendings helps. */
const unreachableCodes: readonly number[] = [131026, 131021];

/** What can be done about failures of a code at once; none where only time or the person can help. */
export function actsOf(code: number | null, state: BroadcastState): CauseAct[] {
  if (code === null) return [];
  if (unreachableCodes.includes(code)) return ['leave_out'];
  if (sendableAgain(code).may === 'never') return [];
  const { fate } = explainError(code);
  const isHeld = state === 'paused' && (fate === 'stop_number' || fate === 'stop_template');
  return [...(isOfTemplate(code) ? (['template'] as const) : []), ...(isHeld ? (['resume'] as const) : []), 'retry'];
}

/** Codes of Meta's that speak of the template: 132xxx, and those of making one. */
function isOfTemplate(code: number): boolean {
  return (code >= 132_000 && code < 133_000) || code >= 2_388_000;
}

/** Causes kept in words of ours are shown up to here; what is rarer is a person's own story and stands in the table. */
const causesMost = 100;

/** Why people did not get it, most people first; `reason` is still a kept sentence. */
export function causesOf(tallies: readonly Tally[], state: BroadcastState): Cause[] {
  const found = new Map<string, Cause>();
  for (const { state: outcome, reason, code, detail, people } of tallies) {
    const kind = outcome === 'skipped' || outcome === 'failed' ? outcome : undefined;
    if (kind === undefined) continue;
    const key = `${kind} ${code ?? (kind === 'skipped' ? reason : detail)}`;
    const known = found.get(key);
    found.set(key, {
      kind,
      reason: known?.reason ?? (kind === 'skipped' ? reason : detail) ?? '',
      code,
      people: (known?.people ?? 0) + people,
      fate: code === null ? null : explainError(code).fate,
      acts: kind === 'failed' ? actsOf(code, state) : [],
    });
  }
  return [...found.values()].toSorted((one, other) => other.people - one.people || (one.reason < other.reason ? -1 : 1)).slice(0, causesMost);
}
