import { useMemo } from 'react';
import { checkFree } from '#core/whatsapp/law/free.ts';
import { faultWords } from '#core/whatsapp/law/words.ts';
import { ApiProblem } from '#web/api/problem.ts';
import type { FreeFault } from '#web/part/free/kinds.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { type Bodies, type BodiesFaults, freeLanguageAt } from './freeBodies.ts';

/** What WhatsApp would refuse of each language's free message, and what only the server could see (`problem`), in the reader's words. */
export function useBodiesFaults(free: Bodies | null, problem: unknown): BodiesFaults {
  const { language: read } = useWords();
  return useMemo(
    () =>
      Object.fromEntries(
        Object.entries(free ?? {}).map(([language, body]) => [
          language,
          [...checkFree(body).map((fault) => ({ at: fault.at, severity: fault.severity, message: faultWords(fault, read) })), ...refusedOf(problem, language)],
        ]),
      ),
    [free, problem, read],
  );
}

function refusedOf(problem: unknown, language: string): FreeFault[] {
  if (!(problem instanceof ApiProblem)) return [];
  const of = problem.errors.filter(({ at }) => freeLanguageAt(at) === language);
  return of.map(({ at, message }) => ({ at: at.slice(at.indexOf(`/free/${language}`) + `/free/${language}`.length), severity: 'error', message }));
}
