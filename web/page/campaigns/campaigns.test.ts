import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Counts } from '#core/contract/campaigns.ts';
import { finishOf, problemPlace, problemVariable, reachSteps, reasonWords } from '#web/part/plan.ts';
import { clockFace, funnelBars, sumParts, undoSecondsLeft } from '#web/part/report.ts';
import { parseCampaignStart, parseReportSearch } from './search.ts';
import { defaultSources, originOf, withOrigin } from '#web/part/sources.ts';

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
  const nobody: Counts = { total: 0, waiting: 0, skipped: 0, accepted: 0, sent: 0, delivered: 0, read: 0, failed: 0, in_doubt: 0, cancelled: 0, replied: 0 };

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

test('the countdown follows the clock of the server and stops at nothing', () => {
  const clock = { asOf: '2026-11-24T10:00:00.000Z', heardAt: new Date('2026-11-24T10:05:00.000Z').getTime() };

  const left = ['2026-11-24T10:05:18.000Z', '2026-11-24T10:07:00.000Z'].map((now) => undoSecondsLeft('2026-11-24T10:01:00.000Z', clock, new Date(now)));

  assert.deepEqual(left.map(clockFace), ['0:42', '0:00']);
});

test('the way from the segment ends at the recipients', () => {
  const steps = reachSteps({
    segment: { id: 'seg_1', name: 'x', people: 12 },
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

test('a launch is finished after the undo minute and the sending', () => {
  const end = finishOf({ seconds: 30 }, new Date('2026-11-24T10:00:00Z'));

  assert.equal(end.toISOString(), '2026-11-24T10:01:30.000Z');
});

test('a problem says where it is mended', () => {
  const places = ['/choices/segment', '/choices/variables/first~1name', '/choices/number', null].map(problemPlace);

  assert.deepEqual(places, ['who', 'what', 'number', 'elsewhere']);
  assert.equal(problemVariable('/choices/variables/first~1name'), 'first/name');
});

test('variables that are called like an attribute are filled by it, what was chosen before stays', () => {
  const sources = defaultSources(['first_name', 'coffee', 'code', 'shop'], [{ key: 'coffee', label: 'Coffee' }], { shop: { from: 'text', text: 'Lyon' } });

  assert.deepEqual(sources, {
    first_name: { from: 'contact', attribute: 'first_name', fallback: '' },
    coffee: { from: 'contact', attribute: 'fields.coffee', fallback: '' },
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
  const [start, report] = [parseCampaignStart({ segment: 'seg_1', other: 1 }), parseReportSearch({ state: 'blocked' })];

  assert.deepEqual(start, { segment: 'seg_1' });
  assert.deepEqual(report, {});
});
