import type { Settings } from '#core/rehearsal/rehearsal.ts';

/**
 * How the emulator behaves unless told otherwise. Facts are from the project's digest of Meta's pages, read 2026-11-22;
 * delays are our choice: quick enough to watch, slow enough to see the states pass.
 */
export const defaultSettings: Settings = {
  // Meta, "Throughput": 80 messages a second for each number, in and out.
  throughput_per_second: 80,
  // Meta, "Pair rate limits": one message every 6 s to one person, a burst of 45 borrowed from the future.
  pair_interval_ms: 6_000,
  // Meta's levels are 250, 2,000, 10,000, 100,000 and unlimited a day; a desk should not stop at 250.
  messaging_limit: null,
  sent_delay_ms: 300,
  delivered_delay_ms: 900,
  read_delay_ms: 8_000,
  people: 'alive',
  template_review: 'rules',
  // Meta: minutes to 24 h.
  template_review_delay_ms: 2_500,
  // Meta, "Webhooks": up to 1,000 updates in a POST; usually a few.
  webhook_batch: 100,
  webhook_concurrency: 8,
  // Meta, "Per-user marketing template message limits": none to US numbers since 2025-04-01, still so on 2026-06-17.
  us_marketing_pause: true,
  // Meta, "Customer service windows": 24 hours.
  service_window_ms: 24 * 60 * 60 * 1000,
  latency_ms: 0,
};

/** Messages that may be borrowed from a pair's future. Meta, "Pair rate limits". */
export const pairBurst = 45;

/** Messages kept in one chat of a phone; older ones that are settled are forgotten, so that a million phones fit. */
export const chatLengthLimit = 50;

/** Free service messages for each number and month since 2026-10-01 (secondary source; see docs/use/emulator.md). */
export const freeServiceMessages = 1_000;
