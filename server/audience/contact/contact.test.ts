import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { presentId } from '#core/value/id.ts';
import { liftSuppression, recordConsent, suppress } from '#server/audience/consent/consent.ts';
import { listFacts } from '#server/audience/timeline/timeline.ts';
import { openTestHouse } from '#test/world/audience.ts';
import { accessContact, ensureContact, findContactByPhone, presentContact } from './contact.ts';
import { changeContact, createContact } from './edit.ts';
import { countContacts, selectPage } from './store.list.ts';

const house = await openTestHouse();
after(house.close);
const { platform, scope, actor } = house;
const now = new Date('2026-11-22T12:00:00Z');
const agent = { kind: 'user', id: 'usr_test' };

function meet(waId: string, name: string | null = null) {
  return platform.db.transaction().execute((tx) => ensureContact(platform, tx, scope, { phone: null, waId, bsuid: null, name }, now));
}

test('somebody who writes from an older form of their number is the person we know', async () => {
  const juan = await createContact(platform, actor, { first_name: 'Juan', phone: '+52 55 1234 5678' }, now);
  const bia = await createContact(platform, actor, { first_name: 'Bia', phone: '(11) 96123-4567', default_country: 'BR' }, now);

  const [mexican, brazilian] = [await meet('5215512345678', 'JJ'), await meet('551161234567')];

  assert.deepEqual([mexican.created, brazilian.created], [false, false]);
  assert.deepEqual([presentId('contact', mexican.id), presentId('contact', brazilian.id)], [juan.id, bia.id]);
  assert.equal((await presentContact(platform.db, scope, mexican.id)).name, 'Juan');
  assert.equal(await findContactByPhone(platform.db, scope, '+525512345678'), mexican.id);
});

test('a stranger becomes one person even when met twice at once, and takes their name when it is known', async () => {
  const met = await Promise.all([meet('33700000001'), meet('33700000001')]);

  assert.equal(met[0].id, met[1].id);
  assert.equal(met.filter((each) => each.created).length, 1);
  assert.equal((await presentContact(platform.db, scope, met[0].id)).name, '+33700000001');

  await meet('33700000001', 'Léa');

  const lea = await presentContact(platform.db, scope, met[0].id);
  assert.deepEqual([lea.name, lea.phone, lea.country], ['Léa', '+33700000001', 'FR']);
});

test('a phone somebody has is refused with their name; a bad one with the reason', async () => {
  await createContact(platform, actor, { first_name: 'Zoé', phone: '06 12 34 56 01' }, now);

  await assert.rejects(createContact(platform, actor, { phone: '+33612345601' }, now), { code: 'phone_taken', message: /\+33612345601 belongs to Zoé \(con_/ });
  await assert.rejects(createContact(platform, actor, { phone: '06 12' }, now), {
    code: 'phone_invalid',
    message: '"06 12" is too short for a number in France',
  });
  await assert.rejects(createContact(platform, actor, {}, now), { code: 'invalid', message: 'a contact needs a phone, a name or an e-mail address' });
});

test('a change touches what is given; fields are merged and keep their type', async () => {
  const made = await createContact(platform, actor, { first_name: 'Max', phone: '0612345602', fields: { city: 'Lyon', orders: 3 }, tags: ['vip'] }, now);
  const { contact_id: id } = await accessContact(platform, actor, made.id);

  const changed = await changeContact(platform, actor, id, { last_name: 'Roux', fields: { city: null, member: true } }, now);

  assert.deepEqual([changed.name, changed.phone, changed.tags, changed.fields], ['Max Roux', '+33612345602', ['vip'], { orders: 3, member: true }]);
  await assert.rejects(changeContact(platform, actor, id, { fields: { orders: 'many' } }, now), {
    code: 'invalid',
    message: 'field "orders" holds a number; "many" is none',
  });
});

test('the statement recorded last holds, and the same statement twice is one', async () => {
  const made = await createContact(platform, actor, { first_name: 'Eva' }, now);
  const { contact_id: contact } = await accessContact(platform, actor, made.id);
  const state = (what: 'given' | 'withdrawn', at: string) =>
    platform.db
      .transaction()
      .execute((tx) =>
        recordConsent(
          platform,
          tx,
          scope,
          { contact, state: what, source: 'shop', wording: 'Offers on WhatsApp?', occurredAt: new Date(at), actor: agent },
          now,
        ),
      );

  await state('given', '2026-01-01T00:00:00Z');
  await state('given', '2026-01-01T00:00:00Z');
  await state('withdrawn', '2026-02-01T00:00:00Z');

  const eva = await presentContact(platform.db, scope, contact);
  assert.deepEqual(eva.marketing, { state: 'withdrawn', since: '2026-02-01T00:00:00.000Z', source: 'shop' });
  const facts = await listFacts(platform.db, scope, contact, { before: null, limit: 10 });
  assert.deepEqual(
    facts.map((fact) => fact.kind),
    ['contact.created', 'consent.withdrawn', 'consent.given'],
  );
});

test("Meta's stop is kept apart from consent, and its resume lifts only itself", async () => {
  const made = await createContact(platform, actor, { first_name: 'Ole' }, now);
  const { contact_id: contact } = await accessContact(platform, actor, made.id);
  await platform.db.transaction().execute(async (tx) => {
    await recordConsent(platform, tx, scope, { contact, state: 'withdrawn', source: 'STOP', wording: '', occurredAt: now, actor: agent }, now);
    await suppress(platform, tx, scope, { contact, reason: 'platform_stop', detail: '' }, now);
    await suppress(platform, tx, scope, { contact, reason: 'platform_stop', detail: '' }, now);
    await suppress(platform, tx, scope, { contact, reason: 'invalid', detail: '131026' }, now);
  });

  await platform.db.transaction().execute((tx) => liftSuppression(platform, tx, scope, { contact, reason: 'platform_stop' }, now));

  const ole = await presentContact(platform.db, scope, contact);
  assert.deepEqual([ole.marketing.state, ole.suppressions], ['withdrawn', ['invalid']]);
});

test('people are found by words in any order and by a number however it is written', async () => {
  await createContact(platform, actor, { first_name: 'Søren', last_name: '100%_Kafé', phone: '0612345699', email: 's@kafe.dk' }, now);
  const find = async (search: string) => countContacts(platform.db, scope, { search });

  assert.equal(await find('kafé søren'), 1);
  assert.equal(await find('06 12 34 56 99'), 1);
  assert.equal(await find('+33 6 12 34 56 99'), 1);
  assert.equal(await find('100%_'), 1);
  assert.equal(await find('_______________________________'), 0);
  assert.equal(await find('kafe.dk'), 1);
});

test('pages follow each other without a gap or a repetition', async () => {
  const all = await selectPage(platform.db, scope, {}, { before: null, limit: 1000 });
  const seen: string[] = [];
  let before: { at: Date; id: string } | null = null;
  do {
    const page: { at: Date; id: string }[] = await selectPage(platform.db, scope, {}, { before, limit: 2 });
    seen.push(...page.map((row) => row.id));
    before = page.at(-1) ?? null;
  } while (before !== null);

  assert.deepEqual(
    seen,
    all.map((row) => row.id),
  );
});
