import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badTemplates, draft, goodTemplates, header, reply, url } from '#test/world/template-shapes.ts';
import { checkMessage, type FreeForm } from './message.ts';
import { hardFaults, lintTemplate, type TemplateDraft } from './template.ts';
import { type FaultCode, faultCatalogue, faultWords } from './words.ts';

const warned: readonly (readonly [string, TemplateDraft, FaultCode])[] = [
  ['a shortened link in the text', draft({ body: 'See bit.ly/x for our sale today.' }), 'url_shortened'],
  ['a shortened link on a button', draft({ buttons: [url('a', 'https://wa.me/123')] }), 'url_shortened'],
  ['eleven emoji in marketing', draft({ body: `Sale ${'🎉'.repeat(11)} today` }), 'body_emoji'],
  ['an emoji on a button', draft({ buttons: [reply('Yes 🎉')] }), 'button_emoji'],
  ['samples that make the text too long', draft({ body: `Hello {{a}}, ${'words and '.repeat(95)}`, samples: { a: 'x'.repeat(200) } }), 'body_long_filled'],
];

for (const [what, template] of goodTemplates) {
  test(`a template with ${what} is good`, () => assert.deepEqual(lintTemplate(template), []));
}

for (const [what, template, code, at] of badTemplates) {
  test(`a template with ${what} has a fault`, () => {
    const faults = hardFaults(lintTemplate(template));

    assert.ok(
      faults.some((fault) => fault.code === code && fault.at === at),
      JSON.stringify(faults),
    );
  });
}

for (const [what, template, code] of warned) {
  test(`a template with ${what} is warned about and can be submitted`, () => {
    const faults = lintTemplate(template);

    assert.deepEqual(
      faults.map((fault) => [fault.code, fault.severity]),
      [[code, 'warning']],
    );
    assert.deepEqual(hardFaults(faults), []);
  });
}

test('a domain that ends like a shortener is none', () => {
  assert.deepEqual(lintTemplate(draft({ buttons: [url('a', 'https://rabbit.ly/x')] })), []);
  assert.deepEqual(lintTemplate(draft({ buttons: [url('a', 'https://shop.example/bit.ly.html')] })), []);
});

test('every fault has English and French words, with its values put in', () => {
  for (const words of Object.values(faultCatalogue)) assert.notEqual(words.en, words.fr);

  const [fault] = lintTemplate(draft({ header: header('a'.repeat(61)) }));

  assert.equal(fault?.message, 'The header has 61 characters; at most 60 are allowed.');
  assert.equal(faultWords(fault, 'fr'), 'L’en-tête compte 61 caractères ; 60 au plus sont permis.');
  assert.match(faultCatalogue.braces.en, /\{\{first_name\}\}/);
  assert.equal(faultWords({ code: 'braces', values: {} }, 'en'), faultCatalogue.braces.en);
});

const messages: readonly (readonly [string, FreeForm, readonly string[]])[] = [
  ['a text', { kind: 'text', text: 'Hello' }, []],
  ['4,096 characters', { kind: 'text', text: 'a'.repeat(4096) }, []],
  ['4,097 characters', { kind: 'text', text: 'a'.repeat(4097) }, ['text_long']],
  ['nothing but blanks', { kind: 'text', text: ' \n' }, ['text_empty']],
  ['an image without words', { kind: 'image', caption: null }, []],
  ['a caption of 1,025 characters', { kind: 'image', caption: 'a'.repeat(1025) }, ['caption_long']],
  ['three buttons', { kind: 'buttons', text: 'Which?', buttons: ['a', 'b', 'c'] }, []],
  ['no button', { kind: 'buttons', text: 'Which?', buttons: [] }, ['reply_buttons_count']],
  ['four buttons', { kind: 'buttons', text: 'Which?', buttons: ['a', 'b', 'c', 'd'] }, ['reply_buttons_count']],
  ['a button of 21 characters', { kind: 'buttons', text: 'Which?', buttons: ['a'.repeat(21)] }, ['button_long']],
  ['two equal buttons', { kind: 'buttons', text: 'Which?', buttons: ['a', 'a'] }, ['button_same']],
  ['a text of 1,025 characters over buttons', { kind: 'buttons', text: 'a'.repeat(1025), buttons: ['a'] }, ['text_long']],
];

for (const [what, message, codes] of messages) {
  test(`a message with ${what} has ${codes.length === 0 ? 'no fault' : codes.join()}`, () => {
    assert.deepEqual(
      checkMessage(message).map((fault) => fault.code),
      codes,
    );
  });
}
