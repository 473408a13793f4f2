import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ContactId } from '#core/value/id.ts';
import { openStage } from '#test/world/stage.ts';
import { takeTurn } from './routing.ts';

const stage = await openStage();
after(() => stage.close());

let count = 0;
const says = (contact: ContactId, text: string, wamid = `wamid.${(count += 1)}`) =>
  takeTurn(
    stage.platform,
    stage.scope,
    { contact, number: stage.number },
    { wamid, at: stage.now(), content: { kind: 'text', text }, quoted: null },
    stage.now(),
  );
const rows = async <Row extends object>(text: string, values: unknown[]) => (await stage.database.pool.query<Row>(text, values)).rows;
const consentOf = async (contact: ContactId) =>
  (await rows<{ state: string }>(`select state from consent_entry where contact_id = $1 order by recorded_at, id`, [contact])).map(({ state }) => state);
const saidTo = async (contact: ContactId) =>
  (await rows<{ text: string }>(`select content ->> 'text' as text from message where contact_id = $1 and direction = 'out' order by at, id`, [contact])).map(
    ({ text }) => text,
  );
const threadOf = async (contact: ContactId) =>
  (
    await rows<{ unread: number; state: string; last_preview: string }>(`select unread, state, last_preview from conversation where contact_id = $1`, [contact])
  )[0];

test('STOP withdraws consent at once and is confirmed once, in their language', async () => {
  const ana = await stage.person({ first: 'Ana', language: 'pt-BR' });

  await says(ana, 'PARAR');
  stage.wait(1000);
  await says(ana, 'stop');

  assert.deepEqual(await consentOf(ana), ['withdrawn']);
  assert.deepEqual(
    (await saidTo(ana)).map((text) => text.slice(0, 39)),
    ['Roastery: você não receberá mais nossas'],
  );
  assert.equal((await threadOf(ana))!.unread, 0);
});

test('the same webhook twice is one message, one withdrawal, one confirmation', async () => {
  const bob = await stage.person({ first: 'Bob', language: 'en' });

  assert.equal(await says(bob, 'STOP', 'wamid.twice'), true);
  assert.equal(await says(bob, 'STOP', 'wamid.twice'), false);

  assert.deepEqual(await consentOf(bob), ['withdrawn']);
  assert.equal((await saidTo(bob)).length, 1);
  assert.equal((await rows('select 1 from message where contact_id = $1', [bob])).length, 2);
});

test('START gives consent again with their words, and a later STOP is confirmed again', async () => {
  const eva = await stage.person({ first: 'Eva', language: 'de' });

  for (const word of ['Stopp', 'Start', 'Abmelden']) {
    await says(eva, word);
    stage.wait(1000);
  }

  assert.deepEqual(await consentOf(eva), ['withdrawn', 'given', 'withdrawn']);
  assert.equal((await saidTo(eva)).length, 3);
  assert.deepEqual(
    await rows<{ wording: string; source: string }>(`select wording, source from consent_entry where contact_id = $1 and state = 'given'`, [eva]),
    [{ wording: 'Start', source: 'WhatsApp: opt-in word' }],
  );
});

test('a doubtful message goes to an agent with a mark, and withdraws nothing', async () => {
  const max = await stage.person({ first: 'Max' });

  await says(max, 'can you stop by on Monday?');

  assert.deepEqual(await consentOf(max), []);
  assert.deepEqual(await threadOf(max), { unread: 1, state: 'open', last_preview: 'can you stop by on Monday?' });
  assert.deepEqual(await rows<{ kind: string; word: string }>(`select kind, data ->> 'word' as word from fact where contact_id = $1`, [max]), [
    { kind: 'message.maybe_opt_out', word: 'stop' },
  ]);
});

test('two workers that take turns of one contact at once do it one after the other', async () => {
  const zoe = await stage.person({ first: 'Zoé', language: 'fr' });

  await Promise.all([says(zoe, 'STOP'), says(zoe, 'arrêt'), says(zoe, 'stop !')]);

  assert.deepEqual(await consentOf(zoe), ['withdrawn']);
  assert.equal((await saidTo(zoe)).length, 1);
});
