import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goodParts } from '#test/world/template-shapes.parts.ts';
import { draft, goodTemplates, shapeFiles } from '#test/world/template-shapes.ts';
import { drawTemplate, sampleFiles, templateFiles } from './draw.ts';
import { MessageContent } from './message.ts';
import type { TemplateContent } from './template.ts';

const shape = (what: string): TemplateContent => {
  const found = goodParts.find(([name]) => name === what);
  assert.ok(found, what);
  return found[1].content;
};
const draw = (content: TemplateContent, values: Record<string, string> = content.samples, language = 'en') =>
  drawTemplate({ name: 'a' }, { language, content }, values);

for (const [what, { content, language }] of [...goodTemplates, ...goodParts]) {
  test(`a template with ${what} is drawn as a message everybody can read`, () => {
    const drawn = draw(content, content.samples, language);

    assert.deepEqual(MessageContent.parse(drawn), drawn);
    assert.equal(drawn.kind, content.cards === undefined ? 'card' : 'carousel');
  });
}

test('an offer shows its end and its coupon, each person’s own', () => {
  const drawn = draw(shape('an offer that ends for each when they were told'));

  assert.ok(drawn.kind === 'card');
  assert.deepEqual(drawn.offer, { text: 'For you', expires_at: '2030-01-04T18:00:00.000Z', code: 'A1B2' });
  assert.deepEqual(drawn.buttons, [
    { kind: 'copy_code', text: 'Copy offer code', code: 'A1B2' },
    { kind: 'url', text: 'Shop', url: 'https://shop.example/A1B2' },
  ]);
});

test('a place is drawn on the map, and one without its numbers as the gap it is', () => {
  const content = shape('a place of each person’s own');

  const there = draw(content);
  const gap = draw(content, { shop: 'Lyon' });

  assert.deepEqual(there.kind === 'card' && there.header, {
    kind: 'location',
    latitude: 48.1,
    longitude: -2.5,
    name: 'Lyon',
    address: '1 place Bellecour',
  });
  assert.deepEqual(gap.kind === 'card' && gap.header, { kind: 'text', text: 'Lyon · {{latitude}}, {{longitude}}' });
});

test('products are drawn as what is known of them', () => {
  const content = shape('products in sections, some recommended');
  const look = { product: (id: string) => ({ id, name: `The ${id}`, price: null, image: null }) };

  const drawn = drawTemplate({ name: 'a' }, { language: 'en', content }, content.samples, look);

  const [button] = drawn.kind === 'card' ? drawn.buttons : [];
  assert.ok(button?.kind === 'catalog');
  assert.deepEqual(
    button.sections.map(({ title, products }) => [title, products.map(({ name }) => name)]),
    [
      ['Mugs', ['The MUG-1', 'The MUG-2']],
      ['Coffee', ['The BEAN-1']],
    ],
  );
});

test('a carousel of recommendations shows each card’s own picture, price and link; a card without values shows the gap', () => {
  const content = shape('a carousel of recommendations');
  const values = { ...content.samples, image_1: 'https://shop.example/mug.png' };

  const drawn = draw(content, values);
  const gap = draw(content, {});

  assert.ok(drawn.kind === 'carousel' && gap.kind === 'carousel');
  assert.deepEqual(drawn.cards[0], {
    header: { kind: 'image', image: { media: 'https://shop.example/mug.png', mime: 'image/*', name: null, meta_id: null } },
    text: 'Now it costs 9 € only here.',
    buttons: [{ kind: 'url', text: 'See it', url: 'https://shop.example/a' }],
  });
  assert.equal(gap.cards[2]?.text, 'Now it costs {{price_3}} only here.');
  assert.deepEqual(templateFiles(content, values), ['https://shop.example/mug.png', shapeFiles.image]);
  assert.deepEqual(sampleFiles(content), [shapeFiles.image]);
});

test('a passcode is drawn in Meta’s words of each language', () => {
  const content = shape('a passcode to copy');

  const french = draw(content, { code: '482913' }, 'fr');
  const unknown = draw(content, {}, 'sw');

  assert.ok(french.kind === 'card' && unknown.kind === 'card');
  assert.equal(french.text, '*482913* est votre code de vérification. Pour votre sécurité, ne le partagez pas.');
  assert.equal(french.footer, 'Ce code expire dans 10 minutes.');
  assert.deepEqual(french.buttons, [{ kind: 'copy_code', text: 'Copier le code', code: '482913' }]);
  assert.match(unknown.text, /^\*\{\{code\}\}\* is your verification code/);
});

test('a value of blanks is a gap, and a header without its file has none', () => {
  const drawn = draw(draft({ header: { kind: 'image', media: '' }, body: 'Hello {{name}}, there you are.' }).content, { name: ' \n' });

  assert.ok(drawn.kind === 'card');
  assert.equal(drawn.text, 'Hello {{name}}, there you are.');
  assert.deepEqual(drawn.header, { kind: 'image', image: { media: null, mime: 'image/*', name: null, meta_id: null } });
  assert.deepEqual(templateFiles(draft({ header: { kind: 'image', media: '' } }).content, {}), []);
});
