import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goldenHeard, goldenSaid } from '#test/world/golden-messages.ts';
import { detailLines } from './details.ts';

const contentOf = (name: string) => goldenHeard().find((one) => one.name === name)!.content;
const plain = (name: string) => detailLines(contentOf(name), 'en').map(({ name: what, value }) => `${what}: ${value}`);

test('an agent sees the things of an order with their prices', () => {
  assert.deepEqual(plain('order'), ['2 × guji: €27.80', '1 × mug: €8.00']);
});

test('an agent sees the answers of a form and the lines of an address', () => {
  assert.deepEqual(plain('answers'), ['drink: Filtre', 'people: 3']);
  assert.deepEqual(plain('answers.address'), ['name: Asha', 'in pin code: 400063', 'city: Mumbai']);
});

test('an agent sees the numbers on a contact card, and why WhatsApp kept something back', () => {
  assert.deepEqual(plain('contacts'), ['Ana Silva: +33 6 12 34 56 78']);
  assert.deepEqual(plain('unknown'), ['poll: Message type is currently not supported.']);
  assert.deepEqual(plain('unknown.new'), []);
});

test('what is seen whole has no lines below', () => {
  assert.deepEqual(
    goldenSaid().filter(({ content }) => content.kind !== 'contacts' && detailLines(content, 'en').length > 0),
    [],
  );
});
