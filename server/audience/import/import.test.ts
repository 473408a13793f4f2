import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Import, ImportChoices } from '#core/contract/imports.ts';
import { parseId } from '#core/value/id.ts';
import { recordConsent } from '#server/audience/consent/consent.ts';
import { ensureContact, findContactByPhone, presentContact } from '#server/audience/contact/contact.ts';
import { createContact } from '#server/audience/contact/edit.ts';
import { countContacts } from '#server/audience/contact/store.list.ts';
import { listFacts } from '#server/audience/timeline/timeline.ts';
import { openTestHouse, type TestHouse } from '#test/world/audience.ts';
import { checkFile } from './check.ts';
import { errorsFile } from './errors.ts';
import { getImport, importFile, importIdOf, receiveImport, requestCheck, requestRun, requestUndo } from './import.ts';
import { readFile } from './reading.ts';
import { runImport } from './run.ts';
import { selectRows } from './store.rows.ts';
import { undoImport } from './undo.ts';
import { tellReason } from './reason.ts';

const now = new Date('2026-11-22T12:00:00Z');
const consent: ImportChoices['consent'] = { source: 'Form in the shop', wording: 'Offers on WhatsApp?', date: '2026-01-31', rows: 'all' };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function openHouse(): Promise<TestHouse> {
  const house = await openTestHouse();
  after(house.close);
  return house;
}

function bring({ platform, actor }: TestHouse, text: string | Uint8Array, choices: Partial<ImportChoices> = {}): Promise<Import> {
  return importFile(platform, actor, { fileName: 'people.csv', content: typeof text === 'string' ? bytes(text) : text, choices });
}

async function undo(house: TestHouse, id: string): Promise<Import> {
  await requestUndo(house.platform, house.actor, id);
  await undoImport(house.platform, house.scope, importIdOf(id));
  return getImport(house.platform.db, house.scope, importIdOf(id));
}

async function person({ platform, scope }: TestHouse, phone: string) {
  const id = await findContactByPhone(platform.db, scope, phone);
  return id === undefined ? undefined : presentContact(platform.db, scope, id);
}

async function rowsOf({ platform, scope }: TestHouse, done: Import) {
  const rows = await selectRows(platform.db, scope, importIdOf(done.id), { outcome: undefined, after: 0, limit: 10_000 });
  return rows.map((row) => [row.row_number, row.outcome, tellReason(row.reason, 'en')]);
}

test('a file becomes people with consent, its proof, and a timeline', async () => {
  const house = await openHouse();

  const done = await bring(house, 'Prénom;Nom;Portable;Ville;Étiquettes\nZoé;Petit;06 12 34 56 78;Lyon;vip, fidèle\n', { consent, tag: 'salon' });

  assert.deepEqual(done.counts, { new: 1, updated: 0, skipped: 0, duplicate: 0, invalid: 0, opted_out: 0, consented: 1 });
  const zoe = await person(house, '+33612345678');
  assert.deepEqual([zoe?.name, zoe?.country, zoe?.tags, zoe?.fields], ['Zoé Petit', 'FR', ['salon', 'vip', 'fidèle'], { ville: 'Lyon' }]);
  assert.deepEqual(zoe?.marketing, { state: 'given', since: '2026-01-31T00:00:00.000Z', source: 'Form in the shop' });
  const [entry] = await house.platform.db.selectFrom('consent_entry').selectAll().execute();
  assert.deepEqual(
    [entry?.wording, entry?.actor_kind, entry?.proof],
    [
      'Offers on WhatsApp?',
      'import',
      {
        import: done.id,
        row: 1,
        file_sha256: Buffer.from(
          await crypto.subtle.digest('SHA-256', Uint8Array.from(bytes('Prénom;Nom;Portable;Ville;Étiquettes\nZoé;Petit;06 12 34 56 78;Lyon;vip, fidèle\n'))),
        ).toString('hex'),
      },
    ],
  );
  const facts = await listFacts(house.platform.db, house.scope, parseId<'contact'>(entry?.contact_id ?? ''), { before: null, limit: 9 });
  assert.deepEqual(
    facts.map((fact) => [fact.kind, fact.subject]),
    [
      ['contact.imported', done.id],
      ['consent.given', done.id],
    ],
  );
});

test('without a stated consent nobody may be marketed to', async () => {
  const house = await openHouse();

  const done = await bring(house, 'name,phone,consent\nA,+33612345678,yes\n');

  assert.equal(done.counts?.consented, 0);
  assert.equal((await person(house, '+33612345678'))?.marketing.state, 'none');
});

test('a consent column gives consent to the rows that say yes', async () => {
  const house = await openHouse();

  const done = await bring(house, 'name,phone,WhatsApp opt-in\nA,+33612345678,Oui\nB,+33612345679,non\nC,+33612345680,\n', {
    consent: { source: 'Shop', wording: 'Yes?', date: '2026-01-31', rows: 'column' },
  });

  assert.equal(done.counts?.consented, 1);
  assert.equal((await person(house, '+33612345678'))?.marketing.state, 'given');
});

test('who opted out stays so, whatever the file says', async () => {
  const house = await openHouse();
  const { platform, scope, actor } = house;
  const made = await createContact(platform, actor, { first_name: 'Max', phone: '+33612345678' }, now);
  const contact = parseId<'contact'>((await findContactByPhone(platform.db, scope, made.phone ?? '')) ?? '');
  await platform.db
    .transaction()
    .execute((tx) =>
      recordConsent(
        platform,
        tx,
        scope,
        { contact, state: 'withdrawn', source: 'STOP', wording: '', occurredAt: now, actor: { kind: 'system', id: 'inbound' } },
        now,
      ),
    );

  const done = await bring(house, 'first name,last name,phone\nMax,Roux,06 12 34 56 78\n', { consent });

  assert.deepEqual(done.counts, { new: 0, updated: 1, skipped: 0, duplicate: 0, invalid: 0, opted_out: 1, consented: 0 });
  const max = await person(house, '+33612345678');
  assert.deepEqual([max?.name, max?.marketing.state, max?.marketing.source], ['Max Roux', 'withdrawn', 'STOP']);
  assert.deepEqual((await rowsOf(house, done))[0], [1, 'updated', 'this person opted out and stays so']);

  await undo(house, done.id);
  assert.equal((await person(house, '+33612345678'))?.marketing.state, 'withdrawn');
});

test('the same file again brings nothing new; told to leave people alone it says so', async () => {
  const house = await openHouse();
  const file = 'name,phone\nA,+33612345678\n';
  await bring(house, file, { consent });

  const again = await bring(house, file, { consent });
  const changed = await bring(house, 'name,phone\nB,+33612345678\n', { existing: 'skip' });

  assert.deepEqual(
    [(await rowsOf(house, again))[0], (await rowsOf(house, changed))[0]],
    [
      [1, 'skipped', 'nothing new in this row'],
      [1, 'skipped', 'this person is here already'],
    ],
  );
});

test("the second row of a person is a duplicate, by phone and by the file's own id", async () => {
  const house = await openHouse();

  const done = await bring(house, 'name,phone,customer id\nA,+5511961234567,1\nA2,+55 11 96123 4567,2\nA3,005511961234567,3\nB,,4\nB2,,4\nC,,\n');

  assert.deepEqual(await rowsOf(house, done), [
    [1, 'new', null],
    [2, 'duplicate', 'the same phone as in row 1'],
    [3, 'duplicate', 'the same phone as in row 1'],
    [4, 'new', null],
    [5, 'duplicate', 'the same id as in row 4'],
    [6, 'invalid', 'there is no phone number in this row'],
  ]);
});

test('an undo takes new people away and gives the others their old values', async () => {
  const house = await openHouse();
  const { platform, scope, actor } = house;
  await createContact(platform, actor, { first_name: 'Ana', phone: '+33612345678', tags: ['vip'], fields: { city: 'Lyon' } }, now);
  const before = await person(house, '+33612345678');
  const done = await bring(house, 'first name,phone,city,tags\nAnna,+33612345678,Paris,new\nBob,+33612345679,Nice,\n', { consent });
  assert.deepEqual([done.counts?.updated, done.counts?.new], [1, 1]);
  assert.deepEqual((await person(house, '+33612345678'))?.tags, ['vip', 'new']);

  const undone = await undo(house, done.id);

  assert.deepEqual([undone.state, undone.counts?.kept], ['undone', 0]);
  assert.deepEqual(await person(house, '+33612345678'), before);
  assert.equal(await person(house, '+33612345679'), undefined);
  assert.equal(await countContacts(platform.db, scope, {}), 1);
  const ledger = await platform.db.selectFrom('consent_entry').select('retracted_at').execute();
  assert.equal(ledger.length, 2, 'the ledger forgets nothing');
  assert.ok(ledger.every((entry) => entry.retracted_at !== null));
  assert.equal((await undo(house, done.id)).state, 'undone');
});

test('people who have written since, or said something about consent, stay when the import goes', async () => {
  const house = await openHouse();
  const { platform, scope } = house;
  const done = await bring(house, 'name,phone\nA,+33612345678\nB,+33612345679\nC,+33612345680\n', { consent });
  const [writer, stopper] = [await findContactByPhone(platform.db, scope, '+33612345678'), await findContactByPhone(platform.db, scope, '+33612345679')];
  await platform.db
    .insertInto('conversation')
    .values({
      workspace_id: scope.workspace,
      id: platform.random.uuid7('conversation', now),
      contact_id: writer ?? '',
      number_id: platform.random.uuid7('number', now),
      state: 'open',
      assigned_to: null,
      last_inbound_at: now,
      last_message_at: now,
      created_at: now,
    })
    .execute();
  await platform.db.transaction().execute((tx) =>
    recordConsent(
      platform,
      tx,
      scope,
      {
        contact: parseId<'contact'>(stopper ?? ''),
        state: 'withdrawn',
        source: 'STOP',
        wording: '',
        occurredAt: now,
        actor: { kind: 'system', id: 'inbound' },
      },
      now,
    ),
  );

  const undone = await undo(house, done.id);

  assert.equal(undone.counts?.kept, 2);
  assert.deepEqual(
    [(await person(house, '+33612345678'))?.marketing.state, (await person(house, '+33612345679'))?.marketing.state, await person(house, '+33612345680')],
    ['none', 'withdrawn', undefined],
  );
});

test('what was changed by hand after the import is not undone', async () => {
  const house = await openHouse();
  const { platform, scope, actor } = house;
  await createContact(platform, actor, { first_name: 'Ana', phone: '+33612345678' }, now);
  const done = await bring(house, 'first name,last name,phone\nAnna,Roux,+33612345678\n');
  await platform.db.updateTable('contact').set({ last_name: 'Blanc' }).where('workspace_id', '=', scope.workspace).execute();

  await undo(house, done.id);

  const ana = await person(house, '+33612345678');
  assert.deepEqual([ana?.first_name, ana?.last_name], ['Ana', 'Blanc']);
});

test('a worker killed in the middle is followed by one that goes on, even when the unlogged rows are gone', async () => {
  const house = await openHouse();
  const { platform, scope, actor } = house;
  const lines = Array.from({ length: 30 }, (_, index) => `P${index},+336123450${String(index).padStart(2, '0')}`);
  const received = await receiveImport(platform, actor, { name: 'people.csv', content: bytes(`name,phone\n${lines.join('\n')}`) }, now);
  const id = importIdOf(received.id);
  await readFile(platform, scope, id);
  const { reading } = await getImport(platform.db, scope, id);
  await requestCheck(platform, actor, received.id, {
    columns: reading?.columns.map((column) => column.suggested) ?? [],
    default_country: 'FR',
    consent,
    existing: 'update',
    tag: null,
  });
  await checkFile(platform, scope, id);
  await checkFile(platform, scope, id);
  await requestRun(platform, actor, received.id);
  await platform.db.updateTable('contact_import').set({ rows_done: 0 }).execute();
  await platform.db.deleteFrom('import_row').execute();

  await Promise.all([runImport(platform, scope, id), ensureInbound(house, '33612345007')]);
  await runImport(platform, scope, id);

  const done = await getImport(platform.db, scope, id);
  assert.equal(done.state, 'imported');
  assert.equal((done.counts?.new ?? 0) + (done.counts?.updated ?? 0), 30);
  assert.equal(await countContacts(platform.db, scope, {}), 30);
  assert.equal(await countContacts(platform.db, scope, { consent: 'given' }), 30);
});

test('a worker killed between people and what is said about them is followed by one that says it, even when the unlogged rows are gone', async () => {
  const house = await openHouse();
  const { db } = house.platform;
  const lines = Array.from({ length: 30 }, (_, index) => `P${index},+336123450${String(index).padStart(2, '0')}`);
  const { id } = await bring(house, `name,phone\n${lines.join('\n')}`, { consent });
  await db.updateTable('contact_import').set({ state: 'importing', rows_told: 0, counts: null }).execute();
  await db.deleteFrom('fact').execute();
  await db.deleteFrom('consent_state').execute();
  await db.deleteFrom('consent_entry').execute();
  await db.deleteFrom('import_row').execute();

  await runImport(house.platform, house.scope, importIdOf(id));

  const done = await getImport(db, house.scope, importIdOf(id));
  assert.deepEqual([done.state, done.counts?.new, done.counts?.consented], ['imported', 30, 30]);
  assert.equal(await countContacts(db, house.scope, { consent: 'given' }), 30);
  const told = await db
    .selectFrom('fact')
    .select((query) => ['kind', query.fn.countAll<string>().as('times')])
    .groupBy('kind')
    .orderBy('kind')
    .execute();
  assert.deepEqual(told, [
    { kind: 'consent.given', times: '30' },
    { kind: 'contact.imported', times: '30' },
  ]);
  await undo(house, id);
  assert.equal(await countContacts(db, house.scope, {}), 0);
});

async function ensureInbound({ platform, scope }: TestHouse, waId: string): Promise<void> {
  await platform.db.transaction().execute((tx) => ensureContact(platform, tx, scope, { phone: null, waId, bsuid: null, name: null }, now));
}

test('a step out of turn and choices that do not fit are refused', async () => {
  const house = await openHouse();
  const { platform, scope, actor } = house;
  const received = await receiveImport(platform, actor, { name: 'people.csv', content: bytes('name,phone\nA,+33612345678\n') }, now);
  const choices: ImportChoices = { columns: [{ to: 'full_name' }, { to: 'skip' }], default_country: 'FR', consent: null, existing: 'update', tag: null };

  await assert.rejects(requestRun(platform, actor, received.id), { code: 'import_state', message: '"people.csv" cannot be imported now: it is being read' });
  await readFile(platform, scope, importIdOf(received.id));
  await assert.rejects(requestCheck(platform, actor, received.id, choices), {
    code: 'invalid',
    message: 'say which column holds the phone: people are known by it',
  });
  await assert.rejects(bring(house, ''), { code: 'file_unreadable', message: '"people.csv" is empty; export it again' });
});

/** A file as bad as they come, with what must become of each row. */
function uglyFile(count: number): { content: Uint8Array; expected: Record<'new' | 'duplicate' | 'invalid' | 'skipped', number> } {
  const parts: Uint8Array[] = [bytes('Name,Phone,Email,Note,Amount\r\n')];
  const expected = { new: 0, duplicate: 0, invalid: 0, skipped: 0 };
  const phone = (index: number): string => `+336${String(10_000_000 + index)}`;
  const kinds: ((index: number) => [line: string | Uint8Array, outcome: keyof typeof expected])[] = [
    (index) => [`"O'Brien, ""Jr."" ${index}",${phone(index)},a${index}@b.co,"line 1\r\nline 2",1.5`, 'new'],
    (index) => [`😀🏽 ${index},${phone(index)},,🇫🇷👩‍👩‍👧,`, 'new'],
    (index) => [`=HYPERLINK("http://x") ${index},'${phone(index)},,+cmd|' /C calc'!A0,=1+1`, 'new'],
    (index) => [`Again ${index},${phone(index - 1)},,,`, 'duplicate'],
    (index) => [`,${phone(index)},,,`, 'new'],
    (index) => [`${'x'.repeat(10_000)},${phone(index)},,${'y'.repeat(10_000)},`, 'new'],
    (index) => [Uint8Array.from([...bytes('Caf'), 0xe9, ...bytes(`,${phone(index)},\u00e9\u00e8@b.co,\u20ac,`)]), 'new'],
    (index) => [`Nul\0 ${index},${phone(index)}\0,,,`, 'new'],
    () => ['Nobody,,,,', 'invalid'],
    (index) => [`Short ${index},06 12,,,`, 'invalid'],
    () => [',,,,', 'skipped'],
    (index) => [`Ragged ${index},${phone(index)}`, 'new'],
    (index) => [`Wide ${index},${phone(index)},,,,,extra,cells`, 'new'],
    (index) => [`Open ${index},"${phone(index)},,,`, 'invalid'],
  ];
  for (let index = 0; index < count; index += 1) {
    const [line, outcome] = (kinds[index % kinds.length] ?? kinds[0])!(index);
    parts.push(typeof line === 'string' ? bytes(line) : line, bytes(index % 3 === 0 ? '\n' : '\r\n'));
    expected[outcome] += 1;
  }
  return { content: Uint8Array.from(Buffer.concat(parts)), expected };
}

test('of 5,000 ugly rows every one is accounted for, and the bad ones come back as a file', async () => {
  const house = await openHouse();
  const { content, expected } = uglyFile(5000);

  const done = await bring(house, content, { default_country: 'FR', consent });

  assert.deepEqual(done.counts, { ...expected, updated: 0, opted_out: 0, consented: expected.new });
  assert.equal(done.rows_total, 5000);
  assert.equal(await countContacts(house.platform.db, house.scope, {}), expected.new);
  const { stream } = await errorsFile(house.platform.db, house.scope, importIdOf(done.id));
  let text = '';
  for await (const part of stream) text += part;
  assert.equal(text.split('\r\n').length - 2, expected.invalid);
  assert.match(text, /,"?""06 12"" is too short for a number in France/);

  const undone = await undo(house, done.id);
  assert.equal(undone.state, 'undone');
  assert.equal(await countContacts(house.platform.db, house.scope, {}), 0);
});

test('what is said of rows is told in the language of whoever asks, also where SQL has added to it', async () => {
  const house = await openHouse();
  await createContact(house.platform, house.actor, { phone: '+33612345678', first_name: 'Ana' }, now);

  const done = await bring(house, 'name,phone,email\nAna,+33612345678,nope\nBo,06 12,\nCy,+33612345679,\nCy,+33612345679,\n', { existing: 'skip' });

  const rows = await selectRows(house.platform.db, house.scope, importIdOf(done.id), { outcome: undefined, after: 0, limit: 10 });
  assert.deepEqual(
    rows.map((row) => tellReason(row.reason, 'en')),
    [
      '"nope" is no e-mail address and was left out; this person is here already',
      '"06 12" is too short for a number in France',
      null,
      'the same phone as in row 3',
    ],
  );
  assert.deepEqual(
    rows.map((row) => tellReason(row.reason, 'fr')?.replaceAll('\u202f', ' ') ?? null),
    [
      '« nope » n’est pas une adresse e-mail et a été laissé de côté ; cette personne est déjà là',
      '« 06 12 » est trop court pour un numéro de ce pays (France)',
      null,
      'le même téléphone qu’à la ligne 3',
    ],
  );
});
