import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openEmulatorClient } from '#emulator/control/client.ts';
import { repository } from './program.ts';

/** `npx parley emulator`, as it is typed. */
const children: ChildProcess[] = [];
after(() => {
  for (const child of children) child.kill('SIGTERM');
});

/** Building the page of phones, when it is out of date, and starting on a busy machine. */
const readyWithinMilliseconds = 60_000;

function parleyEmulator(...words: string[]) {
  const child = spawn(process.execPath, [join(repository, 'tools/parley.mjs'), 'emulator', ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (part: Buffer) => (said.out += part.toString()));
  child.stderr.on('data', (part: Buffer) => (said.err += part.toString()));
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const until = async (pattern: RegExp): Promise<void> => {
    for (const deadline = performance.now() + readyWithinMilliseconds; !pattern.test(said.out); await sleep(20)) {
      if (child.exitCode !== null || performance.now() > deadline) throw new Error(`not said: ${pattern.source}, but:\n${said.out}${said.err}`);
    }
  };
  return { child, said, ended, until };
}

test('the emulator alone prints what a client needs as lines and nothing else, serves its page, and ends when it is told', async () => {
  const emulator = parleyEmulator('--port', '0');
  await emulator.until(/CONTROL_URL=.*\n/);
  const values = new Map(
    emulator.said.out
      .trimEnd()
      .split('\n')
      .map((line) => line.split('=', 2))
      .map(([name = '', value = '']) => [name, value]),
  );
  const url = values.get('CLOUD_API_URL') ?? '';
  const number = await fetch(`${url}/v26.0/${values.get('PHONE_NUMBER_ID')}?fields=id`, {
    headers: { authorization: `Bearer ${values.get('CLOUD_API_TOKEN')}` },
  });
  const page = await fetch(`${url}/`);
  const world = await openEmulatorClient(url).world();
  emulator.child.kill('SIGTERM');

  assert.equal(await emulator.ended, 0);
  assert.deepEqual(
    [...values.keys()],
    ['CLOUD_API_URL', 'CLOUD_API_TOKEN', 'PHONE_NUMBER_ID', 'WABA_ID', 'BUSINESS_ID', 'APP_ID', 'APP_SECRET', 'VERIFY_TOKEN', 'CONTROL_URL'],
  );
  assert.ok([...values.values()].every((value) => value.length > 0));
  assert.deepEqual(await number.json(), { id: values.get('PHONE_NUMBER_ID') });
  assert.equal(world.numbers[0]?.id, values.get('PHONE_NUMBER_ID'));
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<html/);
});

test('--json prints the same as one line of JSON', async () => {
  const emulator = parleyEmulator('--port', '0', '--json');
  await emulator.until(/\n/);

  const values = JSON.parse(emulator.said.out) as Record<string, unknown>;

  assert.equal(emulator.said.out.split('\n').length, 2);
  for (const name of ['CLOUD_API_URL', 'CLOUD_API_TOKEN', 'PHONE_NUMBER_ID', 'WABA_ID', 'APP_ID', 'APP_SECRET', 'VERIFY_TOKEN'])
    assert.equal(typeof values[name], 'string', name);
});

test('--help lists the flags and starts nothing; a flag nobody knows is refused with a sentence', async () => {
  const help = parleyEmulator('--help');
  const wrong = parleyEmulator('--colour', 'red');
  const word = parleyEmulator('start');
  const value = parleyEmulator('--sent-delay-ms', 'soon');

  assert.deepEqual(await Promise.all([help, wrong, word, value].map(({ ended }) => ended)), [0, 1, 1, 1]);
  assert.match(help.said.out, /--port N[^]*--pair-interval-ms/);
  assert.match(wrong.said.err, /^Unknown option '--colour'; --help lists every flag$/m);
  assert.match(word.said.err, /Unexpected argument 'start'.*; --help lists every flag/);
  assert.match(value.said.err, /--sent-delay-ms is "soon": /);
  assert.deepEqual([wrong.said.out, word.said.out, value.said.out], ['', '', '']);
});
