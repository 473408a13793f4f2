import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { openWorld, received, until, type World } from '#test/world/world.ts';

let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const repository = resolve(import.meta.dirname, '../..');

type Said = { status: number; out: string; err: string };

function parley(...words: string[]): Promise<Said> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['server/app/main.ts', ...words],
      { cwd: repository, env: { PATH: process.env['PATH'], PARLEY_URL: world.door.url, PARLEY_API_KEY: world.door.key, DATA_DIR: world.folder } },
      (error, out, err) => done({ status: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
  });
}

test('a file is imported from the terminal with its consent, and every row is accounted for', async () => {
  const file = join(world.folder, 'people.csv');
  writeFileSync(file, 'Prénom,Téléphone,Ville\nInès,06 12 34 51 00,Lyon\nThéo,06 12 34 51 01,Nantes\nInès,+33 6 12 34 51 00,Lyon\nNobody,12,Lille\n');

  const said = await parley(
    'import',
    file,
    '--consent-source',
    'Till',
    '--consent-wording',
    'Yes, offers',
    '--consent-date',
    '2026-11-01',
    '--tag',
    'till',
    '--json',
  );

  assert.equal(said.status, 0, said.err);
  const done = JSON.parse(said.out) as { state: string; counts: Record<string, number> };
  assert.equal(done.state, 'imported');
  assert.deepEqual(done.counts, { new: 2, updated: 0, skipped: 0, duplicate: 1, invalid: 1, opted_out: 0, consented: 2 });
});

test('a campaign is planned, launched and reported from the terminal', async () => {
  const template = await world.template({ name: 'from_terminal' });
  await world.campaign({ template, name: 'Terminal' });

  const plan = await parley('campaign', 'plan', 'Terminal');
  const refused = await parley('campaign', 'launch', 'Terminal');
  const launched = await parley('campaign', 'launch', 'Terminal', '--yes', '--undo-seconds', '0', '--watch', '--json');

  assert.equal(plan.status, 0, plan.err);
  assert.match(plan.out, /2 people/);
  assert.equal(refused.status, 2, 'nobody is there to be asked');
  assert.equal(launched.status, 0, launched.err);
  await until(
    'both phones have it',
    async () => received(await world.phone('+33612345100')).length === 1 && received(await world.phone('+33612345101')).length === 1,
  );
  const report = await parley('campaign', 'report', 'Terminal', '--json');
  assert.equal((JSON.parse(report.out) as { counts: { total: number } }).counts.total, 2);
});

test('status says what is there, and mistakes are named with their cure', async () => {
  const status = await parley('status', '--json');
  const unknown = await parley('campaign', 'plan', 'Nothing of that name');
  const wrongVerb = await parley('campaign', 'lunch', 'Terminal');
  const wrongFlag = await parley('status', '--jsn');
  const noFile = await parley('import', join(world.folder, 'missing.csv'));

  assert.equal((JSON.parse(status.out) as { contacts: { total: number } }).contacts.total, 2);
  assert.deepEqual([unknown.status, wrongVerb.status, wrongFlag.status, noFile.status], [2, 2, 2, 2]);
  assert.match(unknown.err, /no campaign is called "Nothing of that name"/);
  assert.match(wrongVerb.err, /"parley campaign lunch" is not known/);
  assert.match(noFile.err, /missing\.csv/);
});
