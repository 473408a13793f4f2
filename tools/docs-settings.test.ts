import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { printSettingDocs } from './docs-settings.ts';

test('docs/use/emulator-settings.md is printed from the table as it is now', () => {
  const kept = readFileSync(resolve(import.meta.dirname, '../docs/use/emulator-settings.md'), 'utf8');

  assert.equal(kept, printSettingDocs(), 'run: node tools/docs-settings.ts > docs/use/emulator-settings.md');
});
