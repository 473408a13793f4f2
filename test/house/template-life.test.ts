import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contract } from '#core/contract/contract.ts';
import { parseId } from '#core/value/id.ts';
import { day, hour, minute } from '#core/value/time.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import type { WireTemplateStatusValue } from '#core/whatsapp/wire.ts';
import { pauseTemplate } from '#emulator/template/states.ts';
import { call } from '#server/app/client/client.ts';
import { applyTemplateStatus } from '#server/messaging/template/webhooks.ts';
import { assertSameSecond, hello, templateDesk } from '#test/world/template-desk.ts';
import { openWorld, until, type World } from '#test/world/world.ts';

/** What becomes of a template after its first review. The product and its WhatsApp go by one clock, which the tests move. */
let world: World;
before(async () => {
  world = await openWorld({ clockFrom: '2026-12-01T09:00:00.000Z' });
  await world.control.clock.pause();
  await world.person({ phone: '+33612345678', name: 'Ana Roux' });
  await world.person({ phone: '+5511912345678', name: 'Bia Lima' });
});
after(() => world.close());

const { read, now, english, atMeta, submit, versions, desk, settled, noticesOf, graph } = templateDesk(() => world);

test('a pause tells when it ends, cannot be ended by hand before, and ends by itself; the owner hears of both', async () => {
  const id = await world.template({ name: 'paused_once' });

  await desk('paused_once', { status: 'PAUSED' });
  const paused = await settled(id, 'paused');

  assertSameSecond(paused.paused_until, now() + 3 * hour);
  await assert.rejects(
    call(world.door, contract.templates.unpause, { params: { id }, body: { language: 'en' } }),
    /is paused by Meta until 1 December 2026 at 12:00/,
  );
  await world.control.clock.jumpBy(3 * hour);
  const again = await settled(id, 'approved');
  assert.equal(again.paused_until, null);
  assert.match(again.history.at(-1)?.detail ?? '', /the pause is over/);
  assert.deepEqual(
    (await noticesOf(id)).map((one) => [one.kind, one.level]),
    [
      ['template_approved', 'info'],
      ['template_paused', 'warning'],
    ],
  );
});

test('the second pause is six hours, the third time it is over', async () => {
  const id = await world.template({ name: 'paused_thrice', content: hello('Hello {{first_name}}, this one will be paused twice.') });
  await desk('paused_thrice', { status: 'PAUSED' });
  await settled(id, 'paused');
  await world.control.clock.jumpBy(3 * hour);
  await settled(id, 'approved');

  await desk('paused_thrice', { status: 'PAUSED' });
  const second = await settled(id, 'paused');
  await desk('paused_thrice', { status: 'DISABLED' });
  const over = await settled(id, 'disabled');

  assertSameSecond(second.paused_until, now() + 6 * hour);
  assert.equal(over.edits.allowed, false);
  assert.equal(over.paused_until, null);
});

test('a pause whose sentence does not say how long lasts as long as is known, and the next sync brings what is true', async () => {
  const id = await world.template({ name: 'paused_silently', content: hello('Hello {{first_name}}, the sentence about this is short.') });
  const { platform } = world.opened;
  const [row] = (await world.database.pool.query<{ id: string }>('select id from workspace')).rows;
  const value: WireTemplateStatusValue = {
    event: 'PAUSED',
    message_template_id: Number(atMeta('paused_silently').id),
    message_template_name: 'paused_silently',
    message_template_language: 'en',
    reason: 'NONE',
    message_template_category: 'MARKETING',
    other_info: { title: 'SECOND_PAUSE', description: 'Your template was paused.' },
  };
  const told = platform.clock.now();

  await platform.db.transaction().execute((tx) => applyTemplateStatus(platform, tx, { workspace: parseId<'workspace'>(row?.id ?? '') }, value, told));
  const paused = await english(id);
  await call(world.door, contract.templates.sync);
  const synced = await english(id);

  assert.equal(paused.state, 'paused');
  assertSameSecond(paused.paused_until, told.getTime() + 6 * hour);
  assert.deepEqual([synced.state, synced.paused_until], ['approved', null]);
  assert.match(synced.history.at(-1)?.detail ?? '', /Meta’s list: APPROVED/);
  assertSameSecond(synced.checked_at, now());
});

test('a pause by pacing has no end of its own: after five minutes somebody lets it go on', async () => {
  const id = await world.template({ name: 'paced', content: hello('Hello {{first_name}}, the first to get this did not like it.') });
  pauseTemplate(world.emulator.world, atMeta('paced'), 'RATE_LIMITING_PAUSE', null);
  const paused = await settled(id, 'paused');
  const unpause = () => call(world.door, contract.templates.unpause, { params: { id }, body: { language: 'en' } });

  await assert.rejects(unpause(), /Meta does not let template "paced" \(en\) go on yet: The template was paused less than 5 minutes ago/);
  await world.control.clock.jumpBy(5 * minute);
  const going = await unpause();

  assert.equal(paused.paused_until, null);
  assert.equal(going.translations[0]?.state, 'approved');
});

test('an approved template is changed once a day: the next change waits as a draft and says until when', async () => {
  const id = await world.template({ name: 'changed', content: hello('Hello {{first_name}}, our first wording is here.') });
  const second = hello('Hello {{first_name}}, our second wording is here.');
  const third = hello('Hello {{first_name}}, our third wording is here.');

  await submit(id, second);
  const changed = await settled(id, 'approved');

  assert.deepEqual([changed.version, changed.content.body, changed.revision], [2, second.body, null]);
  assertSameSecond(changed.edits.next_at, now() + day);
  await assert.rejects(submit(id, third), /again on 2 December 2026/);
  const waiting = await english(id);
  assert.deepEqual([waiting.version, waiting.content.body, waiting.revision?.body], [2, second.body, third.body]);

  await world.control.clock.jumpBy(day + minute);
  await submit(id);
  const third_ = await settled(id, 'approved');

  assert.deepEqual([third_.version, third_.content.body, third_.revision], [3, third.body, null]);
  assert.equal(third_.edits.left, 8);
  assert.deepEqual(
    (await versions(id)).map((one) => [one.version, one.changes]),
    [
      [3, [{ at: '/body', before: second.body, after: third.body }]],
      [2, [{ at: '/body', before: 'Hello {{first_name}}, our first wording is here.', after: second.body }]],
      [1, []],
    ],
  );
  assert.deepEqual(
    atMeta('changed').components.map((one) => 'text' in one && one.text),
    [third.body],
  );
});

test('an old version is taken up again by submitting it', async () => {
  const id = await world.template({ name: 'restored', content: hello('Hello {{first_name}}, the old words were better.') });
  await submit(id, hello('Hello {{first_name}}, new words for old friends.'));
  await settled(id, 'approved');
  await world.control.clock.jumpBy(day + minute);

  await submit(id, (await versions(id)).at(-1)?.content);

  const restored = await settled(id, 'approved');
  assert.deepEqual([restored.version, restored.content.body], [3, 'Hello {{first_name}}, the old words were better.']);
});

test('what is not different is not handed over, and a draft can be kept and thrown away', async () => {
  const content = hello('Hello {{first_name}}, nothing new under the sun.');
  const id = await world.template({ name: 'unchanged', content });
  const revise = (draft: TemplateContent | null) => call(world.door, contract.templates.revise, { params: { id }, body: { language: 'en', content: draft } });

  await assert.rejects(submit(id, content), /nothing is different from what Meta has/);
  await assert.rejects(submit(id), /send new content with it/);
  const kept = await revise({ ...content, body: '' });
  const thrown = await revise(null);

  assert.equal(kept.translations[0]?.revision?.body, '');
  assert.equal(kept.translations[0]?.content.body, content.body);
  assert.equal(thrown.translations[0]?.revision, null);
});

test('a change that Meta finds too early, since it knows of others, is kept and says when it may be tried again', async () => {
  const id = await world.template({ name: 'edited_elsewhere', content: hello('Hello {{first_name}}, somebody else edits this too.') });
  atMeta('edited_elsewhere').editedAt.push(now());
  const mine = hello('Hello {{first_name}}, my change of the same day.');

  await assert.rejects(submit(id, mine), /again on/);

  const waiting = await english(id);
  assert.equal(waiting.revision?.body, mine.body);
  assert.deepEqual([waiting.edits.allowed, waiting.edits.left], [false, 10]);
  assertSameSecond(waiting.edits.next_at, now() + day);
});

test('what was changed in WhatsApp Manager comes in as a version of theirs, its owner is told, and a draft of ours stays', async () => {
  const id = await world.template({ name: 'drifted', content: hello('Hello {{first_name}}, these are our own words.') });
  const draft = hello('Hello {{first_name}}, a draft of ours.');
  await call(world.door, contract.templates.revise, { params: { id }, body: { language: 'en', content: draft } });
  const example = { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] };

  assert.equal(await graph(atMeta('drifted').id, { components: [{ type: 'BODY', text: 'Hello {{first_name}}, these are their words.', example }] }), 200);
  await until('the change is seen', async () => (await english(id)).version === 2);

  const drifted = await english(id);
  assert.deepEqual([drifted.content.body, drifted.revision?.body], ['Hello {{first_name}}, these are their words.', draft.body]);
  assert.equal((await versions(id))[0]?.by, 'WhatsApp Manager');
  assert.ok((await noticesOf(id)).some((one) => one.kind === 'template_content'));
  assert.equal(drifted.edits.allowed, false, 'their change counts as one of the day');
});

test('a change whose answer was lost is recognised as ours', async () => {
  const id = await world.template({ name: 'answer_lost', content: hello('Hello {{first_name}}, before the answer was lost.') });
  const mine = hello('Hello {{first_name}}, the answer to this was lost.');
  await call(world.door, contract.templates.revise, { params: { id }, body: { language: 'en', content: mine } });
  const example = { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] };

  await graph(atMeta('answer_lost').id, { components: [{ type: 'BODY', text: mine.body, example }] });
  await until('the change is seen', async () => (await english(id)).version === 2);

  const adopted = await english(id);
  assert.deepEqual([adopted.content.body, adopted.revision], [mine.body, null]);
  assert.notEqual((await versions(id))[0]?.by, 'WhatsApp Manager');
  assert.deepEqual(await noticesOf(id), []);
});

test('a template that Meta files elsewhere shows what messages cost before and since, where the house has people', async () => {
  const id = await world.template({ name: 'refiled', category: 'utility', content: hello('Hello {{first_name}}, your order is on its way to you.') });

  await desk('refiled', { correct_category: 'MARKETING' });
  await until('the notice is seen', async () => (await read(id)).category_due !== null);
  const warned = await read(id);
  await world.control.clock.jumpBy(day + minute);
  await until('it is filed', async () => (await read(id)).category === 'marketing');
  const refiled = await read(id);

  assert.deepEqual([warned.category, warned.category_due?.to, warned.category_change], ['utility', 'marketing', null]);
  assertSameSecond(warned.category_due?.at, now() - minute);
  assert.equal(refiled.category_due, null);
  assert.deepEqual([refiled.category_change?.from, refiled.category_change?.to], ['utility', 'marketing']);
  const costs = refiled.category_change?.costs ?? [];
  assert.deepEqual(
    costs.map((one) => one.country),
    ['BR', 'FR'],
  );
  assert.ok(
    costs.every((one) => one.before !== null && one.now !== null && one.now.micros > one.before.micros),
    JSON.stringify(costs),
  );
  assert.deepEqual(
    (await noticesOf(id)).map((one) => one.kind),
    ['template_category', 'template_category_due'],
  );
});

test('a rejection is appealed at Meta: we note it and say where, the state and the verdict come by webhook', async () => {
  const id = await world.template({ name: 'appealed', content: hello('Hello {{first_name}}, this is perfectly fine.') });
  await desk('appealed', { verdict: 'reject', reason: 'PROMOTIONAL' });
  await settled(id, 'rejected');
  await world.set({ template_review: 'manual' });

  const { url, template } = await call(world.door, contract.templates.appeal, { params: { id }, body: { language: 'en' } });
  await desk('appealed', { status: 'IN_APPEAL' });
  const waiting = await settled(id, 'in_appeal');
  await desk('appealed', { verdict: 'approve' });
  const won = await settled(id, 'approved');
  await world.set({ template_review: 'approve' });

  assert.match(url, /^http/);
  assert.match(template.translations[0]?.history.at(-1)?.detail ?? '', /appealed in WhatsApp Manager by/);
  assert.equal(waiting.edits.allowed, false);
  assert.equal(won.reason, null);
  await assert.rejects(call(world.door, contract.templates.appeal, { params: { id }, body: { language: 'en' } }), /only a rejected or disabled one/);
});

test('a template is laid aside and taken out again, at Meta too', async () => {
  const id = await world.template({ name: 'rested', content: hello('Hello {{first_name}}, a template that rests a while.') });

  const archived = await call(world.door, contract.templates.archive, { params: { id } });
  const there = atMeta('rested').status;
  await call(world.door, contract.templates.sync);
  const still = await english(id);
  const back = await call(world.door, contract.templates.unarchive, { params: { id } });

  assert.deepEqual([archived.translations[0]?.state, there, still.state], ['archived', 'ARCHIVED', 'archived']);
  assert.deepEqual([back.translations[0]?.state, atMeta('rested').status], ['approved', 'APPROVED']);
  await assert.rejects(call(world.door, contract.templates.unarchive, { params: { id } }), /is not archived/);
});

test('the quality of a template is a line of its history', async () => {
  const id = await world.template({ name: 'rated', content: hello('Hello {{first_name}}, tell us what you think of it.') });

  await desk('rated', { quality: 'GREEN' });
  await until('it is rated', async () => (await english(id)).quality === 'GREEN');

  assert.match((await english(id)).history.at(-1)?.detail ?? '', /quality: not rated → high/);
});

test('a template names the campaigns that chose it', async () => {
  const id = await world.template({ name: 'used', content: hello('Hello {{first_name}}, somebody means to send this.') });
  await world.campaign({ template: id, name: 'Winter' });

  const { items } = await call(world.door, contract.templates.usage, { params: { id } });

  assert.deepEqual(
    items.map((one) => [one.kind, one.name, one.state, one.holds]),
    [['campaign', 'Winter', 'draft', null]],
  );
});

test('a campaign that waits holds while its template is paused, says so, and goes out when the pause is over', async () => {
  const id = await world.template({ name: 'held', content: hello('Hello {{first_name}}, this waits for better times.') });
  const campaign = await world.campaign({ template: id, name: 'Held' });
  const plan = await call(world.door, contract.campaigns.plan, { params: { id: campaign } });
  await call(world.door, contract.campaigns.launch, { params: { id: campaign }, body: { plan: plan.id, undo_seconds: 600 } });
  const usage = async () => (await call(world.door, contract.templates.usage, { params: { id } })).items[0];

  await desk('held', { status: 'PAUSED' });
  await until('the campaign holds', async () => (await usage())?.holds !== null);
  const held = await usage();
  await world.control.clock.jumpBy(hour);
  const still = await call(world.door, contract.campaigns.report, { params: { id: campaign } });
  await world.control.clock.jumpBy(2 * hour);
  await until('it is let go', async () => (await usage())?.holds === null);
  await world.control.clock.jumpBy(minute);
  await until('it goes out', async () => (await call(world.door, contract.campaigns.report, { params: { id: campaign } })).counts.waiting === 0);

  assert.match(held?.holds ?? '', /Meta paused template "held" \(en\) until/);
  assert.equal(still.counts.accepted + still.counts.sent + still.counts.delivered + still.counts.read, 0);
  assert.equal((await usage())?.holds, null);
  assert.deepEqual((await world.phone('+33612345678')).bubbles.filter((bubble) => !bubble.mine).length, 1);
});

test('the name of an approved template that was deleted is blocked for 30 days, and what was written waits', async () => {
  const content = hello('Hello {{first_name}}, this name comes back in a month.');
  const id = await world.template({ name: 'comes_back', content });
  await call(world.door, contract.templates.remove, { params: { id } });
  const again = hello('Hello {{first_name}}, here we are again after a month.');
  const create = () => call(world.door, contract.templates.create, { body: { name: 'comes_back', category: 'marketing', language: 'en', content: again } });

  await assert.rejects(create(), /Meta blocks its name for 30 days: until/);
  const waiting = await english(id);
  await world.control.clock.jumpBy(30 * day + minute);
  await submit(id);

  const back = await settled(id, 'approved');
  assert.deepEqual([waiting.state, waiting.content.body], ['draft', again.body]);
  assert.deepEqual([back.version, back.content.body], [2, again.body]);
});

test('what fills the variables is kept with the template, and only for variables it has', async () => {
  const id = await world.template({ name: 'filled', content: hello('Hello {{first_name}}, this knows what fills it.') });
  const first_name = { from: 'contact' as const, attribute: 'first_name', fallback: 'there' };

  const filled = await call(world.door, contract.templates.fill, { params: { id }, body: { fills: { first_name } } });

  assert.deepEqual(filled.fills, { first_name });
  assert.deepEqual((await read(id)).fills, { first_name });
  const wrong = call(world.door, contract.templates.fill, { params: { id }, body: { fills: { day: first_name } } });
  await assert.rejects(wrong, /has no variable "day"; it has first_name/);
  const liquid = { first_name: { from: 'liquid' as const, template: '{{ contact.', fallback: '' } };
  await assert.rejects(call(world.door, contract.templates.fill, { params: { id }, body: { fills: liquid } }), /Liquid|template/);
});
