import assert from 'node:assert/strict';
import { test } from 'node:test';
import parsePhoneNumber from 'libphonenumber-js/max';
import { makeCustomers } from './people.ts';
import { demoSeed } from './seed.ts';

test('two fresh starts know the same people', () => {
  const first = makeCustomers(demoSeed);

  const second = makeCustomers(demoSeed);

  assert.deepEqual(first, second);
});

test('the shop has customers in eight countries, one phone each, all of them possible numbers of their country', () => {
  const customers = makeCustomers(demoSeed);

  const wrong = customers.filter((customer) => {
    const parsed = parsePhoneNumber(customer.phone);
    return !parsed?.isValid() || parsed.country !== customer.country;
  });

  assert.deepEqual(
    wrong.map((customer) => customer.phone),
    [],
  );
  assert.equal(new Set(customers.map((customer) => customer.country)).size, 8);
  assert.equal(new Set(customers.map((customer) => customer.phone)).size, customers.length);
});

test('most agreed, some never did, a few withdrew, and one person of each country stands in front', () => {
  const customers = makeCustomers(demoSeed);

  const agreed = customers.filter((customer) => customer.agreed && !customer.withdrew).length;
  const never = customers.filter((customer) => !customer.agreed).length;
  const withdrew = customers.filter((customer) => customer.withdrew).length;

  assert.equal(agreed + never + withdrew, customers.length);
  assert.ok(agreed > 120 && never > 10 && withdrew > 2, `${agreed} ${never} ${withdrew}`);
  assert.equal(customers.filter((customer) => customer.featured).length, 8);
});
