import type { TemplateContent } from '#core/whatsapp/template.ts';
import type { TemplateDraft } from '#core/whatsapp/law/template.ts';
import type { FaultCode } from '#core/whatsapp/law/words.ts';

/** A picture, a film and a document of our library; whoever sends them to Meta says what it calls them. */
export const shapeFiles = { image: `med_${'0'.repeat(32)}`, video: `med_${'1'.repeat(32)}`, document: `med_${'2'.repeat(32)}` } as const;
const media = shapeFiles.image;
const plain: TemplateContent = { header: null, body: 'Our sale is on until Friday.', footer: null, buttons: [], samples: {} };
/** A template with what is said, and the rest plain. */
export const draft = (content: Partial<TemplateContent>, more: Partial<TemplateDraft> = {}): TemplateDraft => ({
  name: 'sale_nov',
  category: 'marketing',
  language: 'en',
  content: { ...plain, ...content },
  ...more,
});
export const reply = (text: string) => ({ kind: 'reply' as const, text });
export const url = (text: string, address = 'https://shop.example/x') => ({ kind: 'url' as const, text, url: address });
export const phone = (text: string, number = '+33123456789') => ({ kind: 'phone' as const, text, phone: number });
export const header = (text: string) => ({ kind: 'text' as const, text });
const hello = { body: 'Hello {{first_name}}, our sale is on.', samples: { first_name: 'Ana' } };

/** A shape that every law accepts: ours, and the emulator’s, which share no code. */
export type GoodShape = readonly [what: string, draft: TemplateDraft];

export const goodTemplates: readonly GoodShape[] = [
  ['one sentence', draft({})],
  ['a named variable with its sample', draft(hello)],
  ['blanks inside the braces', draft({ body: 'Hello {{ first_name }}, our sale is on.', samples: { first_name: 'Ana' } })],
  ['a variable used twice', draft({ body: 'Hello {{first_name}}, our sale is on. Come by, {{first_name}}, we wait.', samples: { first_name: 'Ana' } })],
  ['numbered variables', draft({ body: 'Hello {{1}}, your order {{2}} is on its way to you today.', samples: { '1': 'Ana', '2': 'A-17' } })],
  ['a digit in a variable name', draft({ body: 'Hello {{name_2}}, our sale is on.', samples: { name_2: 'Ana' } })],
  ['a body of exactly 1,024 characters', draft({ body: 'a'.repeat(1024) })],
  ['1,024 characters of emoji and text, counted as people see them', draft({ body: `${'é'.repeat(1023)}🎉` })],
  ['one empty line between paragraphs', draft({ body: 'Hello\n\nour sale is on.' })],
  ['a text header', draft({ header: header('Sale & more, 50%') })],
  ['a header with one variable', draft({ header: header('For {{first_name}}'), ...hello })],
  ['an image header', draft({ header: { kind: 'image', media } })],
  ['a footer of 60 characters', draft({ footer: 'a'.repeat(60) })],
  ['ten reply buttons', draft({ buttons: Array.from({ length: 10 }, (_, i) => reply(`b${i}`)) })],
  ['replies, then links and a phone', draft({ buttons: [reply('a'), reply('b'), url('c'), url('d'), phone('e')] })],
  ['links, then replies', draft({ buttons: [url('c'), reply('a'), reply('b')] })],
  ['a link that ends with a variable', draft({ buttons: [url('See', 'https://shop.example/o?c={{code}}')], samples: { code: 'x1' } })],
  ['a link with a port and http', draft({ buttons: [url('See', 'http://shop.example:8080/a')] })],
  ['a phone with blanks and brackets', draft({ buttons: [phone('Call', '+33 (1) 23 45 67')] })],
  [
    'Chinese, where words are not parted',
    draft({ body: '您好 {{first_name}},我们的促销活动已经开始了,欢迎光临', samples: { first_name: '王' } }, { language: 'zh_CN' }),
  ],
  ['a utility template', draft({}, { category: 'utility' })],
  ['a name of 512 characters', draft({}, { name: 'a'.repeat(512) })],
];

/** A shape with one fault, its code and its place. */
export type BadShape = readonly [what: string, draft: TemplateDraft, code: FaultCode, at: string];

export const badTemplates: readonly BadShape[] = [
  ['no name', draft({}, { name: '' }), 'name_empty', '/name'],
  ['capitals in the name', draft({}, { name: 'Sale' }), 'name_form', '/name'],
  ['a dash in the name', draft({}, { name: 'sale-nov' }), 'name_form', '/name'],
  ['a name of 513 characters', draft({}, { name: 'a'.repeat(513) }), 'name_long', '/name'],
  ['an unknown language', draft({}, { language: 'xx' }), 'language_unknown', '/language'],
  ['a language written with a dash', draft({}, { language: 'pt-BR' }), 'language_unknown', '/language'],
  ['an empty header', draft({ header: header(' ') }), 'header_empty', '/header/text'],
  ['a header of 61 characters', draft({ header: header('a'.repeat(61)) }), 'header_long', '/header/text'],
  ['a header on two lines', draft({ header: header('a\nb') }), 'header_line', '/header/text'],
  ['an emoji in the header', draft({ header: header('Sale 🎉') }), 'header_emoji', '/header/text'],
  ['asterisks in the header', draft({ header: header('*Sale*') }), 'header_formatting', '/header/text'],
  ['two variables in the header', draft({ header: header('{{a}} and {{b}}'), samples: { a: '1', b: '2' } }), 'header_variables', '/header/text'],
  ['an image header without an image', draft({ header: { kind: 'image', media: '' } }), 'header_image', '/header/media'],
  ['no body', draft({ body: '  ' }), 'body_empty', '/body'],
  ['a body of 1,025 characters', draft({ body: 'a'.repeat(1025) }), 'body_long', '/body'],
  ['two empty lines in a row', draft({ body: 'Hello\n\n\nour sale' }), 'body_blank_lines', '/body'],
  ['two empty lines with blanks in them', draft({ body: 'Hello\n \n\t\nour sale' }), 'body_blank_lines', '/body'],
  ['a variable at the start', draft({ ...hello, body: '{{first_name}}, our sale is on' }), 'variable_first', '/body'],
  ['a variable at the end', draft({ ...hello, body: 'Our sale is on, {{first_name}}' }), 'variable_last', '/body'],
  ['a variable and a full stop at the end', draft({ ...hello, body: 'Our sale is on, {{first_name}}!' }), 'variable_last', '/body'],
  [
    'variables side by side',
    draft({ body: 'Dear {{first_name}} {{last_name}}, our sale is on this week.', samples: { first_name: 'a', last_name: 'b' } }),
    'variables_adjacent',
    '/body',
  ],
  ['too few words for the variables', draft({ body: 'Hi {{a}}, {{b}}, {{c}} ok', samples: { a: '1', b: '2', c: '3' } }), 'variables_many', '/body'],
  ['an open brace', draft({ body: 'Hello {{first_name, our sale is on.' }), 'braces', '/body'],
  ['a variable name with a capital', draft({ body: 'Hello {{First}}, our sale is on.', samples: { First: 'a' } }), 'variable_name', '/body'],
  ['a variable name with a sign', draft({ body: 'Hello {{na#me}}, our sale is on.', samples: { 'na#me': 'a' } }), 'variable_name', '/body'],
  ['a variable without a name', draft({ body: 'Hello {{}}, our sale is on.' }), 'variable_name', '/body'],
  [
    'numbers in the header and in the body',
    draft({ header: header('For {{1}}'), body: 'Hello {{1}}, our sale is on.', samples: { '1': 'Ana' } }),
    'variable_numbers_texts',
    '/body',
  ],
  ['numbers with a gap', draft({ body: 'Hello {{1}} and {{3}}, our sale is on today.', samples: { '1': 'a', '3': 'b' } }), 'variable_numbers', '/body'],
  ['numbers and names mixed', draft({ body: 'Hello {{1}} and {{name}}, our sale is on today.', samples: { '1': 'a', name: 'b' } }), 'variable_mixed', '/body'],
  ['a variable without a sample', draft({ body: 'Hello {{first_name}}, our sale is on.' }), 'sample_missing', '/samples/first_name'],
  ['a sample with a line end', draft({ ...hello, samples: { first_name: 'A\nB' } }), 'sample_line', '/samples/first_name'],
  ['an empty footer', draft({ footer: '' }), 'footer_empty', '/footer'],
  ['a footer of 61 characters', draft({ footer: 'a'.repeat(61) }), 'footer_long', '/footer'],
  ['a footer on two lines', draft({ footer: 'a\nb' }), 'footer_line', '/footer'],
  ['a variable in the footer', draft({ footer: 'Bye {{name}}' }), 'footer_variables', '/footer'],
  ['eleven buttons', draft({ buttons: Array.from({ length: 11 }, (_, i) => reply(`b${i}`)) }), 'buttons_many', '/buttons'],
  ['three links', draft({ buttons: [url('a'), url('b'), url('c')] }), 'buttons_url_many', '/buttons'],
  ['two phones', draft({ buttons: [phone('a'), phone('b')] }), 'buttons_phone_many', '/buttons'],
  ['a link between replies', draft({ buttons: [reply('a'), url('b'), reply('c')] }), 'buttons_order', '/buttons'],
  ['two buttons of one text', draft({ buttons: [reply('Yes'), reply('Yes ')] }), 'button_same', '/buttons/1/text'],
  ['a button without text', draft({ buttons: [reply(' ')] }), 'button_empty', '/buttons/0/text'],
  ['a button of 26 characters', draft({ buttons: [reply('a'.repeat(26))] }), 'button_long', '/buttons/0/text'],
  ['a button on two lines', draft({ buttons: [reply('a\nb')] }), 'button_line', '/buttons/0/text'],
  ['a variable in a button', draft({ buttons: [reply('Hi {{name}}')] }), 'button_variables', '/buttons/0/text'],
  ['a link without a scheme', draft({ buttons: [url('a', 'shop.example')] }), 'url_form', '/buttons/0/url'],
  ['a javascript link', draft({ buttons: [url('a', 'javascript:alert(1)')] }), 'url_form', '/buttons/0/url'],
  ['a link with a blank', draft({ buttons: [url('a', 'https://shop.example/a b')] }), 'url_form', '/buttons/0/url'],
  ['a link of 2,001 characters', draft({ buttons: [url('a', `https://shop.example/${'a'.repeat(1980)}`)] }), 'url_long', '/buttons/0/url'],
  [
    'two variables in a link',
    draft({ buttons: [url('a', 'https://shop.example/{{a}}/{{b}}')], samples: { a: '1', b: '2' } }),
    'url_variables',
    '/buttons/0/url',
  ],
  [
    'a link variable in the middle',
    draft({ buttons: [url('a', 'https://shop.example/{{a}}/x')], samples: { a: '1' } }),
    'url_variable_place',
    '/buttons/0/url',
  ],
  ['a link that is only a variable', draft({ buttons: [url('a', 'https://{{a}}')], samples: { a: '1' } }), 'url_variable_host', '/buttons/0/url'],
  ['a link variable without a sample', draft({ buttons: [url('a', 'https://shop.example/{{a}}')] }), 'sample_missing', '/samples/a'],
  ['letters in a phone', draft({ buttons: [phone('a', '+33 CALL ME')] }), 'phone_form', '/buttons/0/phone'],
  ['a phone of 21 characters', draft({ buttons: [phone('a', '+33 1 23 45 67 89 0000')] }), 'phone_form', '/buttons/0/phone'],
];
