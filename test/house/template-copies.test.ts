import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { call } from '#server/app/client/client.ts';
import { hello, templateDesk } from '#test/world/template-desk.ts';
import { openWorld, until, type World } from '#test/world/world.ts';

/** Templates in two accounts, of every build, and those to begin from. */
let world: World;
before(async () => {
  world = await openWorld();
});
after(() => world.close());

const { read, english, atMeta, submit, versions, settled, noticesOf } = templateDesk(() => world);

test('the same template over two business accounts is one, and goes to the other by one call', async () => {
  const second = '555000111222';
  await world.control.numbers.add({ id: '555000111223', display_phone_number: '+33180001112', verified_name: 'Second house', business_account_id: second });
  const { app } = world.emulator.world;
  const number = await call(world.door, contract.numbers.connect, {
    body: {
      base_url: world.emulator.url,
      business_account_id: second,
      number_id: '555000111223',
      app_id: app.id,
      token: app.token,
      app_secret: app.secret,
      verify_token: app.verifyToken,
    },
  });
  const content = hello('Hello {{first_name}}, this goes out from two houses.');
  const id = await world.template({ name: 'twofold', content });
  const first_name = { from: 'contact' as const, attribute: 'first_name', fallback: 'there' };
  await call(world.door, contract.templates.fill, { params: { id }, body: { fills: { first_name } } });
  const account = number.business_account.id;

  await call(world.door, contract.templates.copy, { params: { id }, body: { account } });
  await until('the copy is approved', async () => (await read(id)).copies[0]?.translations[0]?.state === 'approved');

  const one = await read(id);
  assert.equal(atMeta('twofold', second).status, 'APPROVED');
  assert.deepEqual(
    one.copies.map((copy) => [copy.account.id, copy.translations]),
    [[account, [{ language: 'en', state: 'approved', quality: one.copies[0]?.translations[0]?.quality ?? null, same: true }]]],
  );
  const listed = (await call(world.door, contract.templates.list, { query: { limit: 200 } })).items.filter((template) => template.name === 'twofold');
  assert.deepEqual(
    listed.map((template) => template.id),
    [id],
  );
  const other = await read(one.copies[0]?.id ?? '');
  assert.deepEqual([other.account.id, other.copies[0]?.id, other.fills], [account, id, { first_name }]);

  await submit(id, hello('Hello {{first_name}}, now they say two things.'));
  await settled(id, 'approved');
  assert.equal((await read(id)).copies[0]?.translations[0]?.same, false);
  await call(world.door, contract.templates.copy, { params: { id }, body: { account } });
  await until('they are the same again', async () => (await read(id)).copies[0]?.translations[0]?.same === true);
  await assert.rejects(call(world.door, contract.templates.copy, { params: { id }, body: { account: one.account.id } }), /choose another business account/);
});

test('a campaign and an answer by the other house’s number send its own copy, and say so; without one they refuse', async () => {
  const numbers = (await call(world.door, contract.numbers.list)).items;
  const second = numbers.find((number) => number.display_phone === '+33180001112');
  const listed = (await call(world.door, contract.templates.list, { query: { limit: 200 } })).items;
  const twofold = listed.find((template) => template.name === 'twofold');
  assert.ok(second !== undefined && twofold !== undefined);
  const lonely = await world.template({ name: 'lonely', content: hello('Hello {{first_name}}, this goes out from one house.') });
  const segment = await call(world.door, contract.segments.create, { body: { name: 'All of them', definition: { match: 'all', of: [] } } });
  const variables = { first_name: { from: 'text' as const, text: 'Ana' } };
  const planOf = async (template: string) => {
    const choices = { segments: [segment.id], template, number: second.id, variables };
    const { id } = await call(world.door, contract.campaigns.create, { body: { name: 'By the other', choices } });
    return call(world.door, contract.campaigns.plan, { params: { id } });
  };

  const alone = await planOf(lonely);
  const copied = await planOf(twofold.id);
  const { id } = (await call(world.door, contract.campaigns.list)).items[0] ?? { id: '' };
  await world.person({ phone: '+33612349999', name: 'Ana' });
  const tried = await call(world.door, contract.campaigns.test, { params: { id }, body: { phone: '+33612349999' } });

  assert.ok(alone.problems.some((problem) => problem.code === 'template_elsewhere' && /no approved copy/.test(problem.message)));
  assert.equal(copied.template.id, twofold.copies[0]?.id);
  assert.ok(copied.warnings.some(({ code }) => code === 'template_copy'));
  assert.ok(!copied.problems.some(({ code }) => code === 'template_elsewhere'));
  const settledMessage = async () => (await call(world.door, contract.messages.get, { params: { id: tried.messages[0]?.message ?? '' } })).state;
  await until('the test reached the phone', async () => ['delivered', 'read'].includes(await settledMessage()));
  const thread = (await call(world.door, contract.conversations.list, { query: { limit: 50 } })).items.find((one) => one.phone === '+33612349999');
  assert.ok(thread);
  const say = (template: string) =>
    call(world.door, contract.conversations.say, { params: { id: thread.id }, body: { kind: 'template', template, language: 'en', variables } });
  const answer = await say(twofold.id);
  assert.equal(answer.state, 'queued');
  await assert.rejects(say(lonely), /no approved copy/);
});

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEElEQVQImWOoCNCAIAY4CwA6NAWhhs/v7wAAAABJRU5ErkJggg==',
  'base64',
);

test('a carousel hands each card’s picture to Meta, is changed with them, and comes back from Meta the same', async () => {
  const picture = await call(world.door, contract.media.create, { file: { name: 'cup.png', type: 'image/png', content: png } });
  const card = (name: string) => ({
    header: { kind: 'image' as const, media: picture.id },
    body: `Our ${name}`,
    buttons: [{ kind: 'reply' as const, text: 'Tell me more' }],
  });
  const content = { ...hello('Hello {{first_name}}, look what came in for you.'), cards: [card('cup'), card('pot')] };
  const id = await world.template({ name: 'shelf_of_two', content });

  await submit(id, { ...content, cards: [card('cup'), card('kettle')] });
  const changed = await settled(id, 'approved');
  await call(world.door, contract.templates.sync);
  const synced = await english(id);

  assert.equal(changed.version, 2);
  assert.deepEqual([synced.version, synced.content], [2, changed.content]);
  assert.deepEqual(
    (await versions(id))[0]?.changes.map((one) => one.at),
    ['/cards/1/body'],
  );
  const carousel = atMeta('shelf_of_two').components.find((one) => one.type === 'CAROUSEL');
  assert.equal(carousel?.type === 'CAROUSEL' ? carousel.cards.length : 0, 2);
});

test('what an earlier Parley could not read is completed without being taken for somebody’s change', async () => {
  const [carousel] = (await call(world.door, contract.templates.list, { query: { limit: 200 } })).items.filter((one) => one.name === 'shelf_of_two');
  const id = carousel?.id ?? '';
  const whole = await english(id);
  await world.database.pool.query(
    `update template_translation set status = 'unknown', reason_code = 'unsupported', content = content - 'cards'
     where template_id = (select id from template where name = 'shelf_of_two')`,
  );

  await call(world.door, contract.templates.sync);

  const completed = await english(id);
  assert.deepEqual([completed.state, completed.version, completed.reason_code], ['approved', whole.version, null]);
  assert.equal(completed.content.cards?.[1]?.body, 'Our kettle');
  assert.deepEqual(await noticesOf(id), []);
});

test('a template for one-time passcodes is made, reviewed, and read back from Meta as ours', async () => {
  const content: TemplateContent = {
    header: null,
    body: '',
    footer: null,
    buttons: [{ kind: 'passcode', how: 'copy_code', text: null, autofill_text: null, apps: [], accepts_terms: false }],
    passcode: { security_advice: true, expires_minutes: 10 },
    samples: { code: '123456' },
  };
  const made = await call(world.door, contract.templates.create, { body: { name: 'sign_in_code', category: 'authentication', language: 'en', content } });
  const approved = await settled(made.id, 'approved');

  await call(world.door, contract.templates.sync);

  assert.deepEqual(approved.variables, ['code']);
  const synced = await english(made.id);
  assert.deepEqual([synced.state, synced.version, synced.content], ['approved', 1, content]);
});

test('the gallery gives templates in all five languages, or in the one that is asked for', async () => {
  const all = (await call(world.door, contract.templates.gallery)).items;
  const brazilian = (await call(world.door, contract.templates.gallery, { query: { language: 'pt-BR' } })).items;
  const danish = (await call(world.door, contract.templates.gallery, { query: { language: 'da' } })).items;

  assert.ok(all.length >= 14);
  assert.ok(all.every((one) => one.translations.length === 5 && one.title !== '' && one.about !== ''));
  assert.ok(brazilian.every((one) => one.translations.length === 1 && one.translations[0]?.language === 'pt_BR'));
  assert.deepEqual(danish, all);
});
