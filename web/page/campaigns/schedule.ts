import type { Schedule } from '#core/contract/campaigns.ts';
import { instantOfLocal, localOfInstant } from '#core/value/local.ts';
import { firstRepeat, ruleOf } from './repeat.ts';

/** What a campaign's time may be: `now` is no schedule at all. */
export const scheduleKinds = ['now', 'at', 'local_hour', 'repeat'] as const;
export type ScheduleKind = (typeof scheduleKinds)[number];

/** The kind of a choice. */
export function kindOf(schedule: Schedule | null): ScheduleKind {
  return schedule?.kind ?? 'now';
}

/** The date and time of a schedule as a clock in the zone shows it; of none, tomorrow at ten. */
export function localOf(schedule: Schedule | null, zone: string, now: Date): string {
  switch (schedule?.kind) {
    case undefined:
      return `${localOfInstant(new Date(now.getTime() + dayMilliseconds), zone).slice(0, 10)}T10:00`;
    case 'at':
      return localOfInstant(new Date(schedule.at), zone);
    case 'repeat':
    case 'local_hour':
      return schedule.starts;
  }
}

const dayMilliseconds = 86_400_000;

/** The same moment as another kind of schedule. */
export function asKind(schedule: Schedule | null, kind: ScheduleKind, zone: string, now: Date): Schedule | null {
  const local = localOf(schedule, zone, now);
  switch (kind) {
    case 'now':
      return null;
    case 'at':
      return { kind, at: instantOfLocal(local, zone).toISOString() };
    case 'local_hour':
      return { kind, starts: local };
    case 'repeat':
      return { kind, starts: local, timezone: zone, rule: ruleOf(firstRepeat(local), zone) };
  }
}

/** The schedule with another date and time; what is no date (a field being emptied) changes nothing. */
export function withLocal(schedule: Schedule, local: string, zone: string): Schedule {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/u.test(local) || Number.isNaN(Date.parse(`${local}Z`))) return schedule;
  return schedule.kind === 'at' ? { kind: 'at', at: instantOfLocal(local, zone).toISOString() } : { ...schedule, starts: local };
}

/** The zone a schedule is told in: its own, else the one given. */
export function zoneOf(schedule: Schedule | null, otherwise: string): string {
  return schedule?.kind === 'repeat' ? schedule.timezone : otherwise;
}

/** The schedule told by the clocks of another zone: the clock shows the same, the moment is another. */
export function withZone(schedule: Schedule, zone: string, before: string): Schedule {
  switch (schedule.kind) {
    case 'at':
      return { kind: 'at', at: instantOfLocal(localOfInstant(new Date(schedule.at), before), zone).toISOString() };
    case 'repeat':
      return { ...schedule, timezone: zone };
    case 'local_hour':
      return schedule;
  }
}

/** A zone as people say it: "America/Sao_Paulo" is Sao Paulo. */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** A wave as people say it: the hour on the clocks of its zones, and their cities. `label` lists the zones, as the plan gives them; undefined when it lists none. */
export function waveOf(wave: { readonly at: string; readonly label: string }): { readonly hour: string; readonly cities: string[] } | undefined {
  const zones = wave.label.split(', ').filter((zone) => /^[A-Za-z_]+(\/[A-Za-z_+\-0-9]+)+$|^UTC$/u.test(zone));
  const first = zones[0];
  return first === undefined ? undefined : { hour: localOfInstant(new Date(wave.at), first), cities: zones.map(cityOf) };
}
