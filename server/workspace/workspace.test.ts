import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { after, test } from 'node:test';
import { settings } from '#core/contract/settings.ts';
import { openHttp } from '#server/platform/http/server.ts';
import { fetchRoute } from '#server/platform/http/fetch-route.ts';
import { silentLog } from '#server/platform/log.ts';
import { openPlatform } from '#server/platform/open.ts';
import { openTestDatabase } from '#test/world/database.ts';
import { settingsRoutes } from './routes.ts';
import { clientAddressHeader, openSignIn } from './sign-in.ts';
import { createWorkspace, findFirstWorkspace } from './workspace.ts';

const database = await openTestDatabase();
const dataFolder = await mkdtemp('/tmp/parley-workspace-');
const { platform, close } = openPlatform({
  config: { publicUrl: 'http://127.0.0.1:3300', dataFolder, secretKey: undefined },
  databaseUrl: database.url,
  log: silentLog,
});
const signIn = openSignIn(platform);
const house = await platform.db
  .transaction()
  .execute((tx) =>
    createWorkspace(tx, platform, { name: 'Roast & Co', mode: 'rehearsal', defaultCountry: 'FR', locale: 'en', timezone: 'Europe/Paris', currency: 'EUR' }),
  );
const owner = await signIn.createOwner({ workspace: house.id, email: 'Owner@Parley.test', name: 'Olga Owner' });
const http = await openHttp({
  platform,
  answers: [settingsRoutes(platform, signIn, 'http://127.0.0.1:4010')],
  fastRoutes: [fetchRoute({ prefix: '/auth/', clientHeader: clientAddressHeader, log: silentLog, answer: signIn.answer })],
  resolveCaller: signIn.resolve,
  openApi: {},
  webFolder: undefined,
  checksReplies: true,
});
const port = await http.listen({ host: '127.0.0.1', port: 0 });
const base = `http://127.0.0.1:${port}`;
after(async () => {
  await http.close();
  await close();
  await database.close();
  rmSync(dataFolder, { recursive: true });
});

const json = (headers: Record<string, string> = {}) => ({ 'content-type': 'application/json', origin: base, ...headers });
const call = (method: string, path: string, headers: Record<string, string>, body?: unknown) =>
  fetch(base + path, { method, headers: json(headers), ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

async function enter(password: string): Promise<Record<string, string>> {
  const response = await call('POST', '/auth/sign-in/email', {}, { email: 'owner@parley.test', password });
  assert.equal(response.status, 200, await response.clone().text());
  return {
    cookie: response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; '),
  };
}

test('the owner signs in with the password that was shown once', async () => {
  const session = await enter(owner.password);

  const me = settings.me.reply.parse(await (await call('GET', '/v1/me', session)).json());

  assert.deepEqual(
    [me.name, me.email, me.kind, me.workspace.name, me.workspace.phones_url],
    ['Olga Owner', 'owner@parley.test', 'user', 'Roast & Co', 'http://127.0.0.1:4010'],
  );
  assert.match(owner.password, /^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
});

test('a wrong password does not sign in, and nobody can sign up', async () => {
  const wrong = await call('POST', '/auth/sign-in/email', {}, { email: 'owner@parley.test', password: 'not-the-password' });
  const up = await call('POST', '/auth/sign-up/email', {}, { email: 'mallory@parley.test', password: 'long-enough-1', name: 'Mallory' });

  assert.deepEqual([wrong.status, up.status], [401, 404]);
});

test('what the library could do besides is closed', async () => {
  const doors = [
    'GET /auth/list-sessions',
    'POST /auth/update-user',
    'POST /auth/sign-in/social',
    'POST /auth/request-password-reset',
    'GET /auth/error',
    'GET /auth/sign-in/email',
    'POST /auth//sign-out',
    'GET /auth/get-session/',
  ];

  for (const door of doors) {
    const [method = '', path = ''] = door.split(' ');
    const response = await call(method, path, {}, method === 'POST' ? { name: 'Mallory', email: 'owner@parley.test' } : undefined);
    assert.equal(response.status, 404, door);
  }
});

test('signing out ends the session', async () => {
  const session = await enter(owner.password);

  await call('POST', '/auth/sign-out', session, {});
  const after = await call('GET', '/v1/me', session);

  assert.equal(after.status, 401);
});

test('a key does what its scopes say, is listed without its secret, and ends at once', async () => {
  const session = await enter(owner.password);

  const created = await call('POST', '/v1/api-keys', session, { name: 'till', scopes: ['contacts:read'] });
  const key = settings.createKey.reply.parse(await created.json());
  const bearer = { authorization: `Bearer ${key.secret}` };
  const me = settings.me.reply.parse(await (await call('GET', '/v1/me', bearer)).json());
  const denied = await call('GET', '/v1/api-keys', bearer);
  const listed = settings.keys.reply.parse(await (await call('GET', '/v1/api-keys', session)).json());
  const revoked = await call('DELETE', `/v1/api-keys/${key.id}`, session);
  const ended = await call('GET', '/v1/me', bearer);

  assert.equal(created.status, 201);
  assert.deepEqual([me.kind, me.name, me.scopes], ['key', 'till', ['contacts:read']]);
  assert.equal(denied.status, 403);
  assert.deepEqual(
    listed.items.map((item) => item.prefix),
    [key.secret.slice(0, 11)],
  );
  assert.ok(!JSON.stringify(listed).includes(key.secret));
  assert.deepEqual([revoked.status, ended.status], [200, 401]);
});

test('a key with the right public part and another secret is nobody', async () => {
  const session = await enter(owner.password);
  const key = settings.createKey.reply.parse(await (await call('POST', '/v1/api-keys', session, { name: 'x', scopes: ['contacts:read'] })).json());

  const forged = await call('GET', '/v1/me', { authorization: `Bearer ${key.secret.slice(0, 11)}${'0'.repeat(40)}` });

  assert.equal(forged.status, 401);
});

test('the workspace changes, and the audit trail says who did it, page by page', async () => {
  const session = await enter(owner.password);

  const changed = await call('PATCH', '/v1/workspace', session, { name: 'Roast & Sons', timezone: 'Europe/Berlin' });
  const wrong = await call('PATCH', '/v1/workspace', session, { timezone: 'Mars/Olympus' });
  const first = settings.audit.reply.parse(await (await call('GET', '/v1/audit?limit=1', session)).json());
  const second = settings.audit.reply.parse(await (await call('GET', `/v1/audit?limit=1&cursor=${first.next}`, session)).json());

  assert.equal(settings.update.reply.parse(await changed.json()).name, 'Roast & Sons');
  assert.equal(wrong.status, 422);
  assert.deepEqual(
    first.items.map((item) => [item.actor, item.act]),
    [['Olga Owner', 'workspace.change']],
  );
  assert.equal(second.items[0]?.act, 'key.create');
  assert.equal((await findFirstWorkspace(platform.db))?.name, 'Roast & Sons');
});

test('the password is changed by its owner, which ends the other sessions, and a reset ends all of them', async () => {
  const session = await enter(owner.password);
  const elsewhere = await enter(owner.password);

  const changed = await call('POST', '/auth/change-password', session, { currentPassword: owner.password, newPassword: 'a better pass phrase' });
  const thrownOut = await call('GET', '/v1/me', elsewhere);
  const renewed = await enter('a better pass phrase');
  const reset = await signIn.resetPassword();
  const ended = await call('GET', '/v1/me', renewed);
  const again = await enter(reset.password);

  assert.deepEqual([changed.status, thrownOut.status], [200, 401]);
  assert.deepEqual([reset.email, ended.status], ['owner@parley.test', 401]);
  assert.ok(again['cookie']);
});

test('guessing passwords is slowed down', async () => {
  const tries = await Promise.all(
    Array.from({ length: 12 }, () =>
      call('POST', '/auth/sign-in/email', { 'x-parley-client': '9.9.9.9' }, { email: 'owner@parley.test', password: 'guess-guess-guess' }),
    ),
  );

  assert.ok(tries.some((response) => response.status === 429));
});
