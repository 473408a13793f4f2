import { useMemo } from 'react';
import type { FreeMessage } from '#core/whatsapp/free.ts';
import { checkFree } from '#core/whatsapp/law/free.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import type { FreeFault } from './kinds.ts';

/** What WhatsApp would refuse of a message, by the function that API and door ask too, in the reader's words. */
export function useFreeFaults(message: FreeMessage | null): readonly FreeFault[] {
  const { language } = useWords();
  return useMemo(
    () => (message === null ? [] : checkFree(message).map((fault) => ({ at: fault.at, severity: fault.severity, message: faultWords(fault, language) }))),
    [message, language],
  );
}
