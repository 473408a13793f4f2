import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft, writeOf } from './draft.ts';
import { parseContactSearch } from './search.ts';

test('only what was changed is written', () => {
  const before = { ...emptyDraft, first_name: 'Inès', email: 'ines@example.org', tags: ['regular'] };

  const write = writeOf({ ...before, email: ' ', last_name: 'Carvalho ', tags: ['regular', 'filter'] }, before);

  assert.deepEqual(write, { last_name: 'Carvalho', email: null, tags: ['regular', 'filter'] });
});

test('an address with nonsense narrows nothing', () => {
  const search = parseContactSearch({ consent: 'perhaps', country: 'france', search: 33, tag: '' });

  assert.deepEqual(search, { search: '33' });
});
