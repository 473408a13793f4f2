import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Contact } from '#core/contract/contacts.ts';
import type { Template } from '#core/contract/templates.ts';
import { fixedValues, guessValue, sendable } from './values.ts';

const person: Contact = {
  id: 'con_1',
  name: 'Inès Carvalho',
  first_name: 'Inès',
  last_name: 'Carvalho',
  phone: '+33612345000',
  email: null,
  country: 'FR',
  language: 'fr-CA',
  timezone: null,
  tags: [],
  fields: { city: 'Lyon', points: 12, gone: null },
  marketing: { state: 'given', since: null, source: null },
  suppressions: [],
  created_at: '2026-11-22T10:00:00Z',
};

test('a variable is filled with what the person is known for, and left empty otherwise', () => {
  assert.deepEqual(
    ['first_name', 'city', 'points', 'gone', 'order_number', 'email'].map((name) => guessValue(name, person)),
    ['Inès', 'Lyon', '12', '', '', ''],
  );
});

test('typed values are the same for this one message', () => {
  assert.deepEqual(fixedValues({ a: 'b' }), { a: { from: 'text', text: 'b' } });
});

test('only approved languages are offered, the person’s own first', () => {
  const translation = (language: string, state: 'approved' | 'pending') => ({
    id: language,
    language,
    state,
    content: { header: null, body: 'x', footer: null, buttons: [], samples: {} },
    variables: [],
    reason_code: null,
    reason: null,
    recommendation: null,
    quality: null,
    submitted_at: null,
    state_at: '',
    checked_at: null,
    history: [],
    version: 1,
    revision: null,
    paused_until: null,
    edits: { allowed: true, left: null, next_at: null },
  });
  const template: Template = {
    id: 'tpl_1',
    name: 'x',
    category: 'utility',
    created_at: '',
    account: { id: 'bus_1', name: 'Roastery' },
    copies: [],
    category_change: null,
    category_due: null,
    fills: {},
    translations: [translation('en', 'approved'), translation('de', 'pending'), translation('fr', 'approved')],
  };

  assert.deepEqual(
    sendable(template, 'fr-CA').map((one) => one.language),
    ['fr', 'en'],
  );
  assert.deepEqual(
    sendable(template, null).map((one) => one.language),
    ['en', 'fr'],
  );
});
