/**
 * Counts by slots of time: how many in the last week, with what is older fading. A slot that comes round again starts at
 * nothing. It takes the same room whatever is counted, so that quality needs no memory of single people.
 */
export type Rolling = { readonly slotMilliseconds: number; readonly slots: Float64Array; readonly counts: Float64Array };

/** What is kept of a rolling count. */
export type KeptRolling = { slot_ms: number; length: number; slots: [slot: number, count: number][] };

/** Opens a count of nothing over `length` slots. */
export function openRolling(length: number, slotMilliseconds: number): Rolling {
  return { slotMilliseconds, slots: new Float64Array(length).fill(-1), counts: new Float64Array(length) };
}

/** Counts `amount` at an instant. What is older than the whole length is not counted any more. */
export function addRolling(rolling: Rolling, at: number, amount: number): void {
  const slot = Math.floor(at / rolling.slotMilliseconds);
  const place = slot % rolling.slots.length;
  const held = rolling.slots[place] ?? -1;
  if (held > slot) return;
  if (held < slot) {
    rolling.slots[place] = slot;
    rolling.counts[place] = 0;
  }
  rolling.counts[place] = (rolling.counts[place] ?? 0) + amount;
}

/** The sum over the slots that have not run out, those that are older than `leastAge` only. */
export function sumRolling(rolling: Rolling, now: number, leastAge = 0): number {
  let sum = 0;
  const newest = Math.floor((now - leastAge) / rolling.slotMilliseconds);
  const oldest = Math.floor(now / rolling.slotMilliseconds) - rolling.slots.length;
  for (let place = 0; place < rolling.slots.length; place++) {
    const slot = rolling.slots[place] ?? -1;
    if (slot > oldest && slot <= newest) sum += rolling.counts[place] ?? 0;
  }
  return sum;
}

/** The same sum with each slot worth half as much after every `halfLife`. */
export function weighRolling(rolling: Rolling, now: number, halfLife: number): number {
  let sum = 0;
  const newest = Math.floor(now / rolling.slotMilliseconds);
  const oldest = newest - rolling.slots.length;
  for (let place = 0; place < rolling.slots.length; place++) {
    const slot = rolling.slots[place] ?? -1;
    if (slot > oldest && slot <= newest) sum += (rolling.counts[place] ?? 0) * 2 ** (((slot - newest) * rolling.slotMilliseconds) / halfLife);
  }
  return sum;
}

/** When the oldest slot that still counts something runs out; undefined when nothing counts. */
export function nextRunOut(rolling: Rolling, now: number): number | undefined {
  const oldest = Math.floor(now / rolling.slotMilliseconds) - rolling.slots.length;
  let first = Number.POSITIVE_INFINITY;
  for (let place = 0; place < rolling.slots.length; place++) {
    const slot = rolling.slots[place] ?? -1;
    if (slot > oldest && (rolling.counts[place] ?? 0) > 0) first = Math.min(first, slot);
  }
  return first === Number.POSITIVE_INFINITY ? undefined : (first + rolling.slots.length) * rolling.slotMilliseconds;
}

/** A rolling count as it is kept. */
export function printRolling(rolling: Rolling): KeptRolling {
  const slots: [number, number][] = [];
  for (let place = 0; place < rolling.slots.length; place++) {
    const count = rolling.counts[place] ?? 0;
    if (count > 0) slots.push([rolling.slots[place] ?? 0, count]);
  }
  return { slot_ms: rolling.slotMilliseconds, length: rolling.slots.length, slots };
}

/** A kept count, taken up again. */
export function restoreRolling(kept: KeptRolling): Rolling {
  const rolling = openRolling(kept.length, kept.slot_ms);
  for (const [slot, count] of kept.slots) addRolling(rolling, slot * kept.slot_ms, count);
  return rolling;
}
