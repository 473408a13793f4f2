import assert from 'node:assert/strict';
import { test } from 'node:test';
import { badParts, goodParts } from '#test/world/template-shapes.parts.ts';
import { badTemplates, draft, goodTemplates, header, reply, shapeFiles, url } from '#test/world/template-shapes.ts';
import { hardFaults, lintTemplate, type TemplateDraft } from './template.ts';
import { type FaultCode, faultCatalogue, faultWords, type LawFault } from './words.ts';

const warned: readonly (readonly [string, TemplateDraft, FaultCode])[] = [
  ['a shortened link in the text', draft({ body: 'See bit.ly/x for our sale today.' }), 'url_shortened'],
  ['a shortened link on a button', draft({ buttons: [url('a', 'https://wa.me/123')] }), 'url_shortened'],
  ['eleven emoji in marketing', draft({ body: `Sale ${'🎉 and '.repeat(11)} today` }), 'body_emoji'],
  ['ten exclamation marks', draft({ body: 'Sale! Now! Here! Today! Come by.' }), 'mark_exclamations'],
  ['two exclamation marks side by side', draft({ body: 'Our sale is on!! Come by.' }), 'mark_exclamations_row'],
  ['words that shout', draft({ body: 'HUGE SALE on all mugs today.' }), 'mark_capitals'],
  ['a row of emoji', draft({ body: 'Our sale is on 🎉🔥🎁 come by.' }), 'mark_emoji_row'],
  ['a pile of prices', draft({ body: 'Mugs 9 €, cups 8 €, plates 7 €, bowls 6 €, come by.' }), 'mark_prices'],
  ['a word that lures', draft({ body: 'Act now, our sale is on.' }), 'mark_lure'],
  ['a word that lures in Arabic', draft({ body: 'لا تفوت تخفيضات هذا الأسبوع' }, { language: 'ar' }), 'mark_lure'],
  ['four buttons', draft({ buttons: ['a', 'b', 'c', 'd'].map(reply) }), 'buttons_folded'],
  ['a sample nobody would take for a name', draft({ body: 'Hello {{name}}, our sale is on.', samples: { name: 'test' } }), 'sample_unreal'],
  ['an emoji on a button', draft({ buttons: [reply('Yes 🎉')] }), 'button_emoji'],
  ['samples that make the text too long', draft({ body: `Hello {{a}}, ${'words and '.repeat(95)}`, samples: { a: 'Ana '.repeat(50) } }), 'body_long_filled'],
];

const codesOf = (faults: readonly LawFault[]) => faults.map((fault) => fault.code);

for (const [what, template] of [...goodTemplates, ...goodParts]) {
  test(`a template with ${what} is good`, () => assert.deepEqual(hardFaults(lintTemplate(template)), []));
}

for (const [what, template, code, at] of [...badTemplates, ...badParts]) {
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

test('a word inside a word is no lure, and what is free of charge is none', () => {
  for (const body of ['Caffeine-freedom for all, says our barista.', 'Returns are free of charge this week.'])
    assert.deepEqual(lintTemplate(draft({ body })), []);
});

test('marketing without a reply that ends it is warned about, by the words the policy knows', () => {
  const isStop = (words: string) => words.toLowerCase().startsWith('stop');
  const without = draft({ buttons: [reply('Tell me more')] });

  assert.deepEqual(codesOf(lintTemplate(without, { isStop })), ['opt_out_missing']);
  assert.deepEqual(lintTemplate(draft({ buttons: [reply('Stop promotions')] }), { isStop }), []);
  assert.deepEqual(lintTemplate({ ...without, category: 'utility' }, { isStop }), []);
  const shelf = [{ kind: 'catalog' as const, text: 'View', thumbnail: null }];
  assert.deepEqual(codesOf(lintTemplate(draft({ buttons: shelf }), { isStop })), ['opt_out_words']);
  assert.deepEqual(lintTemplate(draft({ buttons: shelf, footer: 'Reply STOP to end these' }), { isStop }), []);
});

test('a file of another kind than its header is refused where files are known', () => {
  const film = draft({ header: { kind: 'video', media: shapeFiles.video } });

  assert.deepEqual(codesOf(lintTemplate(film, { file: () => ({ mime: 'image/png' }) })), ['header_video_type']);
  assert.deepEqual(lintTemplate(film, { file: () => ({ mime: 'video/mp4' }) }), []);
  assert.deepEqual(lintTemplate(film, { file: () => undefined }), []);
});

test('every fault has English and French words, with its values put in', () => {
  for (const words of Object.values(faultCatalogue)) assert.notEqual(words.en, words.fr);

  const [fault] = lintTemplate(draft({ header: header('a'.repeat(61)) }));

  assert.equal(fault?.message, 'The header has 61 characters; at most 60 are allowed.');
  assert.equal(faultWords(fault, 'fr'), 'L’en-tête compte 61 caractères ; 60 au plus sont permis.');
  assert.match(faultCatalogue.braces.en, /\{\{first_name\}\}/);
  assert.equal(faultWords({ code: 'braces', values: {} }, 'en'), faultCatalogue.braces.en);
});
