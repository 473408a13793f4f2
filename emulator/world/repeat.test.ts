import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Pool } from 'undici';

import { openEmulatorClient } from '../control/client.ts';
import { defaultOptions, type Emulator, openEmulator } from '../emulator.ts';

const messages = 100_000;
const began = Date.UTC(2026, 10, 23, 9);

/** A world of a hundred thousand people of every kind, its clock standing still on a Monday morning. */
async function openCrowd(): Promise<Emulator> {
  const emulator = await openEmulator({
    port: 0,
    seed: 'the same',
    now: began,
    settings: {
      throughput_per_second: 1_000_000,
      pair_interval_ms: 0,
      template_review: 'approve',
      template_review_delay_ms: 0,
      own_hours: true,
      usernames: 'full',
      experiment_share: 0.01,
      marketing_cap: 1,
      messaging_limit: messages - 500,
      template_pausing: false,
    },
  });
  const client = openEmulatorClient(emulator.url);
  await client.clock.change({ do: 'pause' });
  await client.people.populate({ people: messages, countries: { FR: 6, BR: 2, IN: 1, US: 1 } });
  const answer = await fetch(`${emulator.url}/v26.0/${defaultOptions.account.id}/message_templates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${defaultOptions.app.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'sale',
      language: 'en_US',
      category: 'MARKETING',
      components: [
        { type: 'BODY', text: 'Coffee and bread, {{1}}, half the price today.', example: { body_text: [['Ana']] } },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'QUICK_REPLY', text: 'Tell me more' },
            { type: 'QUICK_REPLY', text: 'Stop promotions' },
          ],
        },
      ],
    }),
  });
  assert.equal(answer.status, 200, await answer.text());
  // The clock went on a little before it was paused: from here both runs have one time.
  await client.clock.change({ do: 'jump', to: new Date(began + 60_000).toISOString() });
  return emulator;
}

/** Sends one message to each of them, so many at a time, plays their fortnight, and gives what the ledger says of it. */
async function play(concurrency: number): Promise<{ digest: string; counts: Record<string, number> }> {
  const emulator = await openCrowd();
  const client = openEmulatorClient(emulator.url);
  const people = Array.from({ length: messages }, (_, i) => emulator.world.people.at(i).wa_id);
  const pool = new Pool(emulator.url, { connections: concurrency });
  const headers = { authorization: `Bearer ${defaultOptions.app.token}`, 'content-type': 'application/json' };
  let next = 0;
  const send = async (): Promise<void> => {
    for (let i = next; i < messages; i = next) {
      next += 1;
      const body = {
        messaging_product: 'whatsapp',
        to: `+${people[i]}`,
        type: 'template',
        template: { name: 'sale', language: { code: 'en_US' }, components: [{ type: 'body', parameters: [{ type: 'text', text: `n° ${i}` }] }] },
        biz_opaque_callback_data: `key ${i}`,
      };
      const answer = await pool.request({ method: 'POST', path: `/v26.0/${defaultOptions.number.id}/messages`, headers, body: JSON.stringify(body) });
      const text = await answer.body.text();
      assert.equal(answer.statusCode, 200, text);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, send));
  await pool.close();
  await client.clock.change({ do: 'run_until_idle' });
  const digest = await client.ledger.digest();
  const { counts } = await client.world();
  await emulator.close();
  return { digest, counts };
}

test('a seeded run of 100,000 messages gives the same sorted ledger at concurrency 1 and 64', { timeout: 600_000 }, async () => {
  const one = await play(1);
  const many = await play(64);

  assert.equal(one.counts['accepted'], messages);
  for (const name of ['delivered', 'read', 'failed', 'inbound', 'stopped', 'blocked'] as const) assert.ok((one.counts[name] ?? 0) > 0, `${name}: none`);
  assert.deepEqual(many.counts, one.counts);
  assert.equal(many.digest, one.digest);
});
