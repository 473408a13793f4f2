import { heldStates, rankOf, type RecipientState, recipientStates } from './outcome.ts';

/**
 * The ledger of one recipient as a value: what the SQL of `store.ledger.ts` does to a row, so that it can be checked against. `ranks` is how
 * far each attempt has come, the first attempt first.
 */
export type LedgerRow = {
  readonly state: RecipientState;
  readonly ranks: readonly number[];
  /** Ever in doubt; a doubt closed by a person; two attempts that WhatsApp has. */
  readonly isDoubted: boolean;
  readonly isClosed: boolean;
  readonly isTwice: boolean;
};

/** Before anything was sent. */
export const freshRow: LedgerRow = { state: 'waiting', ranks: [0], isDoubted: false, isClosed: false, isTwice: false };

const isHeld = (rank: number) => heldStates.some((state) => rankOf(state) === rank);

/** Takes in what was learned of an attempt. Said twice it changes nothing; two things about different attempts come to the same in either order. */
export function learn(row: LedgerRow, attempt: number, state: RecipientState): LedgerRow {
  const place = Math.min(attempt, row.ranks.length - 1);
  const ranks = row.ranks.with(place, Math.max(row.ranks[place] ?? 0, rankOf(state)));
  const now = stateOf(ranks, row.state);
  return {
    state: now,
    ranks,
    isDoubted: row.isDoubted || (now === 'in_doubt' && state === 'in_doubt'),
    isClosed: row.isClosed && now === 'in_doubt',
    isTwice: ranks.filter(isHeld).length > 1,
  };
}

/** The furthest of the attempts that WhatsApp has; else what became of the latest; else it waits, or has failed if it was raised by an older one before. */
function stateOf(ranks: readonly number[], before: RecipientState): RecipientState {
  const held = ranks.filter(isHeld);
  const latest = ranks.at(-1) ?? 0;
  const rank = held.length > 0 ? Math.max(...held) : latest;
  if (rank > 0) return recipientStates[rank] ?? before;
  return before === 'waiting' ? 'waiting' : 'failed';
}

/** Sends again: the next attempt begins. */
export function again(row: LedgerRow): LedgerRow {
  return { ...row, state: 'waiting', ranks: [...row.ranks, 0], isClosed: false };
}

/** A person leaves a doubt as it is. */
export function close(row: LedgerRow): LedgerRow {
  return { ...row, isClosed: row.state === 'in_doubt' };
}
