import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draft, header, reply, url } from '#test/world/template-shapes.ts';
import { goodParts } from '#test/world/template-shapes.parts.ts';
import type { TemplateContent } from '../template.ts';
import { compareLanguages } from './compare.ts';

const base = draft({
  header: header('For {{first_name}}'),
  body: 'Hello {{first_name}}, our sale ends {{day}} at noon.',
  buttons: [url('Shop'), reply('Stop promotions')],
}).content;
const compare = (change: Partial<TemplateContent>, from: TemplateContent = base) =>
  compareLanguages([
    { language: 'en', content: from },
    { language: 'fr', content: { ...from, ...change } },
  ]).map(({ at, fault }) => [at, fault.at, fault.code, fault.severity]);

test('languages with the same variables and buttons are alike, whatever they say', () => {
  assert.deepEqual(compare({ body: 'Bonjour, les soldes finissent {{day}} à midi.', buttons: [url('Boutique'), reply('Arrêter')] }), []);
  assert.deepEqual(compareLanguages([{ language: 'en', content: base }]), []);
  assert.deepEqual(compareLanguages([]), []);
});

test('a variable that is missing or added is told by name', () => {
  const [found] = compareLanguages([
    { language: 'en', content: base },
    { language: 'ar', content: { ...base, body: 'مرحبًا {{name}} في متجرنا اليوم' } },
  ]);

  assert.equal(found?.at, 'ar');
  assert.deepEqual(found.fault.values, { base: 'en', missing: 'day', extra: 'name' });
});

const differences: readonly (readonly [string, Partial<TemplateContent>, string])[] = [
  ['another header', { header: { kind: 'image', media: 'x' }, body: '{{first_name}} {{day}}' }, 'languages_header'],
  ['a button less', { buttons: [url('Boutique')] }, 'languages_buttons'],
  ['buttons in another order', { buttons: [reply('Arrêter'), url('Boutique')] }, 'languages_buttons'],
  ['an offer of its own', { offer: { text: 'Vite', expires: null } }, 'languages_offer'],
];
for (const [what, change, code] of differences) {
  test(`a language with ${what} is told`, () =>
    assert.deepEqual(
      compare(change).map(([, , found]) => found),
      [code],
    ));
}

test('carousels of another length or build are told', () => {
  const carousel = goodParts.find(([what]) => what === 'a carousel of two')?.[1].content;
  assert.ok(carousel?.cards);
  const [first] = carousel.cards;
  assert.ok(first);

  assert.deepEqual(compare({}, carousel), []);
  assert.deepEqual(compare({ cards: [...carousel.cards, first] }, carousel), [['fr', '/cards', 'languages_cards', 'warning']]);
  assert.deepEqual(compare({ cards: carousel.cards.map((card) => ({ ...card, body: null })) }, carousel), [['fr', '/cards', 'languages_cards', 'warning']]);
});
