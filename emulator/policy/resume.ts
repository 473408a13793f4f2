import { isRecord } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { openFeedback } from './feedback.ts';
import type { KeptRow } from './keep.ts';
import { planDowngrade, planRaise } from './levels.ts';
import { openReach, recount } from './limits.ts';
import { planVerdict, releaseAbandoned } from './pacing.ts';
import { recheckAll } from './quality.ts';
import { restoreRolling } from './rolling.ts';
import { planUpgrade } from './upgrade.ts';

/** Takes up what was remembered and planned when a world is opened again. */
export function restorePolicy(world: World): void {
  const { policy } = world;
  policy.openedAt = world.clock.now();
  for (const row of world.store.all('policy')) take(world, parseRow(row));
  recount(world);
  for (const number of world.numbers.values()) {
    if (number.maintenanceUntil !== 0) planUpgrade(world, number);
    const reach = policy.reaches.get(number.id) ?? policy.reaches.get(world.accounts.get(number.account)?.portfolio ?? '');
    if (reach !== undefined && reach.raiseDueAt !== 0) planRaise(world, reach, number);
    const flaggedAt = policy.flagged.get(number.id);
    if (flaggedAt !== undefined) planDowngrade(world, number, flaggedAt);
  }
  for (const [key, gate] of policy.gates) if (gate.closedAt !== 0) planVerdict(world, key, gate);
  recheckAll(world);
  if (world.boot > 1) releaseAbandoned(world);
}

function take(world: World, row: KeptRow): void {
  const { policy } = world;
  switch (row.kind) {
    case 'reach':
      policy.reaches.set(row.key, {
        ...openReach(row.key),
        month: restoreRolling(row.month),
        halfUsedAt: row.half_used_at,
        raiseDueAt: row.raise_due_at,
        quietUntil: row.quiet_until,
      });
      return;
    case 'feedback': {
      const feedback = {
        ...openFeedback(world),
        delivered: restoreRolling(row.delivered),
        read: restoreRolling(row.read),
        negative: restoreRolling(row.negative),
        since: row.since,
        resets: row.resets,
        given: row.given,
      };
      (row.of === 'number' ? policy.numberFeedback : policy.templateFeedback).set(row.key, feedback);
      return;
    }
    case 'gate':
      policy.gates.set(row.key, {
        sent: row.sent,
        closedAt: row.closed_at,
        decidesAt: row.decides_at,
        isPassed: row.is_passed,
        year: restoreRolling(row.year),
        reviewUntil: row.review_until,
      });
      return;
    case 'flagged':
      for (const [id, at] of row.numbers) policy.flagged.set(id, at);
      return;
    case 'paused_utility':
      for (const [id, at] of row.accounts) policy.utilityPausedAt.set(id, at);
      return;
  }
}

/** Rows are our own printing, read back; only that they are objects is looked at. */
function parseRow(text: string): KeptRow {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error(`a kept row of the policy is no object: ${text.slice(0, 80)}`);
  return value as KeptRow;
}
