import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { after, test } from 'node:test';
import { openPlace, processesOf } from './program.ts';

const place = await openPlace();
after(() => place.close());

/** Ctrl-C must be over within this. */
const stopMilliseconds = 5_000;

test('the first start prints where everything is and a password, once', async () => {
  const first = place.start();
  await first.until(/Try first/);
  const live = await fetch(`${place.url}/livez`);
  first.child.kill('SIGINT');
  await first.ended;

  const second = place.start();
  await second.until(/Try first/);

  assert.equal(live.status, 200);
  assert.match(first.said(), /Dashboard +http:\/\/127\.0\.0\.1:\d+\n +Sign in +owner@parley\.test\n +Password +\S{19} /);
  assert.match(first.said(), new RegExp(`Phones +http://127\\.0\\.0\\.1:${place.phonesPort}\n +Data +${place.dataFolder}`));
  assert.doesNotMatch(second.said(), /Password /);
  assert.match(second.said(), /your password; "npx parley password"/);
});

test('a second start in the same folder says that it is running, and where', async () => {
  const again = place.start();
  const status = await again.ended;

  assert.equal(status, 0);
  assert.match(again.said(), new RegExp(`Parley is running already: ${place.url}\nIt is process \\d+`));
});

test('Ctrl-C stops everything within five seconds, the database and the phones too', async (t) => {
  const stopping = await openPlace();
  t.after(() => stopping.close());
  const program = stopping.start();
  await program.until(/Try first/);
  const before = processesOf(stopping.dataFolder).length;

  const asked = performance.now();
  program.child.kill('SIGINT');
  const status = await program.ended;

  assert.equal(status, 0);
  assert.ok(performance.now() - asked < stopMilliseconds);
  assert.ok(before >= 2, 'the database and the emulator ran');
  assert.deepEqual(processesOf(stopping.dataFolder), []);
  assert.ok(!existsSync(join(stopping.dataFolder, 'parley.run.json')));
});

test('what kill -9 leaves behind is cleared by the next start', async (t) => {
  const killed = await openPlace();
  t.after(() => killed.close());
  const first = killed.start();
  await first.until(/Try first/);
  first.child.kill('SIGKILL');
  await first.ended;
  assert.ok(existsSync(join(killed.dataFolder, 'parley.run.json')));

  const second = killed.start();
  await second.until(/Try first/);

  // A server process just forked bears its parent's name for a moment; a server left behind would bear it for good.
  const servers = () => processesOf(join(killed.dataFolder, 'postgres')).filter((line) => line.includes('/bin/postgres')).length;
  for (const deadline = performance.now() + 5_000; servers() !== 1 && performance.now() < deadline;) await sleep(50);
  assert.equal(servers(), 1);
  assert.equal((await fetch(`${killed.url}/readyz`)).status, 200);
});

test('the database killed while it runs comes back by itself', async () => {
  const lines = readFileSync(join(place.dataFolder, 'postgres/postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(lines[0]), 'SIGKILL');
  await sleep(300);

  let status = 0;
  for (const deadline = performance.now() + 20_000; status !== 200 && performance.now() < deadline; await sleep(200)) {
    status = (await fetch(`${place.url}/readyz`)).status;
  }

  assert.equal(status, 200);
});

test('a taken port is named with the variable that changes it', async (t) => {
  const taken = await openPlace();
  t.after(() => taken.close());
  const other = createServer();
  await new Promise<void>((done) => other.listen(taken.port, '127.0.0.1', done));

  const program = taken.start();
  const status = await program.ended;

  assert.equal(status, 1);
  assert.match(
    program.said(),
    new RegExp(`Port ${taken.port}, meant for the dashboard, is taken by another program. Choose another: PORT=${taken.port + 1} npm start`),
  );
  await new Promise((done) => other.close(done));
});

test('a mistake in the environment names the variable, its value and the cure', async () => {
  const wrong = place.start({ env: { PORT: 'eighty' } });
  const status = await wrong.ended;

  assert.equal(status, 2);
  assert.match(wrong.said(), /PORT="eighty" must be a number/);
});

test('a run file of a process that is long gone, or half written, does not stop a start', async (t) => {
  const stale = await openPlace();
  t.after(() => stale.close());
  const first = stale.start();
  await first.until(/Try first/);
  first.child.kill('SIGINT');
  await first.ended;
  // Our own number with another birth: as after a restart of the machine.
  writeFileSync(join(stale.dataFolder, 'parley.run.json'), JSON.stringify({ pid: process.pid, born: '1', url: stale.url }));

  const second = stale.start();
  await second.until(/Try first/);
  second.child.kill('SIGINT');
  await second.ended;
  writeFileSync(join(stale.dataFolder, 'parley.run.json'), '{"pid": 1');
  const third = stale.start();
  await third.until(/Try first/);
});
