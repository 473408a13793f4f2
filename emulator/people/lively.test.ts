import assert from 'node:assert/strict';
import { test } from 'node:test';

import { openEmulatorClient } from '../control/client.ts';
import { approveSample, ids, openStage, sampleSend, type Stage, until } from '../stage.ts';

const hour = 60 * 60 * 1000;

/** A stage on a paused clock where people live, with a template to send. */
async function openLively(seed = 'seven'): Promise<Stage> {
  const stage = await openStage({ seed, settings: { people: 'alive', read_delay_ms: 8_000, reply_delay_ms: 8_000, throughput_per_second: 100_000 } });
  await approveSample(stage);
  await openEmulatorClient(stage.emulator.url).clock.pause();
  return stage;
}

test('people who are alive read and answer by themselves, the same with the same seed', async () => {
  const play = async (): Promise<{ told: string[]; digest: string }> => {
    const stage = await openLively();
    const emulator = openEmulatorClient(stage.emulator.url);
    await emulator.clock.jumpTo('2027-01-05T12:00:00Z');
    for (let i = 0; i < 60; i++) await stage.send({ to: String(33_700_000_000 + i), ...sampleSend() });
    await emulator.clock.runUntilIdle();
    await until('all is told', () => stage.receiver.messages().length === stage.emulator.world.counts.inbound);
    const told = stage.receiver.messages().map((message) => `${message.from} ${message.text?.body ?? message.button?.payload ?? message.reaction?.emoji}`);
    const digest = await emulator.ledger.digest();
    await stage.close();
    return { told: told.toSorted(), digest };
  };

  const first = await play();

  assert.ok(first.told.length > 3, `${first.told.length} answers`);
  assert.deepEqual(await play(), first);
});

test('a script is played on the words it waits for: it says, taps, stops and blocks after its while', async () => {
  const stage = await openLively();
  const emulator = openEmulatorClient(stage.emulator.url);
  const ana = '33600000001';
  await emulator.people.add([{ wa_id: ana, name: 'Ana', persona: 'manual' }]);
  await emulator.people.script(ana, [
    { on: 'sale', after_ms: 60_000, tap: 'Tell me more', say: 'Until when?' },
    { on: 'SALE', after_ms: 2 * hour, stop_marketing: true, block: true },
    { on: 'never said', say: 'nonsense' },
  ]);

  const id = await stage.send({ to: ana, ...sampleSend() });
  await emulator.clock.jumpBy(30 * 60_000);
  const soon = await emulator.phone(ana);
  await emulator.clock.runUntilIdle();
  const later = await emulator.phone(ana);
  await until('all is told', () => stage.receiver.messages().length === 2);

  assert.deepEqual(
    stage.receiver.messages().map((message) => message.button?.payload ?? message.text?.body),
    ['Tell me more', 'Until when?'],
  );
  assert.deepEqual([soon.blocked, soon.stopped_marketing], [[], []]);
  assert.deepEqual([later.blocked, later.stopped_marketing], [[ids.number], [ids.number]]);
  const message = await emulator.message(id);
  assert.ok(message.read_at! < later.bubbles[1]!.at);
  await stage.close();
});

test('of a thousand people nobody agreed to be written to, many more leave than of a thousand who did', async () => {
  const stage = await openLively();
  const emulator = openEmulatorClient(stage.emulator.url);
  const people = (from: number, agreed: boolean): { wa_id: string; name: string; persona: 'polite'; truths: { agreed: boolean } }[] =>
    Array.from({ length: 500 }, (_, i) => ({ wa_id: String(from + i), name: `Person ${i}`, persona: 'polite', truths: { agreed } }));
  await emulator.people.add([...people(33_711_000_000, true), ...people(33_722_000_000, false)]);

  for (let i = 0; i < 500; i++) {
    for (const from of [33_711_000_000, 33_722_000_000]) await stage.send({ to: String(from + i), ...sampleSend() });
  }
  await emulator.clock.runUntilIdle();

  const gone = (start: string): number => {
    const { people: all } = stage.emulator.world;
    let count = 0;
    for (let i = 0; i < all.size; i++) {
      const person = all.at(i);
      if (person.wa_id.startsWith(start) && person.chats.some((chat) => chat.blocked || chat.stopped || chat.muted || chat.archived)) count += 1;
    }
    return count;
  };
  const [agreed, never] = [gone('33711'), gone('33722')];
  assert.ok(never > agreed * 2 && agreed > 0, `${agreed} of those who agreed, ${never} of those who never did`);
  await stage.close();
});

test('nobody says a word while people are still', async () => {
  const stage = await openLively();
  const emulator = openEmulatorClient(stage.emulator.url);
  await emulator.settings.set({ people: 'still' });
  await emulator.people.add([{ wa_id: '33600000001', name: 'Ana', persona: 'keen', script: [{ say: 'Hello' }] }]);

  await stage.send({ to: '33600000001', ...sampleSend() });
  await emulator.clock.runUntilIdle();

  assert.equal((await emulator.phone('33600000001')).unread, 1);
  assert.equal(stage.emulator.world.counts.inbound, 0);
  await stage.close();
});
