import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePhone, phoneCountry, phoneOfWaId, waIdForms } from './phone.ts';
import { isRefused } from './result.ts';
import { tellWith } from './say.ts';
import { valueSays } from './says.ts';

function e164(text: string, country: string | null): string {
  const phone = parsePhone(text, country);
  return isRefused(phone) ? tellWith(valueSays, phone.detail, 'en') : phone.e164;
}

test('a phone is read as people write it', () => {
  const written: [text: string, country: string | null, e164: string][] = [
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ["'+5511961234567", 'US', '+5511961234567'],
    ['0033 6 12 34 56 78', 'US', '+33612345678'],
    ['٠٦١٢٣٤٥٦٧٨', 'FR', '+33612345678'],
    ['＋３３６１２３４５６７８', null, '+33612345678'],
    ['\u202a+33 6 12 34 56 78\u202c', null, '+33612345678'],
    ['+1 201 555 0123 ext. 5', 'FR', '+12015550123'],
    ['whatsapp:+447400123456', 'FR', '+447400123456'],
    ['447400123456', 'FR', '+447400123456'],
    ['011 15-2345-6789', 'AR', '+5491123456789'],
  ];

  for (const [text, country, expected] of written) assert.equal(e164(text, country), expected, text);
});

test('what WhatsApp calls a Mexican, Argentine or Brazilian leads to the number of today', () => {
  assert.equal(phoneOfWaId('5215512345678'), '+525512345678');
  assert.equal(phoneOfWaId('5491123456789'), '+5491123456789');
  assert.equal(phoneOfWaId('551161234567'), '+5511961234567');
  assert.equal(phoneOfWaId('33700000001'), '+33700000001', 'who writes from a number has it, assigned or not');
  assert.equal(phoneOfWaId('US.13491208655302741918'), undefined);

  assert.deepEqual(waIdForms('+525512345678'), ['525512345678', '5215512345678']);
  assert.deepEqual(waIdForms('+5491123456789'), ['5491123456789', '541123456789']);
  assert.deepEqual(waIdForms('+5511961234567'), ['5511961234567', '551161234567']);
  assert.deepEqual(waIdForms('+33612345678'), ['33612345678']);
});

test('a refusal names the value, the country and what is wrong', () => {
  assert.equal(e164('+33 6 12', 'FR'), '"+33 6 12" is too short for a number in France');
  assert.equal(e164('06 12 34 56 78 99 11', 'FR'), '"06 12 34 56 78 99 11" is too long for a number in France');
  assert.equal(e164('+1 212 000 0000', 'FR'), '"+1 212 000 0000" is no number that exists in United States');
  assert.equal(e164('+999 12345678', 'FR'), '"+999 12345678" begins with a country code that does not exist');
  assert.equal(e164('12345678', null), '"12345678" has no country code; write it with + or say the default country');
  assert.equal(e164('5.51196E+12', 'BR'), '"5.51196E+12" was shortened by a spreadsheet; format the column as text and export it again');
  assert.equal(e164('call me', 'FR'), '"call me" is no phone number');
  assert.equal(e164('  ', 'FR'), 'there is no phone number');
});

test('the country comes from the whole number, not from its code', () => {
  assert.equal(phoneCountry('+77710009998'), 'KZ');
  assert.equal(phoneCountry('+79123456789'), 'RU');
  assert.equal(phoneCountry('+18092345678'), 'DO');
  assert.equal(phoneCountry('+80012345678'), null);
});
