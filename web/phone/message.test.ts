import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goldenHeard, goldenSaid } from '#test/world/golden-messages.ts';
import { bubbleOf } from './message.ts';
import { formatAmount, totalOf } from './money.ts';
import { countdown } from './clock.ts';
import { previewOf } from './preview.ts';
import { wavePeaks } from './waveform.ts';
import { formatPlace, graticule, placeAt, windowAround, wholeWorld } from './geo.ts';

test('a card of the dashboard is drawn as the same bubble a phone shows', () => {
  const drawn = bubbleOf({
    kind: 'card',
    header: { kind: 'image', image: { media: 'm1', mime: 'image/png', name: 'bag.png', meta_id: null } },
    text: 'Bonjour',
    footer: null,
    buttons: [
      { kind: 'reply', text: 'Oui' },
      { kind: 'url', text: 'Voir', url: 'https://x.example' },
    ],
    template: { name: 'spring', language: 'fr' },
  });

  assert.deepEqual(drawn, {
    kind: 'card',
    header: { kind: 'image', media: 'm1', link: null, filename: 'bag.png' },
    text: 'Bonjour',
    footer: null,
    offer: null,
    buttons: [
      { kind: 'reply', text: 'Oui', index: 0, tapped: false },
      { kind: 'url', text: 'Voir', url: 'https://x.example', index: 1 },
    ],
    template: 'spring',
  });
});

test('every kind that is said or heard is drawn, and none is hidden', () => {
  for (const { name, content } of [...goldenSaid(), ...goldenHeard()]) {
    const drawn = bubbleOf(content, 'fr');

    assert.equal(drawn.kind === 'other', content.kind === 'unknown', name);
    assert.notEqual(previewOf(drawn, 'fr'), '', name);
  }
});

test('the buttons of a carousel count on from card to card', () => {
  const { content } = goldenSaid().find(({ name }) => name === 'carousel')!;
  const drawn = bubbleOf(content);

  assert.deepEqual(drawn.kind === 'carousel' && drawn.cards.map(({ buttons }) => buttons.map(({ index }) => index)), [
    [0, 1],
    [2, 3],
  ]);
});

test('an order has its prices in units of the currency, and a file under an address is a link', () => {
  const order = bubbleOf(goldenHeard().find(({ name }) => name === 'order')!.content);
  const image = bubbleOf({ kind: 'image', image: { media: 'https://a.example/cup.jpg', mime: '', name: null, meta_id: null }, caption: null });

  assert.deepEqual(order.kind === 'order' && order.items.map(({ product }) => [product.price, product.currency]), [
    [13.9, 'EUR'],
    [8, 'EUR'],
  ]);
  assert.deepEqual(image, { kind: 'image', media: null, link: 'https://a.example/cup.jpg', filename: null, caption: null });
});

test('what nobody wrote is said in the reader’s language', () => {
  const system = (event: string, text = '') => bubbleOf({ kind: 'system', event, text }, 'fr');

  assert.deepEqual(system('revoke'), { kind: 'system', text: 'Un message a été supprimé par son auteur' });
  assert.deepEqual(system('request_welcome'), { kind: 'system', text: 'La discussion a été ouverte pour la première fois' });
  assert.deepEqual(system('user_changed_number', 'A → B'), { kind: 'system', text: 'Le numéro a changé\u00a0: A → B' });
  assert.deepEqual(system('something_new'), { kind: 'system', text: 'WhatsApp signale\u00a0: something_new' });
});

test('a chosen row keeps its description beneath its title', () => {
  const drawn = bubbleOf({ kind: 'choice', text: 'Guji', payload: 'guji', description: 'Abricot' });

  assert.equal(drawn.kind === 'card' && drawn.footer, 'Abricot');
  assert.deepEqual(bubbleOf({ kind: 'choice', text: 'Oui', payload: 'yes', description: null }), { kind: 'text', text: 'Oui', preview: null });
});

test('a basket has a sum only when every price is known in one currency', () => {
  const coffee = { retailer_id: 'a', name: 'Guji', price: 13.5, currency: 'EUR', media: null };

  assert.equal(totalOf([{ product: coffee, quantity: 2 }], 'en'), '€27.00');
  assert.equal(
    totalOf(
      [
        { product: coffee, quantity: 1 },
        { product: { ...coffee, price: null }, quantity: 1 },
      ],
      'en',
    ),
    null,
  );
  assert.equal(
    totalOf(
      [
        { product: coffee, quantity: 1 },
        { product: { ...coffee, currency: 'USD' }, quantity: 1 },
      ],
      'en',
    ),
    null,
  );
  assert.equal(totalOf([], 'en'), null);
});

test('a currency nobody knows stands after the figure', () => {
  assert.equal(formatAmount(3, 'X1', 'en'), '3 X1');
});

test('an offer counts down by days, hours, minutes and seconds, and is over at zero', () => {
  assert.deepEqual(countdown(90_061_000), { days: 1, clock: '01:01:01' });
  assert.deepEqual(countdown(999), { days: 0, clock: '00:00:01' });
  assert.equal(countdown(0), null);
  assert.equal(countdown(-5), null);
});

test('a bubble says itself in one line, in the reader’s language', () => {
  assert.equal(previewOf({ kind: 'audio', media: null, link: null, voice: true }, 'fr'), 'Message vocal');
  assert.equal(previewOf({ kind: 'image', media: null, link: null, caption: 'Le sac', filename: null }, 'fr'), 'Le sac');
  assert.equal(previewOf({ kind: 'reaction', emoji: '', to: 'a' }, 'en'), 'Took a reaction back');
  assert.equal(
    previewOf(
      { kind: 'order', catalog: 'c', text: '', items: [{ product: { retailer_id: 'a', name: null, price: null, currency: null, media: null }, quantity: 3 }] },
      'en',
    ),
    '3 items',
  );
});

test('a waveform follows the loudness of the sound and its loudest bar is whole', () => {
  const samples = Float32Array.from({ length: 400 }, (_, at) => (at < 100 ? 0 : at < 300 ? 0.25 : 0.5));

  assert.deepEqual(wavePeaks(samples, 4), [0, 0.5, 0.5, 1]);
  assert.deepEqual(wavePeaks(new Float32Array(10), 2), [0, 0]);
  assert.deepEqual(wavePeaks(new Float32Array(0), 3), [0, 0, 0]);
});

test('a click on the map and the window around a place agree', () => {
  const window = windowAround(45.764, 4.8357, 2);

  assert.deepEqual(placeAt(window, 0.5, 0.5), { latitude: 45.764, longitude: 4.8357 });
  assert.equal(formatPlace(-33.9249, 18.4241), '33.9249° S, 18.4241° E');
  assert.deepEqual(placeAt(wholeWorld, 0.5, 85 / 145), { latitude: 0, longitude: 0 });
});

test('beyond the date line a place goes on from the other side, and the poles hold', () => {
  assert.equal(placeAt(windowAround(0, 179, 2), 1, 0.5).longitude, -166);
  assert.ok(windowAround(89.9, 0, 1).y >= -900);
  assert.deepEqual(graticule({ x: -10, y: -10, width: 120, height: 60 }, 50), { meridians: [0, 50, 100], parallels: [0, 50] });
});
