import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VariableSource as ContractSource } from '#core/contract/variables.ts';
import { checkSource, cleanValue, compileSource, evaluate, isWorkedOut, needsOf, valueCharactersMost, type VariableSource } from './expression.ts';
import type { Facts } from './facts.ts';
import { tellWith } from '#core/value/say.ts';
import { expressionSays } from './says.ts';

const eur = (micros: number) => ({ currency: 'EUR', micros });

const facts: Facts = {
  contact: {
    first_name: 'Ana',
    last_name: null,
    name: 'Ana',
    country: 'BR',
    language: 'pt-BR',
    email: null,
    phone: '+5511987654321',
    timezone: 'America/Sao_Paulo',
    tags: ['vip', 'espresso'],
    fields: { points: 1234.5, member: true, city: '  São\nPaulo ' },
  },
  order: {
    number: 'A-1042',
    state: 'shipped',
    total: eur(1_259_900_000),
    items: [
      { id: 'beans', name: 'Beans', quantity: 2, price: eur(12_500_000), url: null, image: null },
      { id: 'mug', name: 'Mug', quantity: 1, price: null, url: null, image: null },
    ],
    at: '2026-11-22T01:30:00.000Z',
    url: null,
    tracking_url: 'https://post.example/1',
    data: { gift: true, deep: { a: 1 }, note: ' for\tyou ' },
  },
  cart: null,
  event: { kind: 'cart.updated', at: '2026-11-22T09:00:00.000Z', data: { count: 3 } },
  recommendations: { next_likely: [{ retailer_id: 'filter', name: 'Filter', price: eur(4_000_000), url: null, image: 'med_1' }] },
  setting: { at: new Date('2026-11-22T10:00:00Z'), locale: 'en', timezone: 'Europe/Paris', campaign: { name: 'Winter' }, reason: 'cart.updated' },
};
const ana = facts;
/** The same facts told to somebody else. */
const toldTo = (contact: Partial<Facts['contact']>, setting: Partial<Facts['setting']> = {}): Facts => ({
  ...facts,
  contact: { ...facts.contact, ...contact },
  setting: { ...facts.setting, ...setting },
});
/** `Intl` writes narrow and hard spaces; here they are read as plain ones. */
const plain = (text: string | null): string | null => text?.replace(/[\u00a0\u202f]/gu, ' ') ?? null;

const wordsOf = (source: VariableSource): string => tellWith(expressionSays, checkSource(source, '/v')[0]!.detail, 'en');
const liquid = (template: string, fallback = ''): VariableSource => ({ from: 'liquid', template, fallback });

test('an attribute is read from the person, from a field, or from the fallback', () => {
  assert.equal(evaluate({ from: 'contact', attribute: 'first_name', fallback: 'there' }, ana), 'Ana');
  assert.equal(evaluate({ from: 'contact', attribute: 'last_name', fallback: 'friend' }, ana), 'friend');
  assert.equal(evaluate({ from: 'contact', attribute: 'fields.points', fallback: '' }, ana), '1234.5');
  assert.equal(evaluate({ from: 'contact', attribute: 'fields.member', fallback: '' }, ana), 'true');
  assert.equal(evaluate({ from: 'contact', attribute: 'fields.constructor', fallback: '' }, ana), null);
  assert.equal(evaluate({ from: 'contact', attribute: 'email', fallback: '  ' }, ana), null);
});

test('a value is cleaned of what Meta refuses: line ends, tabs, five spaces', () => {
  assert.equal(evaluate({ from: 'contact', attribute: 'fields.city', fallback: '' }, ana), 'São Paulo');
  assert.equal(cleanValue('a\r\n\tb     c'), 'a b    c');
  assert.equal(cleanValue('\u2028 \n '), '');
  assert.equal([...cleanValue('🌱'.repeat(2000))].length, valueCharactersMost);
});

test('the fallback is told apart from a value', () => {
  const fill = compileSource({ from: 'contact', attribute: 'last_name', fallback: 'friend' });

  assert.deepEqual(fill(ana), { value: 'friend', usedFallback: true });
  assert.deepEqual(fill(toldTo({ last_name: 'Lima' })), { value: 'Lima', usedFallback: false });
});

test('Liquid reads the contact, decides and filters', () => {
  assert.equal(evaluate(liquid('{{ contact.first_name | upcase }}, {{ contact.last_name | default: "friend" }}'), ana), 'ANA, friend');
  assert.equal(evaluate(liquid('{% if contact.fields.points > 100 %}gold{% else %}green{% endif %}'), ana), 'gold');
  assert.equal(evaluate(liquid('{{ contact.tags | join: ", " }}'), ana), 'vip, espresso');
  assert.equal(evaluate(liquid('{{ contact.last_name }}', 'you'), ana), 'you');
  assert.equal(evaluate(liquid('{{ campaign.name }}, {{ event.data.count }} of {{ order.items[0].quantity }}'), ana), 'Winter, 3 of 2');
});

test('Liquid cannot read files, loop, roll dice or grow without end', () => {
  for (const tag of [
    '{% include "x" %}',
    '{% render "x" %}',
    '{% layout "x" %}',
    '{% for a in contact.tags %}{{a}}{% endfor %}',
    '{% tablerow a in contact.tags %}{% endtablerow %}',
  ]) {
    assert.match(wordsOf(liquid(tag)), /tag ".+" not found/);
  }
  assert.match(wordsOf(liquid('{{ contact.tags | sample }}')), /undefined filter: sample/);
  const doubling = `{% assign a = "0123456789" %}${'{% assign a = a | append: a %}'.repeat(50)}{{ a }}`;
  assert.equal(evaluate(liquid(doubling, 'safe'), ana), 'safe');
});

test('a fault in a source is told at its place when it is saved', () => {
  assert.deepEqual(checkSource({ from: 'contact', attribute: 'first_name', fallback: '' }, '/v'), []);
  assert.deepEqual(checkSource({ from: 'contact', attribute: 'fields.size', fallback: '' }, '/v'), []);
  assert.equal(checkSource({ from: 'contact', attribute: 'age', fallback: '' }, '/choices/variables/x')[0]!.at, '/choices/variables/x/attribute');
  assert.match(wordsOf(liquid('{{ contact.first_name')), /cannot be read/);
  assert.match(wordsOf(liquid('{{ customer.name }}')), /asks for "customer"/);
  assert.match(wordsOf(liquid('{{ contact.surname }}')), /contact\.surname/);
  assert.match(wordsOf(liquid('{{ order.price }}')), /order\.price; known are number, total/);
  assert.equal(
    wordsOf({ from: 'order', attribute: 'price', fallback: '' }),
    'an order has no "price"; use number, total, items, state, at, url, tracking_url, or data.<key>',
  );
  assert.match(wordsOf({ from: 'cart', attribute: 'number', fallback: '' }), /a cart has no "number"/);
  assert.deepEqual(checkSource({ from: 'order', attribute: 'data.gift', fallback: '' }, '/v'), []);
  assert.deepEqual(checkSource(liquid('{% assign x = contact.fields["a b"] %}{{ x }}'), '/v'), []);
});

test('an order, a cart and a recommendation are read, each with its fallback', () => {
  const order = (attribute: string): string | null => plain(evaluate({ from: 'order', attribute, fallback: '' }, ana));

  assert.deepEqual(['number', 'state', 'items', 'tracking_url', 'data.gift', 'data.note'].map(order), [
    'A-1042',
    'shipped',
    'Beans, Mug',
    'https://post.example/1',
    'true',
    'for you',
  ]);
  assert.deepEqual(['url', 'data.deep', 'data.toString'].map(order), [null, null, null]);
  assert.equal(order('total'), '€ 1.259,90');
  assert.equal(order('at'), '21 de nov. de 2026');
  assert.equal(evaluate({ from: 'cart', attribute: 'items', fallback: 'your things' }, ana), 'your things');
  const next = (place: number, attribute: 'name' | 'price' | 'image' | 'url') =>
    plain(evaluate({ from: 'recommendation', by: 'next_likely', place, attribute, fallback: '' }, ana));
  assert.deepEqual([next(1, 'name'), next(1, 'price'), next(1, 'image'), next(1, 'url'), next(2, 'name')], ['Filter', '€ 4,00', 'med_1', null, null]);
  assert.equal(evaluate({ from: 'recommendation', by: 'liked_again', place: 1, attribute: 'name', fallback: 'beans' }, ana), 'beans');
});

test('money, numbers and dates are written in the language and zone of the person', () => {
  const told = (template: string, contact: Partial<Facts['contact']>) => plain(evaluate(liquid(template), toldTo(contact)));
  const french = { language: 'fr', country: 'FR', timezone: 'Europe/Paris' };
  const american = { language: 'en', country: 'US', timezone: 'America/New_York' };

  assert.equal(told('{{ order.total | money }} or {{ order.total }}', french), '1 259,90 € or 1 259,90 €');
  assert.equal(told('{{ order.total | money }}', american), '€1,259.90');
  assert.equal(told('{{ 12.5 | money: "JPY" }} {{ "7.2" | money: "USD" }}', american), '¥13 $7.20');
  assert.equal(told('{{ contact.fields.points | number }}, {{ 2 | number: 2 }}', french), '1 234,5, 2,00');
  assert.equal(told('{{ order.at | date }}', french), '22 nov. 2026');
  assert.equal(
    told('{{ order.at | date: "short" }} {{ order.at | date: "long" }} {{ order.at | date: "time" }}', american),
    '11/21/26 November 21, 2026 8:30 PM',
  );
  assert.equal(told('{{ order.at | date: "%A %-d %B, %H:%M" }}', french), 'dimanche 22 novembre, 02:30');
  assert.equal(told('{{ order.at | date: "%a %e/%m/%y %I:%M %p 100%%" }}', american), 'Sat 21/11/26 08:30 PM 100%');
  assert.equal(told('{{ "2026-12-24" | date: "long" }}, {{ "2026-12-24T18:00" | date: "time" }}', american), 'December 24, 2026, 6:00 PM');
  assert.equal(told('{{ "now" | date: "%F %T" }}', french), '2026-11-22 11:00:00');
  assert.equal(told('{{ "soon" | date }}, {{ "x" | number }}, {{ order.items }}', french), 'soon, x, Beans, Mug');
});

test('a plural takes the form of the person\u2019s language', () => {
  const told = (template: string, language: string) => plain(evaluate(liquid(template), toldTo({ language, country: null })));
  const items = '{{ order.items.size | plural: "one item", "# items" }}';

  assert.deepEqual(
    [told(items, 'en'), told('{{ 1 | plural: "one item", "# items" }}', 'en'), told('{{ 0 | plural: "# article", "# articles" }}', 'fr')],
    ['2 items', 'one item', '0 article'],
  );
  assert.deepEqual(
    [1, 3, 5, 21].map((count) => told(`{{ ${count} | plural: "# товар", "# товара", "# товаров", "# товара" }}`, 'ru')),
    ['1 товар', '3 товара', '5 товаров', '21 товар'],
  );
  assert.equal(told('{{ 3 | plural: one: "# wystawa", few: "# wystawy", other: "# wystaw" }}', 'pl'), '3 wystawy');
  assert.equal(told('{{ 5 | plural: one: "# wystawa", few: "# wystawy", other: "# wystaw" }}', 'pl'), '5 wystaw');
  assert.equal(told('{{ contact.last_name | plural: "a", "b" }}', 'en'), null);
});

test('a language that is not known falls back to the country\u2019s, then to the house\u2019s', () => {
  const money = liquid('{{ order.total }}');
  const locale = (contact: Partial<Facts['contact']>, house: string) => plain(evaluate(money, toldTo(contact, { locale: house })));

  assert.equal(locale({ language: 'de', country: 'AT' }, 'en'), '€ 1.259,90');
  assert.equal(locale({ language: null, country: 'FR' }, 'en'), '1 259,90 €');
  assert.equal(locale({ language: 'not a tag!', country: 'FR' }, 'en'), '1 259,90 €');
  assert.equal(locale({ language: 'tlh', country: null }, 'fr'), '1 259,90 €');
  assert.equal(locale({ language: null, country: null }, '??'), '€1,259.90');
  assert.equal(evaluate(liquid('{{ order.at | date: "time" }}'), toldTo({ timezone: 'Mars/Base' }, { timezone: 'Nowhere' })), '01:30');
});

test('what must be known is only what the sources ask for', () => {
  const nothing = { bought_together: 0, next_likely: 0, liked_again: 0 };
  assert.deepEqual(needsOf([liquid('{{ contact.name }}'), { from: 'text', text: 'x' }]), { order: false, cart: false, event: false, places: nothing });
  assert.deepEqual(
    needsOf([
      liquid('{% if cart.total %}{{ event.at }}{% endif %}'),
      { from: 'recommendation', by: 'liked_again', place: 3, attribute: 'name', fallback: '' },
      { from: 'recommendation', by: 'liked_again', place: 1, attribute: 'name', fallback: '' },
    ]),
    { order: false, cart: true, event: true, places: { ...nothing, liked_again: 3 } },
  );
  assert.deepEqual(
    [{ from: 'order', attribute: 'total', fallback: '' } as const, { from: 'order', attribute: 'number', fallback: '' } as const, liquid('x')].map(isWorkedOut),
    [true, false, true],
  );
});

test('the shape is the one of the contract', () => {
  const ours: VariableSource = { from: 'text', text: 'x' } as VariableSource;
  const theirs: ContractSource = ours;
  const back: VariableSource = theirs;

  assert.equal(back.from, 'text');
});
