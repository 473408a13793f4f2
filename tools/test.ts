import { spawn } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openTestCluster } from '#test/world/database.ts';

/** One step of `npm test`: a sentence, and commands of which `atOnce` run beside each other. */
type Stage = { readonly name: string; readonly commands: readonly (readonly string[])[]; readonly atOnce?: number };

const repository = resolve(import.meta.dirname, '..');
const bin = (name: string): string => join(repository, 'node_modules/.bin', name);

/** A test that takes longer hangs. */
const testMilliseconds = 120_000;
/** The files run beside each other; the machine that decides has two cores. */
const filesAtOnce = 2;

const checks: readonly Stage[] = [
  { name: 'types', commands: ['core', 'server', 'web', 'emulator', 'test'].map((part) => [bin('tsc'), '-p', part]), atOnce: 2 },
  { name: 'lint', commands: [[bin('oxlint'), '--type-aware', '--deny-warnings']] },
  { name: 'tidy', commands: [[process.execPath, 'tools/tidy.ts']] },
  { name: 'format', commands: [[bin('oxfmt'), '--check']] },
  { name: 'unused code', commands: [[bin('knip'), '--no-config-hints']] },
];

const unitFiles = ['{core,server,emulator,tools,web,bench}/**/*.test.ts', 'test/house/**/*.test.ts', 'test/start/**/*.test.ts', 'test/faults/**/*.test.ts'];
const browserFiles = ['test/browser/**/*.test.ts'];

type Totals = Record<'tests' | 'pass' | 'fail' | 'cancelled' | 'skipped' | 'todo', number>;

/** Runs all that guards the house and returns the exit status. Words narrow it: `npm test -- types tidy`, or test files. */
async function main(words: readonly string[]): Promise<number> {
  const started = performance.now();
  const failed: string[] = [];
  const wanted = (name: string): boolean => words.length === 0 || words.includes(name);
  for (const stage of checks) if (wanted(stage.name) && !(await runStage(stage))) failed.push(stage.name);

  const totals: Totals = { tests: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0 };
  const named = words.filter((word) => word.endsWith('.test.ts'));
  const needsDatabase = named.length > 0 || wanted('tests') || wanted('browser');
  const cluster = needsDatabase && process.env['TEST_DATABASE_URL'] === undefined ? await openTestCluster(join(repository, '.cache/test-postgres')) : undefined;
  const env = { ...process.env, ...(cluster ? { TEST_DATABASE_URL: cluster.url } : {}) };
  try {
    if (named.length > 0 && !(await runTests('tests', named, filesAtOnce, env, totals))) failed.push('tests');
    if (wanted('tests') && !(await runTests('tests', findFiles(unitFiles), filesAtOnce, env, totals))) failed.push('tests');
    const stories = findFiles(browserFiles);
    if (wanted('browser') && stories.length > 0 && !(await runTests('browser', stories, 1, env, totals))) failed.push('browser');
  } finally {
    await cluster?.close();
  }
  // The sum of all runs in the words of node:test, so that the last lines say how it went.
  for (const [name, count] of Object.entries(totals)) say(`ℹ ${name} ${count}`);
  say(`ℹ duration_ms ${Math.round(performance.now() - started)}`);
  if (failed.length > 0) say(`\nfailed: ${failed.join(', ')}`);
  return failed.length > 0 ? 1 : 0;
}

function findFiles(patterns: readonly string[]): string[] {
  const files = globSync([...patterns], { cwd: repository, exclude: (name) => name === 'node_modules' || name === 'dist' });
  if (files.length === 0 && !patterns.includes(browserFiles[0] ?? '')) throw new Error(`no test file fits ${patterns.join(', ')}`);
  return files.toSorted();
}

async function runStage({ name, commands, atOnce = 1 }: Stage): Promise<boolean> {
  const started = performance.now();
  const waiting = [...commands];
  const faults: string[] = [];
  const take = async (): Promise<void> => {
    for (let command = waiting.shift(); command; command = waiting.shift()) {
      const { code, said } = await run(command, process.env, () => {});
      if (code !== 0) faults.push(said);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, take));
  say(`${faults.length === 0 ? '✔' : '✖'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  for (const fault of faults) process.stdout.write(fault);
  return faults.length === 0;
}

async function runTests(name: string, files: readonly string[], atOnce: number, env: NodeJS.ProcessEnv, totals: Totals): Promise<boolean> {
  say(`  ${name}: ${files.length} files`);
  const words = ['--test', `--test-concurrency=${atOnce}`, `--test-timeout=${testMilliseconds}`, '--test-reporter=spec', ...files];
  const { code, said } = await run([process.execPath, ...words], env, (part) => process.stdout.write(part));
  for (const [, key, count] of said.matchAll(/^ℹ (tests|pass|fail|cancelled|skipped|todo) (\d+)$/gm)) {
    if (isTotal(key)) totals[key] += Number(count);
  }
  // A run that saw no test is no success.
  return code === 0 && totals.tests > 0;
}

function isTotal(key: string | undefined): key is keyof Totals {
  return key === 'tests' || key === 'pass' || key === 'fail' || key === 'cancelled' || key === 'skipped' || key === 'todo';
}

function run(command: readonly string[], env: NodeJS.ProcessEnv, onPart: (part: Buffer) => void): Promise<{ code: number | null; said: string }> {
  const [program = '', ...words] = command;
  return new Promise((done) => {
    let said = '';
    if (program.startsWith('/') && !existsSync(program)) return done({ code: 1, said: `${program} is not there: run npm ci\n` });
    const child = spawn(program, words, { cwd: repository, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const take = (part: Buffer): void => {
      said += part.toString();
      onPart(part);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => done({ code: 1, said: `${said}${error.message}\n` }));
    child.once('close', (code) => done({ code, said }));
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exit(await main(process.argv.slice(2)));
