import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor, Scope } from '#core/value/actor.ts';
import { scopes } from '#core/value/actor.ts';
import { parsePublicId, type MediaId, type NumberId } from '#core/value/id.ts';
import { Refusal } from '#core/contract/refusals.ts';
import type { BusinessNumber } from '#core/contract/settings.ts';
import type { Media } from '#core/contract/media.ts';
import type { Template } from '#core/contract/templates.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import type { WireSend, WireTemplateStatusValue } from '#core/whatsapp/wire.ts';
import { defaultOptions, type Emulator, openEmulator } from '#emulator/emulator.ts';
import { deleteMedia, downloadMedia, readTemplate } from '#server/cloud-api/management.ts';
import { parseWebhook } from '#server/cloud-api/webhook.ts';
import { keepMedia, metaMediaId } from '#server/messaging/media/media.ts';
import { mediaRoutes } from '#server/messaging/media/routes.ts';
import type { SendAnswer } from '#server/cloud-api/answer.ts';
import { findBusinessByWebhookKey, openLine, pauseNumber } from '#server/messaging/number/number.ts';
import { numberRoutes } from '#server/messaging/number/routes.ts';
import { pauseReasonOf } from '#server/messaging/number/words.ts';
import { templateRoutes } from '#server/messaging/template/routes.ts';
import { getTemplate } from '#server/messaging/template/template.ts';
import { applyTemplateStatus } from '#server/messaging/template/webhooks.ts';
import { templateTasks } from '#server/messaging/template/bindings.ts';
import { toWireTemplate } from '#server/messaging/template/wire.ts';
import { copyRowsApart } from '#server/platform/postgres/copy.ts';
import { machineClock, systemClock } from '#server/platform/clock.ts';
import { openFiles } from '#server/platform/files.ts';
import type { Answers, RawInput } from '#server/platform/http/answers.ts';
import { live } from '#server/platform/live.ts';
import { silentLog } from '#server/platform/log.ts';
import type { Platform } from '#server/platform/platform.ts';
import { tasks } from '#server/platform/queue.ts';
import { openRandom } from '#server/platform/random.ts';
import { openSealer } from '#server/platform/sealer.ts';
import { noticeRoutes } from '#server/workspace/notices.ts';
import { openTestDatabase, type TestDatabase } from '../world/database.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAEElEQVQImWOoCNCAIAY4CwA6NAWhhs/v7wAAAABJRU5ErkJggg==',
  'base64',
);
const hello: TemplateContent = {
  header: null,
  body: 'Hello {{first_name}}, our sale is on.',
  footer: null,
  buttons: [{ kind: 'url', text: 'Shop', url: 'https://shop.example/{{code}}' }],
  samples: { first_name: 'Ana', code: 'x1' },
};

let database: TestDatabase;
let emulator: Emulator;
let door: Server;
let platform: Platform;
let scope: Scope;
let actor: Actor;
let folder: string;
/** While shut, verdicts are lost on their way, as if our door were down. */
let doorIsShut = false;
let callback = '';
/** What the emulator posted last may still be on its way to the database when the tests are over. */
const beingAnswered = new Set<Promise<void>>();

before(async () => {
  database = await openTestDatabase();
  folder = mkdtempSync(join(tmpdir(), 'parley-templates-'));
  const random = openRandom();
  platform = {
    db: database.db,
    writing: database.writing,
    copyRows: (table, columns, batches) => copyRowsApart(database.pool, table, columns, batches),
    clock: systemClock,
    realClock: machineClock,
    random,
    files: openFiles(folder),
    log: silentLog,
    tasks,
    live,
    sealer: openSealer('x'.repeat(32)),
    publicUrl: 'http://127.0.0.1:9',
  };
  const workspace = random.uuid7('workspace', new Date());
  scope = { workspace };
  actor = { kind: 'user', id: 'ada', name: 'Ada', workspace, scopes };
  await database.pool.query(
    `insert into workspace (id, name, mode, default_country, locale, timezone, currency, created_at) values ($1, 'R', 'rehearsal', 'FR', 'en', 'Europe/Paris', 'EUR', now())`,
    [workspace],
  );
  emulator = await openEmulator({ port: 0, seed: 'templates', settings: { template_review: 'rules', template_review_delay_ms: 0, people: 'still' } });
  door = await openDoor();
});

after(async () => {
  await emulator.close();
  await Promise.all(beingAnswered);
  door.closeAllConnections();
  door.close();
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Our door as far as these rooms need it: the challenge by the kept verify token, and verdicts. */
async function openDoor(): Promise<Server> {
  const server = createServer((request, response) => {
    const url = new URL(`http://door${request.url ?? '/'}`);
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const answering = answerDoor(request.method ?? '', url, Buffer.concat(parts)).then(({ status, text }) => void response.writeHead(status).end(text));
      beingAnswered.add(answering);
      void answering.finally(() => beingAnswered.delete(answering));
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  callback = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return server;
}

async function answerDoor(method: string, url: URL, raw: Buffer): Promise<{ status: number; text: string }> {
  const account = await findBusinessByWebhookKey(platform.db, url.pathname.split('/').at(-1) ?? '');
  if (account === undefined) return { status: 404, text: 'unknown key' };
  if (method === 'GET') {
    const isOurs = platform.sealer.open(account.sealedVerifyToken) === url.searchParams.get('hub.verify_token');
    return { status: isOurs ? 200 : 403, text: isOurs ? (url.searchParams.get('hub.challenge') ?? '') : 'no' };
  }
  const parsed = parseWebhook(raw);
  if (doorIsShut || !('updates' in parsed)) return { status: 200, text: 'lost' };
  for (const update of parsed.updates) {
    if (update.kind === 'template_status') await applyTwice(update.value);
  }
  return { status: 200, text: 'ok' };
}

/** Meta may post anything twice. */
async function applyTwice(value: WireTemplateStatusValue): Promise<void> {
  for (const time of [1, 2])
    await platform.db.transaction().execute((tx) => applyTemplateStatus(platform, tx, { workspace: scope.workspace }, value, new Date(Date.now() + time)));
}

async function ask<Reply>(answers: Answers, name: string, raw: Partial<RawInput> = {}): Promise<Reply> {
  const found = answers.find((answer) => answer.name === name);
  assert.ok(found, name);
  return (await found.prepare({ params: {}, query: {}, body: {}, ...raw })({ actor, now: new Date(), requestId: 'req_1', language: 'en' })) as Reply;
}

async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Refusal, String(error));
  return error;
}

const connection = (change: Record<string, unknown> = {}) => ({
  base_url: emulator.url,
  business_account_id: defaultOptions.account.id,
  number_id: defaultOptions.number.id,
  app_id: defaultOptions.app.id,
  token: defaultOptions.app.token,
  app_secret: defaultOptions.app.secret,
  verify_token: 'a-verify-token',
  callback_url: callback,
  ...change,
});
const connect = (change: Record<string, unknown> = {}) => ask<BusinessNumber>(numberRoutes(platform), 'connect', { body: connection(change) });
const templates = () => templateRoutes(platform);
const create = (body: Record<string, unknown>) =>
  ask<Template>(templates(), 'create', { body: { name: 'sale_nov', category: 'marketing', language: 'en', content: hello, ...body } });
const read = (id: string) => ask<Template>(templates(), 'get', { params: { id } });

async function settled(id: string, state: string, language = 'en'): Promise<Template['translations'][number]> {
  for (let time = 0; time < 400; time += 1) {
    const found = (await read(id)).translations.find((one) => one.language === language);
    if (found?.state === state) return found;
    await sleep(10);
  }
  assert.fail(`${id} never became ${state}: ${JSON.stringify(await read(id))}`);
}

function numberId(number: BusinessNumber): NumberId {
  const id = parsePublicId('number', number.id);
  assert.ok(typeof id === 'string');
  return id;
}

test('a wrong token is told in Meta’s words, and nothing is kept', async () => {
  const error = await refusalOf(connect({ token: 'wrong' }));

  assert.equal(error.code, 'platform_refused');
  assert.match(error.message, /code 190/);
  assert.deepEqual(await ask(numberRoutes(platform), 'list'), { items: [] });
});

test('a wrong app secret is found before anything is kept', async () => {
  const error = await refusalOf(connect({ app_secret: 'wrong' }));

  assert.equal(error.code, 'platform_refused');
  assert.match(error.message, /app secret/);
  assert.deepEqual(await ask(numberRoutes(platform), 'list'), { items: [] });
});

test('a place where nobody answers is unreachable', async () => {
  assert.equal((await refusalOf(connect({ base_url: 'http://127.0.0.1:9' }))).code, 'platform_unreachable');
});

test('a number whose webhook Meta cannot reach stays paused, and connecting it again finishes', async () => {
  const error = await refusalOf(connect({ callback_url: 'http://127.0.0.1:9' }));
  assert.equal(error.code, 'platform_refused');
  const [half] = (await ask<{ items: BusinessNumber[] }>(numberRoutes(platform), 'list')).items;
  assert.equal(half?.state, 'paused');

  const number = await connect();

  assert.equal(number.id, half?.id);
  assert.equal(number.state, 'ready');
  assert.ok(number.business_account.connected_at);
  assert.equal(number.business_account.webhook_url, `${callback}/webhooks/whatsapp/${number.business_account.webhook_url.split('/').at(-1)}`);
  assert.equal(JSON.stringify(number).includes(defaultOptions.app.token), false);
});

test('connecting the same number again renews its secrets and keeps its id; a pause by an error ends, a person’s stays', async () => {
  const first = await connect();
  const id = numberId(first);
  await platform.db.transaction().execute((tx) => pauseNumber(platform, tx, scope, id, pauseReasonOf(190)));

  const again = await connect({ verify_token: 'another-token' });

  assert.equal(again.id, first.id);
  assert.equal(again.state, 'ready');
  const [{ count }] = (await database.pool.query<{ count: string }>('select count(*) from business_account')).rows as [{ count: string }];
  assert.equal(count, '1');

  await ask(numberRoutes(platform), 'pause', { params: { id: first.id } });
  assert.equal((await connect()).state, 'paused');
  assert.equal((await ask<BusinessNumber>(numberRoutes(platform), 'resume', { params: { id: first.id } })).state, 'ready');
});

test('a number of another account is refused with the numbers there are', async () => {
  const error = await refusalOf(connect({ number_id: '99999' }));

  assert.ok(['platform_refused', 'invalid'].includes(error.code), error.message);
});

test('a template is reviewed, and the verdict is there without asking', async () => {
  const created = await create({});
  assert.ok(['pending', 'approved'].includes(created.translations[0]!.state));

  const approved = await settled(created.id, 'approved');

  assert.deepEqual(approved.variables, ['first_name', 'code']);
  assert.deepEqual(
    approved.history.map((event) => event.state).toSorted(),
    approved.history.length === 3 ? ['approved', 'draft', 'pending'] : ['approved', 'draft'],
  );
});

test('what was approved can be sent', async () => {
  const [number] = (await ask<{ items: BusinessNumber[] }>(numberRoutes(platform), 'list')).items;
  const line = await openLine(platform, platform.db, scope, numberId(number!));
  const list = await ask<{ items: Template[] }>(templates(), 'list', { query: { approved: 'true' } });
  const id = parsePublicId('template', list.items[0]!.id);
  assert.ok(typeof id === 'string');
  const template = await getTemplate(platform.db, scope, id);

  const body: WireSend = {
    messaging_product: 'whatsapp',
    to: '+33612345678',
    type: 'template',
    template: toWireTemplate(template, template.translations[0]!, { first_name: 'Zoé', code: 'X1' }, new Map()),
  };
  const answer = await new Promise<SendAnswer>((answered) => line.post(JSON.stringify(body), answered));

  assert.equal(answer.ok, true, JSON.stringify(answer));
  const atMeta = await readTemplate(line.caller, template.translations[0]!.metaId ?? '');
  assert.ok(atMeta.ok && atMeta.value.status === 'APPROVED');
});

test('what Meta would refuse is told before it is asked, with every place', async () => {
  const error = await refusalOf(create({ name: 'Bad', content: { ...hello, body: '{{first_name}}', footer: 'a'.repeat(61) } }));

  assert.equal(error.code, 'template_invalid');
  assert.ok(error.errors.some((one) => one.at === '/body/name') && error.errors.some((one) => one.at === '/body/content/footer'));
});

test('a rejection shows Meta’s reason, and what is written anew is reviewed again', async () => {
  const created = await create({ name: 'short_link', content: { ...hello, body: 'Hello {{first_name}}, see bit.ly/sale for our offers today.' } });
  const rejected = await settled(created.id, 'rejected');
  assert.match(rejected.reason ?? '', /shortened link/);
  assert.match(rejected.recommendation ?? '', /full link/);
  assert.equal(rejected.reason_code, 'INVALID_FORMAT');
  assert.equal((await refusalOf(ask(templates(), 'submit', { params: { id: created.id }, body: { language: 'en' } }))).code, 'conflict');

  await ask(templates(), 'submit', {
    params: { id: created.id },
    body: { language: 'en', content: { ...hello, body: 'Hello {{first_name}}, see our site for offers today.' } },
  });

  const approved = await settled(created.id, 'approved');
  assert.equal(approved.reason, null);
});

test('who made a template is told once that it was rejected, and nobody else', async () => {
  const noticesOf = async (id: string) => {
    const list = noticeRoutes(platform).find((answer) => answer.name === 'list');
    assert.ok(list);
    const prepared = list.prepare({ params: {}, query: {}, body: {} });
    return (await prepared({ actor: { ...actor, id }, now: new Date(), requestId: 'req_1', language: 'en' })) as { items: { text: string; kind: string }[] };
  };

  const ada = (await noticesOf('ada')).items.filter((one) => one.kind === 'template_rejected');

  assert.equal(ada.length, 1);
  assert.match(ada[0]?.text ?? '', /Meta rejected template "short_link" \(en\): .*shortened link/);
  assert.deepEqual((await noticesOf('bob')).items, []);
});

test('Meta’s own "no" at creation is told, and the draft is kept to be corrected', async () => {
  const twin = await refusalOf(create({ name: 'sale_twin' }));
  assert.equal(twin.code, 'template_refused');
  assert.match(twin.message, /already has this body and footer/);
  const list = await ask<{ items: Template[] }>(templates(), 'list');
  const kept = list.items.find((one) => one.name === 'sale_twin');
  assert.equal(kept?.translations[0]?.state, 'draft');
  assert.match(kept?.translations[0]?.reason ?? '', /already has this body and footer/);

  const again = await create({ name: 'sale_twin', content: { ...hello, body: 'Hello {{first_name}}, something else is on today.' } });

  assert.equal(again.id, kept?.id);
  await settled(again.id, 'approved');
});

test('an image is uploaded by its bytes, becomes a header, and goes to Meta once', async () => {
  const upload = {
    filename: 'coffee.txt',
    mime: 'text/html',
    stream: (async function* () {
      yield png;
    })(),
  };
  const media = await ask<Media>(mediaRoutes(platform), 'create', { upload });
  assert.deepEqual([media.mime, media.width, media.height], ['image/png', 3, 2]);

  const created = await create({
    name: 'with_image',
    content: { ...hello, header: { kind: 'image', media: media.id }, body: 'Our new coffee is here and it is good.', buttons: [], samples: {} },
  });
  await settled(created.id, 'approved');

  const [number] = (await ask<{ items: BusinessNumber[] }>(numberRoutes(platform), 'list')).items;
  const id = parsePublicId('media', media.id) as MediaId;
  const first = await metaMediaId(platform, scope, id, numberId(number!), new Date());
  assert.equal(await metaMediaId(platform, scope, id, numberId(number!), new Date()), first);
  assert.notEqual(await metaMediaId(platform, scope, id, numberId(number!), new Date(Date.now() + 30 * 86_400_000)), first);
  const line = await openLine(platform, platform.db, scope, numberId(number!));
  const back = await downloadMedia(line.caller, first);
  assert.ok(back.ok && Buffer.from(back.value.bytes).equals(png));
  assert.deepEqual((await deleteMedia(line.caller, first)).ok, true);
  assert.equal((await downloadMedia(line.caller, first)).ok, false);
});

test('a drawing that runs a script is refused, and the same file is kept once', async () => {
  const upload = {
    filename: 'a.png',
    mime: 'image/png',
    stream: (async function* () {
      yield Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    })(),
  };
  assert.equal((await refusalOf(ask(mediaRoutes(platform), 'create', { upload }))).code, 'media_invalid');

  const file = { name: 'voice.ogg', mime: 'audio/ogg; codecs=opus', content: Buffer.from('OggS') };
  const first = await keepMedia(platform, platform.db, scope, file, new Date());

  assert.deepEqual(await keepMedia(platform, platform.db, scope, file, new Date()), first);
});

test('a second language is added, and the same language twice is a conflict', async () => {
  const [template] = (await ask<{ items: Template[] }>(templates(), 'list')).items.filter((one) => one.name === 'sale_nov');
  const french = { ...hello, body: 'Bonjour {{first_name}}, nos soldes commencent.' };

  await ask(templates(), 'translate', { params: { id: template!.id }, body: { language: 'fr', content: french } });

  await settled(template!.id, 'approved', 'fr');
  assert.equal((await refusalOf(ask(templates(), 'translate', { params: { id: template!.id }, body: { language: 'fr', content: french } }))).code, 'conflict');
  assert.equal((await refusalOf(create({ language: 'de' }))).code, 'conflict');
});

test('a verdict whose webhook was lost is found by the sync, which also brings in what others made at Meta', async () => {
  doorIsShut = true;
  const created = await create({ name: 'lost_verdict', content: { ...hello, body: 'Hello {{first_name}}, this verdict gets lost today.' } });
  const made = await graph('message_templates', {
    name: 'made_elsewhere',
    language: 'en_US',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Order {{1}} is on its way to you now.', example: { body_text: [['A-17']] } }],
  });
  assert.equal(made.status, 200);
  await sleep(50);
  assert.equal((await read(created.id)).translations[0]!.state, 'pending');

  const result = await ask<{ changed: number; added: number }>(templates(), 'sync');

  doorIsShut = false;
  assert.deepEqual(result, { changed: 1, added: 1 });
  assert.equal((await read(created.id)).translations[0]!.state, 'approved');
  assert.deepEqual(await ask(templates(), 'sync'), { changed: 0, added: 0 });
  const foreign = (await ask<{ items: Template[] }>(templates(), 'list')).items.find((one) => one.name === 'made_elsewhere');
  assert.equal(foreign?.category, 'utility');
  assert.deepEqual(foreign?.translations[0]?.content.samples, { '1': 'A-17' });
});

test('a creation whose answer was lost is recognised when it is tried again', async () => {
  const content = { ...hello, body: 'Hello {{first_name}}, the answer to this got lost.' };
  const draft = await create({ name: 'answer_lost', content, submit: false });
  assert.equal(draft.translations[0]!.state, 'draft');
  const components = [
    { type: 'BODY', text: content.body, example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] } },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Shop', url: 'https://shop.example/{{1}}', example: ['https://shop.example/x1'] }] },
  ];
  assert.equal(
    (await graph('message_templates', { name: 'answer_lost', language: 'en', category: 'MARKETING', parameter_format: 'NAMED', components })).status,
    200,
  );

  await ask(templates(), 'submit', { params: { id: draft.id }, body: { language: 'en' } });

  await settled(draft.id, 'approved');
});

test('a deleted template is gone here and at Meta, and a template gone at Meta is marked so', async () => {
  const list = (await ask<{ items: Template[] }>(templates(), 'list')).items;
  const mine = list.find((one) => one.name === 'short_link');
  await ask(templates(), 'remove', { params: { id: mine!.id } });
  assert.equal(
    (await ask<{ items: Template[] }>(templates(), 'list')).items.some((one) => one.name === 'short_link'),
    false,
  );

  const other = list.find((one) => one.name === 'lost_verdict');
  doorIsShut = true;
  await fetch(`${emulator.url}/v24.0/${defaultOptions.account.id}/message_templates?name=lost_verdict`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${defaultOptions.app.token}` },
  });
  await ask(templates(), 'sync');
  doorIsShut = false;

  assert.equal((await read(other!.id)).translations[0]!.state, 'deleted');
  await ask(templates(), 'remove', { params: { id: mine!.id } });
});

test('an image template made elsewhere is brought in with its image', async () => {
  await database.pool.query(`delete from template_translation where template_id = (select id from template where name = 'with_image')`);
  await database.pool.query(`delete from template where name = 'with_image'`);

  await ask(templates(), 'sync');

  const found = (await ask<{ items: Template[] }>(templates(), 'list', { query: { limit: '200' } })).items.find((one) => one.name === 'with_image');
  assert.equal(found?.translations[0]?.state, 'approved', JSON.stringify(found));
  assert.match(found?.translations[0]?.content.header?.kind === 'image' ? found.translations[0].content.header.media : '', /^med_/);
});

test('the task syncs and notes when it is due again; when Meta is away it goes on all the same', async () => {
  const [account] = (await database.pool.query<{ id: string }>('select id from business_account')).rows;
  const payload = { workspace: scope.workspace, account: account!.id };
  await database.pool.query(`update business_account set base_url = 'http://127.0.0.1:9'`);

  await templateTasks(platform)[0]!.run(payload);

  const waiting = await database.pool.query<{ due_at: Date }>(`select due_at from template_sync where business_account_id = $1`, [account!.id]);
  assert.equal(waiting.rowCount, 1);
  assert.ok(waiting.rows[0]!.due_at.getTime() > Date.now() + 60_000);
});

function graph(path: string, body: unknown): Promise<Response> {
  return fetch(`${emulator.url}/v24.0/${defaultOptions.account.id}/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${defaultOptions.app.token}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
