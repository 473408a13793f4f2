import assert from 'node:assert/strict';
import { test } from 'node:test';
import { goodParts } from '#test/world/template-shapes.parts.ts';
import { draft, goodTemplates, header, url } from '#test/world/template-shapes.ts';
import type { TemplateContent } from '../template.ts';
import { templateVariables } from '../variables.ts';
import { checkFilled } from './filled.ts';

const now = new Date('2026-11-22T10:00:00Z');
const shape = (what: string): TemplateContent => {
  const found = goodParts.find(([name]) => name === what);
  assert.ok(found, what);
  return found[1].content;
};
const codes = (content: TemplateContent, values: Record<string, string>) => checkFilled(content, values, now).map(({ at, code }) => [at, code]);

for (const [what, { content }] of [...goodTemplates, ...goodParts]) {
  test(`a template with ${what}, filled with its samples, may go`, () => {
    const values = Object.fromEntries(templateVariables(content).map((name) => [name, content.samples[name] ?? 'MUG-1']));

    assert.deepEqual(checkFilled(content, values, now), []);
  });
}

const long = draft({ header: header('For {{a}}'), body: 'Hello {{a}}, welcome to our shop.', buttons: [url('See', 'https://a.example/{{b}}')] }).content;
const offer = shape('an offer that ends for each when they were told');
const place = shape('a place of each person’s own');
const cards = shape('a carousel of recommendations');

const bad: readonly (readonly [string, TemplateContent, Record<string, string>, string, string])[] = [
  ['a value is missing', long, { a: 'x' }, '/samples/b', 'filled_missing'],
  ['a value is nothing but blanks', long, { a: ' \n', b: 'x' }, '/samples/a', 'filled_missing'],
  ['a name makes the header too long', long, { a: 'x'.repeat(57), b: 'x' }, '/header/text', 'filled_long'],
  ['a value makes the address too long', long, { a: 'x', b: 'x'.repeat(2000) }, '/buttons/0/url', 'filled_long'],
  ['an offer is over', offer, { ...offer.samples, ends: '2026-11-22T09:59:00Z' }, '/offer/expires', 'filled_over'],
  ['an offer ends at no moment', offer, { ...offer.samples, ends: 'Friday' }, '/offer/expires', 'offer_ends'],
  ['a coupon is too long', offer, { ...offer.samples, coupon: 'x'.repeat(21) }, '/buttons/0/code', 'coupon_long'],
  ['a place is none', place, { ...place.samples, latitude: 'north' }, '/header/latitude', 'place_degrees'],
  ['a passcode is too long', shape('a passcode to copy'), { code: '1'.repeat(16) }, '/buttons/0', 'passcode_long'],
  ['a price makes a card too long', cards, { ...cards.samples, price_2: 'x'.repeat(150) }, '/cards/1/body', 'filled_long'],
];
for (const [what, content, values, at, code] of bad) {
  test(`where ${what}, it may not go`, () => assert.deepEqual(codes(content, values), [[at, code]]));
}

test('a person without a picture of their own gets the sample', () => {
  assert.deepEqual(codes(shape('a picture of each person’s own'), {}), []);
});
