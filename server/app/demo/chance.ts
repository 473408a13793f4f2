/**
 * Seeded chance for the demo shop, so that two fresh starts show the same people. mulberry32: small, and good enough
 * for names and orders; never for anything secret.
 */
export type Chance = { fraction(): number; whole(from: number, to: number): number; pick<Item>(items: readonly Item[]): Item };

/** Opens a stream of chance from a seed. */
export function openChance(seed: number): Chance {
  let state = seed >>> 0;
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number) => from + Math.floor(fraction() * (to - from + 1));
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[whole(0, items.length - 1)];
    if (item === undefined) throw new Error('nothing to pick from');
    return item;
  };
  return { fraction, whole, pick };
}
