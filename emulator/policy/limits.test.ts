import assert from 'node:assert/strict';
import { test } from 'node:test';

import { GraphRefusal } from '../graph/errors.ts';
import { drawInteger } from '../world/random.ts';
import { addNumber, furnishAccount } from '../world/numbers.ts';
import { verifyPortfolio } from './levels.ts';
import { limitUsed, messagingLimitOf } from './limits.ts';
import { noteComplaint } from './policy.ts';
import { openPolicyStage, type PolicyStage } from './stage.ts';

const second = 1000;
const hour = 60 * 60 * second;
const day = 24 * hour;
const person = (index: number): string => String(33_600_000_000 + index);

/** The naive model: everybody written to outside a window and when; counted afresh each time. */
function openModel(limit: number): { isAllowed(to: string, now: number): boolean } {
  const lines: { to: string; at: number }[] = [];
  return {
    isAllowed(to, now) {
      const reached = new Set(lines.filter((line) => line.at > now - day).map((line) => line.to));
      if (!reached.has(to) && reached.size >= limit) return false;
      lines.push({ to, at: now });
      return true;
    },
  };
}

test('the messaging limit is exact over moving days, against a model that counts everybody afresh', () => {
  const stage = openPolicyStage({ messaging_limit: 40, limit_raises: false, sent_delay_ms: 0 });
  const template = stage.template({ category: 'UTILITY' });
  const model = openModel(40);
  const differences: unknown[] = [];
  let refused = 0;

  for (let step = 0; step < 1_500; step++) {
    stage.pass(drawInteger('steps', 'a', step, 'pause') % (40 * 60 * second));
    const to = person(drawInteger('steps', 'a', step, 'person') % 90);
    const now = stage.world.clock.now();
    const message = stage.send({ to, template });
    stage.pass(0);
    const isAllowed = model.isAllowed(to, now);
    if (isAllowed !== (message.error === null)) differences.push({ step, to, isAllowed, error: message.error });
    if (message.error === 131048) refused += 1;
  }

  assert.deepEqual(differences, []);
  assert.ok(refused > 100, `${refused} were refused`);
  stage.close();
});

test('somebody stops to count exactly when the window of the limit has passed', () => {
  const stage = openPolicyStage({ messaging_limit: 1, limit_raises: false, sent_delay_ms: 0 });
  const template = stage.template();
  stage.send({ to: person(1), template });
  stage.pass(0);

  stage.pass(day - 1);
  const early = stage.send({ to: person(2), template });
  stage.pass(1);
  const onTime = stage.send({ to: person(3), template });
  stage.pass(0);

  assert.equal(early.error, 131048);
  assert.equal(onTime.error, null);
  stage.close();
});

test('people inside a window do not count, and one person through two numbers counts once', () => {
  const stage = openPolicyStage({ messaging_limit: 2, limit_raises: false });
  const template = stage.template();
  addNumber(stage.world, { id: '206540352242922', display_phone_number: '+33155500100', verified_name: 'Second', account: stage.number.account });
  stage.hear(person(1));

  const inside = stage.deliver({ to: person(1), template });
  const first = stage.deliver({ to: person(2), template });
  const again = stage.deliver({ to: person(2), template, number: '206540352242922' });
  const second_ = stage.deliver({ to: person(3), template, number: '206540352242922' });
  const third = stage.deliver({ to: person(4), template });

  assert.deepEqual(
    [inside, first, again, second_, third].map((message) => message.error),
    [null, null, null, null, 131048],
  );
  assert.equal(limitUsed(stage.world, stage.number), 2);
  stage.pass(day);
  assert.equal(limitUsed(stage.world, stage.number), 0);
  stage.close();
});

test('in the sync mode the one too many is refused at once, and in the code the settings say', () => {
  const stage = openPolicyStage({ messaging_limit: 1, limit_raises: false, limit_refusal: 'sync', limit_exceeded_code: 131_049 });
  const template = stage.template();
  stage.send({ to: person(1), template });

  assert.throws(
    () => stage.send({ to: person(2), template }),
    (error) => error instanceof GraphRefusal && error.code === 131_049,
  );
  stage.close();
});

function reach(stage: PolicyStage, people: number, from = 0): void {
  const template = stage.world.templates.get('7') ?? stage.template({ id: '7', category: 'UTILITY' });
  for (let index = from; index < from + people; index++) stage.send({ to: person(index), template });
  stage.pass(second);
}

test('half a limit used with high quality brings the next level six hours later, and the business is told', () => {
  const stage = openPolicyStage({ messaging_limit: 2_000 });

  reach(stage, 999);
  stage.pass(12 * hour);
  assert.equal(messagingLimitOf(stage.world, stage.number), 2_000);
  stage.pass(12 * hour);
  reach(stage, 1_000);
  stage.pass(6 * hour - 2 * second);
  assert.equal(messagingLimitOf(stage.world, stage.number), 2_000);
  stage.pass(2 * second);

  assert.equal(messagingLimitOf(stage.world, stage.number), 10_000);
  const told = stage.told.filter((one) => one.field === 'business_capability_update');
  assert.equal(told.length, 1);
  assert.match(told[0]!.value, /10000|TIER_10K/);
  stage.close();
});

test('a number of medium quality keeps its portfolio on its level until it is good again', () => {
  const stage = openPolicyStage({ messaging_limit: 2_000, quality_minimum: 100_000 });
  stage.number.quality_rating = 'YELLOW';
  reach(stage, 1_500);
  stage.pass(day);
  assert.equal(messagingLimitOf(stage.world, stage.number), 2_000);

  stage.number.quality_rating = 'GREEN';
  reach(stage, 1);
  stage.pass(6 * hour);

  assert.equal(messagingLimitOf(stage.world, stage.number), 10_000);
  stage.close();
});

test('a portfolio leaves 250 by 2,000 people in 30 days, or by verification', () => {
  const stage = openPolicyStage({ messaging_limit: 250 });
  for (let days = 0; days < 7; days++) {
    reach(stage, 250, days * 250);
    stage.pass(day);
  }
  assert.equal(messagingLimitOf(stage.world, stage.number), 250);
  reach(stage, 250, 7 * 250);
  stage.pass(6 * hour);
  assert.equal(messagingLimitOf(stage.world, stage.number), 2_000);
  stage.close();

  const other = openPolicyStage({ messaging_limit: 250 });
  const [portfolio] = other.world.portfolios.values();
  verifyPortfolio(other.world, portfolio!);
  other.pass(6 * hour);
  assert.equal(messagingLimitOf(other.world, other.number), 2_000);
  other.close();
});

test('a portfolio that would leave 250 with bad quality is told so by an alert', () => {
  const stage = openPolicyStage({ messaging_limit: 250, quality_minimum: 100_000 });
  stage.number.quality_rating = 'RED';

  for (let days = 0; days < 8; days++) {
    reach(stage, 250, days * 250);
    stage.pass(day);
  }

  const alerts = stage.told.filter((one) => one.field === 'account_alerts');
  assert.equal(alerts.length, 1);
  assert.match(alerts[0]!.value, /INCREASED_CAPABILITIES_ELIGIBILITY_/);
  assert.equal(messagingLimitOf(stage.world, stage.number), 250);
  stage.close();
});

test('in the older scheme each number has its own limit, rises after a day, and falls after a red week', () => {
  const stage = openPolicyStage({ limits_model: 'per_number', messaging_limit: 1_000, quality_minimum: 100, throughput_upgrade: false });
  const other = addNumber(stage.world, { id: '206540352242922', display_phone_number: '+33155500100', verified_name: 'Second', account: stage.number.account });
  reach(stage, 500);
  stage.pass(day);
  assert.equal(messagingLimitOf(stage.world, stage.number), 10_000);
  assert.equal(messagingLimitOf(stage.world, other), 1_000);

  for (let index = 0; index < 60; index++) block(stage, person(index));
  stage.pass(hour);
  assert.equal(stage.number.quality_rating, 'RED');
  stage.pass(3 * day);
  for (let index = 60; index < 70; index++) block(stage, person(index));
  stage.pass(4 * day);

  assert.equal(messagingLimitOf(stage.world, stage.number), 1_000);
  const events = stage.told.filter((one) => one.field === 'phone_number_quality_update').map((one) => String(JSON.parse(one.value).event));
  assert.deepEqual(events, ['UPGRADE', 'FLAGGED', 'DOWNGRADE']);
  stage.close();
});

function block(stage: PolicyStage, waId: string): void {
  const someone = stage.world.people.meet(waId);
  noteComplaint(stage.world, stage.world.people.openChat(someone, stage.number.id), 'block', 'spam');
}

test('an account in another portfolio has a limit of its own', () => {
  const stage = openPolicyStage({ messaging_limit: 1, limit_raises: false });
  furnishAccount(stage.world, { id: '302290129340398', name: 'Other', currency: 'EUR', timezone_id: '1' }, { id: '906914307656634', name: 'Other' });
  addNumber(stage.world, { id: '306540352242922', display_phone_number: '+33155500101', verified_name: 'Other', account: '302290129340398' });
  const template = stage.template();

  const first = stage.deliver({ to: person(1), template });
  const theirs = stage.deliver({ to: person(2), template, number: '306540352242922' });
  const second_ = stage.deliver({ to: person(3), template });

  assert.deepEqual([first.error, theirs.error, second_.error], [null, null, 131048]);
  stage.close();
});
