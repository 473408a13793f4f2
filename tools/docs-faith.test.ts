import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { printFaithDocs } from './docs-faith.ts';

test('docs/use/emulator-differences.md is printed from the table as it is now', () => {
  const kept = readFileSync(resolve(import.meta.dirname, '../docs/use/emulator-differences.md'), 'utf8');

  assert.equal(kept, printFaithDocs(), 'run: node tools/docs-faith.ts > docs/use/emulator-differences.md');
});
