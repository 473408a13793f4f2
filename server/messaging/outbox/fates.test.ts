import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type PlatformFate } from '#core/whatsapp/errors.entry.ts';
import { explainError, platformErrors } from '#core/whatsapp/errors.ts';
import { openSender } from '#server/messaging/outbox/sender.ts';
import { openRig, openSink, truth, until } from '#test/world/sending.ts';

/** What becomes of somebody whose message is refused once with a code of this fate, while the others go on; undefined where more than the person stops. */
const becomes: Readonly<Record<PlatformFate, 'accepted' | 'failed' | 'in_doubt' | undefined>> = {
  retry: 'accepted',
  slow_down: 'accepted',
  rest_pair: 'accepted',
  fix_once: 'accepted',
  skip: 'failed',
  fix: 'failed',
  in_doubt: 'in_doubt',
  slow_calls: undefined,
  stop_template: undefined,
  stop_number: undefined,
  stop_account: undefined,
};

test('every code of Meta’s that stops nothing but a person does to that person what its fate says, and to nobody else', async (t) => {
  const codes = Object.keys(platformErrors)
    .map(Number)
    .filter((code) => becomes[explainError(code).fate] !== undefined);
  const sink = await openSink();
  const rig = await openRig({ baseUrl: sink.url, people: codes.length * 2, throughput: 200 });
  const sender = openSender(rig.platform, { leaseMilliseconds: 1_000 });
  t.after(async () => {
    await sender.close();
    await rig.close();
    await sink.close();
  });
  const refused = new Set<number>();
  // Every second person is refused, once, with a code of their own.
  sink.answer = (body) => {
    const index = Number(body.to?.slice(-8)) - 1;
    const code = index % 2 === 1 ? codes[(index - 1) / 2] : undefined;
    if (code === undefined || refused.has(index)) return 'accept';
    refused.add(index);
    return { status: 400, code };
  };
  const id = await rig.broadcast();

  await until('it is done', async () => (await truth(rig, id)).state === 'done', 40_000);

  const rows = await rig.platform.db.selectFrom('recipient').select(['phone', 'state', 'error_code']).execute();
  for (const row of rows) {
    const index = Number(row.phone.slice(-8)) - 1;
    const code = index % 2 === 1 ? codes[(index - 1) / 2] : undefined;
    const wanted = code === undefined ? 'accepted' : becomes[explainError(code).fate];
    assert.equal(row.state, wanted, `${code}`);
    if (wanted === 'failed') assert.equal(row.error_code, code);
  }
  assert.ok(codes.length > 35, `${codes.length} codes`);
  assert.ok(
    [...sink.accepted.values()].every((list) => list.length === 1),
    'nobody has it twice',
  );
});
