import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { printErrorDocs } from './docs-errors.ts';

test('docs/api/errors.md is printed from the table as it is now', () => {
  const kept = readFileSync(resolve(import.meta.dirname, '../docs/api/errors.md'), 'utf8');

  assert.equal(kept, printErrorDocs(), 'run: node tools/docs-errors.ts > docs/api/errors.md');
});
