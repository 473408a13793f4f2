import { createHash } from 'node:crypto';

/** Numbers drawn from a seed: the same seed and purpose give the same row of numbers, whatever else is drawn. */
export type Chance = {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  /** One of several. */
  pick<Item>(items: readonly Item[]): Item;
};

/** Opens a row of numbers. Each purpose has a row of its own, so that a new draw in one place moves none elsewhere. */
export function openChance(seed: string, purpose: string): Chance {
  let state = createHash('sha256').update(`${seed}\0${purpose}`).digest().readUInt32LE(0);
  // Mulberry32: small, and good enough to choose whom to kill.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick(items) {
      const found = items[Math.floor(next() * items.length)];
      if (found === undefined) throw new Error('nothing to pick from');
      return found;
    },
  };
}
