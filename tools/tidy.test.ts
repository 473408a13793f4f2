import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { tidy } from './tidy.ts';

function build(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'house-'));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}
const faultsOf = (files: Record<string, string>) => tidy(build(files)).faults;

test('this house is tidy, and was looked at', () => {
  const { files, imports, faults } = tidy(resolve(import.meta.dirname, '..'));

  assert.ok(files > 100 && imports > 300, `${files} files and ${imports} imports were seen`);
  assert.deepEqual(faults, []);
});

test('going down is free', () => {
  assert.deepEqual(faultsOf({ 'server/engagement/act/commit.ts': "import { insert } from '#server/messaging/outbox/outbox.ts';" }), []);
});

test('going up is a fault, also for a type, a re-export and a late import', () => {
  const up = '#server/engagement/campaign/campaign.ts';
  assert.match(faultsOf({ 'server/audience/contact/contact.ts': `import type { Campaign } from '${up}';` })[0]!, /goes up/);
  assert.match(faultsOf({ 'server/audience/contact/contact.ts': `export { x } from '${up}';` })[0]!, /goes up/);
  assert.match(faultsOf({ 'server/audience/contact/contact.ts': `export * from '${up}';` })[0]!, /goes up/);
  assert.match(faultsOf({ 'server/audience/contact/contact.ts': `const x = await import('${up}');` })[0]!, /goes up/);
});

test("another room's store is private, in all its parts", () => {
  assert.match(faultsOf({ 'server/engagement/act/commit.ts': "import { x } from '#server/messaging/outbox/store.ts';" })[0]!, /another room's tables/);
  assert.match(faultsOf({ 'server/engagement/act/commit.ts': "import { x } from '#server/messaging/outbox/store.writing.ts';" })[0]!, /another room's tables/);
});

test('the web sees core only', () => {
  assert.match(faultsOf({ 'web/page/campaigns/List.tsx': "import { x } from '#server/platform/log.ts'; export const A = () => <b>x</b>;" })[0]!, /wall/);
});

test('SQL outside a store, a clock in core, a file in no room', () => {
  assert.match(faultsOf({ 'server/audience/contact/contact.ts': "import { sql } from 'kysely';" })[0]!, /SQL lives in store/);
  assert.match(faultsOf({ 'core/policy/window.ts': 'const now = Date.now();' })[0]!, /time is passed in/);
  assert.match(faultsOf({ 'server/helpers/misc.ts': '' })[0]!, /no room/);
});

test('a comment or a string hides no import and is none', () => {
  assert.match(faultsOf({ 'core/value/money.ts': "export const a = 1; // it doesn't\nimport type { Flow } from '#core/flow/flow.ts';" })[0]!, /goes up/);
  assert.deepEqual(faultsOf({ 'core/value/money.ts': "/* import x from '#core/flow/flow.ts'; Date.now() */ export const a = 1;" }), []);
});

test('the emulator sees the wire shapes only, and only doors go out', () => {
  assert.match(faultsOf({ 'emulator/window.ts': "import { decide } from '#core/policy/policy.ts';" })[0]!, /wire shapes/);
  assert.match(faultsOf({ 'server/engagement/campaign/campaign.ts': "await fetch('https://example.com');" })[0]!, /one door out/);
  assert.match(faultsOf({ 'core/value/id.ts': "import { readFileSync } from 'node:fs';" })[0]!, /platform/);
});

test('a door lets the demo through the wall, and nobody else', () => {
  const look = "import type { PhoneSetup } from '#core/rehearsal/rehearsal.ts';";
  assert.deepEqual(faultsOf({ 'server/app/demo/phones.ts': look }), []);
  assert.match(faultsOf({ 'server/app/start.ts': look })[0]!, /wall/);
});

test('the program does not lean on its tests', () => {
  assert.match(faultsOf({ 'server/app/start.ts': "import { openWorld } from '#test/world/world.ts';" })[0]!, /not part of the program/);
});

test('looking at nothing is not passing', () => {
  assert.equal(tidy(build({})).files, 0); // the check of the real tree asserts files > 0
});
