import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { decide, type PolicyInput, usMarketingPauseFrom } from './policy.ts';
import { type SkipReason, skipReasons } from './reasons.ts';

const now = new Date('2026-11-22T10:00:00Z');

const ana: PolicyInput = {
  category: 'marketing',
  hasPhone: true,
  country: 'BR',
  marketingConsent: 'given',
  suppressions: [],
  windowOpen: false,
  hasLanguage: true,
  hasVariables: true,
};

const reasonFor = (change: Partial<PolicyInput>, at = now): SkipReason | 'may' => {
  const verdict = decide({ ...ana, ...change }, at);
  return verdict.may ? 'may' : verdict.reason;
};

test('who agreed, has a phone and a filled template gets it', () => {
  assert.equal(reasonFor({}), 'may');
});

test('consent rules marketing only: order updates go on after an opt-out', () => {
  assert.equal(reasonFor({ marketingConsent: 'withdrawn' }), 'opted_out');
  assert.equal(reasonFor({ marketingConsent: 'none' }), 'no_consent');
  assert.equal(reasonFor({ suppressions: ['platform_stop'] }), 'platform_stop');
  for (const category of ['utility', 'authentication'] as const) {
    assert.equal(reasonFor({ category, marketingConsent: 'withdrawn', suppressions: ['platform_stop'] }), 'may');
  }
});

test('no phone, the law and an invalid number stop everything', () => {
  for (const category of ['marketing', 'utility', 'authentication', 'service'] as const) {
    assert.equal(reasonFor({ category, windowOpen: true, hasPhone: false }), 'no_phone');
    assert.equal(reasonFor({ category, windowOpen: true, suppressions: ['legal'] }), 'legal');
    assert.equal(reasonFor({ category, windowOpen: true, suppressions: ['invalid'] }), 'invalid');
  }
});

test('US numbers get no marketing since 2025-04-01, and utility all the same', () => {
  assert.equal(reasonFor({ country: 'US' }), 'us_marketing_block');
  assert.equal(reasonFor({ country: 'US', category: 'utility' }), 'may');
  assert.equal(reasonFor({ country: 'CA' }), 'may');
  assert.equal(reasonFor({ country: 'US' }, new Date(usMarketingPauseFrom.getTime() - 1)), 'may');
});

test('free-form goes while the service window is open', () => {
  assert.equal(reasonFor({ category: 'service', windowOpen: false }), 'window_closed');
  assert.equal(reasonFor({ category: 'service', windowOpen: true, marketingConsent: 'withdrawn' }), 'may');
});

test('the most serious reason is told, in the order of the catalogue', () => {
  const everything: Partial<Record<SkipReason, Partial<PolicyInput>>> = {
    no_phone: { hasPhone: false },
    legal: { suppressions: ['legal'] },
    invalid: { suppressions: ['invalid'] },
    opted_out: { marketingConsent: 'withdrawn' },
    platform_stop: { suppressions: ['platform_stop'] },
    country_blocked: { country: 'CU' },
    no_language: { hasLanguage: false },
    variable_missing: { hasVariables: false },
    unwanted: { isUnwanted: true },
  };
  const order = Object.keys(skipReasons).filter((reason) => reason in everything) as SkipReason[];

  order.forEach((reason, position) => {
    const fromHere = order.slice(position).toReversed();
    const suppressions = fromHere.flatMap((later) => everything[later]!.suppressions ?? []);
    const change: Partial<PolicyInput> = Object.assign({}, ...fromHere.map((later) => everything[later]), { suppressions });

    assert.equal(reasonFor(change), reason);
  });
});

test('a free message in a marketing template’s stead asks for the same consent, and reaches the US', () => {
  const free: Partial<PolicyInput> = { category: 'service', isOffer: true, windowOpen: true };

  assert.equal(reasonFor({ ...free, marketingConsent: 'none' }), 'no_consent');
  assert.equal(reasonFor({ ...free, suppressions: ['platform_stop'] }), 'platform_stop');
  assert.equal(reasonFor({ ...free, windowOpen: false }), 'window_closed');
  assert.equal(reasonFor({ ...free, country: 'US' }), 'may');
});

test('every reason says why and what to do, in English and French', () => {
  for (const words of Object.values(skipReasons)) {
    for (const language of [words.en, words.fr]) {
      assert.ok(language.title.length > 0 && language.because.endsWith('.') && language.cure.endsWith('.'));
    }
  }
});

test('the docs explain the reasons in the order in which they are told', () => {
  const page = readFileSync(new URL('../../docs/use/policy.md', import.meta.url), 'utf8');

  assert.deepEqual(
    [...page.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]),
    Object.keys(skipReasons),
  );
});
