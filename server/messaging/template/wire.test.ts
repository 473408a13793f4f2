import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import type { ListedTemplate } from '#server/cloud-api/management.ts';
import { drawTemplate } from '#core/whatsapp/draw.ts';
import { lintTemplate } from '#core/whatsapp/law/template.ts';
import { parseListedTemplate, shapeOf, withExamples } from './parse.ts';
import { toWireCreate } from './wire.create.ts';
import { chooseTranslation, toWireTemplate } from './wire.ts';

const media = `med_${'0'.repeat(32)}`;
const noFiles = new Map<string, never>();
const sale: TemplateContent = {
  header: { kind: 'text', text: 'For {{first_name}}' },
  body: 'Hello {{ first_name }}, your code {{code}} is good until {{day}} for all coffees.',
  footer: 'Reply STOP to end',
  buttons: [
    { kind: 'reply', text: 'Tell me more' },
    { kind: 'url', text: 'Shop', url: 'https://shop.example/?c={{code}}' },
    { kind: 'url', text: 'Terms', url: 'https://shop.example/terms' },
    { kind: 'phone', text: 'Call', phone: '+33123456789' },
  ],
  samples: { first_name: 'Ana', code: 'NOV15', day: 'Friday' },
};
const withImage: TemplateContent = { ...sale, header: { kind: 'image', media }, body: 'Our sale is on.', buttons: [], samples: {} };
const numbered: TemplateContent = {
  header: null,
  body: 'Order {{2}} for {{1}} is on its way to you.',
  footer: null,
  buttons: [],
  samples: { '1': 'Ana', '2': 'A-17' },
};

test('a template is sent with named parameters, and with the address’s variable by position', () => {
  const wire = toWireTemplate({ name: 'sale' }, { language: 'en', content: sale }, { first_name: 'Zoé', code: 'X1', day: 'Monday' }, noFiles);

  assert.deepEqual(wire, {
    name: 'sale',
    language: { code: 'en' },
    components: [
      { type: 'header', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Zoé' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'first_name', text: 'Zoé' },
          { type: 'text', parameter_name: 'code', text: 'X1' },
          { type: 'text', parameter_name: 'day', text: 'Monday' },
        ],
      },
      { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'X1' }] },
    ],
  });
});

test('a template without variables is sent by its name, and an image by Meta’s id', () => {
  assert.deepEqual(toWireTemplate({ name: 'a' }, { language: 'fr', content: { ...withImage, header: null } }, {}, noFiles), {
    name: 'a',
    language: { code: 'fr' },
  });
  assert.deepEqual(toWireTemplate({ name: 'a' }, { language: 'fr', content: withImage }, {}, new Map([[media, { id: '1037' }]])), {
    name: 'a',
    language: { code: 'fr' },
    components: [{ type: 'header', parameters: [{ type: 'image', image: { id: '1037' } }] }],
  });
});

test('numbered variables go without names, in the order of their numbers', () => {
  const wire = toWireTemplate({ name: 'a' }, { language: 'en', content: numbered }, { '1': 'Ana', '2': 'A-17' }, noFiles);

  assert.deepEqual(wire.components, [
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Ana' },
        { type: 'text', text: 'A-17' },
      ],
    },
  ]);
});

test('line ends and runs of blanks in a value are made harmless, on the wire and where it is drawn', () => {
  const values = { first_name: ' Ana\n\tLee ', code: 'a      b', day: 'x' };

  const wire = toWireTemplate({ name: 'sale' }, { language: 'en', content: sale }, values, noFiles);
  const card = drawTemplate({ name: 'sale' }, { language: 'en', content: sale }, values);

  assert.deepEqual(wire.components?.[0], { type: 'header', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'Ana Lee' }] });
  assert.equal(card.text, 'Hello Ana Lee, your code a    b is good until x for all coffees.');
});

test('a template is drawn filled in, and a gap stays visible', () => {
  const card = drawTemplate({ name: 'sale' }, { language: 'en', content: sale }, { first_name: 'Zoé', code: 'X1' });

  assert.deepEqual(card, {
    kind: 'card',
    header: { kind: 'text', text: 'For Zoé' },
    text: 'Hello Zoé, your code X1 is good until {{day}} for all coffees.',
    footer: 'Reply STOP to end',
    buttons: [sale.buttons[0], { kind: 'url', text: 'Shop', url: 'https://shop.example/?c=X1' }, sale.buttons[2], sale.buttons[3]],
    template: { name: 'sale', language: 'en' },
  });
});

test('a template is submitted with samples, its address with the sample filled in', () => {
  assert.deepEqual(toWireCreate({ name: 'sale', category: 'marketing' }, { language: 'en', content: sale }, noFiles), {
    name: 'sale',
    language: 'en',
    category: 'MARKETING',
    parameter_format: 'NAMED',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'For {{first_name}}', example: { header_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] } },
      {
        type: 'BODY',
        text: 'Hello {{first_name}}, your code {{code}} is good until {{day}} for all coffees.',
        example: {
          body_text_named_params: [
            { param_name: 'first_name', example: 'Ana' },
            { param_name: 'code', example: 'NOV15' },
            { param_name: 'day', example: 'Friday' },
          ],
        },
      },
      { type: 'FOOTER', text: 'Reply STOP to end' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Tell me more' },
          { type: 'URL', text: 'Shop', url: 'https://shop.example/?c={{1}}', example: ['https://shop.example/?c=NOV15'] },
          { type: 'URL', text: 'Terms', url: 'https://shop.example/terms' },
          { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+33123456789' },
        ],
      },
    ],
  });
  assert.deepEqual(toWireCreate({ name: 'a', category: 'utility' }, { language: 'en', content: withImage }, new Map([[media, '4::h']])).components[0], {
    type: 'HEADER',
    format: 'IMAGE',
    example: { header_handle: ['4::h'] },
  });
  assert.deepEqual(toWireCreate({ name: 'a', category: 'utility' }, { language: 'en', content: numbered }, noFiles).components[0], {
    type: 'BODY',
    text: numbered.body,
    example: { body_text: [['Ana', 'A-17']] },
  });
});

function listed(content: TemplateContent, change: Partial<ListedTemplate> = {}): ListedTemplate {
  const wire = toWireCreate({ name: 'a', category: 'marketing' }, { language: 'en', content }, noFiles);
  return {
    id: '1',
    name: 'a',
    language: 'en',
    category: 'MARKETING',
    status: 'APPROVED',
    parameter_format: wire.parameter_format,
    components: wire.components,
    ...change,
  };
}

test('what was submitted reads back as what was written', () => {
  for (const content of [sale, withImage, numbered]) {
    const parsed = parseListedTemplate(listed(content), content);

    assert.equal(parsed.unsupported, null);
    assert.equal(shapeOf(parsed.content), shapeOf(content));
    assert.deepEqual(parsed.content.samples, content.samples);
    assert.deepEqual(parsed.content.header, content.header);
  }
});

test('a template of another maker gets a name for the variable of its address, and asks for its image', () => {
  const components = [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://scontent.example/a.jpg'] } },
    { type: 'BODY', text: 'Order {{1}} is on its way.', example: { body_text: [['A-17']] } },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://x.example/{{1}}', example: ['https://x.example/77'] }] },
  ];

  const parsed = parseListedTemplate(listed(sale, { components, parameter_format: 'POSITIONAL' }));

  assert.deepEqual(parsed.examples, ['https://scontent.example/a.jpg']);
  assert.deepEqual(withExamples(parsed.content, new Map([['https://scontent.example/a.jpg', media]])).header, { kind: 'image', media });
  assert.deepEqual(parsed.content.buttons, [{ kind: 'url', text: 'Track', url: 'https://x.example/{{link_1}}' }]);
  assert.deepEqual(parsed.content.samples, { '1': 'A-17', link_1: '77' });
});

test('a template of another maker that counts anew in header, body and cards gets a name for each, and is sent as Meta counts', () => {
  const card = (price: string) => ({
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://scontent.example/a.jpg'] } },
      { type: 'BODY', text: 'Now {{1}} only in our shop.', example: { body_text: [[price]] } },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'More' }] },
    ],
  });
  const plain = {
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'For {{1}}', example: { header_text: ['Ana'] } },
      { type: 'BODY', text: 'Order {{2}} of {{1}} is on its way.', example: { body_text: [['Monday', 'A-17']] } },
    ],
  };
  const carousel = { parameter_format: 'POSITIONAL', components: [body, { type: 'CAROUSEL', cards: [card('9 €'), card('8 €')] }] };

  const parsed = parseListedTemplate(listed(sale, plain));
  const cards = parseListedTemplate(listed(sale, carousel));

  assert.equal(parsed.unsupported, null);
  assert.deepEqual(parsed.content.header, { kind: 'text', text: 'For {{header_1}}' });
  assert.equal(parsed.content.body, 'Order {{body_2}} of {{body_1}} is on its way.');
  assert.deepEqual(parsed.content.samples, { header_1: 'Ana', body_1: 'Monday', body_2: 'A-17' });
  assert.deepEqual(lintTemplate({ name: 'a', category: 'utility', language: 'en', content: parsed.content }), []);
  const text = (value: string) => ({ type: 'text', text: value });
  assert.deepEqual(toWireTemplate({ name: 'a' }, { language: 'en', content: parsed.content }, parsed.content.samples, noFiles).components, [
    { type: 'header', parameters: [text('Ana')] },
    { type: 'body', parameters: [text('Monday'), text('A-17')] },
  ]);
  assert.deepEqual(toWireCreate({ name: 'a', category: 'utility' }, { language: 'en', content: parsed.content }, noFiles).components, plain.components);
  assert.deepEqual(
    cards.content.cards?.map((one) => one.body),
    ['Now {{card_1_1}} only in our shop.', 'Now {{card_2_1}} only in our shop.'],
  );
  assert.deepEqual([cards.content.samples['card_1_1'], cards.content.samples['card_2_1']], ['9 €', '8 €']);
});

const body = { type: 'BODY', text: 'Hello there.' };
const unsupported: readonly (readonly [string, Partial<ListedTemplate>, string])[] = [
  ['a carousel', { components: [body, { type: 'CAROUSEL', cards: [] }] }, 'carousel'],
  ['a GIF header', { components: [{ type: 'HEADER', format: 'GIF' }, body] }, 'gif header'],
  ['a call button', { components: [body, { type: 'BUTTONS', buttons: [{ type: 'VOICE_CALL', text: 'Call' }] }] }, 'voice call button'],
  ['a request to call', { components: [body, { type: 'CALL_PERMISSION_REQUEST' }] }, 'call permission request'],
  ['a kind Meta invents tomorrow', { components: [body, { type: 'HOLOGRAM' }, null, 7] }, 'hologram'],
];
for (const [what, change, part] of unsupported) {
  test(`a template with ${what} can be looked at but not sent`, () => {
    const parsed = parseListedTemplate(listed(sale, change));

    assert.equal(parsed.unsupported, part);
    assert.ok(parsed.content.body.length > 0);
  });
}

const languages = ['en', 'pt_BR', 'fr', 'es_MX'].map((language) => ({ language, state: 'approved' as const }));
const choices: readonly (readonly [string | null, string | null, number])[] = [
  ['fr', null, 2],
  ['fr-CA', null, 2],
  ['pt-BR', null, 1],
  ['pt', null, 1],
  ['es-AR', null, 3],
  ['de', 'fr', 2],
  ['de', 'fr-FR', 2],
  ['de', null, 0],
  [null, 'pt', 1],
  [null, null, 0],
];
for (const [language, fallback, index] of choices) {
  test(`a person of ${language ?? 'no known language'} in a workspace of ${fallback ?? 'none'} gets ${languages[index]?.language}`, () => {
    assert.equal(chooseTranslation(languages, language, fallback), index);
  });
}

test('only approved languages are chosen', () => {
  assert.equal(
    chooseTranslation(
      [
        { language: 'fr', state: 'pending' },
        { language: 'en', state: 'approved' },
      ],
      'fr',
    ),
    1,
  );
  assert.equal(chooseTranslation([{ language: 'fr', state: 'paused' }], 'fr'), undefined);
  assert.equal(chooseTranslation([], 'fr'), undefined);
});
