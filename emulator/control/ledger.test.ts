import assert from 'node:assert/strict';
import { createServer, get } from 'node:http';
import { test } from 'node:test';
import { drained } from './ledger.ts';

test('a ledger of many pages read by a slow reader leaves nobody behind who listens to its answer', async (t) => {
  const page = 'x'.repeat(1_000_000);
  const pages = 20;
  let waits = 0;
  let listeners: number[] = [];
  const server = createServer((_, response) => {
    const count = () => ['drain', 'close', 'error'].reduce((sum, event) => sum + response.listenerCount(event), 0);
    const stream = async () => {
      listeners = [count()];
      for (let index = 0; index < pages; index += 1) {
        if (response.write(page)) continue;
        waits += 1;
        await drained(response);
      }
      listeners.push(count());
      response.end();
    };
    void stream();
  });
  t.after(() => server.close());
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');

  const heard = await new Promise<number>((done) => {
    get({ port: address.port }, (answer) => {
      let letters = 0;
      answer.on('data', (part: Buffer) => (letters += part.length));
      answer.on('end', () => done(letters));
    });
  });

  assert.equal(heard, page.length * pages);
  assert.ok(waits > 11, `${waits}: more than Node lets listen without a warning`);
  assert.equal(listeners[1], listeners[0]);
});
