import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { leave } from '#server/app/say.ts';
import { faultsOf, printVerdict } from './judge.ts';
import { type Run, type RunOptions, runFaults } from './run.ts';

const help = `npm run faults [-- --seed N --people 10000 --kills 200 --database-kills 3 --quiet --once]
  --seed N       reprints a run: the same faults at the same times (drawn anew without it)
  --once         leaves out the second run, in which who is in doubt is sent to again by itself`;

/** So long it waits before it sends again by itself in the second run, in minutes: the shortest there is. */
const resendMinutes = 1;

/** Runs the faults, prints what they came to, and returns the exit status: 1 when anybody was lost, served twice or left in doubt without need. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string' },
      people: { type: 'string', default: '10000' },
      kills: { type: 'string', default: '200' },
      'database-kills': { type: 'string', default: '3' },
      quiet: { type: 'boolean', default: false },
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return (say(help), 0);
  const seed = values.seed ?? String(randomInt(1_000_000_000));
  const options: Omit<RunOptions, 'resendMinutes'> = {
    seed,
    people: countOf('people', values.people),
    kills: countOf('kills', values.kills),
    databaseKills: countOf('database-kills', values['database-kills']),
    say: values.quiet ? () => {} : say,
  };
  say(`seed ${seed}: ${options.people} people, ${options.kills} kills, PostgreSQL killed ${options.databaseKills} times, 4 workers, 2 APIs, clocks skewed`);
  const first = await runFaults({ ...options, resendMinutes: null });
  say(describe(first));
  const faults = faultsOf(first.verdict, { sendsAgain: false, people: options.people });
  if (!values.once) {
    const second = await runFaults({ ...options, resendMinutes });
    say(describe(second));
    say(`with sending again by itself after ${resendMinutes} min: ${printVerdict(second.verdict)} (${second.verdict.knownTwice} of them known)`);
    faults.push(...faultsOf(second.verdict, { sendsAgain: true, people: options.people }));
  }
  for (const fault of faults) say(fault);
  if (faults.length > 0) say(`seed ${seed} failed; npm run faults -- --seed ${seed} runs it again`);
  say(printVerdict(first.verdict));
  return faults.length > 0 ? 1 : 0;
}

function describe({ verdict, kills, databaseKills, ended, waitingAtLast, carrier, seconds }: Run): string {
  return (
    `${seconds.toFixed(0)} s: ${verdict.served} of ${verdict.people} hold a message; ${kills} processes killed, ${ended} ended by themselves (no database), PostgreSQL killed ${databaseKills} times; ` +
    `${waitingAtLast} people still waited at the last fault; ` +
    `webhooks: ${carrier.taken} posts, ${carrier.late} late, ${carrier.twins} twice, ${carrier.held} lost for a while, ${carrier.refused} not taken at first`
  );
}

function countOf(name: string, text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0) throw new Error(`--${name} must be a whole number, not "${text}"`);
  return count;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
await leave();
