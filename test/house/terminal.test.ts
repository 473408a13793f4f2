import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
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

test('a template is checked, written, changed and shown from the terminal', async () => {
  const file = join(world.folder, 'harvest.json');
  const creation = (body: string) => ({
    name: 'harvest_news',
    category: 'utility',
    language: 'en',
    content: { header: null, body, footer: null, buttons: [], samples: { first_name: 'Ana' } },
  });
  writeFileSync(file, JSON.stringify(creation('{{first_name}}, 20 % off everything')));
  const checked = await parley('template', 'check', file);
  const refused = await parley('template', 'create', file);
  writeFileSync(file, JSON.stringify(creation('Hello {{first_name}}, your order is on its way to you.')));

  const created = await parley('template', 'create', file);
  await until('it is approved', async () => /harvest_news +utility +en approved/.test((await parley('template', 'list')).out));
  const shown = await parley('template', 'show', 'harvest_news');
  const versions = await parley('template', 'show', 'harvest_news', 'en', '--json');
  const unchanged = await parley('template', 'submit', 'harvest_news', 'en');

  assert.equal(checked.status, 0, checked.err);
  assert.match(checked.out, /error \/body: /);
  assert.match(checked.out, /Meta will likely file it under marketing/);
  assert.equal(refused.status, 1);
  assert.match(created.out, /^tpl_[0-9a-f]{32}\nharvest_news \(utility\)/);
  assert.match(shown.out, /en {2}approved, version 1/);
  assert.deepEqual(
    (JSON.parse(versions.out) as { items: { version: number }[] }).items.map((one) => one.version),
    [1],
  );
  assert.equal(unchanged.status, 1);
  assert.match(unchanged.err, /send new content with it/);
  assert.equal((await parley('template', 'show', 'nothing_like_it')).status, 2);
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

test('a message of any kind is sent from the terminal, or only looked at', async () => {
  const zoe = '+33612345177';
  await world.person({ phone: zoe, name: 'Zoé Blanc' });
  await world.act(zoe, { act: 'write', text: 'Hello' });
  await until('the window is open', async () => (await call(world.door, contract.conversations.list, {})).items.some(({ name }) => name === 'Zoé Blanc'));
  const list = join(world.folder, 'list.json');
  writeFileSync(list, JSON.stringify({ kind: 'list', text: 'What?', button: 'Choose', sections: [{ rows: [{ title: 'Guji' }, { title: '' }] }] }));
  const broken = join(world.folder, 'broken.json');
  writeFileSync(broken, JSON.stringify({ kind: 'text', words: 'Hello' }));

  const which = await parley('say', zoe, 'Which one?', '--button', 'Guji', '--button', 'Santos');
  const place = await parley('say', zoe, '--location', '45.764,4.8357', '--name', 'Roastery', '--json');
  const checked = await parley('say', zoe, '--message', list, '--check');
  const refused = await parley('say', zoe, '--message', list);
  const noMessage = await parley('say', zoe, '--message', broken);
  const nothing = await parley('say', zoe);

  assert.equal(which.status, 0, which.err);
  assert.equal(place.status, 0, place.err);
  assert.match(checked.out, /error \/sections\/0\/rows\/1\/title: The row needs a title/);
  assert.equal(refused.status, 1);
  assert.match(refused.err, /\/body\/say\/sections\/0\/rows\/1\/title/);
  assert.deepEqual([noMessage.status, nothing.status], [2, 2]);
  assert.match(noMessage.err, /\/text/);
  await until('the phone has both', async () => {
    const kinds = received(await world.phone(zoe)).map(({ content }) => content.kind);
    return kinds.includes('card') && kinds.includes('location');
  });
});

test('a campaign is tested in a language or free-form, copied, thrown away and looked back upon from the terminal', async () => {
  const mia = '+33612345188';
  await world.person({ phone: mia, name: 'Mia Noir', tags: ['mia'] });
  await world.act(mia, { act: 'write', text: 'Hello' });
  await until('the window is open', async () => (await call(world.door, contract.conversations.list, {})).items.some(({ name }) => name === 'Mia Noir'));
  const template = await world.template({ name: 'vintage', content: { body: 'Hello {{first_name}}, the beans of this year are in the shop.' } });
  const { id: segment } = await call(world.door, contract.segments.create, {
    body: { name: 'Mia', definition: { match: 'all', of: [{ about: 'tag', is: 'any_of', values: ['mia'] }] } },
  });
  const id = await world.campaign({ template, segment, name: 'Vintage' });
  const free = { en: { kind: 'text', text: 'Only for {{first_name}}.', preview: true } as const };
  await call(world.door, contract.campaigns.update, { params: { id }, body: { choices: { free } } });
  const saidToMia = async () => received(await world.phone(mia)).map(({ content }) => ('text' in content ? content.text : content.kind));

  const plan = await parley('campaign', 'plan', 'Vintage');
  const noTeam = await parley('campaign', 'test', 'Vintage');
  const tested = await parley('campaign', 'test', 'vintage', '--phone', mia, '--language', 'en');
  const freely = await parley('campaign', 'test', id, '--phone', mia, '--free', '--json');
  const nowhere = await parley('campaign', 'test', id, '--phone', mia, '--free', '--language', 'fr');
  const never = await parley('campaign', 'broadcasts', 'Vintage');

  assert.match(plan.out, /Free message to 1 whose window is open \(en 1\); that saves \S*\d/, plan.err);
  assert.equal(noTeam.status, 1);
  assert.match(noTeam.err, /no phones of the team/);
  assert.equal(tested.out, `A test is on its way to ${mia}.\n`);
  assert.deepEqual(
    (JSON.parse(freely.out) as { messages: { phone: string }[] }).messages.map(({ phone }) => phone),
    [mia],
  );
  assert.equal(nowhere.status, 1);
  assert.match(nowhere.err, /no free message in "fr"; it has one in en/);
  assert.equal(never.out, 'Vintage has not gone out yet.\n');
  await until('the phone has both', async () => (await saidToMia()).length === 2);
  assert.deepEqual((await saidToMia()).toSorted(), ['Hello Mia, the beans of this year are in the shop.', 'Only for Mia.']);

  const copied = await parley('campaign', 'clone', 'Vintage', '--json');
  const copy = JSON.parse(copied.out) as { id: string; name: string; choices: unknown };
  const removed = await parley('campaign', 'remove', copy.name);
  const again = await parley('campaign', 'remove', copy.id);

  assert.equal(copy.name, 'Vintage (2)');
  assert.deepEqual(copy.choices, (await call(world.door, contract.campaigns.get, { params: { id } })).choices);
  assert.equal(removed.out, 'Vintage (2): thrown away.\n');
  assert.equal(again.status, 1);

  const launched = await parley('campaign', 'launch', 'Vintage', '--yes', '--undo-seconds', '0');
  await until('it is done', async () => (await call(world.door, contract.campaigns.get, { params: { id } })).broadcast?.state === 'done');
  const times = await parley('campaign', 'broadcasts', 'Vintage');
  const kept = await parley('campaign', 'remove', 'Vintage');

  assert.equal(launched.status, 0, launched.err);
  assert.match(times.out, /^bro_[0-9a-f]{32} +\S+Z +done +1\n$/);
  assert.equal(kept.status, 1);
  assert.match(kept.err, /was launched, so it stays/);
});

test('what changed since the last plan, who is in doubt, and who failed and is sent to again, are seen to from the terminal', async () => {
  const phones = ['+33612345201', '+33612345202'];
  for (const [place, phone] of phones.entries()) await world.person({ phone, name: `Doubt ${place}`, tags: ['doubtful'] });
  const { id: segment } = await call(world.door, contract.segments.create, {
    body: { name: 'Doubtful', definition: { match: 'all', of: [{ about: 'tag', is: 'any_of', values: ['doubtful'] }] } },
  });
  const launch = async (name: string) => {
    const id = await world.campaign({
      template: await world.template({ name: name.toLowerCase(), content: { body: `${name}, {{first_name}}: here it is.` } }),
      segment,
      name,
    });
    await parley('campaign', 'launch', name, '--yes', '--undo-seconds', '0');
    return id;
  };
  const count = async (id: string) => {
    const { counts } = (await call(world.door, contract.campaigns.get, { params: { id } })).broadcast ?? {};
    assert.ok(counts);
    return counts;
  };
  const draft = await world.campaign({
    template: await world.template({ name: 'changing', content: { body: 'What changes, {{first_name}}, is the budget.' } }),
    segment,
    name: 'Changing',
  });
  const alone = await parley('campaign', 'plan', 'Changing', '--diff');
  await call(world.door, contract.campaigns.update, { params: { id: draft }, body: { choices: { budget_micros: 5_000_000 } } });
  const changed = await parley('campaign', 'plan', 'Changing', '--diff');
  const spread = { spread_minutes: 60, hours: null, open_threads_most: null };
  const paced = await call(world.door, contract.campaigns.update, { params: { id: draft }, body: { choices: { pace: spread } } });

  await world.set({ fault_drop_before_share: 1 });
  const lost = await launch('Lost');
  await until('both are in doubt', async () => (await count(lost)).in_doubt === 2);
  await world.set({ fault_drop_before_share: 0 });
  const doubts = await parley('campaign', 'doubts', 'Lost');
  const [row] = (await call(world.door, contract.doubts.list, { params: { id: lost }, query: { limit: 200 } })).items;
  const closed = await parley('campaign', 'close', 'Lost', '--recipient', String(row?.seq ?? 0));
  const again = await parley('campaign', 'again', 'Lost', '--json');
  await until('one has it', async () => (await count(lost)).delivered === 1);
  const after = await count(lost);

  await world.set({ fault_refusal_share: 1, fault_refusal_code: 131_008 });
  const failed = await launch('Failed');
  await until('both have failed', async () => (await count(failed)).failed === 2);
  await world.set({ fault_refusal_share: 0 });
  const only = await parley('campaign', 'retry', 'Failed', '--code', '131008', '--dry-run', '--json');
  const never = await parley('campaign', 'retry', 'Failed', '--code', '131026');
  const unknown = await parley('campaign', 'retry', 'Failed', '--fault', 'weather');
  const none = await parley('campaign', 'retry', 'Failed', '--fault', 'hours', '--fault', 'file');
  const retried = await parley('campaign', 'retry', 'Failed', '--code', '131008');
  await until('both have it', async () => (await count(failed)).delivered === 2);

  assert.equal(alone.status, 0, alone.err);
  assert.match(changed.out, /Budget: .* → .*5/);
  assert.equal(paced.choices.budget_micros, 5_000_000, 'a choice that is left out of a change stays');
  assert.equal(doubts.out.match(/Doubt \d/g)?.length, 2, doubts.out + doubts.err);
  assert.match(closed.out, /^1 /);
  assert.deepEqual(JSON.parse(again.out), { people: 1 });
  assert.deepEqual([after.in_doubt, after.closed, after.delivered], [1, 1, 1]);
  assert.equal((JSON.parse(only.out) as { people: number }).people, 2);
  assert.match(never.err, /nobody of this sending has failed in this way/);
  assert.deepEqual([unknown.status, unknown.err.trim()], [2, '--fault "weather" is not known; there are values, hours, file, unsaid']);
  assert.deepEqual([none.status, none.err.includes('nobody of this sending has failed in this way')], [1, true], none.err);
  assert.match(retried.out, /2 are sent to again/);
});

test('all offers are stopped and let go on from the terminal', async () => {
  await world.person({ phone: '+33612345211', name: 'Ola Halt', tags: ['halted'] });
  const { id: segment } = await call(world.door, contract.segments.create, {
    body: { name: 'Halted', definition: { match: 'all', of: [{ about: 'tag', is: 'any_of', values: ['halted'] }] } },
  });
  const id = await world.campaign({
    template: await world.template({ name: 'halted', content: { body: 'Wait, {{first_name}}, for this.' } }),
    segment,
    name: 'Halted',
  });
  const broadcast = async () => (await call(world.door, contract.campaigns.get, { params: { id } })).broadcast;

  const stopped = await parley('stop-everything');
  await parley('campaign', 'launch', 'Halted', '--yes', '--undo-seconds', '0');
  await until('it waits', async () => (await broadcast())?.held_by === 'all_stopped');
  const paced = await parley('campaign', 'pace', 'Halted', '--threads', '5', '--budget', '12.50', '--json');
  const wrong = await parley('campaign', 'pace', 'Halted', '--hours', 'daytime');
  const canary = await parley('campaign', 'canary', 'Halted');
  const torn = await parley('campaign', 'canary', 'Halted', '--release', '--stop');
  const twice = await parley('stop-everything', '--json');
  const going = await parley('go-on');
  await until('it is done', async () => (await broadcast())?.state === 'done');

  assert.match(stopped.out, /^all offers are stopped \(by .+\); 0 of them wait\. Answers go on/, stopped.err);
  const { broadcast: changed } = JSON.parse(paced.out) as { broadcast: { pace: unknown; budget_micros: number } };
  assert.deepEqual(changed.pace, { spread_minutes: null, hours: null, open_threads_most: 5 }, paced.err);
  assert.equal(changed.budget_micros, 12_500_000);
  assert.equal(wrong.status, 2);
  assert.match(wrong.err, /--hours "daytime" is no span of hours/);
  assert.match(canary.out, /^Halted has no canary\./, canary.err);
  assert.match(torn.err, /--release and --stop say two things/);
  assert.equal(twice.status, 0, twice.err);
  assert.equal((JSON.parse(twice.out) as { held: number }).held, 1);
  assert.equal(going.status, 0, going.err);
  assert.equal(received(await world.phone('+33612345211')).length, 1);
});
