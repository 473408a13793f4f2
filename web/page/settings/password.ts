import { ApiProblem } from '#web/api/problem.ts';
import type { Voice } from '#web/ui/words/WordsProvider.tsx';

/** better-auth answers 400 INVALID_PASSWORD in a form of its own; it means that the present password is another one. */
export function sayPasswordProblem(error: Error, t: Voice['t']): string | undefined {
  if (!(error instanceof ApiProblem)) return undefined;
  if (error.code === 'busy') return t('home.sign_in_busy');
  return error.status === 400 || error.status === 401 ? t('settings.password_wrong') : undefined;
}
