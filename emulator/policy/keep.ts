import type { Quality, World } from '../world/world.ts';
import type { Feedback } from './feedback.ts';
import type { Reach } from './limits.ts';
import type { Gate } from './pacing.ts';
import { type KeptRolling, printRolling } from './rolling.ts';

/** What the policy keeps, one row for each thing. People and chats keep their own columns; the cap is read from the ledger. */
export type KeptRow =
  | { kind: 'reach'; key: string; month: KeptRolling; half_used_at: number; raise_due_at: number; quiet_until: number }
  | {
      kind: 'feedback';
      of: 'number' | 'template';
      key: string;
      delivered: KeptRolling;
      read: KeptRolling;
      negative: KeptRolling;
      since: number;
      resets: boolean;
      given: Quality;
    }
  | { kind: 'gate'; key: string; sent: number; closed_at: number; decides_at: number; is_passed: boolean; year: KeptRolling; review_until: number }
  | { kind: 'flagged'; numbers: [id: string, at: number][] }
  | { kind: 'paused_utility'; accounts: [id: string, at: number][] };

function keep(world: World, key: string, print: () => KeptRow): void {
  world.store.put('policy', key, () => JSON.stringify(print()));
}

/** Keeps where a messaging limit stands. Whom it counts is in the chats. */
export function keepReach(world: World, reach: Reach): void {
  keep(world, `reach/${reach.key}`, () => ({
    kind: 'reach',
    key: reach.key,
    month: printRolling(reach.month),
    half_used_at: reach.halfUsedAt,
    raise_due_at: reach.raiseDueAt,
    quiet_until: reach.quietUntil,
  }));
}

/** Keeps what people made of a number's or a template's messages. */
export function keepFeedback(world: World, of: 'number' | 'template', key: string, feedback: Feedback): void {
  keep(world, `${of}/${key}`, () => ({
    kind: 'feedback',
    of,
    key,
    delivered: printRolling(feedback.delivered),
    read: printRolling(feedback.read),
    negative: printRolling(feedback.negative),
    since: feedback.since,
    resets: feedback.resets,
    given: feedback.given,
  }));
}

/** Keeps how far the pacing of a template or a portfolio is. */
export function keepGate(world: World, key: string, gate: Gate): void {
  keep(world, `gate/${key}`, () => ({
    kind: 'gate',
    key,
    sent: gate.sent,
    closed_at: gate.closedAt,
    decides_at: gate.decidesAt,
    is_passed: gate.isPassed,
    year: printRolling(gate.year),
    review_until: gate.reviewUntil,
  }));
}

/** Keeps which numbers are flagged in the older scheme. */
export function keepFlagged(world: World): void {
  keep(world, 'flagged', () => ({ kind: 'flagged', numbers: [...world.policy.flagged] }));
}

/** Keeps which accounts had a utility template paused lately. */
export function keepPausedUtility(world: World): void {
  keep(world, 'paused_utility', () => ({ kind: 'paused_utility', accounts: [...world.policy.utilityPausedAt] }));
}
