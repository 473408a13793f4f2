import { sendRefusal } from '../graph/errors.ts';
import type { BusinessNumber, World } from '../world/world.ts';

/** Fractions of a millisecond that adding up intervals may be off by. */
const rounding = 1e-6;

/** Messages a second of a number, in and out together. */
export function throughputOf(world: World, number: BusinessNumber): number {
  return number.throughput ?? world.settings.throughput_per_second;
}

/** Refuses a message above the number's rate (one second's worth may come at once), or during the minute of its raise. */
export function checkThroughput(world: World, number: BusinessNumber, now: number): void {
  if (now < number.maintenanceUntil)
    throw sendRefusal(131057, 'The business account is in maintenance mode because its throughput is being upgraded. Try again in a minute.', 500);
  const interval = 1000 / throughputOf(world, number);
  if (number.throughputDueAt - now > 1000 - interval + rounding) throw sendRefusal(130429, 'Cloud API message throughput has been reached.');
}

/** Takes a message, in or out, off the number's rate. What comes in is never refused, and a storm of it costs a second at most. */
export function takeThroughput(world: World, number: BusinessNumber, now: number): void {
  const interval = 1000 / throughputOf(world, number);
  number.throughputDueAt = Math.min(Math.max(number.throughputDueAt, now) + interval, now + 1000);
}
