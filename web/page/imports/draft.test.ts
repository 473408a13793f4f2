import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ImportReading } from '#core/contract/imports.ts';
import { choicesOf, draftOf, fieldKey, missingOf } from './draft.ts';

const reading: ImportReading = {
  encoding: 'utf-8',
  delimiter: ',',
  has_header: true,
  format: 'shopify',
  columns: [
    { name: 'Phone', samples: ['+33612345678'], suggested: { to: 'phone' } },
    { name: 'Accepts SMS', samples: ['yes'], suggested: { to: 'consent' } },
  ],
};

test('a file with a consent column still needs a person to say how consent was given', () => {
  const draft = draftOf(reading, null, 'FR');

  assert.deepEqual(missingOf(draft), ['missing_choice']);
});

test('consent needs source, wording and date', () => {
  const draft = { ...draftOf(reading, null, 'FR'), consent: 'column' as const };

  assert.deepEqual(missingOf(draft), ['missing_source', 'missing_wording', 'missing_date']);
  assert.deepEqual(missingOf({ ...draft, source: 'Till', wording: 'I agree', date: '2026-01-01' }), []);
});

test('consent by a column that is not mapped is no answer', () => {
  const draft = {
    ...draftOf(reading, null, 'FR'),
    columns: [{ to: 'phone' as const }, { to: 'skip' as const }],
    consent: 'column' as const,
    source: 'a',
    wording: 'b',
    date: '2026-01-01',
  };

  assert.deepEqual(missingOf(draft), ['missing_choice']);
});

test('who did not agree is imported without consent', () => {
  const choices = choicesOf({ ...draftOf(reading, null, 'FR'), consent: 'none', source: 'left over', tag: ' spring ' });

  assert.equal(choices.consent, null);
  assert.equal(choices.tag, 'spring');
  assert.deepEqual(draftOf(reading, choices, 'DE').consent, 'none');
});

test('a new field has a key that the server takes', () => {
  assert.equal(fieldKey('Préféré : café'), 'prefere_cafe');
  assert.equal(fieldKey('2nd phone'), 'nd_phone');
  assert.equal(fieldKey('—'), 'field');
});
