import type { WireStatus } from '#core/whatsapp/wire.ts';

/**
 * The states of a recipient by rank. A row only ever moves to a higher rank, so the order in which answers and statuses
 * come, and how often, does not matter: the highest of all that was said stands.
 *
 * `failed` lies above `sent` (Meta says late that a message went nowhere) and below `delivered` (what reached a phone
 * has reached it, whatever comes afterwards). `skipped` and `cancelled` are ours and lie below everything the wire says.
 */
export const recipientStates = ['waiting', 'skipped', 'cancelled', 'in_doubt', 'accepted', 'sent', 'failed', 'delivered', 'read'] as const;
export type RecipientState = (typeof recipientStates)[number];

/** The same for single messages. Only the sender itself takes a message back from `sending` to `queued`. */
export const messageStates = ['queued', 'sending', 'in_doubt', 'accepted', 'sent', 'failed', 'delivered', 'read'] as const;

/** What was learned about one message. Times are Unix milliseconds; `state` is one of both lists above. */
export type Outcome = {
  readonly state: Exclude<RecipientState, 'waiting'>;
  readonly reason: string | null;
  readonly wamid: string | null;
  readonly acceptedAt: number | null;
  readonly sentAt: number | null;
  readonly deliveredAt: number | null;
  readonly readAt: number | null;
  readonly failedAt: number | null;
  readonly errorCode: number | null;
  readonly errorDetail: string | null;
};

const nothing = {
  reason: null,
  wamid: null,
  acceptedAt: null,
  sentAt: null,
  deliveredAt: null,
  readAt: null,
  failedAt: null,
  errorCode: null,
  errorDetail: null,
};

/** Meta took it. */
export function accepted(wamid: string, at: number): Outcome {
  return { ...nothing, state: 'accepted', wamid, acceptedAt: at };
}

/** Meta will not take it, or not any more. `code` is null when it was not Meta who said so. */
export function failed(code: number | null, detail: string, at: number): Outcome {
  return { ...nothing, state: 'failed', errorCode: code, errorDetail: detail, failedAt: at };
}

/** It was on the wire and the answer was lost. */
export function inDoubt(code: number | null, detail: string): Outcome {
  return { ...nothing, state: 'in_doubt', errorCode: code, errorDetail: detail };
}

/** The policy at the door said no. */
export function skipped(reason: string): Outcome {
  return { ...nothing, state: 'skipped', reason };
}

const millisecondsPerSecond = 1000;

/** What a status webhook says. `played` (voice notes) is as good as read. */
export function outcomeOfStatus(status: WireStatus): Outcome {
  const at = Number(status.timestamp) * millisecondsPerSecond;
  const wamid = status.id;
  switch (status.status) {
    case 'sent':
      return { ...nothing, state: 'sent', wamid, sentAt: at };
    case 'delivered':
      return { ...nothing, state: 'delivered', wamid, deliveredAt: at };
    case 'read':
    case 'played':
      return { ...nothing, state: 'read', wamid, readAt: at };
    case 'failed': {
      const error = status.errors?.[0];
      return { ...failed(error?.code ?? null, error?.error_data?.details ?? error?.title ?? 'Meta gave no reason', at), wamid };
    }
  }
}

/** How far a state has come. */
export function rankOf(state: RecipientState): number {
  return recipientStates.indexOf(state);
}

/** Two things learned about one message as one: in whichever order, and however often. */
export function mergeOutcomes(one: Outcome, other: Outcome): Outcome {
  const [low, high] = rankOf(one.state) <= rankOf(other.state) ? [one, other] : [other, one];
  return {
    ...high,
    wamid: high.wamid ?? low.wamid,
    acceptedAt: earlier(low.acceptedAt, high.acceptedAt),
    sentAt: earlier(low.sentAt, high.sentAt),
    deliveredAt: earlier(low.deliveredAt, high.deliveredAt),
    readAt: earlier(low.readAt, high.readAt),
    failedAt: earlier(low.failedAt, high.failedAt),
  };
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null) return other;
  return other === null ? one : Math.min(one, other);
}

/** Meta: "message undeliverable" (not on WhatsApp, mostly) and "user has stopped marketing messages". */
export const tellingCodes = [131026, 131050] as const;

/** States that say that WhatsApp has a message of ours: whoever is in one of them holds it, or soon will. */
export const heldStates = ['accepted', 'sent', 'delivered', 'read'] as const;

/**
 * Our id on the wire, echoed by every status: `r.<broadcast>.<seq>` or `m.<message>`, UUIDs as 32 hex digits, and `.<attempt>` after it
 * for whoever is sent to again. The first attempt is 0 and is not printed.
 */
export type WireName =
  | { readonly kind: 'recipient'; readonly broadcast: string; readonly seq: number; readonly attempt: number }
  | { readonly kind: 'message'; readonly id: string; readonly attempt: number };

/** Prints our id for `biz_opaque_callback_data`. */
export function presentWireName(name: WireName): string {
  const attempt = name.attempt === 0 ? '' : `.${name.attempt}`;
  return name.kind === 'recipient' ? `r.${name.broadcast.replaceAll('-', '')}.${name.seq}${attempt}` : `m.${name.id.replaceAll('-', '')}${attempt}`;
}

const wireNamePattern = /^(?:r\.([0-9a-f]{32})\.(\d{1,9})|m\.([0-9a-f]{32}))(?:\.([1-9]\d{0,3}))?$/;

/** Reads our id back; undefined for what is not ours (another program may send by the same number). */
export function parseWireName(text: string | undefined): WireName | undefined {
  const match = text === undefined ? null : wireNamePattern.exec(text);
  if (!match) return undefined;
  const [, broadcast, seq, message, again] = match;
  const attempt = again === undefined ? 0 : Number(again);
  if (message !== undefined) return { kind: 'message', id: dashed(message), attempt };
  return broadcast === undefined ? undefined : { kind: 'recipient', broadcast: dashed(broadcast), seq: Number(seq), attempt };
}

function dashed(hex: string): string {
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
