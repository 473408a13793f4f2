import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import type { FreeBodies } from '#core/whatsapp/free.bodies.ts';
import { call } from '#server/app/client/client.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

const [ana, bo, cy, dan] = ['+33612000101', '+33612000102', '+33612000103', '+33612000104'];
const text = (words: string) => ({ kind: 'text', text: words, preview: true }) as const;
const bodies: FreeBodies = { en: text('Just for you, {{first_name}}.'), fr: text('Rien que pour vous, {{first_name}}, de {{shop}}.') };

let world: World;
let template: string;
before(async () => {
  world = await openWorld();
  template = await world.template({ name: 'harvest' });
  const content = (body: string) => ({ header: null, body, footer: null, buttons: [], samples: { first_name: 'Ana' } });
  const add = (language: string, body: string) =>
    call(world.door, contract.templates.translate, { params: { id: template }, body: { language, content: content(body), submit: true } });
  await add('fr', 'Bonjour {{first_name}}, la nouvelle récolte vous attend.');
  await add('de', 'Hallo {{first_name}}, die neue Ernte ist da.');
  await until('all three languages are approved', async () => {
    const { translations } = await call(world.door, contract.templates.get, { params: { id: template } });
    return translations.filter(({ state }) => state === 'approved').length === 3;
  });
  await world.person({ phone: ana, name: 'Ana Roux', language: 'fr' });
  await world.person({ phone: bo, name: 'Bo Rees', language: 'en' });
  await world.person({ phone: cy, name: 'Cy Rau', language: 'de' });
  await world.person({ phone: dan, name: 'Dan Rivet', language: 'fr' });
  for (const phone of [ana, bo, cy]) await world.act(phone, { act: 'write', text: 'Hello?' });
  await until('three are in the inbox', async () => (await call(world.door, contract.conversations.list, {})).items.length === 3);
});
after(() => world.close());

async function draft(name: string, free: FreeBodies | null): Promise<string> {
  const segment = await call(world.door, contract.segments.create, { body: { name, definition: { match: 'all', of: [] } } });
  const made = await call(world.door, contract.campaigns.create, {
    body: {
      name,
      choices: {
        segments: [segment.id],
        template,
        number: world.number.id,
        variables: { first_name: { from: 'contact', attribute: 'first_name', fallback: 'there' }, shop: { from: 'text', text: 'Parley' } },
        free,
      },
    },
  });
  return made.id;
}

const planOf = (id: string) => call(world.door, contract.campaigns.plan, { params: { id } });
const said = async (phone: string) => received(await world.phone(phone)).map(({ content }) => ('text' in content ? content.text : content.kind));

test('people with an open window get the free message in their own language; who has none in theirs gets the template', async () => {
  const id = await draft('Harvest', bodies);

  const plan = await planOf(id);
  await call(world.door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 0 } });
  await until(
    'it is done',
    async () => (await call(world.door, contract.campaigns.get, { params: { id } })).broadcast?.state === 'done' && (await said(dan)).length === 1,
  );

  assert.deepEqual(plan.free?.by_language, [
    { language: 'en', people: 1 },
    { language: 'fr', people: 1 },
  ]);
  assert.equal(plan.free.people, 2);
  assert.ok(plan.free.saves.micros > 0);
  const seen = Object.fromEntries(plan.samples.map(({ name, language, free, content }) => [name, [language, free, 'text' in content ? content.text : '']]));
  assert.deepEqual(seen, {
    'Ana Roux': ['fr', true, 'Rien que pour vous, Ana, de Parley.'],
    'Bo Rees': ['en', true, 'Just for you, Bo.'],
    'Cy Rau': ['de', false, 'Hallo Cy, die neue Ernte ist da.'],
    'Dan Rivet': ['fr', false, 'Bonjour Dan, la nouvelle récolte vous attend.'],
  });
  for (const [name, phone] of [
    ['Ana Roux', ana],
    ['Bo Rees', bo],
    ['Cy Rau', cy],
    ['Dan Rivet', dan],
  ] as const)
    // prettier-ignore
    assert.deepEqual(await said(phone), [seen[name]?.[2]]);
  const people = await call(world.door, contract.campaigns.recipients, { params: { id }, query: { limit: 10 } });
  assert.deepEqual(
    people.items.map(({ name, language, free }) => [name, language, free]).toSorted(),
    [['Ana Roux', 'fr', true], ['Bo Rees', 'en', true], ['Cy Rau', 'de', false], ['Dan Rivet', 'fr', false]], // prettier-ignore
  );
  const { items } = await call(world.door, contract.conversations.list, {});
  const shown = async (name: string) => {
    const conversation = items.find((one) => one.name === name)?.id ?? '';
    const messages = await call(world.door, contract.conversations.messages, { params: { id: conversation }, query: { limit: 10 } });
    return messages.items.flatMap(({ origin, content }) => (origin === 'broadcast' && 'text' in content ? [content.text] : []));
  };
  assert.deepEqual([await shown('Ana Roux'), await shown('Bo Rees')], [['Rien que pour vous, Ana, de Parley.'], ['Just for you, Bo.']]);
});

test('a test of the free message is in the language asked for, else in theirs, and refused where there is none', async () => {
  const id = await draft('Trial', bodies);
  const trial = (body: { phone: string; language?: string }) => call(world.door, contract.campaigns.test, { params: { id }, body: { ...body, free: true } });
  const last = async (phone: string) => (await said(phone)).at(-1);

  await trial({ phone: ana });
  await until('in hers', async () => (await last(ana)) === 'Rien que pour vous, Ana, de Parley.');
  await trial({ phone: ana, language: 'en' });
  await until('in English', async () => (await last(ana)) === 'Just for you, Ana.');

  await assert.rejects(trial({ phone: cy }), /no free message in "de"; it has one in en and fr|no free message in "de"; it has one in en, fr/);
  await assert.rejects(trial({ phone: ana, language: 'de' }), /no free message in "de"/);
});

test('a body in a language the template does not speak is pointed out, goes to nobody, and asks for no values', async () => {
  const id = await draft('Idle', { es: text('Solo para ti, {{nombre}}.') });

  const plan = await planOf(id);

  assert.equal(plan.free, null);
  assert.ok(plan.warnings.some(({ code, at, message }) => code === 'free_idle' && at === '/choices/free/es' && message.includes('es')));
  assert.deepEqual(plan.problems, []);
});

test('what is wrong with a body is said at its language, and a change of one makes the plan stale', async () => {
  const many = Object.fromEntries(Array.from({ length: 21 }, (_, place) => [`${String.fromCharCode(97 + place)}x`, text('Hi')]));
  const refusedAt = async (free: FreeBodies) => {
    const refused: unknown = await draft('Refused', free).then(
      () => null,
      (error: unknown) => error,
    );
    return String(refused) + JSON.stringify(refused);
  };

  assert.match(await refusedAt({ en: text('Hi'), fr: text('') }), /\/body\/choices\/free\/fr\/text/);
  assert.match(await refusedAt({ 'fr-FR': text('Salut') }), /"?fr-FR\\?"? is no language code/);
  assert.match(await refusedAt({ en: { kind: 'reaction', to: 'msg_1', emoji: '👍' } }), /\/body\/choices\/free\/en\/kind/);
  assert.match(await refusedAt(many), /in 21 languages; at most 20/);

  const id = await draft('Stale', bodies);
  const plan = await planOf(id);
  await call(world.door, contract.campaigns.update, { params: { id }, body: { choices: { free: { ...bodies, fr: text('Autre chose') } } } });
  await assert.rejects(call(world.door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 60 } }), /stale|changed/);
});
