import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { openEmulatorClient } from '#emulator/control/client.ts';
import { findRunning, openCluster } from '#server/platform/postgres/embedded.ts';
import { migrate } from '#server/platform/postgres/migrate.ts';
import { ensureDatabase } from '#server/platform/postgres/postgres.ts';
import { type Carrier, openCarrier } from './carrier.ts';
import { type Fleet, freePort, openFleet } from './fleet.ts';
import { judge, type Verdict } from './judge.ts';
import { type Look, openLook, type Progress } from './look.ts';
import { describeFault, drawSchedule, type Fault, firstSkew, killEveryMilliseconds, type Slot } from './schedule.ts';
import { launchShop } from './shop.ts';

export type RunOptions = {
  readonly seed: string;
  readonly people: number;
  readonly kills: number;
  readonly databaseKills: number;
  /** Minutes after which who is in doubt is sent to again by itself; null is never. */
  readonly resendMinutes: number | null;
  /** Told what happens, a line each. */
  readonly say: (line: string) => void;
};

/** What a run came to; `waitingAtLast` is how many were still to be sent to when the last fault happened, and `ended` how often a process ended by itself. */
export type Run = {
  readonly verdict: Verdict;
  readonly kills: number;
  readonly databaseKills: number;
  readonly ended: number;
  readonly waitingAtLast: number;
  readonly carrier: Carrier['counts'];
  readonly seconds: number;
};

const repository = resolve(import.meta.dirname, '../..');
const secretKey = 'a secret key for faults, 32 letters';
const workers = 4;
const apis = 2;
const numbers = 4;
/** Numbers send so slowly that without any fault everything would take as long as all the kills: none meets a fleet that has nothing to do. */
const perNumberLeast = 10;
/** Answers lost before and after WhatsApp took the message, and refused by an error of its own. */
const lossShare = 0.01;
/** A process needs a second or two to begin; six of them on a busy machine need far longer. */
const beginWithinMilliseconds = 180_000;
/** After the last fault everything must be sent, delivered and settled within this. */
const finishWithinMilliseconds = 600_000;
const quietMilliseconds = 2_000;

const Printed = z.object({
  url: z.string(),
  WABA_ID: z.string(),
  APP_ID: z.string(),
  APP_SECRET: z.string(),
  CLOUD_API_TOKEN: z.string(),
  VERIFY_TOKEN: z.string(),
});

/** One run: a shop, its campaigns, a fleet that sends them, the faults of the seed, and the judgement. Leaves nothing behind. */
export async function runFaults(options: RunOptions): Promise<Run> {
  const started = performance.now();
  const folder = mkdtempSync(join(tmpdir(), 'parley-faults-'));
  // As root the database runs as another user, who must get in.
  chmodSync(folder, 0o755);
  const closing: (() => Promise<unknown>)[] = [async () => rmSync(folder, { recursive: true, force: true })];
  const closeAll = async (): Promise<void> => {
    for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close();
  };
  const leave = () => void closeAll().finally(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, leave);
  try {
    const cluster = await openCluster({ folder: join(folder, 'postgres'), whenRunning: 'replace', settings: { shared_buffers: '64MB' } });
    closing.push(cluster.close);
    const databaseUrl = cluster.url('parley');
    await ensureDatabase(cluster.url('postgres'), 'parley');
    await migrate(databaseUrl);
    const schedule = drawSchedule({ seed: options.seed, kills: options.kills, databaseKills: options.databaseKills, workers, apis });
    const perNumberPerSecond = Math.max(perNumberLeast, Math.ceil(options.people / numbers / ((options.kills * killEveryMilliseconds) / 1000 || 1)));
    const { access, child } = await startPhones(options.seed);
    closing.push(() => endProcess(child));
    const carrier = await openCarrier(options.seed);
    closing.push(carrier.close);
    await launchShop({
      folder,
      databaseUrl,
      secretKey,
      carrier,
      access,
      people: options.people,
      numbers,
      perNumberPerSecond,
      resendMinutes: options.resendMinutes,
    });
    const ports = await Promise.all(Array.from({ length: apis }, freePort));
    const fleet = openFleet({ folder, databaseUrl, secretKey, publicUrl: carrier.url, ports });
    closing.push(fleet.close);
    carrier.targets = ports.map((port) => `http://127.0.0.1:${port}`);
    for (const slot of slots()) fleet.start(slot, firstSkew(options.seed, slot));
    const control = openEmulatorClient(access.url);
    await control.settings.set({ fault_drop_before_share: lossShare, fault_drop_after_share: lossShare, fault_error_share: lossShare });
    const look = openLook(databaseUrl);
    await untilSending(look, fleet);
    await strike({ schedule, fleet, carrier, cluster: cluster.folder, say: options.say });
    const waitingAtLast = (await look.progress()).waiting;
    await control.settings.set({ fault_drop_before_share: 0, fault_drop_after_share: 0, fault_error_share: 0 });
    await untilFinished({ look, carrier, options, phonesWait: async () => (await control.world()).webhooks.waiting });
    const verdict = await judge(control, look);
    return {
      verdict,
      kills: options.kills,
      databaseKills: options.databaseKills,
      ended: fleet.ended(),
      waitingAtLast,
      carrier: carrier.counts,
      seconds: (performance.now() - started) / 1000,
    };
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, leave);
    await closeAll();
  }
}

function slots(): Slot[] {
  return [
    ...Array.from({ length: workers }, (_, index) => ({ role: 'worker' as const, index })),
    ...Array.from({ length: apis }, (_, index) => ({ role: 'api' as const, index })),
  ];
}

/** WhatsApp as a process of its own, which nobody kills: its ledger is the judge. People receive and say nothing. */
async function startPhones(seed: string): Promise<{ access: z.infer<typeof Printed>; child: ChildProcess }> {
  const settings = {
    people: 'everybody_reads',
    sent_delay_ms: 100,
    delivered_delay_ms: 400,
    read_delay_ms: 1_500,
    pair_interval_ms: 0,
    template_review: 'approve',
    template_review_delay_ms: 0,
    latency_ms: 20,
    latency_jitter_ms: 80,
    webhook_batch: 10,
  };
  const words = Object.entries(settings).map(([name, value]) => `--${name.replaceAll('_', '-')}=${value}`);
  const child = spawn(process.execPath, ['emulator/main.ts', '--port=0', '--json', `--seed=${seed}`, ...words], {
    cwd: repository,
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const lines = createInterface({ input: child.stdout ?? process.stdin });
  const [line] = await once(lines, 'line');
  return { access: Printed.parse(JSON.parse(String(line))), child };
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

async function untilSending(look: Look, fleet: Fleet): Promise<void> {
  for (const deadline = performance.now() + beginWithinMilliseconds; performance.now() < deadline; await sleep(100)) {
    if ((await look.progress()).taken > 0) return;
    if (fleet.ended() > slots().length) break;
  }
  throw new Error(`nobody began to send; the processes say:\n${fleet.said()}`);
}

type Striking = {
  readonly schedule: readonly Fault[];
  readonly fleet: Fleet;
  readonly carrier: Carrier;
  readonly cluster: string;
  readonly say: (line: string) => void;
};

/** Lets the faults happen at their times. */
async function strike({ schedule, fleet, carrier, cluster, say }: Striking): Promise<void> {
  const started = performance.now();
  for (const fault of schedule) {
    await sleep(Math.max(0, started + fault.at - performance.now()));
    say(describeFault(fault));
    switch (fault.kind) {
      case 'kill':
        fleet.kill(fault.slot, fault.skewMilliseconds);
        break;
      case 'kill_database':
        killDatabase(cluster, fault.signal);
        break;
      case 'hold_webhooks':
        carrier.hold();
        break;
      case 'release_webhooks':
        carrier.release();
        break;
    }
  }
}

/** Its keeper starts it again. */
function killDatabase(folder: string, signal: 'SIGKILL' | 'SIGQUIT'): void {
  const pid = findRunning(folder)?.pid;
  if (pid !== undefined) process.kill(pid, signal);
}

type Finishing = { readonly look: Look; readonly carrier: Carrier; readonly options: RunOptions; readonly phonesWait: () => Promise<number> };

/** Waits until every broadcast is done, every webhook has come, and nothing changes any more. */
async function untilFinished({ look, carrier, options, phonesWait }: Finishing): Promise<void> {
  let last: Progress | undefined;
  let since = performance.now();
  // Whoever is to be sent to again by itself waits for that long, and then for the next look.
  const quiet = options.resendMinutes === null ? quietMilliseconds : options.resendMinutes * 60_000 * 2 + quietMilliseconds;
  for (const deadline = performance.now() + finishWithinMilliseconds; performance.now() < deadline; await sleep(250)) {
    const now = await look.progress();
    const isStill =
      now.open === 0 && now.broadcasts === numbers && now.waiting === 0 && now.webhooks === 0 && carrier.waiting() === 0 && (await phonesWait()) === 0;
    if (!isStill || JSON.stringify(now) !== JSON.stringify(last)) since = performance.now();
    last = now;
    if (performance.now() - since > quiet || (options.resendMinutes !== null && isStill && now.in_doubt === 0 && performance.now() - since > quietMilliseconds))
      return;
  }
  options.say(`not finished within ${finishWithinMilliseconds / 1000} s: ${JSON.stringify(last)}, ${carrier.waiting()} posts wait`);
}
