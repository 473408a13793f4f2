import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import type { Report } from '#core/contract/report.ts';
import { type BroadcastId, parseId, parsePublicId } from '#core/value/id.ts';
import { call } from '#server/app/client/client.ts';
import { recount } from '#server/messaging/outbox/outbox.ts';
import { openWorld, until, type World } from '#test/world/world.ts';

const world = await openWorld({ settings: { webhook_duplicate_share: 0.3, webhook_reorder_share: 0.3 } });
after(() => world.close());
const { door, opened } = world;
const campaigns = contract.campaigns;

/** Launches a message with two buttons to people who read, tap, and one whose phone is no WhatsApp. */
async function launched(of: World): Promise<{ id: string; phones: string[] }> {
  const phones = Array.from({ length: 30 }, (_, place) => `+336123456${String(place).padStart(2, '0')}`);
  for (const [place, phone] of phones.entries())
    await of.person({ phone, name: place === 0 ? 'Zoé =Côté' : `Person ${place}`, language: place % 2 === 0 ? 'en' : 'fr' });
  await of.person({ phone: '+33612345699', name: 'No Consent', consent: 'none' });
  const template = await of.template({
    name: 'autumn_taps',
    content: {
      buttons: [
        { kind: 'reply', text: 'Tell me more' },
        { kind: 'reply', text: 'Not now' },
      ],
    },
  });
  const id = await of.campaign({ template, name: 'Noël, “first” to know' });
  const plan = await call(door, campaigns.plan, { params: { id } });
  await call(door, campaigns.launch, { params: { id }, body: { plan: plan.id, undo_seconds: 0 } });
  return { id, phones };
}

function broadcastOf(report: Report): BroadcastId {
  const id = parsePublicId('broadcast', report.campaign.broadcast!.id);
  assert.ok(typeof id === 'string');
  return id;
}

/** What must hold of a report at every moment, whatever webhooks come. */
async function look(id: string): Promise<Report> {
  const seen = await call(door, campaigns.report, { params: { id } });
  const { total, replied: _replied, doubted: _doubted, settled: _settled, closed: _closed, harmed: _harmed, twice: _twice, ...states } = seen.counts;
  assert.equal(
    Object.values(states).reduce((sum, people) => sum + people, 0),
    total,
  );
  assert.equal(
    seen.waits.reduce((sum, { people }) => sum + people, 0),
    seen.counts.waiting,
  );
  for (const kind of ['failed', 'skipped'] as const)
    assert.equal(
      seen.reasons.filter((cause) => cause.kind === kind).reduce((sum, { people }) => sum + people, 0),
      seen.counts[kind],
    );
  assert.equal(seen.as_of, seen.details_as_of);
  return seen;
}

const { id, phones } = await launched(world);

test('at every look while webhooks come doubled and shuffled, the report adds up, and at rest it equals a recount', async () => {
  let last = await look(id);
  await until('everybody has it', async () => {
    last = await look(id);
    return last.counts.delivered + last.counts.read >= phones.length;
  });

  const counts = await recount(opened.platform.db, await scopeOfWorld(), broadcastOf(last));

  assert.deepEqual(last.counts, counts);
  assert.deepEqual(
    last.funnel.map(({ step }) => step),
    ['planned', 'submitted', 'sent', 'delivered', 'read', 'replied'],
  );
  assert.equal(last.funnel[0]!.people, phones.length);
});

async function scopeOfWorld() {
  const { rows } = await world.database.pool.query<{ id: string }>('select id from workspace');
  return { workspace: parseId<'workspace'>(rows[0]!.id) };
}

test('a tap counts once for each person and each time, by its button; words are a reply and no tap', async () => {
  const bubbleOf = async (phone: string) => (await world.phone(phone)).bubbles.find((bubble) => !bubble.mine)!;
  for (const phone of phones.slice(0, 3)) await world.act(phone, { act: 'tap', message_id: (await bubbleOf(phone)).id, index: 0 });
  await world.act(phones[0]!, { act: 'tap', message_id: (await bubbleOf(phones[0]!)).id, index: 0 });
  await world.act(phones[3]!, { act: 'write', text: 'When does it ship?' });
  await until('all have answered', async () => (await call(door, campaigns.replies, { params: { id } })).items.length === 5);

  const seen = await look(id);
  const replies = await call(door, campaigns.replies, { params: { id } });
  const tapped = await call(door, campaigns.recipients, { params: { id }, query: { button: 'Tell me more' } });

  assert.deepEqual(
    seen.taps.buttons.map(({ text, people, taps, button, card }) => ({ text, people, taps, button, card })),
    [{ text: 'Tell me more', people: 3, taps: 4, button: 0, card: null }],
  );
  assert.equal(replies.items.length, 5);
  assert.ok(replies.items.some((reply) => reply.tapped === null && reply.text === 'When does it ship?'));
  assert.equal(tapped.items.length, 3);
});

test('the story of a person holds the verdict, the times, the bubble, the answers, the price and the names on the wire', async () => {
  const { items } = await call(door, campaigns.recipients, { params: { id }, query: { search: 'côté' } });
  const [zoe] = items;

  const trace = await call(door, campaigns.recipient, { params: { id, seq: zoe!.seq } });

  assert.equal(items.length, 1);
  assert.deepEqual(trace.verdict, { may: true, reason: null });
  assert.equal(trace.steps[0]!.step, 'planned');
  for (const step of ['accepted', 'delivered', 'tapped'] as const)
    assert.ok(
      trace.steps.some((one) => one.step === step),
      step,
    );
  assert.equal(trace.content?.kind, 'card');
  assert.match(trace.wire_name, new RegExp(`^r\\.[0-9a-f]{32}\\.${zoe!.seq}$`));
  assert.ok(trace.price !== null && trace.conversation !== null && trace.wamid !== null);
  await assert.rejects(call(door, campaigns.recipient, { params: { id, seq: 4_000 } }), /there is no recipient 4,?000/);
});

test('a link shows the numbers to anybody, without a name or a phone, until it is ended', async () => {
  const made = await call(door, campaigns.share, { params: { id }, body: { days: 7 } });
  const address = `${door.url}/v1/shared-reports/${made.token}`;

  const answer = await fetch(address);
  const text = await answer.text();
  const stored = await world.database.pool.query<{ row: string }>('select row_to_json(s)::text as row from report_share s');
  await call(door, campaigns.unshare, { params: { id, share: made.id } });
  const ended = await fetch(address);
  const unknown = await fetch(`${door.url}/v1/shared-reports/${'x'.repeat(32)}`);

  assert.equal(answer.status, 200);
  assert.deepEqual(JSON.parse(text).counts, (await look(id)).counts);
  assert.doesNotMatch(text, /Zo|Côté|\+33|36123/);
  assert.equal(JSON.parse(text).cost, null);
  assert.ok(!stored.rows[0]!.row.includes(made.token));
  assert.deepEqual([ended.status, unknown.status], [404, 404]);
  assert.equal((await ended.json()).detail, (await unknown.json()).detail);
  assert.equal((await call(door, campaigns.shares, { params: { id } })).items[0]!.views, 1);
});

test('the CSV of people has everybody once, defuses formulas, and can be narrowed', async () => {
  const get = async (path: string) => (await fetch(`${door.url}${path}`, { headers: { authorization: `Bearer ${door.key}` } })).text();
  const all = await get(`/v1/campaigns/${id}/recipients.csv`);
  const left = await get(`/v1/campaigns/${id}/recipients.csv?state=skipped&words=fr`);

  assert.equal(all.trim().split('\r\n').length, 1 + phones.length + 1);
  assert.ok(all.startsWith('no,name,phone'));
  assert.ok(all.includes("'+33612345600"));
  assert.equal(left.trim().split('\r\n').length, 2);
  assert.match(left, /n°,nom,téléphone/);
  assert.match(left, /laissé de côté/);
});

test('the report on paper is a PDF in French, and the numbers as CSV are those of the screen', async () => {
  const headers = { authorization: `Bearer ${door.key}` };

  const paper = await fetch(`${door.url}/v1/campaigns/${id}/report.pdf?words=fr`, { headers });
  const bytes = Buffer.from(await paper.arrayBuffer());
  const numbers = await (await fetch(`${door.url}/v1/campaigns/${id}/report.csv`, { headers })).text();

  assert.equal(paper.headers.get('content-type'), 'application/pdf');
  assert.equal(bytes.subarray(0, 5).toString(), '%PDF-');
  assert.ok(bytes.byteLength > 5_000);
  await world.database.pool.query(`update campaign set name = 'تخفيضات 🎄 सर्दी'`);
  const elsewhere = Buffer.from(await (await fetch(`${door.url}/v1/campaigns/${id}/report.pdf`, { headers })).arrayBuffer());
  assert.equal(elsewhere.subarray(0, 5).toString(), '%PDF-', 'a name that paper cannot print is told by its id');
  assert.ok(elsewhere.includes(Buffer.from('تخفيضات', 'utf16le').swap16()), 'and stands whole in the title of the file');
  const seen = await look(id);
  assert.ok(numbers.includes(`count,delivered,${seen.counts.delivered},`));
  assert.ok(numbers.includes(`plan,${seen.plan.hash},`));
});

test('leaving out is refused where the code says nothing of the person, and otherwise keeps them from later sendings', async () => {
  await world.database.pool.query(`update recipient set state = 'failed', error_code = 131026, moved_from = state where seq = 5`);
  await world.database.pool.query(`update broadcast set failed = failed + 1, delivered = delivered - 1 where delivered > 0`);

  await assert.rejects(call(door, campaigns.leaveOut, { params: { id }, body: { code: 131049 } }), /131049/);
  const tried = await call(door, campaigns.leaveOut, { params: { id }, body: { code: 131026, dry_run: true } });
  const done = await call(door, campaigns.leaveOut, { params: { id }, body: { code: 131026 } });
  const again = await call(door, campaigns.leaveOut, { params: { id }, body: { code: 131026 } });

  assert.deepEqual([tried.people, done.people, again.people], [1, 1, 0]);
  const { rows } = await world.database.pool.query<{ reason: string }>('select reason from suppression');
  assert.deepEqual(rows, [{ reason: 'invalid' }]);
});
