import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { openClient } from './client.ts';
import { managerUrlOf, outerBaseOf } from './hosts.ts';
import { archiveTemplates } from './management.ts';

test('what Meta takes on another host goes there, and a proxy or a rehearsal is asked itself', () => {
  assert.equal(outerBaseOf('https://graph.facebook.com/'), 'https://api.facebook.com');
  assert.equal(outerBaseOf('http://127.0.0.1:4010'), 'http://127.0.0.1:4010');
  assert.equal(outerBaseOf('https://proxy.example/meta/'), 'https://proxy.example/meta');
});

test('the page of an account’s templates is WhatsApp Manager’s, or the front page of whoever stands before it', () => {
  assert.equal(managerUrlOf('https://graph.facebook.com', '102'), 'https://business.facebook.com/latest/whatsapp_manager/message_templates?waba_id=102');
  assert.equal(managerUrlOf('http://127.0.0.1:4010/graph', '102'), 'http://127.0.0.1:4010/');
});

test('archiving goes to its own base without a version, with the token, and tells what failed in either form', async (t) => {
  const seen: string[] = [];
  let failed: unknown = { 7: 'Template not found' };
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization}`);
    response.end(JSON.stringify({ archived_templates: ['5'], failed_templates: failed }));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  t.after(() => (server.closeAllConnections(), server.close()));
  const address = server.address();
  const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/outer`;
  const client = openClient({ baseUrl: 'http://127.0.0.1:9', version: 'v26.0', token: 'secret' });
  const archive = () => archiveTemplates(client, { base, accountMetaId: '102', ids: ['5', '7'], way: 'archive' });

  const asMap = await archive();
  failed = ['7'];
  const asList = await archive();

  assert.equal(seen[0], 'POST /outer/102/message_templates/archive Bearer secret');
  assert.ok(asMap.ok && asMap.value.get('7') === 'Template not found');
  assert.ok(asList.ok && asList.value.has('7'));
});
