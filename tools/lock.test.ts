import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { findMissing, Lock, lockFile } from './lock.ts';

test('package-lock.json has the binaries of all platforms, so that npm ci takes it', () => {
  const lock = Lock.parse(JSON.parse(readFileSync(lockFile, 'utf8')));

  assert.deepEqual(Object.keys(findMissing(lock)), [], 'run: node tools/lock.ts');
});

test('a binary that npm could not see is added where npm would have put it', () => {
  const wants = { version: '2.0.0', optionalDependencies: { '@x/bin-darwin-arm64': '2.0.0' } };

  const missing = findMissing({
    packages: { '': {}, 'node_modules/x': wants, 'node_modules/y/node_modules/x': { ...wants, optionalDependencies: { '@x/bin-darwin-arm64': '1.0.0' } } },
  });

  assert.deepEqual(Object.keys(missing), ['node_modules/@x/bin-darwin-arm64', 'node_modules/y/node_modules/@x/bin-darwin-arm64']);
  assert.deepEqual(missing['node_modules/@x/bin-darwin-arm64'], { version: '2.0.0', optional: true, cpu: ['arm64'], os: ['darwin'] });
});
