import { z } from 'zod';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const share = z.number().min(0).max(1);
const span = (most: number): z.ZodNumber => z.number().int().min(0).max(most);

/** The groups in which page and documentation show the settings. */
export const settingGroups = ['platform', 'delivery', 'limits', 'marketing', 'quality', 'templates', 'people', 'webhooks', 'faults'] as const;
export type SettingGroup = (typeof settingGroups)[number];

/**
 * Every number of the emulator's behaviour that may be turned: by file, flag, page and API. Milliseconds where the name
 * says so, always of the emulator's own clock, except under `faults`, which happen to real connections. Shares are 0 to 1.
 * What each means, and where it comes from, is in `settingFacts`.
 */
export const Settings = z.object({
  // ---- platform
  graph_version: z.string().regex(/^v\d{1,3}\.\d$/),
  webhook_version: z.string().regex(/^v\d{1,3}\.\d$/),
  pricing_epoch: z.enum(['by_clock', 'conversations', 'templates', 'templates_and_service']),
  service_free_messages: z.number().int().min(0).max(10_000_000),
  usernames: z.enum(['off', 'partial', 'full']),
  number_shown_ms: span(365 * day),
  username_share: share,
  strict_numbers: z.boolean(),
  media_auth: z.enum(['strict', 'lenient']),
  unknown_products: z.enum(['draw', 'refuse']),
  token_expired: z.boolean(),
  payment_missing: z.boolean(),
  account_restricted: z.enum(['no', 'marketing', 'business_initiated', 'all', 'locked']),
  // ---- delivery
  sent_delay_ms: span(hour),
  delivered_delay_ms: span(hour),
  delivered_skip_share: share,
  service_window_ms: z
    .number()
    .int()
    .min(1000)
    .max(30 * day),
  window_refusal: z.enum(['async', 'sync']),
  free_entry_answer_ms: span(30 * day),
  free_entry_window_ms: z
    .number()
    .int()
    .min(1000)
    .max(30 * day),
  // ---- limits
  throughput_per_second: z.number().int().min(1).max(1_000_000),
  throughput_upgrade: z.boolean(),
  throughput_upgrade_people: z.number().int().min(1).max(10_000_000),
  throughput_upgraded_per_second: z.number().int().min(1).max(1_000_000),
  throughput_maintenance_ms: span(hour),
  pair_interval_ms: span(hour),
  pair_burst: z.number().int().min(1).max(10_000),
  limits_model: z.enum(['portfolio', 'per_number']),
  messaging_limit: z.number().int().min(1).nullable(),
  limit_window_ms: z
    .number()
    .int()
    .min(1000)
    .max(30 * day),
  limit_raises: z.boolean(),
  limit_second_level_people: z.number().int().min(1).max(10_000_000),
  limit_raise_delay_ms: span(7 * day),
  limit_exceeded_code: z.number().int().min(1).max(9_999_999),
  limit_refusal: z.enum(['async', 'sync']),
  management_calls_per_hour: z.number().int().min(1).max(100_000_000),
  // ---- marketing
  us_marketing_pause: z.boolean(),
  marketing_cap: z.number().int().min(1).max(1000).nullable(),
  marketing_cap_window_ms: z
    .number()
    .int()
    .min(1000)
    .max(30 * day),
  marketing_retry_lock: z.boolean(),
  marketing_lock_refusals: z.number().int().min(1).max(1000),
  marketing_lock_ms: span(30 * day),
  experiment_share: share,
  // ---- quality
  quality_window_ms: z
    .number()
    .int()
    .min(1000)
    .max(30 * day),
  quality_half_life_ms: z
    .number()
    .int()
    .min(1000)
    .max(30 * day),
  quality_minimum: z.number().int().min(1).max(1_000_000),
  quality_yellow_share: share,
  quality_red_share: share,
  quality_block_weight: z.number().min(0).max(100),
  quality_report_weight: z.number().min(0).max(100),
  quality_stop_weight: z.number().min(0).max(100),
  quality_mute_weight: z.number().min(0).max(100),
  quality_archive_weight: z.number().min(0).max(100),
  quality_read_share: share,
  quality_check_ms: z.number().int().min(1000).max(day),
  pacing: z.boolean(),
  pacing_threshold: z.number().int().min(1).max(10_000_000),
  pacing_decision_ms: span(day),
  portfolio_pacing: z.boolean(),
  portfolio_pacing_messages: z.number().int().min(1).max(100_000_000),
  portfolio_review_ms: span(30 * day),
  template_pausing: z.boolean(),
  pause_first_ms: span(30 * day),
  pause_second_ms: span(30 * day),
  // ---- templates
  template_review: z.enum(['approve', 'rules', 'manual']),
  template_review_delay_ms: span(30 * day),
  template_edit_review: z.enum(['review', 'keep']),
  template_reclassify: z.boolean(),
  templates_limit: z.number().int().min(1).max(100_000),
  templates_per_hour: z.number().int().min(1).max(100_000),
  // ---- people
  people: z.enum(['still', 'alive', 'everybody_reads']),
  read_delay_ms: span(7 * day),
  reply_delay_ms: span(7 * day),
  own_hours: z.boolean(),
  unreachable_share: share,
  // ---- webhooks
  webhook_batch: z.number().int().min(1).max(1000),
  webhook_concurrency: z.number().int().min(1).max(256),
  webhook_per_number: z.number().int().min(1).max(256),
  webhook_timeout_ms: z.number().int().min(100).max(300_000),
  retry_horizon_ms: z
    .number()
    .int()
    .min(0)
    .max(30 * day),
  webhook_delay_ms: span(day),
  webhook_duplicate_share: share,
  webhook_reorder_share: share,
  webhook_loss_share: share,
  // ---- faults: real time
  latency_ms: span(60_000),
  latency_jitter_ms: span(60_000),
  media_delay_ms: span(60_000),
  fault_throttle_share: share,
  fault_error_share: share,
  fault_refusal_share: share,
  fault_refusal_code: z.number().int().min(0).max(9_999_999),
  fault_failure_share: share,
  fault_failure_code: z.number().int().min(0).max(9_999_999),
  fault_drop_before_share: share,
  fault_drop_after_share: share,
  outage: z.enum(['none', 'messages', 'management', 'media', 'everything']),
});
export type Settings = z.infer<typeof Settings>;
export const SettingsPatch = Settings.partial();
export type SettingsPatch = z.infer<typeof SettingsPatch>;

/** How the emulator behaves unless told otherwise. Delays are our choice: quick enough to watch, slow enough to see the states pass. */
export const defaultSettings: Settings = {
  graph_version: 'v26.0',
  webhook_version: 'v26.0',
  pricing_epoch: 'by_clock',
  service_free_messages: 1_000,
  usernames: 'partial',
  number_shown_ms: 30 * day,
  username_share: 0,
  strict_numbers: false,
  media_auth: 'strict',
  unknown_products: 'draw',
  token_expired: false,
  payment_missing: false,
  account_restricted: 'no',
  sent_delay_ms: 300,
  delivered_delay_ms: 900,
  delivered_skip_share: 0,
  service_window_ms: day,
  window_refusal: 'async',
  free_entry_answer_ms: day,
  free_entry_window_ms: 3 * day,
  throughput_per_second: 80,
  throughput_upgrade: true,
  throughput_upgrade_people: 100_000,
  throughput_upgraded_per_second: 1_000,
  throughput_maintenance_ms: 60_000,
  pair_interval_ms: 6_000,
  pair_burst: 45,
  limits_model: 'portfolio',
  messaging_limit: null,
  limit_window_ms: day,
  limit_raises: true,
  limit_second_level_people: 2_000,
  limit_raise_delay_ms: 6 * hour,
  limit_exceeded_code: 131_048,
  limit_refusal: 'async',
  management_calls_per_hour: 5_000,
  us_marketing_pause: true,
  marketing_cap: null,
  marketing_cap_window_ms: day,
  marketing_retry_lock: true,
  marketing_lock_refusals: 3,
  marketing_lock_ms: day,
  experiment_share: 0,
  quality_window_ms: 7 * day,
  quality_half_life_ms: 2 * day,
  quality_minimum: 100,
  quality_yellow_share: 0.02,
  quality_red_share: 0.05,
  quality_block_weight: 1,
  quality_report_weight: 2,
  quality_stop_weight: 0.5,
  quality_mute_weight: 0.2,
  quality_archive_weight: 0.1,
  quality_read_share: 0.05,
  quality_check_ms: 60_000,
  pacing: false,
  pacing_threshold: 2_000,
  pacing_decision_ms: 30 * 60_000,
  portfolio_pacing: false,
  portfolio_pacing_messages: 500_000,
  portfolio_review_ms: day,
  template_pausing: true,
  pause_first_ms: 3 * hour,
  pause_second_ms: 6 * hour,
  template_review: 'rules',
  template_review_delay_ms: 2_500,
  template_edit_review: 'review',
  template_reclassify: true,
  templates_limit: 6_000,
  templates_per_hour: 100,
  people: 'alive',
  read_delay_ms: 8_000,
  reply_delay_ms: 8_000,
  own_hours: false,
  unreachable_share: 0,
  webhook_batch: 100,
  webhook_concurrency: 8,
  webhook_per_number: 1,
  webhook_timeout_ms: 20_000,
  retry_horizon_ms: 7 * day,
  webhook_delay_ms: 0,
  webhook_duplicate_share: 0,
  webhook_reorder_share: 0,
  webhook_loss_share: 0,
  latency_ms: 0,
  latency_jitter_ms: 0,
  media_delay_ms: 0,
  fault_throttle_share: 0,
  fault_error_share: 0,
  fault_refusal_share: 0,
  fault_refusal_code: 131_000,
  fault_failure_share: 0,
  fault_failure_code: 131_000,
  fault_drop_before_share: 0,
  fault_drop_after_share: 0,
  outage: 'none',
};
