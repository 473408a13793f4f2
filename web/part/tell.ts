import { notifications } from '@mantine/notifications';
import type { Voice } from '#web/ui/words/WordsProvider.tsx';
import { sayProblem } from './problem.ts';

/** Tells in a corner that something was done; it goes by itself. */
export function tellDone(message: string): void {
  notifications.show({ message, color: 'verdigris', withCloseButton: false });
}

/** Tells in a corner why an act failed; for faults without a field of their own. */
export function tellProblem(error: unknown, t: Voice['t']): void {
  notifications.show({ message: sayProblem(error, t), color: 'red', autoClose: 12_000, closeButtonProps: { 'aria-label': t('shell.close') } });
}
