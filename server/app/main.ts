import { Refusal } from '#core/contract/refusals.ts';
import { ConfigError, readConfig } from '#server/platform/config.ts';
import { leave } from './say.ts';

/**
 * Runs one verb: a role of the program (`start`, `api`, `worker`), `password`, or a command of the terminal. Each imports what it needs: a command of the
 * terminal need not load a server, nor a worker the pages.
 */
async function main(words: readonly string[]): Promise<number> {
  const [verb, ...rest] = words;
  if (verb === 'start') return (await import('./start.ts')).runStart(readConfig());
  if (verb === 'api' || verb === 'worker') return (await import('./role.ts')).runRole(verb, readConfig());
  if (verb === 'password') return (await import('./password.ts')).runPassword(readConfig(), rest[0]);
  return (await import('./cli.ts')).runCommand(words);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ConfigError) && !(error instanceof Refusal)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
// What a library left open must not keep the program from ending.
await leave();
