import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TemplateButton } from '#core/whatsapp/template.ts';
import { addedKinds, emptyButton, mayAddButton, movedOne, orderedButtons, withButton } from './buttons.ts';
import { addedCard, copiedCard, emptyCard, removedCard, withCardButton, withCardHeader, withCardText, withoutCardButton } from './cards.ts';
import { emptyContent } from './draft.ts';
import { withHeader } from './header.ts';
import { categoryOf, reshaped, type Shelf, shapeOf, shapes, withShape } from './shape.ts';

const kindsOf = (buttons: readonly TemplateButton[]) => buttons.map((button) => button.kind);
const reply = (text: string): TemplateButton => ({ kind: 'reply', text });

test('reply buttons stay side by side, and only one phone fits', () => {
  let content = withButton(emptyContent, 'reply');
  content = withButton(content, 'phone');
  content = withButton(content, 'reply');
  content = withButton(content, 'phone');

  assert.deepEqual(kindsOf(content.buttons), ['reply', 'reply', 'phone']);
  assert.equal(mayAddButton(content.buttons, 'phone'), false);
});

test('ten buttons are the end', () => {
  let content = emptyContent;
  for (let count = 0; count < 12; count += 1) content = withButton(content, 'reply');

  assert.equal(content.buttons.length, 10);
});

test('every kind of button can be added once to an empty message', () => {
  const made = addedKinds.map((kind) => withButton(emptyContent, kind).buttons);

  assert.deepEqual(
    made.map(kindsOf),
    addedKinds.map((kind) => [kind]),
  );
});

test('a button moves by one place and not beyond the ends', () => {
  const buttons = [reply('a'), reply('b')];

  const [moved, stayed] = [movedOne(buttons, 0, 1), movedOne(buttons, 0, -1)];

  assert.deepEqual(moved, [reply('b'), reply('a')]);
  assert.equal(stayed, buttons);
});

test('scattered answers come together where the first of them stands', () => {
  const buttons = [emptyButton('url'), reply('a'), emptyButton('phone'), reply('b')];

  assert.deepEqual(kindsOf(orderedButtons(buttons)), ['url', 'reply', 'reply', 'phone']);
});

test('a product on top brings its button and takes it away again', () => {
  const on = withHeader(withButton(emptyContent, 'reply'), 'product');

  const off = withHeader(on, 'none');

  assert.deepEqual([kindsOf(on.buttons), kindsOf(off.buttons)], [['product', 'reply'], ['reply']]);
});

test('each kind of message has its parts and no others', () => {
  const written = { ...emptyContent, body: 'Hello', footer: 'x', buttons: [reply('a')], samples: { code: '123456' } };

  const made = shapes.map((shape) => withShape(written, shape));

  assert.deepEqual(made.map(shapeOf), [...shapes]);
  assert.deepEqual(
    made.map((content) => kindsOf(content.buttons)),
    [['reply'], [], ['copy_code', 'url'], ['passcode']],
  );
  assert.deepEqual(
    made.map((content) => content.body),
    ['Hello', 'Hello', 'Hello', ''],
  );
  assert.deepEqual(shapes.map(categoryOf), [null, null, 'marketing', 'authentication']);
});

test('cards keep one build whatever is added, taken or changed', () => {
  let cards = [emptyCard('image'), emptyCard('image')];
  cards = withCardButton(cards, 'url');
  cards = withCardButton(cards, 'phone');
  cards = addedCard(cards);
  cards = withCardText(cards, false);
  cards = withCardHeader(cards, 'video');
  cards = withoutCardButton(cards, 0);

  const builds = cards.map((card) => [card.header.kind, card.body, kindsOf(card.buttons).join()].join(' '));

  assert.equal(cards.length, 3);
  assert.deepEqual(new Set(builds), new Set(['video  url']));
});

test('a carousel has two to ten cards', () => {
  let cards = [emptyCard('image'), emptyCard('image')];
  for (let count = 0; count < 12; count += 1) cards = copiedCard(cards, 0);

  assert.equal(cards.length, 10);
  assert.equal(addedCard(cards).length, 10);
  assert.equal(removedCard(cards.slice(0, 2), 0).length, 2);
});

test('a new card carries the words of the buttons and not where they lead', () => {
  const model = { ...emptyCard('image'), body: 'Guji', buttons: [{ kind: 'url' as const, text: 'See it', url: 'https://x.example/guji' }] };

  const added = addedCard([model, model])[2];

  assert.deepEqual(added, { header: { kind: 'image', media: '' }, body: '', buttons: [{ kind: 'url', text: 'See it', url: 'https://' }] });
});

test('a look at another kind of message loses nothing', () => {
  const shelf: Shelf = new Map();
  const written = { ...emptyContent, body: 'Hello', footer: 'Bye', buttons: [reply('a')] };

  const carousel = reshaped(shelf, 'en', written, 'carousel');
  const passcode = reshaped(shelf, 'en', { ...carousel, body: 'Hello you' }, 'passcode');
  const again = reshaped(shelf, 'en', passcode, 'carousel');
  const back = reshaped(shelf, 'en', again, 'message');

  assert.deepEqual([carousel, passcode, again].map(shapeOf), ['carousel', 'passcode', 'carousel']);
  assert.deepEqual(back, { ...written, body: 'Hello you' });
});
