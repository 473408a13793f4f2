import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { drawFree } from '#core/whatsapp/free.draw.ts';
import { FreeMessage } from '#core/whatsapp/free.ts';
import { parseOutgoing } from '#server/messaging/outbox/wire.ts';
import { goldenSaid } from '#test/world/golden-messages.ts';
import { openStage } from '#test/world/stage.ts';
import { commit, loadScene } from './act.ts';

const stage = await openStage();
after(() => stage.close());
const { platform, scope, number } = stage;

test('a program says every kind of message that a person can, and it is kept as it was asked for', async () => {
  const contact = await stage.person({ first: 'Ana' });
  const said = goldenSaid().map(({ say }) => FreeMessage.parse(say));
  const effects = said.map((message) => ({ do: 'say' as const, message, quoted: null }));

  await platform.db.transaction().execute(async (tx) => {
    const scene = await loadScene(platform, tx, scope, { contact, number }, stage.now());
    await commit(platform, tx, scope, scene, effects, stage.now());
  });

  const { rows } = await stage.database.pool.query<{ content: unknown; wire: unknown; origin: string; status: string }>(
    'select content, wire, origin, status from message where contact_id = $1',
    [contact],
  );
  assert.ok(said.length > 20);
  assert.equal(rows.length, said.length);
  assert.ok(rows.every(({ origin, status }) => origin === 'automatic' && status === 'queued'));
  for (const message of said) {
    const kept = rows.find(({ wire }) => isDeepStrictEqual(parseOutgoing(wire), { kind: 'free', message }));
    assert.ok(kept, message.kind);
    assert.deepEqual(kept.content, JSON.parse(JSON.stringify(drawFree(message, { file: nameless, product: byId }))));
  }
});

/** The stage's library is empty, so files are drawn as gaps. */
const nameless = () => ({ mime: 'application/octet-stream', name: null });
const byId = (_catalog: string, id: string) => ({ id, name: null, price: null, image: null });

test('what a program says may quote a message, and its reaction names one', async () => {
  const contact = await stage.person({ first: 'Bob' });

  await platform.db.transaction().execute(async (tx) => {
    const scene = await loadScene(platform, tx, scope, { contact, number }, stage.now());
    const text = { do: 'say', message: { kind: 'text', text: 'Yes', preview: true }, quoted: 'wamid.theirs' } as const;
    const reaction = { do: 'say', message: { kind: 'reaction', to: 'wamid.theirs', emoji: '👍' }, quoted: null } as const;
    await commit(platform, tx, scope, scene, [text, reaction], stage.now());
  });

  const { rows } = await stage.database.pool.query<{ quoted: string }>('select quoted_wamid as quoted from message where contact_id = $1', [contact]);
  assert.deepEqual(
    rows.map(({ quoted }) => quoted),
    ['wamid.theirs', 'wamid.theirs'],
  );
});
