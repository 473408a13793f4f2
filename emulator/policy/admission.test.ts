import assert from 'node:assert/strict';
import { test } from 'node:test';

import { GraphRefusal } from '../graph/errors.ts';
import { openPolicyStage, type PolicyStage, type Send } from './stage.ts';

const second = 1000;
const hour = 60 * 60 * second;
const day = 24 * hour;
const to = '33612345678';
const person = (index: number): string => String(33_600_000_000 + index);

function refusal(stage: PolicyStage, send: Send): { code: number; status: number } | null {
  try {
    stage.send(send);
    return null;
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    return { code: error.code, status: error.status };
  }
}

test('free text outside a window fails later with 131047, or at once where the settings say so', () => {
  const late = openPolicyStage();
  const atOnce = openPolicyStage({ window_refusal: 'sync' });

  assert.equal(late.deliver({ to }).error, 131047);
  assert.equal(refusal(atOnce, { to })?.code, 131047);
  late.hear(to);
  late.pass(day - 2 * second);
  assert.equal(late.deliver({ to }).error, null);
  assert.equal(late.deliver({ to }).error, 131047);
  atOnce.hear(to);
  assert.equal(refusal(atOnce, { to }), null);
  late.close();
  atOnce.close();
});

test('a number sends 80 messages in a second and not one more; what comes in counts too', () => {
  const stage = openPolicyStage({ throughput_per_second: 80 });
  const template = stage.template();
  const burst = (from: number): number => {
    for (let index = 0; index < 200; index++) if (refusal(stage, { to: person(from + index), template })?.code === 130429) return index;
    return 200;
  };

  assert.equal(burst(0), 80);
  stage.pass(500);
  assert.equal(burst(1_000), 40);
  stage.pass(second);
  for (let index = 0; index < 30; index++) stage.hear(person(index));
  assert.equal(burst(2_000), 50);
  for (let index = 0; index < 5_000; index++) stage.hear(person(index % 100));
  stage.pass(second);
  assert.equal(burst(3_000), 80, 'a storm of inbound costs a second at most');
  stage.close();
});

test('a pair takes 45 at once, borrowed from the future, and then one in six seconds', () => {
  const stage = openPolicyStage({ pair_interval_ms: 6_000, pair_burst: 45 });
  const template = stage.template({ category: 'UTILITY' });
  for (let index = 0; index < 45; index++) assert.equal(refusal(stage, { to, template }), null);

  assert.equal(refusal(stage, { to, template })?.code, 131056);
  assert.equal(refusal(stage, { to: person(1), template }), null);
  stage.pass(5_999);
  assert.equal(refusal(stage, { to, template })?.code, 131056);
  stage.pass(1);
  assert.equal(refusal(stage, { to, template }), null);
  assert.equal(refusal(stage, { to, template })?.code, 131056);
  stage.close();
});

test('an unlimited number that reaches enough people is raised to 1,000 a second, after a minute of 131057', () => {
  const stage = openPolicyStage({ throughput_per_second: 80, throughput_upgrade_people: 60 });
  const template = stage.template();
  for (let index = 0; index < 60; index++) stage.send({ to: person(index), template });
  stage.pass(second);

  assert.deepEqual(refusal(stage, { to, template }), { code: 131057, status: 500 });
  stage.pass(60 * second);
  assert.equal(refusal(stage, { to, template }), null);

  assert.equal(stage.number.throughput, 1_000);
  const told = stage.told.filter((one) => one.field === 'phone_number_quality_update');
  assert.equal(told.length, 1);
  assert.match(told[0]!.value, /"event":"THROUGHPUT_UPGRADE"/);
  stage.close();
});

test('a red number, and one with a limit, is not raised', () => {
  const red = openPolicyStage({ throughput_per_second: 80, throughput_upgrade_people: 10 });
  red.number.quality_rating = 'RED';
  const limited = openPolicyStage({ throughput_per_second: 80, throughput_upgrade_people: 10, messaging_limit: 100_000 });
  for (const stage of [red, limited]) {
    const template = stage.template();
    for (let index = 0; index < 20; index++) stage.send({ to: person(index), template });
    stage.pass(hour);
    assert.equal(stage.number.throughput, null);
    stage.close();
  }
});

test('each restriction of an account, a number or a country has its own code', () => {
  const marketing = (stage: PolicyStage): Send => ({ to, template: stage.template() });
  const utility = (stage: PolicyStage): Send => ({ to, template: stage.template({ category: 'UTILITY' }) });
  const text = (): Send => ({ to });
  const inAnHour = (stage: PolicyStage): number => stage.world.clock.now() + hour;
  const account = (stage: PolicyStage) => stage.world.accounts.get(stage.number.account)!;
  const cases: [name: string, arm: (stage: PolicyStage) => void, send: (stage: PolicyStage) => Send, code: number, status: number][] = [
    ['marketing blocked', (stage) => (stage.world.settings = { ...stage.world.settings, account_restricted: 'marketing' }), marketing, 131048, 400],
    ['initiating blocked', (stage) => (stage.world.settings = { ...stage.world.settings, account_restricted: 'business_initiated' }), utility, 131048, 400],
    ['everything blocked', (stage) => (stage.world.settings = { ...stage.world.settings, account_restricted: 'all' }), text, 131031, 403],
    ['locked', (stage) => (stage.world.settings = { ...stage.world.settings, account_restricted: 'locked' }), text, 368, 403],
    ['a restriction', (stage) => (account(stage).restrictions = { RESTRICTED_BIZ_INITIATED_MESSAGING: inAnHour(stage) }), utility, 131048, 400],
    ['misclassified', (stage) => (account(stage).restrictions = { RESTRICTED_UTILITY_TEMPLATES: inAnHour(stage) }), utility, 131064, 400],
    ['disabled', (stage) => (account(stage).banState = 'DISABLE'), text, 131031, 403],
    ['marketing elsewhere', (stage) => (account(stage).marketingOnCloudDisabled = true), marketing, 131063, 400],
    ['not registered', (stage) => (stage.number.isRegistered = false), text, 133010, 400],
    ['disconnected', (stage) => (stage.number.status = 'DISCONNECTED'), text, 131045, 500],
    ['restricted number', (stage) => (stage.number.status = 'RESTRICTED'), text, 131048, 400],
    ['banned number', (stage) => (stage.number.status = 'BANNED'), text, 131031, 403],
    ['unnamed number of Meta', (stage) => (stage.number.name_status = 'REJECTED'), text, 131037, 400],
    ['Cuba', () => {}, (stage) => ({ to: '5351234567', template: stage.template() }), 130497, 403],
    ['Syria', () => {}, (stage) => ({ to: '963912345678', template: stage.template() }), 130497, 403],
  ];

  for (const [name, arm, send, code, status] of cases) {
    const stage = openPolicyStage();
    stage.send(marketing(stage));
    arm(stage);
    assert.deepEqual(refusal(stage, send(stage)), { code, status }, name);
    stage.close();
  }
});

test('a restriction ends when its time has passed, and answers within a window go on meanwhile', () => {
  const stage = openPolicyStage();
  const account = stage.world.accounts.get(stage.number.account)!;
  account.restrictions = { RESTRICTED_BIZ_INITIATED_MESSAGING: stage.world.clock.now() + hour };
  const template = stage.template();

  assert.equal(refusal(stage, { to, template })?.code, 131048);
  stage.hear(person(1));
  assert.equal(refusal(stage, { to: person(1) }), null);
  stage.pass(hour);
  assert.equal(refusal(stage, { to, template }), null);
  stage.close();
});
