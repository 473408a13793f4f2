import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bubble, BubbleContent } from '#core/rehearsal/rehearsal.ts';
import { hangReactions, parseContent, quotedText, wallMediaUrl } from './content.ts';

const bubble = (id: string, content: BubbleContent): Bubble => ({
  id,
  number: '1',
  mine: false,
  at: '2026-11-22T10:00:00Z',
  read: false,
  quoted: null,
  content,
});

test('a card keeps its picture, its words and the order of its buttons', () => {
  const drawn = parseContent({
    kind: 'card',
    header: { kind: 'image', media: '77', link: null, filename: null },
    text: 'Bonjour Inès',
    footer: 'STOP',
    buttons: [
      { kind: 'url', text: 'Voir', url: 'https://x.example', index: 0 },
      { kind: 'reply', text: 'Oui', index: 1, tapped: false },
    ],
    template: 'christmas_coffee',
  });

  assert.equal(drawn.kind, 'card');
  assert.deepEqual(drawn.kind === 'card' && drawn.buttons.map((button) => button.text), ['Voir', 'Oui']);
  assert.equal(drawn.kind === 'card' && drawn.header?.kind === 'image' && wallMediaUrl(drawn.header.image), '/control/v1/media/77');
});

test('a picture from outside is fetched where it lies', () => {
  const drawn = parseContent({ kind: 'image', media: null, link: 'https://shop.example/a.jpg', caption: null, filename: null });

  assert.equal(drawn.kind === 'image' && wallMediaUrl(drawn.image), 'https://shop.example/a.jpg');
});

test('a reaction hangs on its message and is no line of its own; one taken back is gone', () => {
  const lines = hangReactions([
    bubble('a', { kind: 'text', text: 'Hello' }),
    bubble('b', { kind: 'reaction', emoji: '❤', to: 'a' }),
    bubble('c', { kind: 'reaction', emoji: '', to: 'a' }),
  ]);

  assert.deepEqual(
    lines.map((line) => [line.bubble.id, line.reactions]),
    [['a', ['❤']]],
  );
});

test('a quote says what it quotes, and nothing when that is gone', () => {
  const bubbles = [bubble('a', { kind: 'text', text: 'Espresso?' })];

  assert.equal(quotedText(bubbles, 'a'), 'Espresso?');
  assert.equal(quotedText(bubbles, 'zzz'), null);
});
