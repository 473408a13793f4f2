import type { CampaignChoices } from '#core/contract/campaigns.ts';

/** What the composer shows of a draft. */
export type Shown = { readonly name: string; readonly choices: CampaignChoices };

/** A draft as a text that is the same when the draft is. */
export function printShown({ name, choices }: Shown): string {
  return JSON.stringify([name, choices]);
}

/** A draft as this browser keeps it until the server has it. `of` is what the server had when it was begun, as text. */
export type LocalDraft = { readonly shown: Shown; readonly of: string };

type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const keyOf = (id: string) => `parley.campaign.${id}`;

/** Puts what is on the screen where a reload finds it. A browser that keeps nothing (full, or forbidden) is no reason to stop. */
export function keepLocally(shelf: Shelf, id: string, draft: LocalDraft): void {
  try {
    shelf.setItem(keyOf(id), JSON.stringify(draft));
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

/** Lets go of a draft that the server has. */
export function forgetLocally(shelf: Shelf, id: string): void {
  shelf.removeItem(keyOf(id));
}

/**
 * What this browser still holds of a draft that never reached the server; undefined when there is nothing. Choices that a
 * newer Parley has are taken from `now`, what the server knows.
 */
export function parseLocalDraft(shelf: Shelf, id: string, now: Shown): LocalDraft | undefined {
  const text = shelf.getItem(keyOf(id));
  if (text === null) return undefined;
  try {
    const kept: unknown = JSON.parse(text);
    if (typeof kept !== 'object' || kept === null || !('shown' in kept) || !('of' in kept) || typeof kept.of !== 'string') return undefined;
    const shown = kept.shown as { name?: unknown; choices?: unknown } | null;
    if (typeof shown?.name !== 'string' || typeof shown.choices !== 'object' || shown.choices === null) return undefined;
    return { of: kept.of, shown: { name: shown.name, choices: { ...now.choices, ...(shown.choices as Partial<CampaignChoices>) } } };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
