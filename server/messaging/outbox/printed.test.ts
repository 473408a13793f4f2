import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { checkFilled } from '#core/whatsapp/law/filled.ts';
import { roomOf } from '#core/whatsapp/law/room.ts';
import { TemplateContent } from '#core/whatsapp/template.ts';
import { parseId } from '#core/value/id.ts';
import type { BroadcastLanguage } from './broadcast.ts';
import { printBody, printLanguage, surelyFits } from './printed.ts';
import { envelope, valuesOf, wireOfRecipient } from './wire.ts';

const uuid = '0193a000-0000-7000-8000-000000000001';
const now = new Date('2026-11-22T12:00:00Z');
const files = new Map([['med_1', { id: '900' }]]);

/** Texts with quotes, escapes, emojis, halves of pairs, blanks, and what stands for a value. */
const text = fc
  .array(
    fc.oneof(fc.string({ maxLength: 6, unit: 'binary' }), fc.constantFrom('{{a}}', '{{ b }}', '{{a}}{{b}}', '"', '\\', '\n', '      ', '☕', '😀', '\ud83d', '\ude00', '\u2028', '\0')),
    { maxLength: 6 },
  )
  .map((parts) => parts.join('')); // prettier-ignore
const value = fc.oneof({ weight: 3, arbitrary: fc.string({ maxLength: 12 }) }, text, fc.constantFrom('', '   ', 'Inès', 'x'.repeat(1100)));
const card = fc.record({ header: fc.constant({ kind: 'image' as const, media: 'med_1' }), body: fc.option(text), buttons: fc.constant([]) });
const content = fc
  .record({
    header: fc.oneof(
      fc.constant(null),
      text.map((words) => ({ kind: 'text' as const, text: words })),
      fc.constant({ kind: 'image' as const, media: 'med_1' }),
      fc.constant({ kind: 'document' as const, media: 'https://a.example/"{{a}}".pdf', filename: 'a"b' }),
      fc.constant({ kind: 'location' as const, latitude: '{{a}}', longitude: '2', name: '{{b}}', address: 'x' }),
    ),
    body: text,
    footer: fc.constant(null),
    buttons: fc.array(
      fc.oneof(
        text.map((words) => ({ kind: 'url' as const, text: 'Open', url: `https://a.example/${words}` })),
        text.map((words) => ({ kind: 'copy_code' as const, code: words })),
        fc.constant({ kind: 'catalog' as const, text: 'See', thumbnail: '{{b}}' }),
      ),
      { maxLength: 3 },
    ),
    samples: fc.constant({}),
    cards: fc.option(fc.array(card, { maxLength: 2 }), { nil: undefined }),
    offer: fc.option(fc.record({ text: fc.constant('Now'), expires: fc.option(fc.constantFrom('{{a}}', '2027-01-01T00:00:00Z')) }), { nil: undefined }),
  })
  .map(({ cards, offer, ...rest }) => TemplateContent.parse({ ...rest, ...(cards === undefined ? {} : { cards }), ...(offer === undefined ? {} : { offer }) }));
const languageOf = (drawn: TemplateContent): BroadcastLanguage => ({ translation: parseId(uuid), name: 'sale "x"', category: 'marketing', language: 'pt_BR', content: drawn, variables: ['a', 'b'] }); // prettier-ignore

test('a body put together from printed pieces is byte for byte the one made for the person', () => {
  let printedOnes = 0;
  fc.assert(
    fc.property(content, fc.array(value, { maxLength: 3 }), fc.nat(9_999), fc.nat(3), (drawn, variables, seq, attempt) => {
      const language = languageOf(drawn);
      const name = { kind: 'recipient', broadcast: uuid, seq, attempt } as const;
      const printed = printLanguage(language, files);
      const body = printed === null ? undefined : printBody(printed, { phone: '+33612345678', variables }, name);

      if (body === undefined) return;
      printedOnes += 1;
      const made = envelope({ type: 'template', template: wireOfRecipient(language, variables, files) }, { phone: '+33612345678' }, name, null);
      assert.equal(body, JSON.stringify(made));
    }),
    { seed: 5, numRuns: 3_000 },
  );
  assert.ok(printedOnes > 700, `${printedOnes} were printed`);
});

test('values that surely fit are never refused when they are looked at one by one', () => {
  let fitting = 0;
  fc.assert(
    fc.property(content, fc.array(value, { maxLength: 3 }), (drawn, variables) => {
      const language = languageOf(drawn);
      if (!surelyFits(roomOf(drawn, language.variables), variables, language.variables.length)) return;
      fitting += 1;
      assert.deepEqual(checkFilled(drawn, valuesOf(language, variables), now), []);
    }),
    { seed: 5, numRuns: 3_000 },
  );
  assert.ok(fitting > 120, `${fitting} fitted`);
});

test('a picture of each person and a blank value go the general way', () => {
  const plain = { header: null, body: 'Hi {{a}}', footer: null, buttons: [], samples: {} };
  const own = languageOf({ ...plain, header: { kind: 'image', media: 'med_1', from: 'a' } });
  const name = { kind: 'recipient', broadcast: uuid, seq: 1, attempt: 0 } as const;
  const printed = printLanguage(languageOf(plain), files);

  assert.equal(printLanguage(own, files), null);
  assert.ok(printed !== null);
  assert.equal(printBody(printed, { phone: '+33612345678', variables: [' \n '] }, name), undefined);
});
