import type { ChipTone } from '#web/ui/Chip.tsx';

const states = {
  placed: { tone: 'plain', word: 'shop.state_placed' },
  paid: { tone: 'plain', word: 'shop.state_paid' },
  shipped: { tone: 'on', word: 'shop.state_shipped' },
  delivered: { tone: 'on', word: 'shop.state_delivered' },
  returned: { tone: 'stopped', word: 'shop.state_returned' },
  refunded: { tone: 'stopped', word: 'shop.state_refunded' },
  cancelled: { tone: 'stopped', word: 'shop.state_cancelled' },
} as const satisfies Record<string, { tone: ChipTone; word: string }>;

type KnownState = (typeof states)[keyof typeof states];

/** How the state of an order is shown; without a word for one that a later version has told. */
export function stateOf(state: string): KnownState | { readonly tone: ChipTone; readonly word?: undefined } {
  const known = Object.entries(states).find(([name]) => name === state);
  return known === undefined ? { tone: 'plain' } : known[1];
}
