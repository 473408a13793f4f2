import type { Log } from '#server/platform/platform.ts';
import { say } from './say.ts';

/** What must be closed at the end, in the reverse order of opening, whatever ends the program. */
export type Closing = {
  /** Adds a thing to close. If the end has come already, it is closed at once. */
  add(name: string, close: () => Promise<void>): void;
  /** Logs a bug that nobody caught, and ends the program in order. */
  watchCrashes(log: Log): void;
  /** Resolves when a signal, the end of the parent, or a crash asks for the end. */
  readonly asked: Promise<{ status: number }>;
  /** Closes everything and returns the exit status. */
  run(status: number): Promise<number>;
};

/** Ctrl-C must be over within five seconds; each part gets its share and is then left to the operating system. */
const partMilliseconds = 1_000;
const databaseMilliseconds = 2_500;

/** Begins to listen for the signals that end the program. */
export function openClosing(): Closing {
  const parts: { name: string; close: () => Promise<void> }[] = [];
  const { promise: asked, resolve: ask } = Promise.withResolvers<{ status: number }>();
  let isOver = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => ask({ status: 0 }));
  // The boot program was killed: nobody could stop us any more.
  process.on('disconnect', () => ask({ status: 0 }));
  return {
    asked,
    add(name, close) {
      if (isOver) void within(partMilliseconds, name, close);
      else parts.push({ name, close });
    },
    watchCrashes(log) {
      const crash = (error: unknown): void => {
        log.error({ error }, 'an error that nobody expected; stopping');
        ask({ status: 1 });
      };
      process.on('uncaughtException', crash);
      process.on('unhandledRejection', crash);
    },
    async run(status) {
      isOver = true;
      for (const { name, close } of parts.toReversed()) await within(name === 'database' ? databaseMilliseconds : partMilliseconds, name, close);
      return status;
    },
  };
}

/** A part that does not close must not keep the others from it; that it did not is said. */
async function within(milliseconds: number, name: string, close: () => Promise<void>): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(() => late.reject(new Error(`did not end within ${milliseconds} ms`)), milliseconds);
  try {
    await Promise.race([close(), late.promise]);
  } catch (error) {
    say(`  ${name}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    clearTimeout(timer);
  }
}
