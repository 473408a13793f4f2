import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { approveSample, ids, openReceiver, openStage, quick, sampleSend, sampleTemplate, until } from '../stage.ts';

/** Longer than the store waits before it writes. */
const writtenBehind = 350;

type Child = { process: ChildProcess; url: string };

async function start(...flags: string[]): Promise<Child> {
  const process_ = spawn(process.execPath, [join(import.meta.dirname, '../main.ts'), '--json', '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let text = '';
  process_.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await until('the emulator is ready', () => text.includes('\n'), 10_000);
  const { url } = JSON.parse(text.split('\n')[0] ?? '') as { url: string };
  return { process: process_, url };
}

const post = (url: string, body: unknown, token = 'parley-emulator-token'): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body) });

test('after kill -9 templates, people, chats, windows, settings and undelivered webhooks are still there', async () => {
  const data = await mkdtemp(join(tmpdir(), 'emulator-'));
  const receiver = await openReceiver();
  receiver.answer.status = 500;
  const flags = [
    '--data',
    data,
    '--webhook-url',
    receiver.url,
    '--people',
    'still',
    '--sent-delay-ms',
    '0',
    '--delivered-delay-ms',
    '0',
    '--template-review-delay-ms',
    '0',
  ];
  const first = await start(...flags);
  await post(`${first.url}/${ids.account}/message_templates`, sampleTemplate());
  await until('it is approved', async () => (await (await fetch(`${first.url}/emulator/v1/templates`)).text()).includes('APPROVED'));
  await post(`${first.url}/emulator/v1/phones`, [{ wa_id: '33600000001', name: 'Ana', persona: 'manual' }]);
  await post(`${first.url}/emulator/v1/phones/33600000001/acts`, { act: 'write', number: ids.number, text: 'hello' });
  const sent = (await (await post(`${first.url}/${ids.number}/messages`, { messaging_product: 'whatsapp', to: '33600000001', ...sampleSend() })).json()) as {
    messages: { id: string }[];
  };
  await fetch(`${first.url}/emulator/v1/settings`, { method: 'PATCH', body: '{"read_delay_ms":77}' });
  await new Promise((resolve) => setTimeout(resolve, writtenBehind));

  first.process.kill('SIGKILL');
  await once(first.process, 'exit');
  receiver.answer.status = 200;
  const second = await start(...flags);
  const id = String(sent.messages[0]?.id);
  await until('what was undelivered arrives', () => receiver.statuses(id).length === 2 && receiver.messages().length === 1);

  const phone = (await (await fetch(`${second.url}/emulator/v1/phones/33600000001`)).json()) as {
    name: string;
    bubbles: unknown[];
    chats: { window_open_until: string | null }[];
  };
  const world = (await (await fetch(`${second.url}/emulator/v1/world`)).json()) as { settings: { read_delay_ms: number } };
  const again = (await (await post(`${second.url}/${ids.number}/messages`, { messaging_product: 'whatsapp', to: '33600000001', ...sampleSend() })).json()) as {
    messages: { id: string }[];
  };
  assert.deepEqual([phone.name, phone.bubbles.length], ['Ana', 2]);
  assert.ok(phone.chats[0]?.window_open_until);
  assert.equal(world.settings.read_delay_ms, 77);
  assert.notEqual(again.messages[0]?.id, id);
  second.process.kill('SIGTERM');
  assert.deepEqual(await once(second.process, 'exit'), [0, null]);
  await receiver.close();
  await rm(data, { recursive: true });
});

test('what was on its way when it closed goes on its way when it opens', async () => {
  const data = await mkdtemp(join(tmpdir(), 'emulator-'));
  const first = await openStage({ data, settings: { sent_delay_ms: 600_000, template_review: 'approve' } });
  await approveSample(first);
  const id = await first.send(sampleSend());
  const pending = await first.graph(
    'POST',
    `${ids.account}/message_templates`,
    sampleTemplate({ name: 'later', components: [{ type: 'BODY', text: 'Words for a later day.' }] }),
  );
  const media = new FormData();
  media.set('messaging_product', 'whatsapp');
  media.set('file', new Blob(['bytes'], { type: 'image/png' }), 'a.png');
  const uploaded = (await (
    await fetch(`${first.emulator.url}/${ids.number}/media`, { method: 'POST', headers: { authorization: 'Bearer parley-emulator-token' }, body: media })
  ).json()) as { id: string };
  await first.close();

  const second = await openStage({ data, settings: { ...quick, template_review: 'approve' } });
  await until('it is delivered', () => second.receiver.statuses(id).length === 2);
  await until('it is approved', async () => (await second.graph('GET', String(pending.body['id']))).body['status'] === 'APPROVED');

  const bytes = await fetch(`${second.emulator.url}/emulator/v1/media/${uploaded.id}`);
  assert.equal(await bytes.text(), 'bytes');
  await second.close();
  await rm(data, { recursive: true });
});

test('a clock that was moved goes on where it stood, also when the start is named again', async () => {
  const data = await mkdtemp(join(tmpdir(), 'emulator-'));
  const now = Date.parse('2026-11-22T12:00:00Z');
  const first = await openStage({ data, now, speed: 0 });
  await first.control('POST', 'clock', { do: 'jump', to: '2027-02-01T00:00:00Z' });
  await first.close();

  const second = await openStage({ data, now, speed: 0 });
  const report = await second.control('GET', 'clock');

  assert.equal(report.body['now'], '2027-02-01T00:00:00.000Z');
  assert.equal(report.body['mode'], 'paused');
  await second.close();
  await rm(data, { recursive: true });
});

test('two emulators cannot share their data, and say so', async () => {
  const data = await mkdtemp(join(tmpdir(), 'emulator-'));
  const stage = await openStage({ data });

  await assert.rejects(openStage({ data }), /is another emulator using it/);

  await stage.close();
  await rm(data, { recursive: true });
});

test('a taken port is one clear line and exit code 1', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = String(typeof address === 'object' && address !== null ? address.port : 0);
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts'), '--port', port], { stdio: ['ignore', 'pipe', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));

  const [code] = (await once(child, 'exit')) as [number];

  assert.equal(code, 1);
  assert.equal(complaint, `port ${port} of 127.0.0.1 is taken; choose another with --port\n`);
  other.close();
});

test('it ends when whoever spawned it goes away', async () => {
  const child = await start();
  const begun = performance.now();

  child.process.disconnect();
  await once(child.process, 'exit');

  assert.ok(performance.now() - begun < 1_500);
});
