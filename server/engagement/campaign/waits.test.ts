import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actsOf, causesOf } from './causes.ts';
import { mediansOf } from './funnel.ts';
import { printable, runsOf } from './letters.ts';
import { waitsOf } from './waits.ts';

const counts = {
  total: 100,
  waiting: 60,
  skipped: 0,
  accepted: 0,
  sent: 0,
  delivered: 40,
  read: 0,
  failed: 0,
  in_doubt: 0,
  cancelled: 0,
  replied: 0,
  doubted: 0,
  settled: 0,
  closed: 0,
  harmed: 0,
  twice: 0,
};
const nine = new Date('2026-11-23T12:00:00Z');

test('who waits for a time is told by the time, the rest by their turn, and all of them add up', () => {
  const later = [
    { at: nine, is_own: true, country: 'BR', people: 30 },
    { at: nine, is_own: true, country: 'PT', people: 5 },
    { at: nine, is_own: false, country: '', people: 10 },
  ];

  const waits = waitsOf({ state: 'sending', heldBy: null, counts }, later);

  assert.deepEqual(
    waits.map(({ by, people, countries }) => [by, people, countries]),
    [
      ['queue', 15, []],
      ['own_hour', 35, ['BR', 'PT']],
      ['later', 10, []],
    ],
  );
});

test('what holds the sending holds those whose turn it is, until the moment it can be told', () => {
  const held = waitsOf({ state: 'sending', heldBy: 'limit', counts }, [], nine);
  const paused = waitsOf({ state: 'paused', heldBy: 'by_person', counts }, []);

  assert.deepEqual([held[0]?.by, held[0]?.held_by, held[0]?.at, held[0]?.people], ['held', 'limit', nine.toISOString(), 60]);
  assert.deepEqual([paused[0]?.held_by, paused[0]?.at], ['by_person', null]);
});

test('hundreds of moments are told by the hour and nobody is dropped', () => {
  const later = Array.from({ length: 50 }, (_, minute) => ({ at: new Date(nine.getTime() + minute * 60_000), is_own: false, country: 'FR', people: 1 }));

  const waits = waitsOf({ state: 'sending', heldBy: null, counts }, later);

  assert.ok(waits.length <= 3);
  assert.equal(
    waits.reduce((sum, { people }) => sum + people, 0),
    60,
  );
});

test('an act is offered only where it can help', () => {
  assert.deepEqual(actsOf(131026, 'done'), ['leave_out']);
  assert.deepEqual(actsOf(131049, 'done'), ['retry']);
  assert.deepEqual(actsOf(131050, 'done'), []);
  assert.deepEqual(actsOf(130472, 'done'), []);
  assert.deepEqual(actsOf(132015, 'paused'), ['template', 'resume', 'retry']);
  assert.deepEqual(actsOf(null, 'sending'), []);
});

test('failures of one code are one cause, whatever country and sentence they came with', () => {
  const line = { state: 'failed', reason: null, code: 131026, detail: 'a', country: 'FR', free: false, people: 3 };

  const causes = causesOf([line, { ...line, country: 'DE', detail: 'b', people: 4 }, { ...line, state: 'delivered', code: null, people: 9 }], 'done');

  assert.deepEqual(
    causes.map(({ kind, code, people }) => [kind, code, people]),
    [['failed', 131026, 7]],
  );
});

test('the median of past sendings is of their rates, not of their sizes', () => {
  const of = (delivered: number, total: number) => ({ ...counts, waiting: 0, total, delivered, failed: total - delivered });

  const delivered = mediansOf([of(90, 100), of(500, 1000), of(7, 10)]).find(({ step }) => step === 'sent');

  assert.equal(delivered?.median, 0.7);
});

test('every run of text is written with letters that have it', () => {
  assert.deepEqual(runsOf(printable('Łódź, Привет 🎄 你好').text), [
    { alphabet: 'latin-ext', text: 'Ł' },
    { alphabet: 'latin', text: 'ód' },
    { alphabet: 'latin-ext', text: 'ź' },
    { alphabet: 'latin', text: ', ' },
    { alphabet: 'cyrillic', text: 'Привет' },
    { alphabet: 'latin', text: ' …' },
  ]);
});

test('a name is printed as far as there are letters for it, and pictures are left out', () => {
  const names = ['Noël 🎄 2026', 'تخفيضات الشتاء', 'सर्दी की सेल', 'Winter تخفيضات الشتاء 👩🏽‍🚀', '🇫🇷🔥', 'Łódź ©\u00a01\u00a0234', 'Ελλάδα'];

  assert.deepEqual(
    names.map(printable).map(({ text, isWhole, isEmpty }) => [text, isWhole, isEmpty]),
    [
      ['Noël 2026', true, false],
      ['…', false, true],
      ['…', false, true],
      ['Winter …', false, false],
      ['', true, true],
      ['Łódź ©\u00a01\u00a0234', true, false],
      ['Ελλάδα', true, false],
    ],
  );
});
