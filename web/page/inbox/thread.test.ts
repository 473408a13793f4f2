import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Message } from '#core/contract/conversations.ts';
import { quoteOf, threadLines, ticksOf } from './thread.ts';

const message = (id: string, at: string, more: Partial<Message> = {}): Message => ({
  id,
  at,
  direction: 'in',
  origin: 'contact',
  author: null,
  content: { kind: 'text', text: id },
  state: 'received',
  quoted: null,
  error: null,
  campaign: null,
  ...more,
});
const day = (iso: string) => iso.slice(0, 10);

test('newest first becomes oldest first, with a line for each new day', () => {
  const lines = threadLines([message('c', '2026-11-22T09:00:00Z'), message('b', '2026-11-21T18:00:00Z'), message('a', '2026-11-21T17:00:00Z')], day);

  assert.deepEqual(
    lines.map((line) => line.key),
    ['day-2026-11-21', 'a', 'b', 'day-2026-11-22', 'c'],
  );
});

test('a reaction hangs on its message, and one taken back leaves it bare', () => {
  const quoted = { id: 'a', preview: 'a' };
  const heart = message('r', '2026-11-22T09:01:00Z', { content: { kind: 'reaction', emoji: '❤', to: 'wamid.a' }, quoted });
  const back = message('s', '2026-11-22T09:02:00Z', { content: { kind: 'reaction', emoji: '', to: 'wamid.a' }, quoted });

  const one = threadLines([heart, message('a', '2026-11-22T09:00:00Z')], day);
  const none = threadLines([back, heart, message('a', '2026-11-22T09:00:00Z')], day);

  assert.deepEqual(
    one.flatMap((line) => (line.kind === 'message' ? [line.reactions] : [])),
    [['❤']],
  );
  assert.deepEqual(
    one.flatMap((line) => (line.kind === 'message' ? [line.hasOurs] : [])),
    [false],
  );
  assert.deepEqual(
    none.flatMap((line) => (line.kind === 'message' ? [line.reactions] : [])),
    [[]],
  );
});

test('each side has one reaction on a message, and one of ours that did not go out is shown with its reason', () => {
  const quoted = { id: 'a', preview: 'a' };
  const said = message('a', '2026-11-22T09:00:00Z');
  const reaction = (id: string, emoji: string, more: Partial<Message> = {}) =>
    message(id, `2026-11-22T09:0${id}:00Z`, { content: { kind: 'reaction', emoji, to: 'wamid.a' }, quoted, ...more });
  const ours = { direction: 'out', origin: 'agent', state: 'sent' } as const;
  const hung = (...messages: Message[]) =>
    threadLines([...messages.toReversed(), said], day).flatMap((line) => (line.kind === 'message' ? [[line.key, ...line.reactions]] : []));

  assert.deepEqual(hung(reaction('1', '❤'), reaction('2', '👍', ours), reaction('3', '🙏', ours)), [['a', '❤', '🙏']]);
  assert.deepEqual(hung(reaction('1', '❤'), reaction('2', '👍', ours), reaction('3', '', ours)), [['a', '❤']]);
  assert.deepEqual(hung(reaction('2', '👍', { ...ours, state: 'failed' })), [['a'], ['2']]);
});

test('only a reaction of ours can be taken back, once', () => {
  const quoted = { id: 'a', preview: 'a' };
  const said = message('a', '2026-11-22T09:00:00Z');
  const reaction = (id: string, emoji: string) =>
    message(id, `2026-11-22T09:0${id}:00Z`, { content: { kind: 'reaction', emoji, to: 'wamid.a' }, quoted, direction: 'out', origin: 'agent', state: 'sent' });
  const hasOurs = (...messages: Message[]) =>
    threadLines([...messages.toReversed(), said], day).flatMap((line) => (line.kind === 'message' ? [line.hasOurs] : []));

  assert.deepEqual(hasOurs(), [false]);
  assert.deepEqual(hasOurs(reaction('1', '👍')), [true]);
  assert.deepEqual(hasOurs(reaction('1', '👍'), reaction('2', '')), [false]);
});

test('only what we said has ticks', () => {
  assert.equal(ticksOf(message('a', '2026-11-22T09:00:00Z')), undefined);
  assert.equal(ticksOf(message('b', '2026-11-22T09:00:00Z', { direction: 'out', origin: 'agent', state: 'read' })), 'read');
});

test('a quote names who had said it, also when that is no longer loaded', () => {
  const names = { person: 'Ana', business: 'Roastery' };
  const ours = message('a', '2026-11-22T09:00:00Z', { direction: 'out', origin: 'agent', state: 'read' });
  const theirs = message('b', '2026-11-22T09:00:00Z');
  const answer = (id: string) => message('c', '2026-11-22T09:01:00Z', { quoted: { id, preview: 'x' } });

  assert.deepEqual(quoteOf(answer('a'), [ours, theirs], names), { author: 'Roastery', preview: 'x' });
  assert.deepEqual(quoteOf(answer('b'), [ours, theirs], names), { author: 'Ana', preview: 'x' });
  assert.deepEqual(quoteOf(answer('gone'), [ours, theirs], names), { author: 'Roastery', preview: 'x' });
  assert.equal(quoteOf(theirs, [], names), undefined);
});
