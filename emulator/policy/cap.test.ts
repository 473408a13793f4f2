import assert from 'node:assert/strict';
import { test } from 'node:test';

import { drawInteger } from '../world/random.ts';
import { addNumber, furnishAccount } from '../world/numbers.ts';
import { openPolicyStage, stageStart } from './stage.ts';

const second = 1000;
const hour = 60 * 60 * second;
const day = 24 * hour;

/** Numbers of people in countries with a cap and without. */
const brazilian = (index: number): string => String(5_511_900_000_000 + index);
const french = '33612345678';

test('the marketing cap is exact over moving days and all businesses, against a model that keeps every message', () => {
  const stage = openPolicyStage({ marketing_cap: 2, marketing_retry_lock: false, sent_delay_ms: 0 });
  const template = stage.template();
  furnishAccount(stage.world, { id: '302290129340398', name: 'Other', currency: 'EUR', timezone_id: '1' }, { id: '906914307656634', name: 'Other' });
  addNumber(stage.world, { id: '306540352242922', display_phone_number: '+15550783882', verified_name: 'Other', account: '302290129340398' });
  const kept: { to: string; at: number }[] = [];
  const differences: unknown[] = [];
  let refused = 0;

  for (let step = 0; step < 1_200; step++) {
    stage.pass(drawInteger('cap', 'a', step, 'pause') % (2 * hour));
    const to = brazilian(drawInteger('cap', 'a', step, 'person') % 15);
    const now = stage.world.clock.now();
    const isAllowed = kept.filter((line) => line.to === to && line.at > now - day).length < 2;
    if (isAllowed) kept.push({ to, at: now });
    const message = stage.send({ to, template, ...(step % 3 === 0 ? { number: '306540352242922' } : {}) });
    stage.pass(0);
    if ((message.error === null) !== isAllowed) differences.push({ step, to, isAllowed, error: message.error });
    if (message.error === 131049) refused += 1;
  }

  assert.deepEqual(differences, []);
  assert.ok(refused > 100, `${refused} were refused`);
  stage.close();
});

test('a marketing message inside a window the person opened neither counts nor is capped', () => {
  const stage = openPolicyStage({ marketing_cap: 1 });
  const template = stage.template();
  stage.hear(brazilian(1));
  const inside = [stage.deliver({ to: brazilian(1), template }), stage.deliver({ to: brazilian(1), template })];
  stage.pass(day);

  const first = stage.deliver({ to: brazilian(1), template });
  const second_ = stage.deliver({ to: brazilian(1), template });

  assert.deepEqual(
    [...inside, first, second_].map((message) => message.error),
    [null, null, null, 131049],
  );
  stage.close();
});

test('nobody is capped in the EEA, the United Kingdom, Japan and South Korea, nor from there', () => {
  const stage = openPolicyStage({ marketing_cap: 1 });
  const template = stage.template();
  addNumber(stage.world, { id: '206540352242922', display_phone_number: '+4930123456', verified_name: 'Berlin', account: stage.number.account });

  for (const to of [french, '447911123456', '818012345678', '821012345678']) {
    stage.deliver({ to, template });
    assert.equal(stage.deliver({ to, template }).error, null, to);
  }
  stage.deliver({ to: brazilian(1), template, number: '206540352242922' });
  assert.equal(stage.deliver({ to: brazilian(1), template, number: '206540352242922' }).error, null);
  stage.deliver({ to: brazilian(2), template });
  assert.equal(stage.deliver({ to: brazilian(2), template }).error, 131049);
  stage.close();
});

test('who keeps sending to a capped person is locked out of them for a day from the third refusal', () => {
  const stage = openPolicyStage({ marketing_cap: 1 });
  const template = stage.template();
  stage.deliver({ to: brazilian(1), template });
  stage.pass(20 * hour);
  for (let knock = 0; knock < 3; knock++) assert.equal(stage.deliver({ to: brazilian(1), template }).error, 131049);

  stage.pass(6 * hour);
  const locked = stage.deliver({ to: brazilian(1), template });
  stage.pass(18 * hour);
  const free = stage.deliver({ to: brazilian(1), template });

  assert.equal(locked.error, 131049);
  assert.equal(free.error, null);
  stage.close();
});

test('one who was refused once and waits a day is reached', () => {
  const stage = openPolicyStage({ marketing_cap: 1 });
  const template = stage.template();
  stage.deliver({ to: brazilian(1), template });
  stage.deliver({ to: brazilian(1), template });

  stage.pass(day);

  assert.equal(stage.deliver({ to: brazilian(1), template }).error, null);
  stage.close();
});

test('a cap that is set later counts what the ledger knows, and leaves out what went inside a window', () => {
  const stage = openPolicyStage({ marketing_cap: null, marketing_cap_window_ms: 3 * day });
  const template = stage.template();
  stage.deliver({ to: brazilian(1), template });
  stage.hear(brazilian(2));
  stage.deliver({ to: brazilian(2), template });
  stage.pass(25 * hour);

  stage.world.settings = { ...stage.world.settings, marketing_cap: 1 };
  const outside = stage.deliver({ to: brazilian(1), template });
  const inside = stage.deliver({ to: brazilian(2), template });
  stage.world.settings = { ...stage.world.settings, marketing_cap: null };
  stage.deliver({ to: brazilian(3), template });
  stage.world.settings = { ...stage.world.settings, marketing_cap: 1 };
  const missed = stage.deliver({ to: brazilian(3), template });

  assert.deepEqual([outside.error, inside.error, missed.error], [131049, null, 131049]);
  stage.close();
});

test('marketing to numbers of the United States is paused since April 2025, and to other +1 countries not', () => {
  const stage = openPolicyStage();
  const before = openPolicyStage({}, Date.UTC(2025, 2, 31));

  assert.equal(stage.deliver({ to: '12125550100', template: stage.template() }).error, 131049);
  assert.equal(stage.deliver({ to: '14165550100', template: stage.template() }).error, null);
  assert.equal(stage.deliver({ to: '12125550100', template: stage.template({ category: 'UTILITY' }) }).error, null);
  assert.equal(before.deliver({ to: '12125550100', template: before.template() }).error, null);
  stage.close();
  before.close();
});

test('people of the hold-out get no marketing (130472) unless a window is open; who they are stays', () => {
  const stage = openPolicyStage({ experiment_share: 0.2 });
  const template = stage.template();
  const held: string[] = [];

  for (let index = 0; index < 500; index++) {
    const error = stage.send({ to: brazilian(index), template });
    stage.pass(200);
    if (error.error === 130472) held.push(error.waId);
  }

  assert.ok(held.length > 70 && held.length < 130, `${held.length} of 500`);
  assert.equal(stage.deliver({ to: held[0]!, template }).error, 130472);
  stage.hear(held[0]!);
  assert.equal(stage.deliver({ to: held[0]!, template }).error, null);
  stage.close();
});

test('a share of strangers is not on WhatsApp; who was set up is', () => {
  const stage = openPolicyStage({ unreachable_share: 1 });
  const known = stage.world.people.meet(brazilian(1));
  known.known = true;

  assert.equal(stage.deliver({ to: brazilian(2), template: stage.template() }).error, 131026);
  assert.equal(stage.deliver({ to: brazilian(1), template: stage.template() }).error, null);
  stage.close();
});

test('who stopped marketing fails with 131050, and still gets what is no marketing', () => {
  const stage = openPolicyStage({}, stageStart);
  const someone = stage.world.people.meet(brazilian(1));
  stage.world.people.openChat(someone, stage.number.id).stopped = true;

  assert.equal(stage.deliver({ to: brazilian(1), template: stage.template() }).error, 131050);
  assert.equal(stage.deliver({ to: brazilian(1), template: stage.template({ category: 'UTILITY' }) }).error, null);
  stage.close();
});
