import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { Message } from '../world/ledger.ts';
import { openPolicyStage, type PolicyStage } from './stage.ts';

const second = 1000;
const hour = 60 * 60 * second;
const day = 24 * hour;
const to = '33612345678';

function priceOf(message: Message): Record<string, unknown> {
  assert.equal(message.error, null);
  return parsePrice(message.pricing ?? 'null');
}

function parsePrice(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

function regular(category: string): Record<string, unknown> {
  return { billable: true, pricing_model: 'PMP', type: 'regular', category };
}

function free(category: string): Record<string, unknown> {
  return { billable: false, pricing_model: 'PMP', type: 'free_customer_service', category };
}

/** Prices of a marketing and a utility template outside a window, and of utility and a reply inside. */
function pricesAt(stage: PolicyStage): Record<string, unknown>[] {
  const outside = [stage.deliver({ to, template: stage.template() }), stage.deliver({ to, template: stage.template({ category: 'UTILITY' }) })];
  stage.hear(to);
  const inside = [stage.deliver({ to, template: stage.template({ category: 'UTILITY' }) }), stage.deliver({ to })];
  return [...outside, ...inside].map(priceOf);
}

test('until June 2025 conversations are priced, from July templates, from October 2026 also service messages', () => {
  const conversations = openPolicyStage({}, Date.UTC(2025, 5, 30));
  const templates = openPolicyStage({}, Date.UTC(2025, 6, 1));
  const service = openPolicyStage({}, Date.UTC(2026, 9, 1));

  assert.deepEqual(pricesAt(conversations), [
    { billable: true, pricing_model: 'CBP', category: 'marketing' },
    { billable: true, pricing_model: 'CBP', category: 'utility' },
    { billable: true, pricing_model: 'CBP', category: 'utility' },
    { billable: false, pricing_model: 'CBP', category: 'service' },
  ]);
  assert.deepEqual(pricesAt(templates), [regular('marketing'), regular('utility'), free('utility'), free('service')]);
  assert.deepEqual(pricesAt(service), [regular('marketing'), regular('utility'), regular('utility'), free('service')]);
  for (const stage of [conversations, templates, service]) stage.close();
});

test('the settings may hold a price model whatever the clock says', () => {
  const stage = openPolicyStage({ pricing_epoch: 'templates' });

  assert.deepEqual(pricesAt(stage)[2], free('utility'));
  stage.close();
});

test('a thousand service messages of a number and month are free, and the next month a thousand again', () => {
  const stage = openPolicyStage({}, Date.UTC(2026, 9, 30, 12));
  stage.hear(to);
  const [first] = [stage.deliver({ to })];
  stage.number.serviceMessages = 999;
  const thousandth = stage.deliver({ to });
  const next = stage.deliver({ to });
  stage.pass(2 * day);
  stage.hear(to);
  const november = stage.deliver({ to });

  assert.deepEqual([first, thousandth, next, november].map(priceOf), [free('service'), free('service'), regular('service'), free('service')]);
  assert.equal(stage.number.serviceMessages, 1);
  stage.close();
});

test('the first answer within a day to somebody who came by an advertisement makes everything free for three days', () => {
  const stage = openPolicyStage();
  const template = stage.template();
  const person = stage.hear(to);
  const chat = stage.world.people.openChat(person, stage.number.id);
  chat.adClickedAt = stage.world.clock.now();
  stage.pass(23 * hour);

  const answer = stage.deliver({ to });
  stage.pass(48 * hour);
  const text = stage.deliver({ to });
  const within = stage.deliver({ to, template });
  stage.pass(day);
  const after = stage.deliver({ to, template });

  const isFree = { billable: false, pricing_model: 'PMP', type: 'free_entry_point', category: 'referral_conversion' };
  assert.deepEqual(priceOf(answer), isFree);
  assert.equal(text.error, 131047);
  assert.deepEqual(priceOf(within), isFree);
  assert.deepEqual(priceOf(after), regular('marketing'));
  stage.close();
});

test('who comes by another advertisement while everything is free gets three days from the answer to that one', () => {
  const stage = openPolicyStage();
  const chat = stage.world.people.openChat(stage.hear(to), stage.number.id);
  chat.adClickedAt = stage.world.clock.now();
  stage.deliver({ to });
  stage.pass(2 * day);
  stage.hear(to);
  chat.adClickedAt = stage.world.clock.now();
  stage.deliver({ to });

  stage.pass(2 * day);

  assert.equal(priceOf(stage.deliver({ to, template: stage.template() }))['type'], 'free_entry_point');
  stage.close();
});

test('an answer that comes a day too late opens nothing', () => {
  const stage = openPolicyStage();
  const person = stage.hear(to);
  stage.world.people.openChat(person, stage.number.id).adClickedAt = stage.world.clock.now();
  stage.pass(day + second);

  assert.deepEqual(priceOf(stage.deliver({ to, template: stage.template() })), regular('marketing'));
  stage.close();
});

test('the Marketing Messages API and passcodes across borders have categories of their own', () => {
  const stage = openPolicyStage();

  assert.deepEqual(priceOf(stage.deliver({ to, template: stage.template(), isMarketingApi: true })), regular('marketing_lite'));
  assert.deepEqual(priceOf(stage.deliver({ to, template: stage.template({ category: 'AUTHENTICATION' }) })), regular('authentication'));
  assert.deepEqual(
    priceOf(stage.deliver({ to: '919812345678', template: stage.template({ category: 'AUTHENTICATION' }) })),
    regular('authentication-international'),
  );
  stage.close();
});

test('without a payment method what is charged fails with 131042 and what is free goes', () => {
  const stage = openPolicyStage({ payment_missing: true });
  stage.hear(to);

  assert.equal(stage.deliver({ to, template: stage.template() }).error, 131042);
  assert.deepEqual(priceOf(stage.deliver({ to })), free('service'));
  stage.number.serviceMessages = 1_000;
  assert.equal(stage.deliver({ to }).error, 131042);
  stage.close();
});
