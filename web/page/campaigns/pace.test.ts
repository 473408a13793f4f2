import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canaryFor, offered, parseAmount, withHours, withPace } from './pace.ts';

test('a pace that asks for nothing any more is none', () => {
  const spread = withPace(null, { spread_minutes: 60 });

  assert.deepEqual(spread, { spread_minutes: 60, hours: null, open_threads_most: null });
  assert.equal(withPace(spread, { spread_minutes: null }), null);
});

test('the first hour stays before the last one', () => {
  assert.deepEqual(withHours({ from: 9, to: 21 }, { from: 22 }), { from: 22, to: 23 });
  assert.deepEqual(withHours({ from: 9, to: 21 }, { to: 8 }), { from: 7, to: 8 });
  assert.deepEqual(withHours({ from: 9, to: 21 }, { to: 24 }), { from: 9, to: 24 });
});

test('a span that the API gave is offered beside the usual ones', () => {
  assert.deepEqual(offered([60, 240], 90), [60, 90, 240]);
  assert.deepEqual(offered([60, 240], 60), [60, 240]);
});

test('an amount is read as people type it, and what is none is said', () => {
  assert.equal(parseAmount('1 250,50'), 1_250_500_000);
  assert.equal(parseAmount('12.5'), 12_500_000);
  assert.equal(parseAmount(''), null);
  assert.equal(parseAmount('0'), undefined);
  assert.equal(parseAmount('many'), undefined);
});

test('an offer chosen in an empty draft begins with a canary; what people wait for, and a draft that has a template, are left alone', () => {
  const none = { template: null, canary: null };

  assert.deepEqual(canaryFor(none, 'marketing'), { canary: { rule: 'usual', matures_minutes: 120 } });
  assert.deepEqual(canaryFor(none, 'utility'), { canary: null });
  assert.deepEqual(canaryFor({ template: 'tpl_1', canary: null }, 'marketing'), { canary: null });
});
