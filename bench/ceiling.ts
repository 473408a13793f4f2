import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '#server/platform/postgres/postgres.ts';
import { cpuSecondsOf, familyOf, wordsOf } from './child.ts';
import { type House, launch, makeCampaign, openHouse } from './house.ts';
import { fillPeople } from './people.ts';
import { alone, percentile, type Result } from './results.ts';
import { openSink, type Sink } from './sink.ts';

/** Meta counts what goes out and what comes in: of 1,000 a second 770 are ours and 230 are people's. Facts: performance.md §5. */
const inShare = 230 / 770;
const statusesPerMessage = 3;
/** Left out at the beginning, as a share of what is measured: code is compiled, connections are open. */
const warmUpShare = 0.5;
/** Longer than the last status takes, so that as many are told as messages leave. */
const warmUpSecondsLeast = 2;
/** The share of two cores is asked for, on whatever machine. */
const cores = 2;
/** What was promised must have happened: less than this share of it, and nothing was measured. */
const keptShare = 0.97;

/**
 * `send.ceiling_cpu`, `send.ceiling_p50`, `send.ceiling_p99`: one number held at Meta's ceiling in real time, 770 messages out, 230 answers of people in and
 * 2,310 statuses a second in posts of one each. The share of two cores that our processes and PostgreSQL's use; the other end's is not counted. How long
 * a webhook waits for its 200.
 */
export async function benchCeiling(options: { seconds: number; rounds: number; outPerSecond: number }): Promise<Result[]> {
  const house = await openHouse({ numbers: 1 });
  const sink = await openSink(house.product.phonesUrl);
  try {
    await house.query('update business_account set base_url = $1', [sink.url]);
    await house.query('update number set throughput_per_second = $1', [options.outPerSecond]);
    await sink.tell({
      url: house.webhook.url,
      secret: house.webhook.secret,
      account: house.product.access.businessAccountId,
      perPost: 1,
      delays: [100, 400, 1500],
      replyShare: inShare,
      sockets: 64,
    });
    const rounds: Round[] = [];
    for (let round = 0; round < options.rounds; round += 1) rounds.push(await runRound(house, sink, { ...options, round }));
    process.stdout.write(
      `ceiling: each round: messages, answers and statuses a second, share of ${cores} of ${availableParallelism()} cores: ${rounds.map(({ out, back, statuses, cpu }) => `${Math.round(out)}, ${Math.round(back)}, ${Math.round(statuses)}, ${cpu.toFixed(1)} %`).join('; ')}\n`,
    );
    return [
      alone(
        { name: 'send.ceiling_cpu', unit: '%' },
        rounds.map(({ cpu }) => cpu),
      ),
      alone(
        { name: 'send.ceiling_p50', unit: 'ms' },
        rounds.map(({ p50 }) => p50),
      ),
      alone(
        { name: 'send.ceiling_p99', unit: 'ms' },
        rounds.map(({ p99 }) => p99),
      ),
    ];
  } finally {
    await sink.close();
    await house.close();
  }
}

type Round = { readonly out: number; readonly back: number; readonly statuses: number; readonly cpu: number; readonly p50: number; readonly p99: number };

async function runRound(house: House, sink: Sink, { seconds, round, outPerSecond }: { seconds: number; round: number; outPerSecond: number }): Promise<Round> {
  const warmUpSeconds = Math.max(warmUpSecondsLeast, Math.ceil(seconds * warmUpShare));
  const people = outPerSecond * (seconds + warmUpSeconds + 3);
  const tag = `ceiling-${round}`;
  await withClient(house.databaseUrl, (client) =>
    fillPeople(client, { workspace: house.workspace, from: house.takePeople(people), count: people, tag, mix: 'plain' }),
  );
  await launch(house, await makeCampaign(house, { name: tag, tag, number: house.numbers[0] ?? '' }));
  const start = await sink.state();
  for (let poll = 0; (await sink.state()).accepted === start.accepted; poll += 1) {
    if (poll > 600) throw new Error('nothing left within a minute');
    await sleep(100);
  }
  await sleep(warmUpSeconds * 1000);
  const pids = ourProcesses(house);
  const before = await sink.state();
  const used = new Map(pids.map((pid) => [pid, cpuSecondsOf(pid)]));
  const started = performance.now();
  await sleep(seconds * 1000);
  const after = await sink.state();
  const lasted = (performance.now() - started) / 1000;
  // A connection of PostgreSQL's that was opened meanwhile counts from nothing.
  const cpuSeconds = ourProcesses(house).reduce((sum, pid) => sum + cpuSecondsOf(pid) - (used.get(pid) ?? 0), 0);
  const rates = {
    out: (after.accepted - before.accepted) / lasted,
    back: (after.replies - before.replies) / lasted,
    statuses: (after.statuses - before.statuses) / lasted,
  };
  if (rates.out < outPerSecond * keptShare || rates.back < outPerSecond * inShare * keptShare || rates.statuses < outPerSecond * statusesPerMessage * keptShare)
    throw new Error(`the number did not keep the pace: ${JSON.stringify(rates)}`);
  await untilDone(house, sink, people);
  return { ...rates, cpu: (cpuSeconds / (cores * lasted)) * 100, p50: percentile(after.latencies, 0.5), p99: percentile(after.latencies, 0.99) };
}

/** Ours and PostgreSQL's, without the emulator, which stands for Meta. */
function ourProcesses(house: House): number[] {
  return familyOf(house.product.pid).filter((pid) => !wordsOf(pid).includes('emulator/main.ts'));
}

async function untilDone(house: House, sink: Sink, people: number): Promise<void> {
  for (let poll = 0; poll < 1200; poll += 1) {
    const [row] = await house.query<{ read: number }>('select read from broadcast order by launched_at desc, id desc limit 1');
    if (row?.read === people && (await sink.state()).waiting === 0) return;
    await sleep(100);
  }
  throw new Error(`not everybody of ${people} has read within two minutes`);
}
