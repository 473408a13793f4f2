import { GraphRefusal } from './errors.ts';

/** Calls of the last hour are counted in slots of this many milliseconds: the hour moves in steps of it. */
const slotMilliseconds = 10_000;
const hourMilliseconds = 60 * 60 * 1000;
const slots = hourMilliseconds / slotMilliseconds;

type Meter = { counts: Uint32Array; slot: number; total: number };

/** Counts the management calls of each account in a moving hour of the emulator's clock. */
export type Throttle = {
  /** Counts a call; above the limit refuses it with 80007. Returns the headers that tell how much is used. */
  count(account: string, options: { now: number; limit: number }): Record<string, string>;
};

/** Opens a throttle that has counted nothing. 1.4 KB for each account. */
export function openThrottle(): Throttle {
  const meters = new Map<string, Meter>();
  return {
    count(account, { now, limit }) {
      const meter = meters.get(account) ?? { counts: new Uint32Array(slots), slot: Math.floor(now / slotMilliseconds), total: 0 };
      meters.set(account, meter);
      turn(meter, Math.floor(now / slotMilliseconds));
      const isOver = meter.total >= limit;
      if (!isOver) {
        meter.total += 1;
        const place = meter.slot % slots;
        meter.counts[place] = (meter.counts[place] ?? 0) + 1;
      }
      const headers = usageHeaders(account, { used: meter.total, limit, minutes: isOver ? minutesToWait(meter, limit) : 0 });
      if (isOver) throw tooMany(headers);
      return headers;
    },
  };
}

/** Forgets the slots that have left the hour. A clock set back begins anew. */
function turn(meter: Meter, slot: number): void {
  if (slot < meter.slot || slot - meter.slot >= slots) {
    meter.counts.fill(0);
    meter.total = 0;
    meter.slot = slot;
  }
  while (meter.slot < slot) {
    meter.slot += 1;
    const place = meter.slot % slots;
    meter.total -= meter.counts[place] ?? 0;
    meter.counts[place] = 0;
  }
}

function minutesToWait(meter: Meter, limit: number): number {
  let left = meter.total;
  for (let ahead = 1; ahead <= slots; ahead++) {
    left -= meter.counts[(meter.slot + ahead) % slots] ?? 0;
    if (left < limit) return Math.ceil((ahead * slotMilliseconds) / 60_000);
  }
  return 60;
}

/**
 * Percentages, as general Graph documentation has them; that WhatsApp calls carry them is an implementer's contract, not
 * confirmed by Meta's WhatsApp pages (read 2026-11-22). The emulator measures calls only, so all three are the same.
 */
function usageHeaders(account: string, { used, limit, minutes }: { used: number; limit: number; minutes: number }): Record<string, string> {
  const share = Math.min(100, Math.ceil((used * 100) / limit));
  const usage = { call_count: share, total_cputime: share, total_time: share };
  return {
    'X-App-Usage': JSON.stringify(usage),
    'X-Business-Use-Case-Usage': JSON.stringify({ [account]: [{ type: 'whatsapp_business_management', ...usage, estimated_time_to_regain_access: minutes }] }),
  };
}

function tooMany(headers: Record<string, string>): GraphRefusal {
  const message =
    '(#80007) There have been too many calls from this WhatsApp Business account. Wait a bit and try again. ' +
    'For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.';
  return new GraphRefusal(80007, message, { headers });
}
