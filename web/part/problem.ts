import { ApiProblem } from '#web/api/problem.ts';
import type { Voice } from '#web/ui/words/WordsProvider.tsx';

/** Says in a sentence why something failed: the server's own words where it gave some. */
export function sayProblem(error: unknown, t: Voice['t']): string {
  if (!(error instanceof ApiProblem)) return t('shell.failed_unknown');
  if (error.code === 'unreachable') return t('shell.failed_unreachable');
  if (error.code === 'unreadable') return t('shell.failed_unreadable', { status: error.status });
  if (error.code === 'internal' && error.requestId !== null) return `${error.detail} ${t('shell.failed_request', { id: error.requestId })}`;
  return error.detail;
}
