import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import { call } from '#server/app/client/client.ts';
import { type MetaFront, openMetaFront } from '#test/world/meta-front.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

let world: World;
let front: MetaFront;
before(async () => {
  world = await openWorld();
  front = await openMetaFront(world.emulator.url);
});
after(async () => {
  await front.close();
  await world.close();
});

const ana = '+5511961234567';

test('with other values the same product speaks to graph.facebook.com itself', async () => {
  const account = world.number.business_account;
  const app = world.emulator.world.app;

  const number = await call(world.door, contract.numbers.connect, {
    body: {
      base_url: 'https://graph.facebook.com',
      api_version: 'v26.0',
      business_account_id: account.meta_id,
      number_id: world.number.meta_id,
      app_id: account.app_id,
      token: app.token,
      app_secret: app.secret,
      verify_token: app.verifyToken,
      throughput_per_second: 80,
    },
  });
  await world.person({ phone: ana, name: 'Ana Souza' });
  const template = await world.template({ name: 'over_tls' });
  const campaign = await world.campaign({ template });
  const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });
  await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 0 } });

  assert.equal(number.id, world.number.id, 'connecting a number again changes its values and makes no second one');
  assert.equal(number.business_account.base_url, 'https://graph.facebook.com');
  await until('Ana has the message', async () => received(await world.phone(ana)).length === 1);
  await until('and the ledger knows', async () => (await call(world.door, contract.campaigns.report, { params: { id: campaign } })).counts.delivered === 1);
  assert.ok(front.asked.length >= 5);
  assert.ok(
    front.asked.every((host) => host === 'graph.facebook.com'),
    [...new Set(front.asked)].join(),
  );
});

test('what a person sends in is fetched from the host that Meta names', async () => {
  const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

  await world.act(ana, { act: 'send_media', kind: 'image', mime: 'image/png', base64: png, caption: 'My first cup' });

  await until('the picture is kept here', async () => {
    const { items } = await call(world.door, contract.conversations.list, {});
    const found = items.find((item) => item.phone === ana);
    if (found === undefined) return false;
    const said = await call(world.door, contract.conversations.messages, { params: { id: found.id } });
    return said.items.some((message) => message.content.kind === 'image' && message.content.image.media !== null && message.content.caption === 'My first cup');
  });
});
