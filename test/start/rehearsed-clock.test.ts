import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { contract } from '#core/contract/contract.ts';
import { day, minute } from '#core/value/time.ts';
import { openEmulatorClient } from '#emulator/control/client.ts';
import { call } from '#server/app/client/client.ts';
import { openPlace } from './program.ts';

const Terminal = z.object({ url: z.string(), key: z.string() });

test('with CLOCK_URL=rehearsal the demo campaign goes out on the phones’ clock, its undo minute and its reads within a few real seconds', async (t) => {
  const place = await openPlace();
  t.after(() => place.close());
  const program = place.start({ env: { CLOCK_URL: 'rehearsal', DEMO: 'on' } });
  await program.until(/Try first/);
  const door = Terminal.parse(JSON.parse(readFileSync(join(place.dataFolder, 'terminal.json'), 'utf8')));
  const phones = openEmulatorClient(`http://127.0.0.1:${place.phonesPort}`);
  // Templates are under review for the first seconds, and people answer what was said to them.
  const paused = await phones.clock.runUntilIdle(day);
  const id = (await call(door, contract.campaigns.list, {})).items[0]?.id ?? '';
  const plan = await call(door, contract.campaigns.plan, { params: { id } });

  await call(door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 60 } });
  const before = await call(door, contract.campaigns.report, { params: { id } });
  const begun = performance.now();
  const idle = await phones.clock.runUntilIdle(14 * day);
  const { counts, campaign } = await call(door, contract.campaigns.report, { params: { id } });

  assert.match(program.said(), /Clock +follows http:\/\/127\.0\.0\.1:\d+\/emulator\/v1\/clock/);
  assert.deepEqual(
    paused.followers.map(({ name }) => name),
    [`parley-127.0.0.1-${place.port}`],
  );
  assert.equal(before.campaign.broadcast?.state, 'waiting');
  assert.equal(campaign.broadcast?.state, 'done');
  assert.ok(Date.parse(campaign.broadcast?.first_sent_at ?? '') >= Date.parse(paused.now) + minute);
  assert.ok(Date.parse(idle.now) > Date.parse(paused.now) + minute && performance.now() - begun < 30_000);
  assert.ok(plan.recipients > 50 && counts.read > plan.recipients / 3, JSON.stringify(counts));
  assert.equal(counts.waiting + counts.accepted + counts.in_doubt, 0, JSON.stringify(counts));
});
