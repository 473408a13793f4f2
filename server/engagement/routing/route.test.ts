import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Effect, InboundMessage, Scene } from '#core/effect/effect.ts';
import { parseId } from '#core/value/id.ts';
import type { MessageContent } from '#core/whatsapp/message.ts';
import { route } from './route.ts';

const uuid = '0193a000-0000-7000-8000-000000000001';
const scene: Scene = {
  contact: parseId(uuid),
  number: parseId(uuid),
  conversation: parseId(uuid),
  language: 'pt-BR',
  country: 'BR',
  marketingConsent: 'given',
  consentSince: null,
  businessName: 'Roastery',
};
const at = new Date('2026-11-22T10:00:00Z');
const sent = (content: MessageContent): InboundMessage => ({ wamid: 'wamid.1', at, content, quoted: null });
const said = (text: string): InboundMessage => sent({ kind: 'text', text });
const kinds = (effects: Effect[]) => effects.map((effect) => effect.do);

test('STOP withdraws consent in their words and is confirmed once in their language', () => {
  const effects = route(scene, said('Parar!'));

  assert.deepEqual(kinds(effects), ['receive', 'consent', 'say', 'note_reply']);
  assert.deepEqual(effects[0], { do: 'receive', inbound: said('Parar!'), needsAnswer: false });
  assert.deepEqual(effects[1], { do: 'consent', state: 'withdrawn', source: 'WhatsApp: opt-out word', wording: 'Parar!', at });
  assert.match(JSON.stringify(effects[2]), /não receberá mais nossas ofertas/);
});

test('a second STOP is kept and not confirmed again', () => {
  assert.deepEqual(kinds(route({ ...scene, marketingConsent: 'withdrawn' }, said('STOP'))), ['receive', 'note_reply']);
});

test('STOP from somebody who never agreed is a withdrawal all the same', () => {
  assert.deepEqual(kinds(route({ ...scene, marketingConsent: 'none' }, said('stop'))), ['receive', 'consent', 'say', 'note_reply']);
});

test('START gives consent again, with the wording', () => {
  const effects = route({ ...scene, marketingConsent: 'withdrawn' }, said('start'));

  assert.deepEqual(effects[1], { do: 'consent', state: 'given', source: 'WhatsApp: opt-in word', wording: 'start', at });
  assert.deepEqual(kinds(route(scene, said('start'))), ['receive', 'note_reply']);
});

test('a START that comes late, after a STOP, gives nothing back', () => {
  const stopped: Scene = { ...scene, marketingConsent: 'withdrawn', consentSince: new Date(at.getTime() + 1) };

  assert.deepEqual(kinds(route(stopped, said('start'))), ['receive', 'note_reply']);
});

test("a template's quick reply tells by its label or its payload", () => {
  for (const choice of [
    { text: 'Stop promotions', payload: 'p1' },
    { text: 'Não, obrigado', payload: 'STOP' },
    { text: 'See more', payload: 'unsubscribe' },
  ]) {
    assert.equal(route(scene, sent({ kind: 'choice', ...choice, description: null })).filter((effect) => effect.do === 'consent').length, 1);
  }
});

test('a stop word in a longer text goes to an agent with a mark and withdraws nothing', () => {
  const effects = route(scene, said('please do not stop my order'));

  assert.deepEqual(kinds(effects), ['receive', 'fact', 'note_reply']);
  assert.deepEqual(effects[0], { do: 'receive', inbound: said('please do not stop my order'), needsAnswer: true });
  assert.deepEqual(effects[1], {
    do: 'fact',
    kind: 'message.maybe_opt_out',
    at,
    data: { word: 'stop', text: 'please do not stop my order', wamid: 'wamid.1' },
  });
});

test('everything else is for the agents; a reaction is no reply and waits for nobody', () => {
  assert.deepEqual(kinds(route(scene, said('How much is it?'))), ['receive', 'note_reply']);
  assert.deepEqual(route(scene, sent({ kind: 'reaction', emoji: '❤️', to: 'wamid.0' })), [
    { do: 'receive', inbound: sent({ kind: 'reaction', emoji: '❤️', to: 'wamid.0' }), needsAnswer: false },
  ]);
  assert.deepEqual(kinds(route(scene, sent({ kind: 'unknown', type: 'hologram', raw: {} }))), ['receive', 'note_reply']);
});
