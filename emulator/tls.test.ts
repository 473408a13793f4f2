import assert from 'node:assert/strict';
import { test } from 'node:test';

import { generate } from 'selfsigned';
import { Agent, FormData, request } from 'undici';

import { defaultOptions, openEmulator } from './emulator.ts';

test('with a certificate it speaks HTTPS, and media addresses say so', async () => {
  const pems = await generate([{ name: 'commonName', value: 'localhost' }]);
  const emulator = await openEmulator({ port: 0, tls: { cert: pems.cert, key: pems.private } });
  const dispatcher = new Agent({ connect: { ca: pems.cert, checkServerIdentity: () => undefined } });
  const headers = { authorization: `Bearer ${defaultOptions.app.token}` };
  const form = new FormData();
  form.set('messaging_product', 'whatsapp');
  form.set('file', new Blob(['%PDF-1.4 hello'], { type: 'application/pdf' }), 'hello.pdf');

  const uploaded = await request(`${emulator.url}/v26.0/${defaultOptions.number.id}/media`, { method: 'POST', headers, body: form, dispatcher });
  const { id } = parseId(await uploaded.body.json());
  const read = parseId(await (await request(`${emulator.url}/v26.0/${id}`, { headers, dispatcher })).body.json());
  const bytes = await (await request(read.url, { headers, dispatcher })).body.text();

  assert.match(emulator.url, /^https:/);
  assert.match(read.url, /^https:/);
  assert.equal(bytes, '%PDF-1.4 hello');
  await dispatcher.close();
  await emulator.close();
});

function parseId(value: unknown): { id: string; url: string } {
  return value as { id: string; url: string };
}
