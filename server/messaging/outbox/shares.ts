/** The share that one broadcast has of its number. `credit` is what it has saved up; the one with the most goes next. */
export type Share = { weight: number; credit: number };

/** The oldest gets this much to one of the youngest, each younger one half as much, and none less than one: so none starves. */
const oldestWeight = 8;

/** The weights of broadcasts, the oldest first. */
export function weightOf(place: number): number {
  return Math.max(1, oldestWeight >> Math.min(place, 30));
}

/**
 * Whose turn it is among those that have something to send: deficit round robin with messages as the unit. Who waits saves up its
 * weight at each turn; who goes pays for all of them. Changes nothing; `payShare` does once the message has left.
 */
export function nextShare<Item extends { readonly share: Share }>(ready: readonly Item[]): Item | undefined {
  let best = ready[0];
  for (const item of ready) if (best !== undefined && item.share.credit + item.share.weight > best.share.credit + best.share.weight) best = item;
  return best;
}

/** A message of `chosen` has left while all of `ready` had something to send; each share counts once. */
export function payShare(ready: readonly { readonly share: Share }[], chosen: Share): void {
  let total = 0;
  for (const [index, { share }] of ready.entries()) {
    if (ready.findIndex((other) => other.share === share) !== index) continue;
    share.credit += share.weight;
    total += share.weight;
  }
  chosen.credit -= total;
}

/**
 * Deals out room among broadcasts by their weights: nobody gets more than wanted, what one does not want goes to the others, and
 * nothing that is wanted is left over. Gives as many numbers as there are wishes, in their order.
 *
 * @example allot(10, [{ weight: 8, wants: 100 }, { weight: 4, wants: 100 }, { weight: 1, wants: 1 }]) // [6, 3, 1]
 */
export function allot(room: number, wishes: readonly { readonly weight: number; readonly wants: number }[]): number[] {
  const given = wishes.map(() => 0);
  let left = Math.max(0, Math.floor(room));
  let open = wishes.map((_, index) => index).filter((index) => wantsOf(wishes, index) > 0);
  while (left > 0 && open.length > 0) {
    const weights = open.reduce((sum, index) => sum + (wishes[index]?.weight ?? 0), 0);
    const round = left;
    for (const index of open) {
      const part = Math.max(1, Math.floor((round * (wishes[index]?.weight ?? 0)) / weights));
      const more = Math.min(part, wantsOf(wishes, index) - (given[index] ?? 0), left);
      given[index] = (given[index] ?? 0) + more;
      left -= more;
    }
    open = open.filter((index) => (given[index] ?? 0) < wantsOf(wishes, index));
  }
  return given;
}

function wantsOf(wishes: readonly { readonly wants: number }[], index: number): number {
  return wishes[index]?.wants ?? 0;
}
