import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bad, files, good, knownFile } from '#test/world/free-messages.ts';
import { freeKinds, type FreeMessage } from '#core/whatsapp/free.ts';
import { checkFree } from './free.ts';
import { faultWords } from './words.ts';

for (const [what, message] of good) {
  test(`${what} (${message.kind}) may be sent`, () => {
    assert.deepEqual(checkFree(message, knownFile), []);
  });
}

for (const [what, message, at, code] of bad) {
  test(`${what} (${message.kind}) is refused with ${code} at ${at}`, () => {
    const faults = checkFree(message, knownFile);

    assert.deepEqual(faults.filter((fault) => fault.severity === 'error').map((fault) => [fault.at, fault.code])[0], [at, code]);
  });
}

test('the samples have a good and a bad message of every kind that can be wrong', () => {
  const kinds = freeKinds.map((kind) => kind.shape.kind.value);

  assert.deepEqual(
    kinds.filter((kind) => !good.some(([, message]) => message.kind === kind)),
    [],
  );
  assert.deepEqual(
    kinds.filter((kind) => !bad.some(([, message]) => message.kind === kind)),
    [],
  );
});

test('a shortened link is warned of wherever people read or tap it, and keeps nobody from sending', () => {
  const link = { kind: 'link', header: null, footer: null, text: 'See bit.ly/a.', button: { text: 'See', url: 'https://tinyurl.com/b' } } as const;

  const faults = checkFree(link);

  assert.deepEqual(
    faults.map(({ at, code, severity, values }) => [at, code, severity, values['host']]),
    [
      ['/text', 'link_hidden', 'warning', 'bit.ly'],
      ['/button/url', 'link_hidden', 'warning', 'tinyurl.com'],
    ],
  );
  assert.deepEqual(checkFree({ kind: 'text', text: 'Write us: https://wa.me/33612345678 or see https://a.example/bit.ly', preview: true }), []);
});

test('a variable stands for a file or an address that is seen when it is filled', () => {
  const open: FreeMessage = { kind: 'image', media: '{{product.image}}', caption: 'For {{first_name}}' };
  const link: FreeMessage = { kind: 'link', header: null, footer: null, text: 'Look', button: { text: 'See', url: '{{product.url}}' } };

  assert.deepEqual(checkFree(open, knownFile), []);
  assert.deepEqual(checkFree(link), []);
  assert.deepEqual(checkFree({ ...link, button: { text: 'See', url: 'https://roastery.example/{{slug}}' } }), []);
});

test('without knowledge of the files only their names are looked at', () => {
  assert.deepEqual(checkFree({ kind: 'image', media: files.gif.id, caption: null }), []);
  assert.equal(checkFree({ kind: 'image', media: 'cup.jpg', caption: null })[0]?.code, 'file_unknown');
});

test('what reviewers only advise against is a warning', () => {
  const form: FreeMessage = { kind: 'form', header: null, footer: null, text: 'Book', button: 'Book ☕', form: '1', screen: null, data: {}, draft: false };
  const address: FreeMessage = { kind: 'address_request', text: 'Where?', footer: null, country: 'SG', values: { in_pin_code: '1' } };

  assert.deepEqual(
    [form, address].map((message) => checkFree(message).map(({ code, severity }) => [code, severity])),
    [[['button_emoji', 'warning']], [['address_field', 'warning']]],
  );
});

test('a fault is said in the language of the reader', () => {
  const [fault] = checkFree({ kind: 'text', text: 'a'.repeat(5000), preview: true });

  assert.ok(fault);
  assert.equal(faultWords(fault, 'fr'), 'Le message compte 5000 caractères ; 4096 au plus sont permis.');
});
