import type { Settings } from '#core/rehearsal/settings.ts';

import { GraphRefusal, sendRefusal, titleOf } from './errors.ts';
import { draw } from '../world/random.ts';

/** The part of the Graph face a call belongs to: faults and outages strike by it. */
export type Part = 'messages' | 'management' | 'media';

/** What befalls a call. `wait` in real milliseconds; `refuse` instead of an answer; `cut` the connection, before or after the work. */
export type Fate = { wait: number; refuse: GraphRefusal | null; cut: 'before' | 'after' | null };

const calm: Fate = { wait: 0, refuse: null, cut: null };

/** Is nothing switched on that could befall a call? Nearly always so: the fast path asks only this. */
export function isCalm(settings: Settings): boolean {
  return (
    settings.latency_ms === 0 &&
    settings.latency_jitter_ms === 0 &&
    settings.media_delay_ms === 0 &&
    settings.fault_throttle_share === 0 &&
    settings.fault_error_share === 0 &&
    settings.fault_refusal_share === 0 &&
    settings.fault_drop_before_share === 0 &&
    settings.fault_drop_after_share === 0 &&
    settings.outage === 'none'
  );
}

/** How long a throttled client is told to wait, in seconds. Our choice: resellers report answers from 1 to 60. */
const retryAfterSeconds = 2;

/** Decides what befalls the n-th call. Each share is drawn by itself from seed and n, so a run of calls repeats. */
export function drawFate(settings: Settings, seed: string, n: number, part: Part): Fate {
  if (isCalm(settings)) return calm;
  const chance = (purpose: string): number => draw(seed, 'faults', n, purpose);
  const wait = settings.latency_ms + Math.round(settings.latency_jitter_ms * chance('jitter')) + (part === 'media' ? settings.media_delay_ms : 0);
  if (settings.outage === 'everything' || settings.outage === part) return { wait, refuse: serviceDown(part), cut: null };
  if (chance('throttle') < settings.fault_throttle_share) return { wait, refuse: throttled(part), cut: null };
  if (chance('error') < settings.fault_error_share) return { wait, refuse: chance('which error') < 0.5 ? wentWrong() : serviceDown(part), cut: null };
  if (strikes(settings.fault_refusal_code, part) && chance('refusal') < settings.fault_refusal_share)
    return { wait, refuse: refusalOf(settings.fault_refusal_code), cut: null };
  if (part === 'messages' && chance('before') < settings.fault_drop_before_share) return { wait, refuse: null, cut: 'before' };
  if (part === 'messages' && chance('after') < settings.fault_drop_after_share) return { wait, refuse: null, cut: 'after' };
  return { wait, refuse: null, cut: null };
}

/** Meta documents throttles as HTTP 400; at its edge resellers meet 429 with `Retry-After`, and this is that. */
function throttled(part: Part): GraphRefusal {
  const headers = { 'Retry-After': String(retryAfterSeconds) };
  return part === 'messages'
    ? new GraphRefusal(130429, '(#130429) Rate limit hit', { status: 429, details: 'Cloud API message throughput has been reached.', headers })
    : new GraphRefusal(4, '(#4) Application request limit reached', { status: 429, headers });
}

function serviceDown(part: Part): GraphRefusal {
  if (part === 'messages') return sendRefusal(131016, 'A service is temporarily unavailable.', 500);
  return new GraphRefusal(2, 'Service temporarily unavailable', { status: 503, transient: true });
}

function wentWrong(): GraphRefusal {
  return sendRefusal(131000, 'Message failed to send because of an unknown error.', 500);
}

/** HTTP statuses of Meta's error page (of 2025-11 and 2026-03, read 2026-11-22); codes that are not here come with 400. */
const statuses: Readonly<Record<number, number>> = {
  0: 401,
  2: 503,
  3: 500,
  10: 403,
  190: 401,
  200: 403,
  368: 403,
  130497: 403,
  131000: 500,
  131005: 403,
  131016: 500,
  131031: 403,
  131045: 500,
  131057: 500,
  131207: 403,
  131208: 429,
  132001: 404,
  133000: 500,
  133004: 503,
  134102: 500,
  139200: 403,
};

/** Codes of templates come as subcodes of 100 (facts §5). */
const firstSubcode = 1_000_000;

/** Does a code belong to this part? Those of messages are refused at messages, those of registration nowhere near them. */
function strikes(code: number, part: Part): boolean {
  const isOfMessages = (code >= 130_000 && code < 133_000) || (code >= 134_000 && code < 138_000);
  const isOfManagement = (code >= 133_000 && code < 134_000) || code >= 138_000;
  return isOfMessages ? part === 'messages' : isOfManagement ? part === 'management' : true;
}

/** A refusal of any code, as Meta prints that code. */
function refusalOf(code: number): GraphRefusal {
  const title = titleOf(code);
  if (code >= firstSubcode) return new GraphRefusal(100, 'Invalid parameter', { subcode: code, title, sentence: title });
  const status = statuses[code] ?? 400;
  if (code < 130_000) return new GraphRefusal(code, `(#${code}) ${title}`, { status });
  return sendRefusal(code, title, status);
}
