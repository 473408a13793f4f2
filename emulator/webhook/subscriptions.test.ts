import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { test } from 'node:test';

import { challenge } from './challenge.ts';
import { addressOf, type Subscriptions } from './subscriptions.ts';

const [app, account, number] = ['https://app.example/hook', 'https://account.example/hook', 'https://number.example/hook'];
const subscribed = (fields: string[] | null, override: string | null): Subscriptions => ({
  app: fields === null ? null : { callback_url: app, verify_token: 'v', fields },
  accounts: new Map([['1', { account: '1', override_callback_uri: override }]]),
});

const table: [string, Subscriptions, string, string, string | null, string | undefined][] = [
  ['the app gets what it asked for', subscribed(['messages'], null), '1', 'messages', null, app],
  ['the app does not get what it did not ask for', subscribed(['messages'], null), '1', 'flows', null, undefined],
  ['an account that is not subscribed tells nobody', subscribed(['messages'], null), '2', 'messages', null, undefined],
  ["an account's override gets messages", subscribed(['messages'], account), '1', 'messages', null, account],
  ["an account's override gets preferences", subscribed(['messages'], account), '1', 'user_preferences', null, account],
  ["an account's override does not get templates", subscribed(['message_template_status_update'], account), '1', 'message_template_status_update', null, app],
  ["a number's override comes before its account's", subscribed(['messages'], account), '1', 'messages', number, number],
  ["a number's override does not get the account's news", subscribed(['account_update'], account), '1', 'account_update', number, app],
  ['an override without an app gets messages', subscribed(null, account), '1', 'messages', null, account],
  ['an override without an app gets nothing else', subscribed(null, account), '1', 'account_update', null, undefined],
  ["a number's override does not help an account that is not subscribed", subscribed(['messages'], null), '2', 'messages', number, undefined],
];
for (const [name, subscriptions, of, field, callback, expected] of table) {
  test(name, () => {
    const address = addressOf(subscriptions, of, field, callback);

    assert.equal(address, expected);
  });
}

type Answer = (asked: string, response: ServerResponse, request: IncomingMessage) => void;
const answers: [string, Answer, RegExp | null][] = [
  ['the challenge', (asked, response) => response.end(asked), null],
  ['the challenge and a line end', (asked, response) => response.end(`${asked}\n`), null],
  ['something else', (_, response) => response.end('hello'), /Response does not match challenge, expected value="\d{10}", received="hello"/],
  ['JSON around it', (asked, response) => response.end(`"${asked}"`), /does not match challenge/],
  ['201', (asked, response) => response.writeHead(201).end(asked), /HTTP Status Code = 201/],
  ['403', (_, response) => response.writeHead(403).end('wrong token'), /HTTP Status Code = 403; HTTP Message = wrong token/],
  ['a redirect', (_, response) => response.writeHead(302, { location: '/elsewhere' }).end(), /HTTP Status Code = 302/],
  ['nothing', () => {}, /aborted due to timeout/],
  ['for ever', (_, response) => void response.write('x'.repeat(5_000)), /does not match challenge/],
  ['by hanging up', (_, __, request) => void request.socket.resetAndDestroy(), /ECONNRESET|other side closed/],
];
for (const [name, answer, complaint] of answers) {
  test(`an address that answers the challenge with ${name} is ${complaint === null ? 'taken' : 'refused'}`, async () => {
    let query = new URLSearchParams();
    const server = createServer((request, response) => {
      query = new URL(`http://here${request.url ?? ''}`).searchParams;
      answer(query.get('hub.challenge') ?? '', response, request);
    });
    server.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook?mine=1`;

    const asking = challenge(url, 'tökén', 300);

    if (complaint === null) await asking;
    else await assert.rejects(asking, (error: Error & { code: number }) => error.code === 2200 && complaint.test(error.message));
    assert.deepEqual([query.get('mine'), query.get('hub.mode'), query.get('hub.verify_token')], ['1', 'subscribe', 'tökén']);
    assert.match(query.get('hub.challenge') ?? '', /^\d{10}$/);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
}

for (const url of ['', 'nonsense', 'ftp://example.org/', 'javascript:alert(1)']) {
  test(`"${url}" is no address for webhooks`, async () => {
    const asking = challenge(url, 'v');

    await assert.rejects(asking, /must be a valid URL/);
  });
}
