import assert from 'node:assert/strict';
import { test } from 'node:test';

import { approveSample, ids, openStage, sampleSend, type Stage } from '../stage.ts';
import { type EmulatorClient, EmulatorError, openEmulatorClient } from './client.ts';

const begin = '2026-11-22T13:00:00.000Z';

/** A lively world whose clock stands at `begin`. */
async function openLively(): Promise<{ stage: Stage; emulator: EmulatorClient }> {
  const stage = await openStage({ settings: { people: 'alive', read_delay_ms: 8_000 }, seed: 'replay', now: Date.parse('2026-11-22T12:00:00Z') });
  const emulator = openEmulatorClient(stage.emulator.url);
  await approveSample(stage);
  await emulator.clock.pause();
  await emulator.clock.jumpTo(begin);
  return { stage, emulator };
}

const waId = (i: number): string => String(33_600_000_000 + i);

test('a recording replayed in an equal world by one run gives the same ledger, to the byte', async () => {
  const first = await openLively();
  await first.emulator.recording.set(true);
  for (let i = 0; i < 20; i++) {
    await first.stage.send({ to: waId(i % 15), ...sampleSend() });
    await first.emulator.clock.jumpBy(700);
  }
  await first.emulator.act(waId(3), { act: 'write', number: ids.number, text: 'Hello?' });
  await first.emulator.clock.jumpBy(90_000);
  await first.stage.send({ to: waId(3), type: 'text', text: { body: 'Hello yourself' } });
  await first.emulator.clock.runUntilIdle();
  const { recording } = await first.emulator.recording.set(false);
  const digest = await first.emulator.ledger.digest();
  await first.stage.close();

  const second = await openLively();
  const { entries } = await second.emulator.recording.replay(recording!);
  const { followers } = await second.emulator.clock.report();
  const again = await second.emulator.recording.replay(recording!).catch((error: unknown) => error);
  const after = await second.emulator.clock.runUntilIdle();

  assert.equal(entries, 22);
  assert.equal(followers.length, 1);
  assert.ok(again instanceof EmulatorError && again.status === 409, 'one replay at a time');
  assert.deepEqual(after.followers, []);
  assert.equal(await second.emulator.ledger.digest(), digest);
  await second.stage.close();
});
