import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { VariableSource as ContractSource } from '#core/contract/campaigns.ts';
import { checkSource, cleanValue, compileSource, evaluate, type Person, valueCharactersMost, type VariableSource } from './expression.ts';
import { tellWith } from '#core/value/say.ts';
import { expressionSays } from './says.ts';

const ana: Person = {
  first_name: 'Ana',
  last_name: null,
  name: 'Ana',
  country: 'BR',
  language: 'pt-BR',
  email: null,
  phone: '+5511987654321',
  timezone: null,
  tags: ['vip', 'espresso'],
  fields: { points: 120, member: true, city: '  São\nPaulo ' },
};

const wordsOf = (source: VariableSource): string => tellWith(expressionSays, checkSource(source, '/v')[0]!.detail, 'en');
const liquid = (template: string, fallback = ''): VariableSource => ({ from: 'liquid', template, fallback });

test('an attribute is read from the person, from a field, or from the fallback', () => {
  assert.equal(evaluate({ from: 'contact', attribute: 'first_name', fallback: 'there' }, ana), 'Ana');
  assert.equal(evaluate({ from: 'contact', attribute: 'last_name', fallback: 'friend' }, ana), 'friend');
  assert.equal(evaluate({ from: 'contact', attribute: 'fields.points', fallback: '' }, ana), '120');
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
  assert.deepEqual(fill({ ...ana, last_name: 'Lima' }), { value: 'Lima', usedFallback: false });
});

test('Liquid reads the contact, decides and filters', () => {
  assert.equal(evaluate(liquid('{{ contact.first_name | upcase }}, {{ contact.last_name | default: "friend" }}'), ana), 'ANA, friend');
  assert.equal(evaluate(liquid('{% if contact.fields.points > 100 %}gold{% else %}green{% endif %}'), ana), 'gold');
  assert.equal(evaluate(liquid('{{ contact.tags | join: ", " }}'), ana), 'vip, espresso');
  assert.equal(evaluate(liquid('{{ contact.last_name }}', 'you'), ana), 'you');
  assert.equal(evaluate(liquid('{{ "2026-11-22T23:30:00Z" | date: "%d/%m" }}'), ana), '22/11');
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
  assert.deepEqual(checkSource(liquid('{% assign x = contact.fields["a b"] %}{{ x }}'), '/v'), []);
});

test('the shape is the one of the contract', () => {
  const ours: VariableSource = { from: 'text', text: 'x' } as VariableSource;
  const theirs: ContractSource = ours;
  const back: VariableSource = theirs;

  assert.equal(back.from, 'text');
});
