import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { tell } from '#core/contract/say.ts';
import { parseTold } from '#core/value/say.ts';
import { openRig, openSink, truth, until } from '#test/world/sending.ts';
import { openSender } from './sender.ts';

const sink = await openSink();
const rig = await openRig({ baseUrl: sink.url, people: 5 });
after(async () => {
  await rig.close();
  await sink.close();
});

test('whose values make the template longer than WhatsApp takes fails at the door with the reason, and the others get it', async () => {
  await sql`update contact set first_name = repeat('x', 1100) where id = ${rig.person(2)}`.execute(rig.platform.db);
  await sql`update contact set first_name = '   ' where id = ${rig.person(3)}`.execute(rig.platform.db);
  const broadcast = await rig.broadcast();

  const sender = openSender(rig.platform);
  await until('it is done', async () => (await truth(rig, broadcast)).state === 'done');
  await sender.close();

  const { rows } = await sql<{ state: string; code: number | null; why: string | null }>`
    select state, error_code as code, error_detail as why from recipient where broadcast_id = ${broadcast} order by seq`.execute(rig.platform.db);
  assert.deepEqual(
    rows.map(({ state }) => state),
    ['accepted', 'failed', 'failed', 'accepted', 'accepted'],
  );
  assert.equal(sink.posts(), 3);
  assert.match(tell(parseTold(rows[1]?.why ?? ''), 'en'), /WhatsApp would refuse this message: .*1\d{3} characters; at most 1024/);
  assert.match(tell(parseTold(rows[2]?.why ?? ''), 'fr'), /first_name/);
  const { counts, counted } = await truth(rig, broadcast);
  assert.deepEqual(counts, counted);
});
