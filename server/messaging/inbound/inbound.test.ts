import assert from 'node:assert/strict';
import { createServer, request as httpRequest } from 'node:http';
import { test, type TestContext } from 'node:test';
import { signBody } from '#server/cloud-api/signature.ts';
import { inboundTasks } from '#server/messaging/inbound/bindings.ts';
import { webhookPrefix, webhookRoute } from '#server/messaging/inbound/inbound.ts';
import { webhookRoutes } from '#server/messaging/inbound/routes.ts';
import { presentWireName } from '#server/messaging/outbox/outcome.ts';
import { openRig, type SendingRig, statusPost, truth, verifyToken } from '#test/world/sending.ts';

type Answer = { status: number; text: string };
type World = {
  rig: SendingRig;
  post(body: string | Buffer, headers?: Record<string, string>, key?: string): Promise<Answer>;
  get(query: string, key?: string): Promise<Answer>;
  run(task: string): Promise<number>;
};

async function open(t: TestContext): Promise<World> {
  const rig = await openRig({ baseUrl: 'http://127.0.0.1:9', people: 10 });
  const route = webhookRoute(rig.platform);
  const server = createServer((request, response) => route.handle(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rig.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const ask = (method: string, path: string, headers: Record<string, string>, body: string | Buffer) =>
    new Promise<Answer>((resolve, reject) => {
      const asked = httpRequest({ port, host: '127.0.0.1', method, path, headers, agent: false }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
      });
      asked.on('error', reject);
      asked.end(body);
    });
  const bindings = inboundTasks(rig.platform);
  return {
    rig,
    post: (body, headers = { 'x-hub-signature-256': signBody(rig.appSecret, Buffer.from(body)) }, key = rig.webhookKey) =>
      ask('POST', webhookPrefix + key, headers, body),
    get: (query, key = rig.webhookKey) => ask('GET', `${webhookPrefix}${key}?${query}`, {}, ''),
    /** Runs the waiting tasks of a name once, as the worker would. */
    async run(task) {
      const jobs = await rig.database.pool.query<{ id: string; payload: unknown }>(
        `select j.id, j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1 order by j.id`,
        [task],
      );
      for (const job of jobs.rows) {
        await rig.database.pool.query('delete from graphile_worker._private_jobs where id = $1', [job.id]);
        await bindings.find(({ name }) => name === task)?.run(job.payload);
      }
      return jobs.rows.length;
    },
  };
}

const jobsOf = async (rig: SendingRig, task: string) =>
  (
    await rig.database.pool.query<{ payload: { contact: string; inbound: Record<string, unknown> } }>(
      `select j.payload from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = $1 order by j.id`,
      [task],
    )
  ).rows.map((row) => row.payload);
const eventsOf = (rig: SendingRig) =>
  rig.platform.db.selectFrom('webhook_event').select(['id', 'state', 'reason', 'body']).orderBy('received_at').orderBy('id').execute();

function envelope(field: string, value: unknown): string {
  return JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '555000', changes: [{ field, value }] }] });
}

function inbound(...messages: Record<string, unknown>[]): string {
  return envelope('messages', {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '1', phone_number_id: '100' },
    contacts: [{ profile: { name: 'Ana Silva' }, wa_id: '33600000001' }],
    messages: messages.map((message) => ({ from: '33600000001', timestamp: '1790000000', ...message })),
  });
}

test('the challenge is answered to who knows the verify token, and to nobody else', async (t) => {
  const { get } = await open(t);
  const query = (token: string) => `hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=${encodeURIComponent(token)}`;

  assert.deepEqual(await get(query(verifyToken)), { status: 200, text: '1158201444' });
  assert.equal((await get(query('guess'))).status, 403);
  assert.equal((await get(query(verifyToken), 'nobody')).status, 404);
});

test('a wrong or missing signature is turned away and nothing is kept', async (t) => {
  const { rig, post } = await open(t);
  const body = inbound({ id: 'wamid.1', type: 'text', text: { body: 'Hello' } });

  assert.equal((await post(body, {})).status, 401);
  assert.equal((await post(body, { 'x-hub-signature-256': signBody('another secret', Buffer.from(body)) })).status, 401);
  assert.equal((await post(body, { 'x-hub-signature-256': 'sha256=zz' })).status, 401);
  assert.equal((await post(body, { 'x-hub-signature-256': signBody(rig.appSecret, Buffer.from(body)) }, 'nobody')).status, 404);
  assert.equal((await post(Buffer.alloc(3 * 1024 * 1024 + 1, 32))).status, 413);

  assert.deepEqual(await eventsOf(rig), []);
  assert.deepEqual(await jobsOf(rig, 'webhook.unpack'), []);
});

test('what is signed but cannot be understood is kept byte for byte and set aside with a reason, and can be tried again', async (t) => {
  const { rig, post, run } = await open(t);
  const answers = webhookRoutes(rig.platform);
  const call = {
    actor: { kind: 'user' as const, id: 'u', name: 'Ines', workspace: rig.scope.workspace, scopes: [] },
    now: new Date(),
    requestId: 'r',
    language: 'en' as const,
  };
  const ask = (name: string, input: { params?: unknown; query?: unknown }) =>
    answers.find((answer) => answer.name === name)!.prepare({ params: {}, query: {}, body: {}, ...input })(call) as Promise<{
      items: { id: string; reason: string; body: string }[];
    }>;

  assert.equal((await post('this is no JSON')).status, 200);
  assert.equal((await post(Buffer.from([0x7b, 0xff, 0xfe]))).status, 200);
  assert.equal((await post('{"object":"page","entry":[]}')).status, 200);
  assert.equal((await post(envelope('tomorrow', { any: 'thing' }))).status, 200);

  const events = await eventsOf(rig);
  assert.deepEqual(
    events.map(({ state }) => state),
    ['set_aside', 'set_aside', 'set_aside', 'set_aside'],
  );
  assert.equal(events[0]?.body.toString(), 'this is no JSON');
  assert.deepEqual([...(events[1]?.body ?? [])], [0x7b, 0xff, 0xfe]);
  const { items } = await ask('aside', {});
  assert.deepEqual(items.map(({ reason }) => reason).at(0), 'unknown field "tomorrow"');
  assert.match(items.at(3)?.reason ?? '', /no JSON/);
  await ask('retry', { params: { id: items[0]?.id } });
  assert.equal(await run('webhook.unpack'), 1);
  assert.equal((await ask('aside', {})).items.length, 4);
  await assert.rejects(ask('retry', { params: { id: 'whk_00000000000070008000000000000000' } }), /among those set aside/);
});

test('statuses are applied before the 200, also beside what is unknown', async (t) => {
  const { rig, post } = await open(t);
  const broadcast = await rig.broadcast();
  const status = (seq: number, name: string) => ({
    id: `wamid.${seq}`,
    status: name,
    timestamp: '1790000000',
    recipient_id: '33600000001',
    biz_opaque_callback_data: presentWireName({ kind: 'recipient', broadcast, seq, attempt: 0 }),
  });
  const { body, signature } = statusPost(rig, [
    status(1, 'sent'),
    status(2, 'delivered'),
    status(2, 'sent'),
    { id: 'x', status: 'teleported', timestamp: '1' },
  ]);

  assert.equal((await post(body, { 'x-hub-signature-256': signature })).status, 200);
  assert.equal((await post(body, { 'x-hub-signature-256': signature })).status, 200);

  const { counts, counted } = await truth(rig, broadcast);
  assert.deepEqual([counts.sent, counts.delivered, counts.waiting], [1, 1, 8]);
  assert.deepEqual(counts, counted);
  assert.match((await eventsOf(rig))[0]?.reason ?? '', /teleported/);
});

test('what somebody writes becomes a turn of theirs, once, in our own form; what is new is kept as it came', async (t) => {
  const { rig, post, run } = await open(t);
  const messages = [
    { id: 'wamid.1', type: 'text', text: { body: 'Olá ☕' } },
    { id: 'wamid.2', type: 'image', image: { id: '77', mime_type: 'image/jpeg', sha256: 'x', caption: 'Look' } },
    { id: 'wamid.3', type: 'button', button: { payload: 'STOP', text: 'Stop' }, context: { from: '1', id: 'wamid.ours' } },
    { id: 'wamid.4', type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Beans', description: 'Dark' } } },
    { id: 'wamid.5', type: 'location', location: { latitude: 37.4, longitude: -122.1, name: 'Shop' } },
    { id: 'wamid.6', type: 'reaction', reaction: { message_id: 'wamid.ours' } },
    { id: 'wamid.7', type: 'hologram', hologram: { depth: 3 } },
    { id: 'wamid.8', type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{}' } } },
  ];

  assert.equal((await post(inbound(...messages))).status, 200);
  assert.equal((await post(inbound(...messages))).status, 200);
  await run('webhook.unpack');

  const turns = (await jobsOf(rig, 'contact.turn')).map(({ inbound: said }) => said);
  assert.deepEqual(
    turns.map((said) => said['wamid']),
    messages.map(({ id }) => id),
  );
  const contents = turns.map((said) => said['content'] as Record<string, unknown>);
  assert.deepEqual(
    contents.map((content) => content['kind']),
    ['text', 'image', 'choice', 'choice', 'location', 'reaction', 'unknown', 'answers'],
  );
  assert.deepEqual(contents[0], { kind: 'text', text: 'Olá ☕' });
  assert.deepEqual([turns[2]?.['quoted'], turns[0]?.['name'], turns[0]?.['at']], ['wamid.ours', 'Ana Silva', new Date(1_790_000_000_000).toISOString()]);
  assert.deepEqual((contents[6]!['raw'] as Record<string, unknown>)['hologram'], { depth: 3 });
  assert.equal((await jobsOf(rig, 'contact.turn'))[0]?.contact, rig.person(1));
  assert.equal((await jobsOf(rig, 'media.fetch')).length, 1);
  assert.deepEqual(
    (await eventsOf(rig)).map(({ state }) => state),
    ['done', 'done'],
  );
});

test('a stranger without a phone becomes a contact, and a number that is not ours is set aside', async (t) => {
  const { rig, post, run } = await open(t);

  await post(
    envelope('messages', {
      metadata: { phone_number_id: '100' },
      contacts: [{ profile: { name: 'Zed' }, user_id: 'US.1349' }],
      messages: [{ from_user_id: 'US.1349', id: 'wamid.9', timestamp: '1790000000', type: 'text', text: { body: 'Hi' } }],
    }),
  );
  await post(
    envelope('messages', {
      metadata: { phone_number_id: '999' },
      messages: [{ from: '336', id: 'wamid.10', timestamp: '1790000000', type: 'text', text: { body: 'Hi' } }],
    }),
  );
  await run('webhook.unpack');

  const turns = await jobsOf(rig, 'contact.turn');
  assert.equal(turns.length, 1);
  const made = await rig.platform.db
    .selectFrom('contact')
    .select(['display_name', 'phone'])
    .where('id', '=', turns[0]?.contact ?? '')
    .executeTakeFirstOrThrow();
  assert.deepEqual(made, { display_name: 'Zed', phone: null });
  assert.match((await eventsOf(rig))[1]?.reason ?? '', /number 999, which is not connected/);
});

test('who stops offers in WhatsApp is never written to, until they resume', async (t) => {
  const { rig, post, run } = await open(t);
  const preference = (value: string) =>
    envelope('user_preferences', {
      metadata: { phone_number_id: '100' },
      contacts: [{ profile: { name: 'Ana' }, wa_id: '33600000002' }],
      user_preferences: [{ wa_id: '33600000002', detail: 'User requested it', category: 'marketing_messages', value, timestamp: 1_731_705_721 }],
    });
  const suppressed = async () =>
    (await rig.platform.db.selectFrom('suppression').select(['contact_id', 'reason']).execute()).map((row) => [row.contact_id, row.reason]);

  await post(preference('stop'));
  await run('webhook.unpack');
  assert.deepEqual(await suppressed(), [[rig.person(2), 'platform_stop']]);

  await post(preference('resume'));
  await run('webhook.unpack');
  assert.deepEqual(await suppressed(), []);
  const kinds = (await rig.platform.db.selectFrom('fact').select('kind').orderBy('id').execute()).map(({ kind }) => kind);
  assert.deepEqual(kinds, ['preference.stopped', 'preference.resumed']);
});
