import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseId } from '#core/value/id.ts';
import { openTestDatabase } from '#test/world/database.ts';
import { live, openLiveSubscriptions } from './live.ts';
import { silentLog } from './log.ts';
import type { LiveChange } from './platform.ts';

const database = await openTestDatabase();
const subscriptions = openLiveSubscriptions(database.url, silentLog);
after(async () => {
  await subscriptions.close();
  await database.close();
});
const ours = parseId<'workspace'>('01932f00-0000-7000-8000-000000000001');
const theirs = parseId<'workspace'>('01932f00-0000-7000-8000-000000000002');
await sleep(200);

function listen(): { heard: LiveChange[]; stop: () => void } {
  const heard: LiveChange[] = [];
  return { heard, stop: subscriptions.subscribe(ours, (changes) => void heard.push(...changes)) };
}
async function until(isTrue: () => boolean): Promise<void> {
  for (const deadline = performance.now() + 10_000; !isTrue(); await sleep(10)) assert.ok(performance.now() < deadline, 'it never came true');
}

test('what was committed in our workspace is heard, once for many', async () => {
  const { heard, stop } = listen();

  await database.db.transaction().execute(async (tx) => {
    await live.tell(tx, { workspace: ours }, { kind: 'broadcast', id: 'bro_1' });
    await live.tell(tx, { workspace: theirs }, { kind: 'broadcast', id: 'bro_2' });
  });
  for (let n = 0; n < 20; n += 1) await live.tell(database.db, { workspace: ours }, { kind: 'broadcast', id: 'bro_1' });
  await database.db
    .transaction()
    .execute(async (tx) => {
      await live.tell(tx, { workspace: ours }, { kind: 'contact', id: 'con_1' });
      throw new Error('rolled back');
    })
    .catch(() => {});
  await sleep(400);

  assert.ok(heard.length > 0 && heard.length < 5, `${heard.length} were heard`);
  assert.ok(heard.every((change) => change.id === 'bro_1'));
  stop();
});

test('after the connection was cut everything may have changed', async () => {
  const { heard, stop } = listen();

  await database.pool.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'parley live' and datname = current_database()`);
  await until(() => heard.some((change) => change.kind === 'conversation' && change.id === '*'));
  await live.tell(database.db, { workspace: ours }, { kind: 'contact', id: 'con_7' });
  await until(() => heard.some((change) => change.id === 'con_7'));

  stop();
});
