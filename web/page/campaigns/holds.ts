import type { WordKey } from '#web/ui/words/speak.ts';

/** What may hold a sending, in our words; another cause is told in the server's. */
export const holdWords: Readonly<Record<string, WordKey>> = {
  database_away: 'campaigns.held_database_away',
  platform_unreachable: 'campaigns.held_platform_unreachable',
  number_paused: 'campaigns.held_number_paused',
  template_paused: 'campaigns.held_template_paused',
  payment_missing: 'campaigns.held_payment_missing',
  by_person: 'campaigns.held_by_person',
  picture_refused: 'campaigns.held_picture_refused',
  message_refused: 'campaigns.held_message_refused',
  slow_down: 'campaigns.held_slow_down',
  limit_reached: 'campaigns.held_limit_reached',
  limit: 'report.hold_limit',
  warm_up: 'report.hold_warm_up',
  hours: 'report.hold_hours',
  pace: 'report.hold_pace',
  agents: 'report.hold_agents',
  canary: 'report.hold_canary',
  canary_asks: 'canary.state_asks',
  canary_stopped: 'report.hold_canary_stopped',
  budget: 'report.hold_budget',
  all_stopped: 'report.hold_everything',
};

/** Waits that the plan foresaw: nothing is wrong, and they end by themselves. */
export const plannedHolds: ReadonlySet<string> = new Set(['limit', 'warm_up', 'hours', 'pace', 'agents', 'canary']);
