import assert from 'node:assert/strict';
import { test } from 'node:test';

import { GraphRefusal } from '../graph/errors.ts';
import { unpauseTemplate } from '../template/states.ts';
import type { Message } from '../world/ledger.ts';
import type { Template } from '../world/world.ts';
import { type Complaint } from './feedback.ts';
import { noteComplaint, noteRead } from './policy.ts';
import { openPolicyStage, type PolicyStage } from './stage.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const person = (index: number): string => String(33_600_000_000 + index);

function sendMany(stage: PolicyStage, template: Template, people: number, from = 0): Message[] {
  const messages = Array.from({ length: people }, (_, index) => stage.send({ to: person(from + index), template }));
  stage.pass(second);
  return messages;
}

function complain(stage: PolicyStage, index: number, complaint: Complaint = 'block', reason: string | null = null): void {
  const someone = stage.world.people.meet(person(index));
  noteComplaint(stage.world, stage.world.people.openChat(someone, stage.number.id), complaint, reason);
}

function events(stage: PolicyStage, field: string, name: string): unknown[] {
  return stage.told.filter((one) => one.field === field).map((one) => parseValue(one.value)[name]);
}

function parseValue(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

test('blocks and reports turn a number and a template yellow and red, and a week later they are forgiven', () => {
  const stage = openPolicyStage({ template_pausing: false });
  const template = stage.template();
  sendMany(stage, template, 200);
  stage.pass(minute);
  assert.equal(template.quality, 'GREEN');

  for (let index = 0; index < 5; index++) complain(stage, index);
  stage.pass(minute);
  assert.deepEqual([stage.number.quality_rating, template.quality], ['YELLOW', 'YELLOW']);
  for (let index = 5; index < 8; index++) complain(stage, index, 'report', 'spam');
  stage.pass(minute);
  assert.deepEqual([stage.number.quality_rating, template.quality], ['RED', 'RED']);
  stage.pass(8 * day);

  assert.deepEqual([stage.number.quality_rating, template.quality], ['GREEN', 'GREEN']);
  assert.deepEqual(events(stage, 'message_template_quality_update', 'new_quality_score'), ['GREEN', 'YELLOW', 'RED', 'GREEN']);
  assert.deepEqual(events(stage, 'phone_number_quality_update', 'event'), []);
  assert.equal(stage.world.wheel.waiting, 0, 'nothing recurs for ever');
  stage.close();
});

test('a mute weighs less than a block, and a block because of spam more than one of somebody who needs it no longer', () => {
  const ratings = (complaint: Complaint, reason: string | null): string => {
    const stage = openPolicyStage({ template_pausing: false });
    const template = stage.template();
    sendMany(stage, template, 100);
    for (let index = 0; index < 4; index++) complain(stage, index, complaint, reason);
    stage.pass(minute);
    stage.close();
    return stage.number.quality_rating;
  };

  assert.equal(ratings('mute', null), 'GREEN');
  assert.equal(ratings('block', 'no_longer_needed'), 'YELLOW');
  assert.equal(ratings('block', 'spam'), 'RED');
});

test('old complaints weigh less than new deliveries', () => {
  const stage = openPolicyStage({ template_pausing: false });
  const template = stage.template();
  sendMany(stage, template, 200);
  for (let index = 0; index < 10; index++) complain(stage, index);
  stage.pass(minute);
  assert.equal(template.quality, 'RED');

  stage.pass(4 * day);
  sendMany(stage, template, 200, 1_000);
  stage.pass(minute);

  // 10 of 400 would be 2.5 %: yellow. After two half lives it is 2.5 of 250.
  assert.equal(template.quality, 'GREEN');
  stage.close();
});

test('below the minimum of deliveries quality stays, also one that was set by hand', () => {
  const stage = openPolicyStage();
  const template = stage.template();
  stage.number.quality_rating = 'RED';
  sendMany(stage, template, 99);
  for (let index = 0; index < 50; index++) complain(stage, index);

  stage.pass(30 * day);

  assert.equal(stage.number.quality_rating, 'RED');
  assert.equal(template.quality, 'UNKNOWN');
  stage.close();
});

test('a template nobody reads is yellow after a day, where people read at all', () => {
  const stage = openPolicyStage();
  stage.world.settings = { ...stage.world.settings, people: 'alive' };
  const [unread, read] = [stage.template(), stage.template()];
  const messages: Message[] = [];
  for (let index = 0; index < 150; index++) {
    stage.world.people.meet(person(index)).persona = 'manual';
    messages.push(stage.send({ to: person(index), template: unread }), stage.send({ to: person(index), template: read }));
  }
  stage.pass(2 * second);
  for (const message of messages) if (message.template === read.id) noteRead(stage.world, message, stage.world.people.meet(message.waId));
  stage.pass(26 * hour);
  stage.send({ to: person(1), template: unread });
  stage.send({ to: person(1), template: read });
  stage.pass(2 * minute);

  assert.deepEqual([unread.quality, read.quality], ['YELLOW', 'GREEN']);
  stage.close();
});

function spoil(stage: PolicyStage, template: Template, from: number): void {
  sendMany(stage, template, 100, from);
  for (let index = from; index < from + 10; index++) complain(stage, index, 'report', 'spam');
  stage.pass(minute);
}

test('a red template is paused for 3 hours, then for 6, then disabled; in between it begins anew', () => {
  const stage = openPolicyStage();
  const template = stage.template();
  spoil(stage, template, 0);
  assert.equal(template.status, 'PAUSED');
  stage.pass(3 * hour - 2 * minute);
  assert.equal(template.status, 'PAUSED');
  stage.pass(2 * minute);
  assert.deepEqual([template.status, template.quality], ['APPROVED', 'UNKNOWN']);

  spoil(stage, template, 1_000);
  assert.equal(template.status, 'PAUSED');
  stage.pass(6 * hour - 2 * minute);
  assert.equal(template.status, 'PAUSED');
  stage.pass(2 * minute);
  assert.equal(template.status, 'APPROVED');
  spoil(stage, template, 2_000);

  assert.equal(template.status, 'DISABLED');
  assert.deepEqual(events(stage, 'message_template_status_update', 'event'), ['PAUSED', 'APPROVED', 'PAUSED', 'APPROVED', 'DISABLED']);
  const titles = events(stage, 'message_template_status_update', 'other_info').map((info) => parseValue(JSON.stringify(info))['title']);
  assert.deepEqual(titles, ['FIRST_PAUSE', 'UNPAUSE', 'SECOND_PAUSE', 'UNPAUSE', 'DISABLED']);
  stage.close();
});

test('a message that was accepted before its template was paused or disabled fails with 132015 or 132016', () => {
  const stage = openPolicyStage({ sent_delay_ms: 10_000 });
  const [paused, disabled] = [stage.template(), stage.template()];
  const first = stage.send({ to: person(1), template: paused });
  const second_ = stage.send({ to: person(2), template: disabled });
  paused.status = 'PAUSED';
  disabled.status = 'DISABLED';

  stage.pass(10_000);

  assert.deepEqual([first.error, second_.error], [132015, 132016]);
  stage.close();
});

const paced = { pacing: true, pacing_threshold: 50, pacing_decision_ms: 30 * minute };

test('a new marketing template is held after the threshold, and released in order when it was found good', () => {
  const stage = openPolicyStage(paced);
  const template = stage.template();
  sendMany(stage, template, 50);
  const held = [stage.send({ to: person(100), template })];
  stage.pass(second);
  held.push(stage.send({ to: person(99), template }), stage.send({ to: person(98), template }));
  stage.pass(29 * minute);
  assert.deepEqual(
    held.map((message) => message.state),
    ['held', 'held', 'held'],
  );

  stage.pass(2 * minute);

  assert.deepEqual(
    held.map((message) => message.state),
    ['delivered', 'delivered', 'delivered'],
  );
  assert.deepEqual(events(stage, 'message_template_quality_update', 'new_quality_score'), ['GREEN']);
  assert.equal(sendMany(stage, template, 100, 200).at(-1)?.state, 'delivered');
  stage.close();
});

test('a new template that is found bad is paused until a person unpauses it, and everything held fails with 132015', () => {
  const stage = openPolicyStage(paced);
  const template = stage.template();
  sendMany(stage, template, 60);
  const held = sendMany(stage, template, 2_500, 100);
  for (let index = 0; index < 10; index++) complain(stage, index, 'report', 'spam');

  stage.pass(day);

  assert.deepEqual([template.status, template.manualUnpause, template.quality], ['PAUSED', true, 'RED']);
  assert.equal(held.filter((message) => message.error === 132015).length, 2_500);
  unpauseTemplate(stage.world, template);
  const again = sendMany(stage, template, 60, 5_000);
  assert.equal(template.quality, 'UNKNOWN');
  assert.equal(again.filter((message) => message.state === 'held').length, 10, 'unpaused, it is paced once more');
  stage.close();
});

test('a template of which nothing is known in time is let go without a rating', () => {
  const stage = openPolicyStage(paced);
  const template = stage.template();
  for (let index = 0; index < 50; index++) stage.world.people.meet(person(index)).online = false;
  sendMany(stage, template, 50);
  const [held] = sendMany(stage, template, 1, 100);

  stage.pass(31 * minute);

  assert.deepEqual([held?.state, template.quality], ['delivered', 'UNKNOWN']);
  stage.close();
});

test('utility templates are paced for a week after one of the account was paused, and no longer', () => {
  const stage = openPolicyStage({ ...paced, pacing_threshold: 10 });
  const utility = stage.template({ category: 'UTILITY' });
  const other = stage.template({ category: 'UTILITY' });
  const third = stage.template({ category: 'UTILITY' });
  assert.equal(sendMany(stage, other, 20).at(-1)?.state, 'delivered');
  spoil(stage, utility, 1_000);
  assert.equal(utility.status, 'PAUSED');

  const during = sendMany(stage, third, 20, 3_000).at(-1);
  stage.pass(7 * day + hour);
  const after = sendMany(stage, stage.template({ category: 'UTILITY' }), 20, 4_000).at(-1);

  assert.equal(during?.state, 'delivered');
  assert.ok((during?.sentAt ?? 0) - (during?.at ?? 0) >= 30 * minute);
  assert.equal(after?.state, 'delivered');
  assert.ok((after?.sentAt ?? 0) - (after?.at ?? 0) < second);
  stage.close();
});

test('a young portfolio sends in batches; when one is bad the rest fails and nothing goes while Meta looks', () => {
  const stage = openPolicyStage({ portfolio_pacing: true, pacing_threshold: 120, pacing_decision_ms: 10 * minute, template_pausing: false });
  const template = stage.template();
  const messages = sendMany(stage, template, 400);
  const sent = (): number => messages.filter((message) => message.sentAt > 0).length;
  assert.equal(sent(), 120);
  stage.pass(10 * minute);
  assert.equal(sent(), 240);

  for (let index = 0; index < 400; index += 10) if ((messages[index]?.deliveredAt ?? 0) > 0) complain(stage, index, 'report', 'spam');
  stage.pass(10 * minute);

  assert.equal(sent(), 240);
  assert.equal(messages.filter((message) => message.error === 132015).length, 160);
  assert.throws(
    () => stage.send({ to: person(1), template }),
    (error) => error instanceof GraphRefusal && error.code === 368,
  );
  stage.pass(day);
  stage.send({ to: person(1), template });
  stage.close();
});
