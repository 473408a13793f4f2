import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { directionOf, mediaUrl, templateCard } from './templateCard.ts';

const content: TemplateContent = {
  header: { kind: 'text', text: 'For {{first_name}}' },
  body: 'Hello {{first_name}}, your {{coffee}} is here.',
  footer: '',
  buttons: [{ kind: 'url', text: 'See', url: 'https://shop.example/{{coffee}}' }],
  samples: {},
};

test('values stand in header, body and address, and a gap stays visible', () => {
  const values = { first_name: 'Inès', coffee: '  ' };

  const card = templateCard(content, values);

  assert(card.kind === 'card');
  assert.deepEqual(card.header, { kind: 'text', text: 'For Inès' });
  assert.equal(card.text, 'Hello Inès, your {{coffee}} is here.');
  assert.equal(card.footer, null);
  assert.deepEqual(card.buttons, [{ kind: 'url', text: 'See', url: 'https://shop.example/{{coffee}}' }]);
});

test('an image header without a file has no address to fetch', () => {
  const card = templateCard({ ...content, header: { kind: 'image', media: '' } }, {});

  assert(card.kind === 'card');
  const url = card.header?.kind === 'image' ? mediaUrl(card.header.image) : 'no image';

  assert.equal(url, undefined);
});

test('Arabic reads from the right, its regional forms too', () => {
  const read = ['ar', 'ar_EG', 'fr', 'pt_BR'].map(directionOf);

  assert.deepEqual(read, ['rtl', 'rtl', 'ltr', 'ltr']);
});
