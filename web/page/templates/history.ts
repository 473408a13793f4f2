import type { TranslationState } from '#core/whatsapp/template.ts';

/** Every state we have a word for; a state that is added does not compile until it stands here. */
const known: Readonly<Record<TranslationState, true>> = {
  draft: true,
  pending: true,
  in_appeal: true,
  approved: true,
  rejected: true,
  paused: true,
  disabled: true,
  archived: true,
  deleted: true,
  unknown: true,
};

/** Our word for a state in the history; undefined when Meta said one we do not know, which is shown as it came. */
export function historyState(state: string): TranslationState | undefined {
  return isState(state) ? state : undefined;
}

function isState(state: string): state is TranslationState {
  return Object.hasOwn(known, state);
}

/** Every state, in the order in which a list offers them. */
export const allStates: readonly TranslationState[] = Object.keys(known).filter(isState);
