import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefused } from '#core/value/result.ts';
import { checkSegment, parseSegment } from './check.ts';
import { explainSegment } from './explain.ts';
import { matches, type SegmentPerson } from './match.ts';
import type { Condition, SegmentDefinition } from './segment.ts';

const ana: SegmentPerson = {
  marketing_consent: 'given',
  country: 'BR',
  language: 'pt-BR',
  tags: ['vip'],
  fields: { city: 'São Paulo', orders: 7, since: '2024-03-01', member: true },
};
const nobodyKnown: SegmentPerson = { marketing_consent: 'none', country: null, language: null, tags: [], fields: {} };

function holds(condition: Condition, person: SegmentPerson = ana): boolean {
  return matches({ match: 'all', of: [condition] }, person);
}

test('a condition holds or does not', () => {
  assert.ok(holds({ about: 'consent', is: 'given' }));
  assert.ok(holds({ about: 'language', is: 'any_of', values: ['pt'] }));
  assert.ok(!holds({ about: 'language', is: 'any_of', values: ['pt-PT'] }));
  assert.ok(holds({ about: 'field', key: 'city', is: 'equals', value: 'sao paulo' }));
  assert.ok(holds({ about: 'field', key: 'city', is: 'contains', value: 'PAULO' }));
  assert.ok(holds({ about: 'field', key: 'orders', is: 'greater', value: 6 }));
  assert.ok(holds({ about: 'field', key: 'since', is: 'less', value: '2025-01-01' }));
  assert.ok(holds({ about: 'field', key: 'member', is: 'equals', value: true }));
  assert.ok(!holds({ about: 'field', key: 'city', is: 'greater', value: 1 }));
  assert.ok(!holds({ about: 'field', key: 'constructor', is: 'known' }));
});

test('of whom nothing is known the negative statements hold', () => {
  assert.ok(holds({ about: 'country', is: 'none_of', values: ['FR'] }, nobodyKnown));
  assert.ok(holds({ about: 'field', key: 'city', is: 'not_equals', value: 'Lyon' }, nobodyKnown));
  assert.ok(holds({ about: 'field', key: 'city', is: 'unknown' }, nobodyKnown));
  assert.ok(!holds({ about: 'country', is: 'any_of', values: ['FR'] }, nobodyKnown));
});

test('an empty "all" is everybody', () => {
  assert.ok(matches({ match: 'all', of: [] }, nobodyKnown));
});

test('what a shape cannot say is found by the check, with its place', () => {
  const definition: SegmentDefinition = {
    match: 'all',
    of: [
      { match: 'any', of: [] },
      { about: 'field', key: 'city', is: 'equals' },
      { about: 'field', key: 'orders', is: 'greater', value: 'many' },
    ],
  };

  assert.deepEqual(
    checkSegment(definition).map((fault) => fault.at),
    ['/of/0/of', '/of/1/value', '/of/2/value'],
  );
  assert.ok(isRefused(parseSegment(definition)));
  assert.ok(isRefused(parseSegment({ match: 'some', of: [] })));
});

test('groups nested too deep are refused', () => {
  let definition: SegmentDefinition = { match: 'all', of: [] };
  for (let depth = 0; depth < 4; depth += 1) definition = { match: 'all', of: [definition] };

  assert.equal(checkSegment(definition).length, 1);
});

test('a segment is said in a sentence, in English and French', () => {
  const definition: SegmentDefinition = {
    match: 'all',
    of: [
      { about: 'consent', is: 'given' },
      {
        match: 'any',
        of: [
          { about: 'country', is: 'any_of', values: ['FR', 'BE'] },
          { about: 'tag', is: 'all_of', values: ['vip', 'new'] },
        ],
      },
    ],
  };

  assert.equal(explainSegment(definition, 'en'), 'People who agreed to offers and (are in France or Belgium or are tagged “vip” and “new”).');
  assert.equal(
    explainSegment(definition, 'fr'),
    'Les personnes qui ont accepté les offres et (sont dans ce pays : France ou Belgique ou portent l’étiquette « vip » et « new »).',
  );
  assert.equal(explainSegment({ match: 'all', of: [] }, 'en'), 'Everybody.');
});
