import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Counts } from '#core/contract/campaigns.ts';
import { finishOf, problemPlace, problemVariable, reachSteps, reasonWords } from '#web/part/plan.ts';
import { clockFace, funnelBars, sumParts, undoSecondsLeft } from '#web/part/report.ts';
import { parseCampaignStart, parseComposerSearch, parseReportSearch } from './search.ts';
import { bandsOf, weightiest } from './etr.ts';
import { bodiesNames, faultyLanguages, freeLanguageAt, modelsFor, shownLanguage, takeable, unlawfulLanguages, withBody } from './freeBodies.ts';
import { truthOf } from './truth.ts';
import { topicsOf } from './why.ts';
import { defaultSources, originOf, ownKeyOf, withOrigin, withOwnKey } from '#web/part/sources.ts';

const counts: Counts = {
  total: 100,
  waiting: 10,
  skipped: 5,
  accepted: 4,
  sent: 6,
  delivered: 20,
  read: 30,
  failed: 8,
  in_doubt: 2,
  cancelled: 15,
  replied: 3,
  doubted: 0,
  settled: 0,
  closed: 0,
  harmed: 0,
  twice: 0,
};

test('the parts of the sum line add up to the total', () => {
  const parts = sumParts(counts);

  assert.equal(
    parts.reduce((sum, { people }) => sum + people, 0),
    counts.total,
  );
  assert.deepEqual(parts[0], { part: 'delivered', people: 50 });
});

test('parts of nobody are left out of the sum, but who has it is always said', () => {
  const nobody: Counts = {
    total: 0,
    waiting: 0,
    skipped: 0,
    accepted: 0,
    sent: 0,
    delivered: 0,
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

  const parts = sumParts(nobody);

  assert.deepEqual(parts, [{ part: 'delivered', people: 0 }]);
});

test('bars are shares of the plan and an interval belongs to the step it is a rate of', () => {
  const bars = funnelBars([
    { step: 'planned', people: 200, rate: null, low: null, high: null, of: null },
    { step: 'submitted', people: 100, rate: 0.5, low: 0.4, high: 0.6, of: 'planned' },
    { step: 'sent', people: 80, rate: 0.8, low: 0.7, high: 0.9, of: 'submitted' },
  ]);

  assert.deepEqual(bars, [
    { value: 1, before: 1, low: null, high: null },
    { value: 0.5, before: 1, low: 0.4, high: 0.6 },
    { value: 0.4, before: 0.5, low: 0.35, high: 0.45 },
  ]);
});

test('a plan for nobody draws empty bars', () => {
  const bars = funnelBars([{ step: 'planned', people: 0, rate: null, low: null, high: null, of: null }]);

  assert.deepEqual(bars, [{ value: 0, before: 0, low: null, high: null }]);
});

test('the countdown ends at the opening and stops at nothing', () => {
  const left = ['2026-11-24T10:00:18.000Z', '2026-11-24T10:02:00.000Z'].map((now) => undoSecondsLeft('2026-11-24T10:01:00.000Z', new Date(now)));

  assert.deepEqual(left.map(clockFace), ['0:42', '0:00']);
});

test('the way from the audience ends at the recipients', () => {
  const steps = reachSteps({
    audience: { people: 12 },
    exclusions: [
      { reason: 'opted_out', people: 1 },
      { reason: 'no_consent', people: 2 },
    ],
  });

  assert.deepEqual(
    steps.map(({ left }) => left),
    [11, 9],
  );
});

test('a reason of a newer server is shown by its name', () => {
  const [known, unknown] = [reasonWords('opted_out', 'fr'), reasonWords('budget_spent', 'fr')];

  assert.equal(known.title, 'Désabonné');
  assert.equal(unknown.title, 'budget_spent');
});

test('what leaves in one go ends as long from now as it did when the plan was made; what takes days keeps its days', () => {
  const made = { made_at: '2026-11-24T09:00:00.000Z', finishes_at: '2026-11-24T09:01:30.000Z', days: [] };
  const day = { people: 1, starts_at: made.made_at, ends_at: made.made_at, limit: null, used: 0, bound_by: null };
  const now = new Date('2026-11-24T10:00:00Z');

  const [one, many] = [finishOf(made, now), finishOf({ ...made, days: [day, day].map((each, at) => ({ ...each, date: `2026-11-2${at}` })) }, now)];

  assert.equal(one.toISOString(), '2026-11-24T10:01:30.000Z');
  assert.equal(many.toISOString(), made.finishes_at);
});

test('a problem says where it is mended', () => {
  const pointers = [
    '/choices/segments',
    '/choices/except/0',
    '/choices/variables/first~1name',
    '/choices/free/text',
    '/choices/schedule/at',
    '/choices/reason',
  ];

  const places = [...pointers, '/choices/number', '/choices/segmentsandmore', null].map(problemPlace);

  assert.deepEqual(places, ['who', 'who', 'what', 'free', 'when', 'why', 'number', 'elsewhere', 'elsewhere']);
  assert.equal(problemVariable('/choices/variables/first~1name'), 'first/name');
});

test('variables that are called like an attribute are filled by it, what was chosen before stays', () => {
  const sources = defaultSources(
    ['first_name', 'coffee', 'order_number', 'cart_total', 'product_2_name', 'code', 'shop'],
    [{ key: 'coffee', label: 'Coffee' }],
    { shop: { from: 'text', text: 'Lyon' } },
  );

  assert.deepEqual(sources, {
    first_name: { from: 'contact', attribute: 'first_name', fallback: '' },
    coffee: { from: 'contact', attribute: 'fields.coffee', fallback: '' },
    order_number: { from: 'order', attribute: 'number', fallback: '' },
    cart_total: { from: 'cart', attribute: 'total', fallback: '' },
    product_2_name: { from: 'recommendation', by: 'next_likely', place: 2, attribute: 'name', fallback: '' },
    code: { from: 'text', text: '' },
    shop: { from: 'text', text: 'Lyon' },
  });
});

test('a fallback outlives a change of origin', () => {
  const source = { from: 'contact' as const, attribute: 'first_name', fallback: 'there' };

  const liquid = withOrigin(source, 'liquid');
  const other = withOrigin(liquid, 'name');

  assert.deepEqual(liquid, { from: 'liquid', template: '{{ contact.first_name }}', fallback: 'there' });
  assert.deepEqual(other, { from: 'contact', attribute: 'name', fallback: 'there' });
  assert.deepEqual([source, liquid, withOrigin(source, 'text')].map(originOf), ['first_name', 'liquid', 'text']);
});

test('addresses hold only what a page knows', () => {
  const [start, report] = [parseCampaignStart({ segment: 'seg_1', other: 1 }), parseReportSearch({ state: 'blocked', broadcast: 'bro_1' })];
  const composer = [parseComposerSearch({ act: 'launch' }), parseComposerSearch({ act: 'send_now' })];

  assert.deepEqual(start, { segment: 'seg_1' });
  assert.deepEqual(report, { broadcast: 'bro_1' });
  assert.deepEqual(composer, [{ act: 'launch' }, {}]);
});

test('an order’s own key is one origin whatever it is called, and turns into the same expression', () => {
  const order = withOrigin({ from: 'contact', attribute: 'name', fallback: 'soon' }, 'order.data.');

  const named = withOwnKey(order, 'grind');

  assert.deepEqual(named, { from: 'order', attribute: 'data.grind', fallback: 'soon' });
  assert.deepEqual([originOf(named), ownKeyOf(named)], ['order.data.', 'grind']);
  assert.deepEqual(withOrigin(named, 'liquid'), { from: 'liquid', template: '{{ order.data.grind }}', fallback: 'soon' });
});

test('topics are the tags of that form, the chosen one always among them', () => {
  const topics = topicsOf(['vip', 'topic:tea', 'Topic:coffee', 'topic:'], 'cups');

  assert.deepEqual(topics, ['coffee', 'cups', 'tea']);
});

test('bars of the score are shares of the tallest, and low only where everybody is below the threshold', () => {
  const bands = bandsOf({ distribution: [0, 5, 10, 0, 0, 0, 0, 0, 0, 2], threshold: 25 });

  assert.deepEqual(
    bands.filter((band) => band.people > 0),
    [
      { from: 10, to: 19, people: 5, share: 0.5, isLow: true },
      { from: 20, to: 29, people: 10, share: 1, isLow: false },
      { from: 90, to: 100, people: 2, share: 0.2, isLow: false },
    ],
  );
});

const reason = (points: number, people: number) => ({ part: 'timely' as const, code: `${points}`, points, people, words: '' });

test('the reasons read first are the heaviest losses and one gain', () => {
  const found = weightiest([reason(10, 5), reason(-2, 100), reason(-30, 10), reason(-1, 1), reason(4, 100)], 3);

  assert.deepEqual(
    found.map(({ points }) => points),
    [-30, -2, 4],
  );
});

const band = (from: number, opted_out: number, rate: number | null, low = 0, high = 1) => ({
  from,
  to: from + 9,
  people: 100,
  delivered: 100,
  read: 0,
  replied: 0,
  doubted: 0,
  settled: 0,
  closed: 0,
  harmed: 0,
  twice: 0,
  opted_out,
  opt_out_rate: rate,
  low: rate === null ? null : low,
  high: rate === null ? null : high,
});

test('the measure told the truth only where the intervals part, and against it where they part the other way', () => {
  const verdicts = [
    [],
    [band(40, 2, 0.02)],
    [band(10, 1, null), band(80, 0, 0.1)],
    [band(10, 0, 0, 0, 0.04), band(80, 0, 0, 0, 0.04)],
    [band(10, 9, 0.09, 0.05, 0.16), band(80, 6, 0.06, 0.03, 0.12)],
    [band(10, 20, 0.2, 0.13, 0.29), band(80, 2, 0.02, 0.005, 0.07)],
    [band(10, 2, 0.02, 0.005, 0.07), band(80, 20, 0.2, 0.13, 0.29)],
  ].map(truthOf);

  assert.deepEqual(verdicts, [
    { kind: 'early' },
    { kind: 'alone' },
    { kind: 'early' },
    { kind: 'none' },
    { kind: 'level' },
    { kind: 'factor', factor: 10 },
    { kind: 'against' },
  ]);
});

const hello = (text: string) => ({ kind: 'text' as const, text, preview: true });

test('free messages are written language by language, and their variables counted once', () => {
  const free = { en: hello('Hello {{first_name}}'), fr: hello('Bonjour {{first_name}}, {{shop}} {{}}') };

  const added = withBody(free, 'pt_BR', hello('Olá'));
  const dropped = withBody(added, 'en', undefined);

  assert.deepEqual(Object.keys(added), ['en', 'fr', 'pt_BR']);
  assert.deepEqual(Object.keys(dropped), ['fr', 'pt_BR']);
  assert.deepEqual(bodiesNames(free), ['first_name', 'shop']);
  assert.deepEqual(
    [shownLanguage(['en', 'fr'], { fr: hello('') }, undefined), shownLanguage(['en', 'fr'], free, 'de'), shownLanguage([], null, 'en')],
    ['fr', 'en', undefined],
  );
});

test('a free message that is not right yet stays back by itself, and those in other languages travel', () => {
  const kept = { en: hello('Hello') };
  const typed = { en: hello(''), fr: hello('Bonjour'), de: hello('') };

  const faulty = unlawfulLanguages(typed);

  assert.deepEqual(faulty, ['en', 'de']);
  assert.deepEqual(takeable(typed, kept, faulty), { en: hello('Hello'), fr: hello('Bonjour') });
  assert.equal(takeable({ de: hello('') }, null, ['de']), null);
  assert.equal(takeable(null, kept, []), null);
});

test('a language begins with the words of another one that has any, and a fault says which language it is in', () => {
  const free = { en: hello('Hello'), fr: hello(' '), pt_BR: { kind: 'location_request' as const, text: '' } };
  const fault = (severity: 'error' | 'warning') => [{ at: '/text', severity, message: '' }];

  assert.deepEqual([modelsFor(free, 'fr'), modelsFor(free, 'en')], [['en', 'pt_BR'], ['pt_BR']]);
  assert.deepEqual(faultyLanguages({ en: fault('warning'), fr: fault('error'), de: [] }), ['fr']);
  assert.deepEqual(['/choices/free/pt_BR/text', '/body/choices/free/fr', '/choices/free', '/choices/freely/en', null].map(freeLanguageAt), [
    'pt_BR',
    'fr',
    undefined,
    undefined,
    undefined,
  ]);
});
