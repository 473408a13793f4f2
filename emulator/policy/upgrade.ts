import { tellNumberQuality } from '../webhook/values-number.ts';
import { type BusinessNumber, keepNumber, type World } from '../world/world.ts';
import { messagingLimitOf, reachOf } from './limits.ts';
import { throughputOf } from './throughput.ts';

/**
 * Raises a number to 1,000 messages a second when it qualifies: an unlimited messaging limit, so many unique people outside
 * windows in the moving day, and a quality of at least medium. For up to a minute it is in maintenance (131057).
 *
 * @see Meta, "Throughput", read 2026-11-22
 */
export function considerUpgrade(world: World, number: BusinessNumber, now: number): void {
  const { settings } = world;
  if (!settings.throughput_upgrade || number.maintenanceUntil !== 0 || throughputOf(world, number) >= settings.throughput_upgraded_per_second) return;
  if (messagingLimitOf(world, number) !== null || number.quality_rating === 'RED') return;
  if ((reachOf(world, number).byNumber.get(number.id) ?? 0) < settings.throughput_upgrade_people) return;
  number.maintenanceUntil = now + settings.throughput_maintenance_ms;
  keepNumber(world, number);
  planUpgrade(world, number);
}

/** Plans the end of the maintenance; also when a world is opened again. */
export function planUpgrade(world: World, number: BusinessNumber): void {
  const due = number.maintenanceUntil;
  world.wheel.at(due, () => {
    if (number.maintenanceUntil !== due) return;
    number.maintenanceUntil = 0;
    number.throughput = world.settings.throughput_upgraded_per_second;
    keepNumber(world, number);
    world.live.tell({ kind: 'number', id: number.id });
    tellNumberQuality(world, number, { event: 'THROUGHPUT_UPGRADE', limit: messagingLimitOf(world, number) });
  });
}
