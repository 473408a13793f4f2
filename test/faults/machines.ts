import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { applyStatuses } from '#server/messaging/outbox/statuses.ts';
import { openRig, openSink, truth, until } from '#test/world/sending.ts';
import { findDebianPostgres, openPair } from './debian.ts';
import { type Network, openNetwork, whyNoNetwork } from './hosts.ts';

const bin = findDebianPostgres();
const people = 1_200;
const machines = 3;
const leaseMilliseconds = 1_500;
/** The lease, until the database thinks it is over, and a look. */
const goesOnWithinMilliseconds = 6_000;

/** What happens to the machine that sends: its plug is pulled and put back, or its worker is killed (`kill -9`) and another begins there. */
export type Fall = { readonly fall: (hosts: Hosts, holder: number) => void; readonly comeBack: (hosts: Hosts, holder: number) => void };
export type Hosts = { readonly network: Network; readonly workers: ChildProcess[]; readonly start: (machine: number) => ChildProcess };

/** Why the story cannot be told here; false when it can. */
export const whyNoMachines: string | false = whyNoNetwork() || (bin === undefined ? 'Debian’s PostgreSQL is not here (apt-get install postgresql)' : false);

/** Three machines send a broadcast; the one in the middle of its lease falls, another goes on within seconds, and it comes back. */
export async function tellOfMachines(t: TestContext, { fall, comeBack }: Fall): Promise<void> {
  const closing: (() => Promise<unknown>)[] = [];
  t.after(async () => {
    for (const close of closing.toReversed()) await close();
  });
  const network = openNetwork(machines);
  closing.push(network.close);
  const database = await openPair(bin ?? '', { host: network.address, hasStandby: false });
  closing.push(database.close);
  process.env['TEST_DATABASE_URL'] = database.url;
  const sink = await openSink(network.address);
  closing.push(sink.close);
  const rig = await openRig({ baseUrl: sink.url, people, throughput: 120 });
  closing.push(rig.close);
  const id = await rig.broadcast();
  const program = [resolve(import.meta.dirname, '../world/sending.process.ts'), ...rig.processArguments, String(leaseMilliseconds)];
  const start = (machine: number) => network.spawn(machine, process.execPath, program);
  const hosts = { network, start, workers: Array.from({ length: machines }, (_, machine) => start(machine)) };
  await until('one of them sends', () => sink.posts() > 150, 30_000);

  const from = sink.lastFrom();
  const holder = Array.from({ length: machines }, (_, machine) => machine).find((machine) => network.addressOf(machine) === from);
  assert.ok(holder !== undefined, `${from} is one of the machines`);
  const before = await rig.platform.db.selectFrom('number').select('lease_holder').executeTakeFirstOrThrow();
  const fellAt = performance.now();
  fall(hosts, holder);
  await until('another goes on', () => sink.lastFrom() !== from, goesOnWithinMilliseconds);
  const idle = performance.now() - fellAt;
  const taken = await rig.platform.db.selectFrom('number').select('lease_holder').executeTakeFirstOrThrow();
  assert.notEqual(taken.lease_holder, before.lease_holder);
  await sleep(1_000);
  comeBack(hosts, holder);
  await until('it is done', async () => (await truth(rig, id)).state === 'done', 60_000);
  // What a machine that was cut off had on the wire still comes, late, as TCP does it; and whatever it would write.
  await sleep(3_000);

  t.diagnostic(`another machine went on after ${(idle / 1000).toFixed(1)} s`);
  assert.ok(
    [...sink.accepted.values()].every((list) => list.length === 1),
    'somebody was served twice',
  );
  const { counts, counted } = await truth(rig, id);
  assert.deepEqual(counts, counted);
  assert.equal(counts.accepted + counts.in_doubt, people);
  const chunks = await rig.platform.db.selectFrom('chunk').select(['state', 'holder']).execute();
  assert.ok(
    chunks.every(({ state, holder: by }) => state === 'done' && by === null),
    'the machine that came back took no chunk back',
  );
  await applyStatuses(
    rig.platform,
    rig.scope,
    [...sink.accepted.values()]
      .flat()
      .map(({ name, wamid }) => ({ id: wamid, status: 'sent' as const, timestamp: '1790000000', biz_opaque_callback_data: name })),
  );
  const settled = await truth(rig, id);
  assert.deepEqual([settled.counts.sent, settled.counts.in_doubt], [sink.accepted.size, people - sink.accepted.size]);
}
