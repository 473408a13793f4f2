import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import { ApiProblem, call } from '#server/app/client/client.ts';
import { openWorld, received, until, type World } from '#test/world/world.ts';

let world: World;
let template = '';
before(async () => {
  world = await openWorld({ settings: { people: 'everybody_reads' } });
  template = await world.template({ name: 'harvest' });
});
after(() => world.close());

const counts = async (id: string) => (await call(world.door, contract.campaigns.report, { params: { id } })).counts;
const problem = async (asked: Promise<unknown>): Promise<string> => {
  try {
    await asked;
  } catch (error) {
    if (error instanceof ApiProblem) return `${error.problem.status} ${error.problem.detail}`;
    throw error;
  }
  throw new Error('it was not refused');
};

async function launch(name: string): Promise<string> {
  const segment = await call(world.door, contract.segments.create, {
    body: { name: `Of ${name}`, definition: { match: 'all', of: [{ about: 'tag', is: 'any_of', values: [name] }] } },
  });
  const id = await world.campaign({ template, name, segment: segment.id });
  const plan = await call(world.door, contract.campaigns.plan, { params: { id } });
  await call(world.door, contract.campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 0 } });
  return id;
}

test('lost before WhatsApp took it: in doubt, then one is closed and the others are sent again, each once', async () => {
  const phones = ['+33612370001', '+33612370002', '+33612370003'];
  for (const phone of phones) await world.person({ phone, tags: ['lost'] });
  await world.set({ fault_drop_before_share: 1 });
  const id = await launch('lost');
  await until('all are in doubt', async () => (await counts(id)).in_doubt === 3);
  await world.set({ fault_drop_before_share: 0 });

  const list = await call(world.door, contract.doubts.list, { params: { id } });
  const closed = await call(world.door, contract.doubts.close, { params: { id }, body: { recipients: [list.items[0]!.seq] } });
  const again = await call(world.door, contract.doubts.again, { params: { id }, body: {} });

  assert.deepEqual([closed.people, again.people], [1, 2]);
  await until('they have read it', async () => (await counts(id)).read === 2);
  const { in_doubt, doubted, settled, closed: left, twice } = await counts(id);
  assert.deepEqual([in_doubt, doubted, settled, left, twice], [1, 3, 2, 1, 0]);
  const got = await Promise.all(phones.map(async (phone) => received(await world.phone(phone)).length));
  assert.deepEqual(got.toSorted(), [0, 1, 1]);
  const { steps } = await call(world.door, contract.campaigns.recipient, { params: { id, seq: list.items[1]!.seq } });
  assert.deepEqual(
    steps.filter(({ step }) => step !== 'sent' && step !== 'delivered').map(({ step, attempt, at }) => [step, attempt, at !== null]),
    [
      ['planned', 0, true],
      ['doubted', 0, true],
      ['again', 1, true],
      ['accepted', 1, true],
      ['read', 1, true],
    ],
    'the doubt is one of the first attempt, and stands before the second',
  );
  assert.match(await problem(call(world.door, contract.doubts.again, { params: { id }, body: {} })), /^409 nobody of them is in doubt any more/);
  await until('the ledger was compared at the end', async () => (await call(world.door, contract.doubts.checks, { params: { id } })).items.length >= 2);
  const checks = await call(world.door, contract.doubts.checks, { params: { id } });
  assert.ok(checks.items.every(({ equal }) => equal));
  const { items } = await call(world.door, contract.settings.audit, { query: { limit: 10 } });
  assert.deepEqual(
    items.filter(({ act }) => act.startsWith('doubts.')).map(({ act, detail }) => [act, detail['people']]),
    [
      ['doubts.again', 2],
      ['doubts.close', 1],
    ],
  );
});

test('who had it after all and is sent to again has it twice, and the report says so', async () => {
  const phone = '+33612370010';
  await world.person({ phone, tags: ['kept'] });
  await world.set({ fault_drop_after_share: 1, webhook_delay_ms: 3_000 });
  const id = await launch('kept');
  await until('they are in doubt', async () => (await counts(id)).in_doubt === 1);
  await world.set({ fault_drop_after_share: 0 });

  await call(world.door, contract.doubts.again, { params: { id }, body: {} });

  await until('both echoes have come', async () => (await counts(id)).twice === 1);
  assert.equal(received(await world.phone(phone)).length, 2);
  await world.set({ webhook_delay_ms: 0 });
});

test('failures are sent again by class: a capped person not within a day, an unreachable one never, a template put right at once', async () => {
  for (const [index, tag] of ['capped', 'gone', 'mended'].entries()) await world.person({ phone: `+3361237002${index}`, tags: [tag] });
  const failing = async (name: string, code: number) => {
    await world.set({ fault_failure_share: 1, fault_failure_code: code });
    const id = await launch(name);
    await until(`${name} has failed`, async () => (await counts(id)).failed === 1);
    await world.set({ fault_failure_share: 0 });
    return id;
  };
  const retry = (id: string, body: { codes?: number[]; fate?: 'fix'; faults?: ('hours' | 'values')[]; dry_run?: boolean }) =>
    call(world.door, contract.doubts.retry, { params: { id }, body });

  const capped = await failing('capped', 131_049);
  const gone = await failing('gone', 131_026);
  const mended = await failing('mended', 131_008);

  assert.match(await problem(retry(capped, { codes: [131_049] })), /^409 WhatsApp refuses another try within 24 hours/);
  assert.match(await problem(retry(gone, { codes: [131_026] })), /^409 the reason lies with the person/);
  assert.match(await problem(retry(gone, { codes: [132_001] })), /^409 nobody of this sending has failed in this way/);
  assert.match(await problem(retry(gone, { faults: ['hours', 'values'] })), /^409 nobody of this sending has failed in this way/);
  assert.match(await problem(retry(gone, { codes: [131_026], faults: ['hours'] })), /^422 say which failures/);
  assert.match(await problem(retry(gone, {})), /^422 say which failures/);
  const would = await retry(mended, { fate: 'fix', dry_run: true });
  assert.deepEqual([would.people, would.classes.map(({ code }) => code), (await counts(mended)).failed], [1, [131_008], 1]);
  assert.equal((await retry(mended, { codes: [131_008] })).people, 1);
  await until('it was read', async () => (await counts(mended)).read === 1);
});

test('a single message in doubt is sent again or left by a person, and the thread says so', async () => {
  const phone = '+33612370030';
  await world.person({ phone });
  await world.act(phone, { act: 'write', text: 'Are you open?' });
  await until('the thread is there', async () => (await call(world.door, contract.conversations.list, {})).items.some((one) => one.phone === phone));
  const thread = (await call(world.door, contract.conversations.list, {})).items.find((one) => one.phone === phone)!;
  const params = { id: thread.id };
  await world.set({ fault_drop_before_share: 1 });
  const said = await call(world.door, contract.conversations.say, { params, body: { kind: 'text', text: 'Until six.' } });
  const shown = async () => (await call(world.door, contract.messages.get, { params: { id: said.id } }))!;
  await until('it is in doubt', async () => (await shown()).state === 'in_doubt');
  await world.set({ fault_drop_before_share: 0 });

  await call(world.door, contract.doubts.closeMessage, { params: { id: said.id } });
  assert.deepEqual([(await shown()).state, (await shown()).closed], ['in_doubt', true]);
  await call(world.door, contract.doubts.againMessage, { params: { id: said.id } });

  await until('it was read', async () => (await shown()).state === 'read');
  assert.equal(received(await world.phone(phone)).filter((bubble) => JSON.stringify(bubble).includes('Until six.')).length, 1);
  assert.match(await problem(call(world.door, contract.doubts.againMessage, { params: { id: said.id } })), /^409 the message is read and not in doubt/);
});

test('an Idempotency-Key is honoured to the phone: same body same answer, another body 422, also when the first was cut off after its commit', async () => {
  const phone = '+33612370040';
  await world.person({ phone });
  await world.act(phone, { act: 'write', text: 'Hello' });
  await until('the window is open', async () => (await call(world.door, contract.conversations.list, {})).items.some((one) => one.phone === phone));
  const post = async (key: string, text: string) => {
    const headers = { authorization: `Bearer ${world.door.key}`, 'content-type': 'application/json', 'idempotency-key': key };
    const response = await fetch(`${world.door.url}/v1/messages`, { method: 'POST', headers, body: JSON.stringify({ phone, say: { kind: 'text', text } }) });
    return {
      status: response.status,
      replayed: response.headers.get('idempotency-replayed'),
      body: (await response.json()) as { code?: string; message?: { id: string } },
    };
  };
  const { db } = world.opened.platform;
  const cutOff = (key: string, change: { made?: null; created_at?: Date } = {}) =>
    db
      .updateTable('idempotent_request')
      .set({ status: null, body: null, ...change })
      .where('key', '=', key)
      .execute();

  const first = await post('order-1', 'Thank you.');
  const same = await post('order-1', 'Thank you.');
  const other = await post('order-1', 'Something else.');
  // As a process leaves it that was killed between the commit of the message and its answer…
  await cutOff('order-1');
  const taken = await post('order-1', 'Thank you.');
  const takenThere = await post('order-1', 'Thank you.');
  // …and one that was killed, or still runs, before it made anything.
  await db
    .insertInto('idempotent_request')
    .columns(['workspace_id', 'key', 'request_hash', 'status', 'body', 'created_at', 'taken_by'])
    .expression((from) =>
      from
        .selectFrom('idempotent_request')
        .select(({ val, ref }) => [
          'workspace_id',
          val('order-2').as('key'),
          'request_hash',
          val(null).as('status'),
          val(null).as('body'),
          ref('created_at').as('created_at'),
          'taken_by',
        ])
        .where('key', '=', 'order-1'),
    )
    .execute();
  const running = await post('order-2', 'Thank you.');
  await cutOff('order-2', { created_at: new Date(Date.now() - 60_000) });
  const second = await post('order-2', 'Thank you.');

  assert.deepEqual([first.status, same.status, same.replayed, other.status, other.body.code], [202, 202, 'true', 422, 'idempotency_mismatch']);
  assert.deepEqual([taken.status, taken.replayed, taken.body.message?.id], [202, 'true', first.body.message?.id]);
  assert.equal(takenThere.body.message?.id, first.body.message?.id);
  assert.deepEqual([running.status, running.body.code], [409, 'idempotency_running']);
  assert.equal(second.status, 202);
  assert.notEqual(second.body.message?.id, first.body.message?.id);
  const thanks = async () => received(await world.phone(phone)).filter((bubble) => JSON.stringify(bubble).includes('Thank you.')).length;
  await until('both have arrived', async () => (await thanks()) === 2);
});

test('gaps: accepted messages of which nothing was told are listed, and gone when the webhooks have come', async () => {
  const phone = '+33612370050';
  await world.person({ phone, tags: ['silent'] });
  await world.set({ webhook_loss_share: 1 });
  const id = await launch('silent');
  await until('it was accepted', async () => (await counts(id)).accepted === 1);
  await world.opened.platform.db
    .updateTable('recipient')
    .set({ accepted_at: new Date(Date.now() - 20 * 60_000) })
    .where('state', '=', 'accepted')
    .execute();

  const { items } = await call(world.door, contract.doubts.gaps, { query: { minutes: 15 } });
  await world.set({ webhook_loss_share: 0 });

  assert.deepEqual(
    items.map(({ number, missing }) => [number, missing]),
    [[world.number.id, 1]],
  );
  assert.deepEqual((await call(world.door, contract.doubts.gaps, { query: { minutes: 60 } })).items, []);
});
