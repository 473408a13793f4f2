import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPlace, repository } from './program.ts';

const isRoot = process.geteuid?.() === 0;

/** Root's home as it is on most machines: nobody else may enter, and the clone lies in it. */
function makeClosedHome(): string {
  const home = mkdtempSync('/tmp/parley-home-');
  chmodSync(home, 0o700);
  const clone = join(home, 'parley');
  mkdirSync(clone);
  for (const part of ['core', 'server', 'emulator', 'database', 'house.ts', 'package.json']) execFileSync('cp', ['-a', join(repository, part), clone]);
  // Hard links where the disk allows, since a copy of all packages would take longer than the test.
  try {
    execFileSync('cp', ['-al', join(repository, 'node_modules'), clone], { stdio: 'ignore' });
  } catch {
    execFileSync('cp', ['-a', join(repository, 'node_modules'), clone]);
  }
  return home;
}

test(
  'as root in a home that others cannot enter, data and programs go where the database may, and it is said',
  { skip: isRoot ? false : 'about root only' },
  async (t) => {
    const home = makeClosedHome();
    const place = await openPlace();
    const dataFolder = join(home, 'parley/data');
    t.after(async () => {
      await place.close();
      rmSync(home, { recursive: true, force: true });
    });

    const first = place.start({ root: join(home, 'parley'), env: { DATA_DIR: dataFolder } });
    await first.until(/Try first/);
    const folder = /its data lies in (\S+),/.exec(first.said())?.[1] ?? '';
    t.after(() => rmSync(join(folder, '..'), { recursive: true, force: true }));
    const ready = await fetch(`${place.url}/readyz`);
    first.child.kill('SIGINT');
    await first.ended;
    const second = place.start({ root: join(home, 'parley'), env: { DATA_DIR: dataFolder } });
    await second.until(/Try first/);

    assert.equal(ready.status, 200);
    assert.match(first.said(), /PostgreSQL runs as user \w+, who cannot enter \S+: its data lies in \/var\/\S+, its programs in \/var\/\S+/);
    assert.doesNotMatch(second.said(), /making a new database|Password /);
    assert.ok(second.said().includes(folder));
  },
);
