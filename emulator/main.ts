import { clientVariables, parseConfig, printEnv, printHelp } from './config.ts';
import { loadScenario } from './control/scenario.ts';
import { type Emulator, openEmulator } from './emulator.ts';

/** A flush that hangs must not keep the program from going; asked to end, it is gone within a second. */
const patienceMilliseconds = 900;

async function main(): Promise<void> {
  const { options, print, scenario } = parseConfig(process.argv.slice(2));
  if (print === 'help') {
    process.stdout.write(`${printHelp()}\n`);
    return;
  }
  const emulator = await openEmulator(options);
  if (scenario !== null) await loadScenario(emulator.world, scenario);
  if (print === 'json') process.stdout.write(`${JSON.stringify({ ready: true, url: emulator.url, ...clientVariables(options, emulator.url) })}\n`);
  else {
    // The lines alone go to stdout, so that a shell can take them; what is for people goes beside them.
    process.stdout.write(`${printEnv(options, emulator.url)}\n`);
    process.stderr.write(options.wall === null ? '' : `The phones: ${emulator.url}/\n`);
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => end(emulator));
  // Whoever spawned it is gone: nobody is left to play for.
  process.on('disconnect', () => end(emulator));
  process.on('unhandledRejection', options.log);
}

let ending = false;

function end(emulator: Emulator): void {
  if (ending) return;
  ending = true;
  const impatience = setTimeout(() => {
    emulator.world.store.flush();
    process.exit(0);
  }, patienceMilliseconds);
  emulator.close().then(
    () => {
      clearTimeout(impatience);
      process.exit(0);
    },
    (error: unknown) => {
      process.stderr.write(`${String(error)}\n`, () => process.exit(1));
    },
  );
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`, () => process.exit(1));
});
