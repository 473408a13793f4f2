import type { TranslationState } from '#core/whatsapp/template.ts';
import type { ChipTone } from '#web/ui/Chip.tsx';
import type { WordKey } from '#web/ui/words/speak.ts';

/** How loud a review state is, and whether it is moving. */
export function translationTone(state: TranslationState): { readonly tone: ChipTone; readonly live: boolean } {
  switch (state) {
    case 'approved':
      return { tone: 'on', live: false };
    case 'pending':
    case 'in_appeal':
      return { tone: 'look', live: true };
    case 'rejected':
    case 'disabled':
      return { tone: 'stopped', live: false };
    case 'paused':
      return { tone: 'look', live: false };
    case 'draft':
    case 'archived':
    case 'deleted':
    case 'unknown':
      return { tone: 'plain', live: false };
  }
}

/** The word for a review state in the catalogue. */
export function translationWord(state: TranslationState): WordKey {
  return `templates.state_${state}`;
}
