import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readWish } from '#core/policy/words.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { emptyCard } from './cards.ts';
import { cureOf } from './cures.ts';
import { contentIn, emptyContent, emptyDraft, type TemplateDraft, withContent, withLanguage } from './draft.ts';
import { faultOf, findFaults, shownFaults, warningOf } from './faults.ts';
import { findAllFaults } from './faultsOfAll.ts';
import { stopLanguages, stopReply, stopSentence } from './optOut.ts';

const look = (content: Partial<TemplateContent>, reader: 'en' | 'fr' = 'en', name = 'x') =>
  findFaults({ name, category: 'utility', written: { language: 'fr', content: { ...emptyContent, ...content } } }, reader);

test('an empty draft is not scolded until somebody asks to submit it', () => {
  const faults = look({}, 'fr', '');

  const [before, behind] = [false, true].map((asked) => shownFaults(faults, { title: '', content: emptyContent }, asked));

  assert.deepEqual(before, []);
  assert.ok(faultOf(behind ?? [], '/body') !== undefined);
});

test('a field that holds something is told at once, in a list too', () => {
  const content: TemplateContent = { ...emptyContent, body: 'Bonjour', buttons: [{ kind: 'url', text: 'Voir', url: 'nulle part' }] };

  const shown = shownFaults(look(content), { title: 'x', content }, false);

  assert.deepEqual(
    shown.map((fault) => fault.at),
    ['/buttons/0/url'],
  );
});

test('a variable at the end is told at the body in the words of the reader', () => {
  const content = { body: 'Bonjour à vous tous {{first_name}}', samples: { first_name: 'Inès' } };

  const [french, english] = [look(content, 'fr'), look(content, 'en')];

  assert.equal(french.length, 1);
  assert.equal(french[0]?.at, '/body');
  assert.notEqual(faultOf(french, '/body'), faultOf(english, '/body'));
});

test('what only reviewers dislike is told and keeps nobody from submitting', () => {
  const faults = look({ body: 'Voyez bit.ly/abc pour la suite' });

  assert.deepEqual(
    faults.map((fault) => [fault.code, fault.hard]),
    [['url_shortened', false]],
  );
  assert.equal(faultOf(faults, '/body'), undefined);
  assert.ok(warningOf(faults, '/body') !== undefined);
});

/** Looks at a draft, takes the cure of one fault, and looks again. */
function cured(draft: TemplateDraft, language: string, code: string): { readonly draft: TemplateDraft; readonly left: readonly string[] } {
  const fault = findAllFaults(draft, 'x', 'en')
    .get(language)
    ?.find((each) => each.code === code);
  assert.ok(fault, `the draft has no ${code}`);
  const cure = cureOf(fault, draft, language, false);
  assert.ok(cure, `${code} has no cure`);
  const next = cure.apply(draft);
  return { draft: next, left: (findAllFaults(next, 'x', 'en').get(language) ?? []).map((each) => each.code) };
}

const cases: readonly { readonly code: string; readonly content: Partial<TemplateContent> }[] = [
  { code: 'opt_out_missing', content: { body: 'Our new harvest is here' } },
  { code: 'opt_out_words', content: { body: 'Two things for you', cards: [emptyCard('image'), emptyCard('image')] } },
  { code: 'variable_name', content: { body: 'Hello {{First Name}} and welcome to the shop', samples: { 'First Name': 'Ana' } } },
  { code: 'sample_missing', content: { body: 'Hello {{first_name}} and welcome to the shop' } },
  { code: 'sample_line', content: { body: 'Hello {{first_name}} and welcome to the shop', samples: { first_name: 'A\nna' } } },
  { code: 'body_blank_lines', content: { body: 'One\n\n\n\ntwo' } },
  { code: 'footer_line', content: { body: 'Hello there', footer: 'a\nb' } },
  { code: 'header_emoji', content: { body: 'Hello there', header: { kind: 'text', text: 'Hi 👋 you' } } },
  { code: 'header_formatting', content: { body: 'Hello there', header: { kind: 'text', text: 'Hi *you*' } } },
  { code: 'button_emoji', content: { body: 'Hello there', buttons: [{ kind: 'reply', text: 'Yes 👍' }] } },
  {
    code: 'buttons_order',
    content: {
      body: 'Hello there',
      buttons: [
        { kind: 'reply', text: 'a' },
        { kind: 'url', text: 'b', url: 'https://x.example' },
        { kind: 'reply', text: 'c' },
      ],
    },
  },
];

for (const { code, content } of cases) {
  test(`one click cures ${code}`, () => {
    const draft = withContent(emptyDraft('en'), 'en', { ...emptyContent, ...content });

    const { left } = cured(draft, 'en', code);

    assert.ok(!left.includes(code), left.join());
  });
}

test('the answer that ends offers is read as such by the policy in each of its languages', () => {
  const wishes = stopLanguages.map((language) => [language, readWish(stopReply(language)).wish, stopReply(language).length <= 25]);

  assert.deepEqual(
    wishes,
    stopLanguages.map((language) => [language, 'stop', true]),
  );
});

test('the sentence that tells how to end offers names a word that the policy reads', () => {
  for (const language of stopLanguages) {
    const words = stopSentence(language).match(/[\p{L}\p{M}]{3,}/gu) ?? [];
    assert.ok(
      words.some((word) => readWish(word).wish === 'stop'),
      `${language}: ${stopSentence(language)}`,
    );
  }
});

test('a language built otherwise than the first is told there', () => {
  const first = { ...emptyContent, body: 'Hello there', buttons: [{ kind: 'reply' as const, text: 'Yes' }] };
  const draft = withLanguage(withContent(emptyDraft('en'), 'en', first), 'fr', 'en');
  const other = withContent(draft, 'fr', { ...contentIn(draft, 'fr'), buttons: [] });

  const codes = [...findAllFaults(other, 'x', 'en')].map(([language, faults]) => [language, faults.some((fault) => fault.code === 'languages_buttons')]);

  assert.deepEqual(codes, [
    ['en', false],
    ['fr', true],
  ]);
});
