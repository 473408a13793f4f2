import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { TemplatePatch } from '#core/rehearsal/rehearsal.ts';

import { ids, openStage, type Stage, until } from '../stage.ts';
import { disableTemplate, pauseTemplate, setTemplateQuality } from './states.ts';
import { patchTemplate } from './templates.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const edge = `${ids.account}/message_templates`;

type TimedStage = Stage & { pass(milliseconds: number): Promise<void>; told(field: string): Record<string, unknown>[] };

/** A stage whose clock the test moves, subscribed to everything about templates. */
async function openTimed(settings: Record<string, unknown> = {}, data: string | null = null): Promise<TimedStage> {
  let now = Date.UTC(2026, 10, 22);
  // One POST at a time, so that what is told first arrives first.
  const stage = await openStage({ clock: { now: () => now }, settings: { webhook_concurrency: 1, ...settings }, data });
  const { subscriptions, wheel } = stage.emulator.world;
  subscriptions.app?.fields.push('message_template_quality_update', 'message_template_components_update', 'template_category_update');
  return {
    ...stage,
    async pass(milliseconds) {
      now += milliseconds;
      wheel.turn();
      await until('all is told', () => stage.emulator.world.webhooks.count().waiting === 0);
    },
    told: (field) => stage.receiver.changes(field),
  };
}

const words = (text: string, more: unknown[] = []): unknown[] => [{ type: 'BODY', text }, ...more];
const asked = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  name: 'opening',
  language: 'en_US',
  category: 'MARKETING',
  components: words('Our shop opens at nine.'),
  ...change,
});
const patch = (stage: Stage, id: string, change: Record<string, unknown>): void => {
  assert.ok(patchTemplate(stage.emulator.world, id, TemplatePatch.parse(change)));
};
const fault = (answer: { status: number; body: Record<string, unknown> }): unknown[] => {
  const error = (answer.body['error'] ?? {}) as Record<string, unknown>;
  return [answer.status, error['code'], error['error_subcode'], error['error_user_title']];
};
const create = async (stage: Stage, change: Record<string, unknown> = {}): Promise<string> => {
  const answer = await stage.graph('POST', edge, asked(change));
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return String(answer.body['id']);
};
const statusOf = async (stage: Stage, id: string): Promise<unknown> => (await stage.graph('GET', `${id}?fields=status`)).body['status'];
const statusUpdates = (stage: { told(field: string): Record<string, unknown>[] }): unknown[] =>
  stage.told('message_template_status_update').map((one) => one['event']);

test('a template is created, approved, edited, approved again, deleted, and its name comes free after 30 days', async () => {
  const stage = await openTimed({ template_review_delay_ms: 1_000 });
  const created = await stage.graph('POST', edge, asked({ components: words('Our shop opens at nine.', [{ type: 'FOOTER', text: 'The shop' }]) }));
  const id = String(created.body['id']);
  await stage.pass(1_000);

  const first = await stage.graph('POST', id, { components: words('Our shop opens at ten.') });
  const inReview = await statusOf(stage, id);
  const tooEarly = await stage.graph('POST', id, { components: words('Our shop opens at one.') });
  await stage.pass(1_000);
  const again = await stage.graph('POST', id, { components: words('Our shop opens at two.') });
  await stage.pass(day);
  const nextDay = await stage.graph('POST', id, { components: words('Our shop opens at six.') });
  await stage.pass(1_000);
  const deleted = await stage.graph('DELETE', `${edge}?name=opening`);
  const blocked = await stage.graph('POST', edge, asked());
  await stage.pass(30 * day);
  const free = await stage.graph('POST', edge, asked());
  await stage.pass(1_000);

  assert.deepEqual(created.body, { id, status: 'PENDING', category: 'MARKETING' });
  assert.deepEqual([first.body, nextDay.body, deleted.body], [{ success: true }, { success: true }, { success: true }]);
  assert.equal(inReview, 'PENDING');
  const cannot = [400, 100, 2388039, "Message template status can't be changed"];
  assert.deepEqual([fault(tooEarly), fault(again)], [cannot, cannot]);
  assert.deepEqual(fault(blocked), [400, 100, 2388023, 'Message Template Language Is Being Deleted']);
  assert.equal(free.status, 200);
  assert.deepEqual(statusUpdates(stage), ['APPROVED', 'APPROVED', 'APPROVED', 'DELETED', 'APPROVED']);
  assert.deepEqual(stage.told('message_template_status_update')[0], {
    event: 'APPROVED',
    message_template_id: Number(id),
    message_template_name: 'opening',
    message_template_language: 'en_US',
    reason: 'NONE',
    message_template_category: 'MARKETING',
  });
  assert.equal(stage.told('message_template_components_update')[0]?.['message_template_element'], 'Our shop opens at ten.');
  await stage.close();
});

test('an approved template takes ten edits in 30 days', async () => {
  const stage = await openTimed();
  const id = await create(stage);
  await stage.pass(10);
  const answers: unknown[] = [];

  for (let edit = 1; edit <= 11; edit++) {
    await stage.pass(day);
    answers.push((await stage.graph('POST', id, { components: words(`Our shop opens at ${edit}.`) })).status);
  }
  await stage.pass(20 * day);
  const later = await stage.graph('POST', id, { components: words('Our shop is closed.') });

  assert.deepEqual(answers, [...Array.from({ length: 10 }, () => 200), 400]);
  assert.equal(later.status, 200);
  await stage.close();
});

test('a template that keeps its status while it is looked at again is only told when it falls', async () => {
  const stage = await openTimed({ template_edit_review: 'keep', template_review_delay_ms: 1_000 });
  const id = await create(stage);
  await stage.pass(1_000);

  await stage.graph('POST', id, { components: words('Our firearms are here.') });
  const during = await statusOf(stage, id);
  await stage.pass(1_000);

  assert.equal(during, 'APPROVED');
  assert.deepEqual(statusUpdates(stage), ['APPROVED', 'REJECTED']);
  assert.equal((await stage.graph('GET', `${id}?fields=rejected_reason`)).body['rejected_reason'], 'ABUSIVE_CONTENT');
  await stage.close();
});

test('a review by hand waits for a person; an appeal is decided in the end', async () => {
  const stage = await openTimed({ template_review: 'manual' });
  const id = await create(stage);
  await stage.pass(30 * day);
  const waiting = await statusOf(stage, id);

  patch(stage, id, { verdict: 'reject', reason: 'INVALID_FORMAT', recommendation: 'Say more.' });
  patch(stage, id, { status: 'IN_APPEAL' });
  const appealed = await statusOf(stage, id);
  patch(stage, id, { verdict: 'approve' });
  await stage.pass(10);

  assert.deepEqual([waiting, appealed, await statusOf(stage, id)], ['PENDING', 'IN_APPEAL', 'APPROVED']);
  assert.deepEqual(statusUpdates(stage), ['REJECTED', 'IN_APPEAL', 'APPROVED']);
  const [told] = stage.told('message_template_status_update');
  assert.deepEqual(
    [told?.['reason'], told?.['rejection_info']],
    ['INVALID_FORMAT', { reason: 'A person looked at it and rejected it.', recommendation: 'Say more.' }],
  );
  await stage.close();
});

test('the room of an account is 250 where the settings say so, and a hundred creations fit in an hour', async () => {
  const stage = await openTimed({ templates_limit: 250, template_review: 'manual' });
  for (let batch = 0; batch < 3; batch++) {
    for (let i = 0; i < (batch === 2 ? 50 : 100); i++)
      await create(stage, { name: `t_${batch}_${i}`, components: words(`Our shop number ${batch} ${i} opens.`) });
    if (batch === 0) {
      const hasty = await stage.graph('POST', edge, asked({ name: 'hasty' }));
      assert.deepEqual(fault(hasty).slice(0, 2), [400, 80007]);
    }
    await stage.pass(hour);
  }

  const full = await stage.graph('POST', edge, asked({ name: 'one_too_many' }));
  await stage.graph('DELETE', `${edge}?name=t_0_0`);
  const fits = await stage.graph('POST', edge, asked({ name: 'one_too_many' }));

  assert.deepEqual(fault(full), [400, 100, 2388019, 'Message Template Limit Exceeded']);
  assert.equal(fits.status, 200);
  await stage.close();
});

test('a name has one category, one text for each language, and no two templates say the same', async () => {
  const stage = await openTimed();
  await create(stage);

  const twice = await stage.graph('POST', edge, asked());
  const otherCategory = await stage.graph('POST', edge, asked({ language: 'fr', category: 'UTILITY' }));
  const twin = await stage.graph(
    'POST',
    edge,
    asked({ name: 'other', components: [{ type: 'HEADER', format: 'TEXT', text: 'New' }, ...words('Our shop opens at nine.')] }),
  );
  const inFrench = await stage.graph('POST', edge, asked({ language: 'fr' }));

  assert.deepEqual(fault(twice), [400, 100, 2388024, 'Content in This Language Already Exists']);
  assert.equal(
    (otherCategory.body['error'] as Record<string, unknown>)['error_user_msg'],
    "The category UTILITY doesn't match the one that's already associated with this template, MARKETING.",
  );
  assert.deepEqual(fault(twin), [400, 100, undefined, 'Duplicate content']);
  assert.equal(inFrench.status, 200);
  await stage.close();
});

test('when one language goes, only that language is blocked', async () => {
  const stage = await openTimed();
  const id = await create(stage);
  const other = await create(stage, { language: 'fr' });
  await stage.pass(10);

  await stage.graph('DELETE', `${edge}?hsm_id=${id}&name=opening`);
  const sameLanguage = await stage.graph('POST', edge, asked());
  const newLanguage = await stage.graph('POST', edge, asked({ language: 'de' }));

  assert.deepEqual(fault(sameLanguage).slice(2, 3), [2388023]);
  assert.equal(newLanguage.status, 200);
  assert.equal(await statusOf(stage, other), 'APPROVED');
  await stage.close();
});

test('deletion by ids is all or nothing, and a disabled template stays', async () => {
  const stage = await openTimed();
  const first = await create(stage);
  const second = await create(stage, { name: 'second', components: words('Our second shop opens.') });
  await stage.pass(10);
  const world = stage.emulator.world;

  const unknown = await stage.graph('DELETE', `${edge}?hsm_ids=["${first}","123456789"]`);
  disableTemplate(world, world.templates.get(second)!);
  const disabled = await stage.graph('DELETE', `${edge}?hsm_ids=["${first}","${second}"]`);
  const edited = await stage.graph('POST', second, { components: words('Our second shop is new.') });
  const wrongName = await stage.graph('DELETE', `${edge}?hsm_id=${first}&name=second`);
  const one = await stage.graph('DELETE', `${edge}?hsm_ids=${first}`);
  const nothing = await stage.graph('DELETE', edge);

  const missing = [400, 100, 2593002, 'Message Template Not Found'];
  assert.deepEqual([fault(unknown), fault(wrongName)], [missing, missing]);
  assert.deepEqual([fault(disabled)[2], fault(edited)[2]], [2388039, 2388039]);
  assert.deepEqual(one.body, { success: true });
  assert.equal((nothing.body['error'] as Record<string, unknown>)['message'], '(#100) The parameter name is required.');
  assert.equal(world.templates.size, 1);
  await stage.close();
});

test('a change of category is told a day ahead and then done', async () => {
  const stage = await openTimed();
  const id = await create(stage, { category: 'UTILITY', components: words('Your table is laid for you.') });
  await stage.pass(10);

  await stage.graph('POST', id, { components: words('Your table is laid and a discount of 20% off waits.') });
  await stage.pass(10);
  const noticed = (await stage.graph('GET', `${id}?fields=category,correct_category,previous_category`)).body;
  await stage.pass(day);
  const changed = (await stage.graph('GET', `${id}?fields=category,correct_category,previous_category`)).body;

  assert.deepEqual(noticed, { category: 'UTILITY', correct_category: 'MARKETING', id });
  assert.deepEqual(changed, { category: 'MARKETING', previous_category: 'UTILITY', id });
  const which = { message_template_id: Number(id), message_template_name: 'opening', message_template_language: 'en_US' };
  const due = Math.floor((Date.UTC(2026, 10, 22) + 20 + day) / 1000);
  assert.deepEqual(stage.told('template_category_update'), [
    { ...which, new_category: 'UTILITY', correct_category: 'MARKETING', category_update_timestamp: due },
    { ...which, previous_category: 'UTILITY', new_category: 'MARKETING' },
  ]);
  await stage.close();
});

test('a utility template that promotes comes back as marketing, or is rejected where the settings forbid that', async () => {
  const stage = await openTimed();
  const sly = asked({ category: 'UTILITY', components: words('Your order is here, and a discount of 20% off waits.') });

  const changed = await stage.graph('POST', edge, sly);
  stage.emulator.world.settings = { ...stage.emulator.world.settings, template_reclassify: false };
  const kept = await stage.graph('POST', edge, { ...sly, name: 'kept', language: 'en_GB' });
  await stage.pass(10);

  assert.deepEqual([changed.body['category'], kept.body['category']], ['MARKETING', 'UTILITY']);
  const read = await stage.graph('GET', `${String(kept.body['id'])}?fields=status,rejected_reason`);
  assert.deepEqual([read.body['status'], read.body['rejected_reason']], ['REJECTED', 'INCORRECT_CATEGORY']);
  await stage.close();
});

const reviewed: readonly (readonly [string, Record<string, unknown>, string])[] = [
  [
    'variables side by side',
    { components: [{ type: 'BODY', text: 'Hello dear {{1}} {{2}} our shop is open.', example: { body_text: [['a', 'b']] } }] },
    'INVALID_FORMAT',
  ],
  ['a shortened link', { components: words('Look at bit.ly/3abc for all of it.') }, 'INVALID_FORMAT'],
  ['eleven emoji', { components: words(`Come in ${'🎉'.repeat(11)} now.`) }, 'INVALID_FORMAT'],
  ['a request for card numbers', { components: words('Please answer with your credit card number to go on.') }, 'SCAM'],
  ['firearms', { components: words('Our firearms are half price this week.') }, 'ABUSIVE_CONTENT'],
  ['English words in a Greek template', { language: 'el', components: words('Our shop opens at nine.') }, 'TAG_CONTENT_MISMATCH'],
  [
    'a passcode that is not authentication',
    { components: [{ type: 'BODY', text: 'Here is {{1}}, your login code today.', example: { body_text: [['1']] } }] },
    'INCORRECT_CATEGORY',
  ],
];

for (const [what, change, reason] of reviewed) {
  test(`the robot rejects ${what} with ${reason}`, async () => {
    const stage = await openTimed();
    const id = await create(stage, change);

    await stage.pass(10);

    const [told] = stage.told('message_template_status_update');
    const read = await stage.graph('GET', `${id}?fields=status,rejected_reason,health_status`);
    assert.deepEqual([read.body['status'], read.body['rejected_reason'], told?.['event'], told?.['reason']], ['REJECTED', reason, 'REJECTED', reason]);
    assert.equal((read.body['health_status'] as Record<string, unknown>)['can_send_message'], 'BLOCKED');
    assert.equal(told?.['rejection_info'] !== undefined, reason === 'INVALID_FORMAT');
    await stage.close();
  });
}

test('a pause ends by itself; a pause by pacing ends by hand, five minutes later at the earliest', async () => {
  const stage = await openTimed();
  const id = await create(stage);
  await stage.pass(10);
  const { world } = stage.emulator;
  const template = world.templates.get(id)!;

  pauseTemplate(world, template, 'FIRST_PAUSE', world.clock.now() + 3 * hour);
  const early = await stage.graph('POST', `${id}/unpause`);
  await stage.pass(3 * hour);
  const ended = await statusOf(stage, id);
  pauseTemplate(world, template, 'RATE_LIMITING_PAUSE', null);
  const hasty = await stage.graph('POST', `${id}/unpause`);
  await stage.pass(5 * 60_000);
  const byHand = await stage.graph('POST', `${id}/unpause`);
  const twice = await stage.graph('POST', `${id}/unpause`);
  await stage.pass(10);

  assert.equal(ended, 'APPROVED');
  assert.deepEqual([early.body['success'], hasty.body['success'], byHand.body, twice.body['success']], [false, false, { success: true }, false]);
  const told = stage.told('message_template_status_update').slice(1);
  assert.deepEqual(
    told.map((one) => [one['event'], (one['other_info'] as Record<string, unknown>)['title']]),
    [
      ['PAUSED', 'FIRST_PAUSE'],
      ['APPROVED', 'UNPAUSE'],
      ['PAUSED', 'RATE_LIMITING_PAUSE'],
      ['APPROVED', 'UNPAUSE'],
    ],
  );
  assert.equal(
    (told[0]!['other_info'] as Record<string, unknown>)['description'],
    'Your WhatsApp message template has been paused for 3 hours until Nov 22 at 3:00 AM UTC because it had issues.',
  );
  await stage.close();
});

test('a template is disabled and reinstated, and its quality is told once for each change', async () => {
  const stage = await openTimed();
  const id = await create(stage);
  await stage.pass(10);
  const { world } = stage.emulator;
  const template = world.templates.get(id)!;

  setTemplateQuality(world, template, 'GREEN');
  setTemplateQuality(world, template, 'GREEN');
  patch(stage, id, { quality: 'RED' });
  disableTemplate(world, template);
  patch(stage, id, { status: 'APPROVED' });
  await stage.pass(10);

  assert.deepEqual(
    stage.told('message_template_quality_update').map((one) => [one['previous_quality_score'], one['new_quality_score']]),
    [
      ['UNKNOWN', 'GREEN'],
      ['GREEN', 'RED'],
    ],
  );
  assert.deepEqual(statusUpdates(stage), ['APPROVED', 'DISABLED', 'REINSTATED']);
  assert.deepEqual(stage.told('message_template_status_update')[1]?.['disable_info'], { disable_date: Math.floor(world.clock.now() / 1000) });
  assert.equal((await stage.graph('GET', `${id}?fields=quality_score`)).body['quality_score'] !== undefined, true);
  await stage.close();
});

test('a status set by the control API follows the same rules: pauses end, appeals are decided, what was disabled is reinstated', async () => {
  const stage = await openTimed({ template_review_delay_ms: hour, pause_first_ms: 3 * hour });
  const id = await create(stage);

  patch(stage, id, { status: 'APPROVED' });
  patch(stage, id, { status: 'PAUSED' });
  const paused = await statusOf(stage, id);
  await stage.pass(3 * hour);
  const ended = await statusOf(stage, id);
  patch(stage, id, { verdict: 'reject' });
  patch(stage, id, { status: 'IN_APPEAL' });
  const appealed = await statusOf(stage, id);
  await stage.pass(hour);
  const decided = await statusOf(stage, id);
  patch(stage, id, { status: 'DISABLED' });
  patch(stage, id, { status: 'APPROVED' });
  patch(stage, id, { status: 'LIMIT_EXCEEDED', category: 'UTILITY' });
  await stage.pass(10);

  assert.deepEqual([paused, ended, appealed, decided], ['PAUSED', 'APPROVED', 'IN_APPEAL', 'APPROVED']);
  assert.deepEqual(statusUpdates(stage), ['APPROVED', 'PAUSED', 'APPROVED', 'REJECTED', 'IN_APPEAL', 'APPROVED', 'DISABLED', 'REINSTATED', 'LIMIT_EXCEEDED']);
  assert.equal(stage.told('template_category_update')[0]?.['new_category'], 'UTILITY');
  await stage.close();
});

test('a template with messages under way is deleted when they are through', async () => {
  const stage = await openTimed({ delivered_delay_ms: 2 * day });
  const id = await create(stage);
  await stage.pass(10);
  await stage.send({ type: 'template', template: { name: 'opening', language: { code: 'en_US' } } });
  await stage.pass(1_000);
  stage.emulator.world.templates.get(id)!.lastSentAt = stage.emulator.world.clock.now();

  const deleted = await stage.graph('DELETE', `${edge}?name=opening`);
  const during = await statusOf(stage, id);
  const blocked = await stage.graph('POST', edge, asked());
  await stage.pass(2 * day);
  const left = await stage.graph('GET', edge);
  await stage.pass(10);

  assert.deepEqual([deleted.body, during, fault(blocked)[2], left.body['data']], [{ success: true }, 'PENDING_DELETION', 2388023, []]);
  assert.deepEqual(
    stage.told('message_template_status_update').map((one) => [one['event'], one['reason']]),
    [
      ['APPROVED', 'NONE'],
      ['PENDING_DELETION', null],
      ['DELETED', 'NONE'],
    ],
  );
  await stage.close();
});

test('reviews, pauses and changes of category that are due survive a restart', async () => {
  const data = mkdtempSync(join(tmpdir(), 'parley-templates-'));
  const before = await openTimed({ template_review_delay_ms: hour }, data);
  const reviewed = await create(before);
  const noticed = await create(before, { name: 'noticed', category: 'UTILITY', components: words('Your table is laid.') });
  const paused = await create(before, { name: 'paused', components: words('Our second shop opens.') });
  patch(before, noticed, { verdict: 'approve', correct_category: 'MARKETING' });
  patch(before, paused, { verdict: 'approve' });
  const { world } = before.emulator;
  pauseTemplate(world, world.templates.get(paused)!, 'SECOND_PAUSE', world.clock.now() + 6 * hour);
  await before.close();

  const after = await openTimed({ template_review_delay_ms: hour }, data);
  await after.pass(day);

  assert.deepEqual([await statusOf(after, reviewed), await statusOf(after, paused)], ['APPROVED', 'APPROVED']);
  assert.equal((await after.graph('GET', `${noticed}?fields=category`)).body['category'], 'MARKETING');
  await after.close();
  rmSync(data, { recursive: true });
});

test('an unknown template is patched by nobody', async () => {
  const stage = await openTimed();

  const nobody = patchTemplate(stage.emulator.world, '1', TemplatePatch.parse({ quality: 'RED' }));

  assert.equal(nobody, undefined);
  await stage.close();
});
