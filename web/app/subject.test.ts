import assert from 'node:assert/strict';
import { test } from 'node:test';
import { subjectPlace } from './subject.ts';

test('a notice leads to the page of what it is about, and nowhere when that has no page', () => {
  const ids = ['tpl_01', 'cmp_01', 'num_01', 'pln_01', ''];

  const places = ids.map((id) => subjectPlace(id)?.to);

  assert.deepEqual(places, ['/templates/$id', '/campaigns/$id', '/settings/numbers', undefined, undefined]);
});
