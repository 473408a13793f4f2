import type { Cause, CauseAct } from '#core/contract/report.ts';
import { say } from '#core/contract/say.ts';
import { keepTold, parseTold } from '#core/value/say.ts';
import { type DoorFault, doorFaultOf, sendableAgain, sendableFromDoor } from '#core/whatsapp/again.ts';
import { explainError } from '#core/whatsapp/errors.ts';
import type { BroadcastState } from '#server/messaging/outbox/broadcast.ts';
import type { Tally } from '#server/messaging/outbox/reading.ts';

/** Not on WhatsApp, or not to be reached there: only keeping them out of later sendings helps. */
const unreachableCodes: readonly number[] = [131026, 131021];

/** What can be done at once about failures of a code, or without one of a fault; none where only time, the person or another campaign can help. */
export function actsOf(code: number | null, state: BroadcastState, fault: DoorFault | null = null): CauseAct[] {
  if (code === null) return fault !== null && sendableFromDoor(fault).may !== 'never' ? ['retry'] : [];
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

/** What a fault is, the first story of it, and what to do. */
function wordsOfFault(fault: DoorFault, detail: string | null): string {
  const why = detail === null ? say('none') : parseTold(detail);
  return keepTold(say('door_cause', { title: say(`door_${fault}`), why, cure: say(`door_${fault}_cure`) }));
}

/** Why people did not get it, most people first; `reason` is still a kept sentence. */
export function causesOf(tallies: readonly Tally[], state: BroadcastState): Cause[] {
  const found = new Map<string, Cause>();
  for (const { state: outcome, reason, code, detail, people } of tallies) {
    const kind = outcome === 'skipped' || outcome === 'failed' ? outcome : undefined;
    if (kind === undefined) continue;
    const fault = kind === 'failed' && code === null ? doorFaultOf(detail) : null;
    const key = `${kind} ${code ?? fault ?? reason}`;
    const known = found.get(key);
    found.set(key, {
      kind,
      reason: known?.reason ?? (fault === null ? (kind === 'skipped' ? reason : detail) : wordsOfFault(fault, detail)) ?? '',
      code,
      people: (known?.people ?? 0) + people,
      fate: code === null ? null : explainError(code).fate,
      fault,
      acts: kind === 'failed' ? actsOf(code, state, fault) : [],
    });
  }
  return [...found.values()].toSorted((one, other) => other.people - one.people || (one.reason < other.reason ? -1 : 1)).slice(0, causesMost);
}
