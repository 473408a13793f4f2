import assert from 'node:assert/strict';
import { test } from 'node:test';
import { words } from '#web/ui/words/en/words.ts';
import { makeFormats } from '#web/ui/words/formats.ts';
import { makeSpeaker } from '#web/ui/words/speak.ts';
import type { Voice } from '#web/ui/words/WordsProvider.tsx';
import { drawEntry } from './timeline.ts';

const voice: Voice = {
  ...makeFormats('en-GB', 'UTC'),
  t: makeSpeaker(words, 'en-GB').say,
  rich: () => null,
  language: 'en',
  locale: 'en-GB',
  setLanguage: () => {},
};
const at = '2026-11-22T10:00:00Z';

test('an order is drawn with its things, number and total', () => {
  const drawn = drawEntry(
    {
      id: 'fct_1',
      at,
      kind: 'order.paid',
      data: { number: 'BL-1142', total: { currency: 'EUR', micros: 28_500_000 }, items: [{ name: 'N° 4', quantity: 3 }] },
    },
    voice,
  );

  assert.equal(drawn.title, 'Ordered');
  assert.deepEqual(drawn.lines, ['3 × N° 4', 'Order BL-1142, €28.50']);
});

test('what a shop tells is drawn by its kind, and says how many things were left out', () => {
  const items = [{ name: 'Mug', quantity: 1 }];
  const draw = (kind: string, data: Record<string, unknown>) => drawEntry({ id: 'fct_1', at, kind, data }, voice);

  const shipped = draw('order.shipped', { number: 'A-1', total: null, count: 4, items });
  const viewed = draw('product.viewed', { product: { id: 'mug', name: 'Mug' }, url: null });
  const emptied = draw('cart.emptied', { total: null, count: 0, items: [] });

  assert.deepEqual([shipped.title, shipped.lines], ['Order shipped', ['1 × Mug', 'and 3 things more', 'Order A-1']]);
  assert.deepEqual([viewed.title, viewed.lines], ['Looked at a product', ['Mug']]);
  assert.deepEqual([emptied.title, emptied.lines], ['Emptied the cart', []]);
});

test('a message of a campaign quotes its words, says its state, and leads to the campaign', () => {
  const message = { content: { kind: 'card', text: 'Bonjour Inès' }, state: 'read', author: null, campaign: { id: 'cmp_1', name: 'Café de Noël' } };

  const drawn = drawEntry({ id: 'bro_1:4', at, kind: 'message.sent', data: { message } }, voice);

  assert.equal(drawn.quote, 'Bonjour Inès');
  assert.deepEqual(drawn.lines, ['read']);
  assert.deepEqual(drawn.campaign, { id: 'cmp_1', name: 'Café de Noël' });
});

test('a picture without words is called a picture', () => {
  const drawn = drawEntry({ id: 'msg_1', at, kind: 'message.received', data: { message: { content: { kind: 'image', caption: null } } } }, voice);

  assert.equal(drawn.quote, 'A picture');
});

test('a kind from another program is shown by its name and values', () => {
  const drawn = drawEntry({ id: 'fct_2', at, kind: 'loyalty.reached', data: { level: 'gold', deep: { a: 1 } } }, voice);

  assert.equal(drawn.title, 'loyalty.reached');
  assert.deepEqual(drawn.lines, ['level: gold']);
});

test('consent shows the words that were agreed to and where', () => {
  const drawn = drawEntry({ id: 'fct_3', at, kind: 'consent.given', data: { wording: 'I agree', source: 'Till', by: { kind: 'user', id: 'x' } } }, voice);

  assert.equal(drawn.quote, 'I agree');
  assert.deepEqual(drawn.lines, ['Where: Till']);
});
