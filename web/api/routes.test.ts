import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { printWebRoutes } from '#tools/web-routes.ts';

test('the browser calls the routes that the contract has', () => {
  const printed = printWebRoutes();

  const kept = readFileSync(new URL('./routes.ts', import.meta.url), 'utf8');

  assert.equal(kept, printed, 'run: node tools/web-routes.ts > web/api/routes.ts');
});
