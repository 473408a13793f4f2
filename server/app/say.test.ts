import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { test } from 'node:test';

/** More than any pipe takes at once. */
const letters = 4_000_000;

test('everything that was said is heard although the program ends at once and its reader is slow', async () => {
  const says = `import { leave } from ${JSON.stringify(resolve(import.meta.dirname, 'say.ts'))};
    process.stdout.write('x'.repeat(${letters}));
    process.exitCode = 3;
    await leave();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', says], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');

  // Nobody reads until it has filled the pipe.
  await once(child.stdout, 'readable');
  let heard = 0;
  for await (const part of child.stdout) heard += String(part).length;

  assert.equal(heard, letters);
  assert.deepEqual(await ended, [3, null]);
});

test('a reader that has gone does not keep the program from ending', async () => {
  const says = `import { leave } from ${JSON.stringify(resolve(import.meta.dirname, 'say.ts'))};
    process.stdout.on('error', () => {});
    process.stdout.write('x'.repeat(${letters}));
    await leave();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', says], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');

  await once(child.stdout, 'readable');
  child.stdout.destroy();

  assert.deepEqual(await ended, [0, null]);
});
