import type { Settings } from '#core/rehearsal/settings.ts';

import { type Row, rowParts } from './code-rows.ts';
import { missing, refusal, sendRefusal, templateRefusal, text } from './golden-parts.ts';

const { send, hello, template, words, plain, control, messages, sending, calling, failing, byDial, pin, wrongPins } = rowParts;

type Json = Record<string, unknown>;
const body = (value: string, ...examples: string[]): Json => ({
  type: 'BODY',
  text: value,
  ...(examples.length === 0 ? {} : { example: { body_text: [examples] } }),
});
const creation = (change: Json): Json => ({ name: 'new_one', language: 'en_US', category: 'MARKETING', components: [body('Hello there.')], ...change });
const marketing = 'POST {number}/marketing_messages';
const form = { flow_message_version: '3', flow_id: '{flow}', flow_cta: 'Book!', flow_token: 'unused' };
const interactive = { type: 'interactive', interactive: { type: 'flow', body: { text: 'Book' }, action: { name: 'flow', parameters: form } } };
const screens = JSON.stringify({
  version: '7.2',
  screens: [
    {
      id: 'A',
      terminal: true,
      title: 'A',
      layout: { type: 'SingleColumnLayout', children: [{ type: 'Footer', label: 'Done', 'on-click-action': { name: 'complete', payload: {} } }] },
    },
  ],
});
const draft = { say: 'a form', call: 'POST {account}/flows', body: { name: 'booking', categories: ['OTHER'] }, keep: { flow: 'id' } };
const published = { ...draft, body: { ...draft.body, flow_json: screens, publish: true } };
const created = {
  say: 'a new number',
  call: 'POST {account}/phone_numbers',
  body: { cc: '33', phone_number: '199000111', verified_name: 'Second' },
  keep: { new_number: 'id' },
};

/** A template that the laws refuse: code 100, with Meta's subcode. */
function creating(
  subcode: number,
  change: Json,
  title: string | RegExp,
  more: { settings?: Partial<Settings>; before?: NonNullable<Row['before']>; sentence?: RegExp } = {},
): Row {
  const { sentence, ...rest } = more;
  return calling(subcode, 'POST {account}/message_templates', templateRefusal(subcode, title, sentence), { ...rest, body: creation(change) });
}

/** Facts §5.3: what is sent with templates and forms. */
const sends: readonly Row[] = [
  sending(132_000, template('plain'), 'body: number of localizable_params (0) does not match the expected number of params (1)', {
    message: '(#132000) Number of parameters does not match the expected number of params',
  }),
  sending(132_001, template('hello_worldx'), 'template name (hello_worldx) does not exist in en_US', {
    status: 404,
    message: '(#132001) Template name does not exist in the translation',
  }),
  sending(132_005, template('plain', words('x'.repeat(1_100))), /longer than 1024/, { message: '(#132005) Translated text too long' }),
  byDial(132_007, 400, '(#132007) Template format character policy violated'),
  byDial(132_008, 400, '(#132008) Template parameter value is not valid'),
  sending(132_012, template('plain', { type: 'body', parameters: [{ type: 'image', image: { link: 'https://shop.example/a.png' } }] }), text, {
    message: '(#132012) Parameter format does not match format in the created template',
  }),
  sending(132_015, plain, /paused/, { first: control('PATCH templates/{template_plain}', { status: 'PAUSED' }), message: '(#132015) Template is paused' }),
  sending(132_016, plain, /disabled/, {
    first: control('PATCH templates/{template_plain}', { status: 'DISABLED' }),
    message: '(#132016) Template is disabled',
  }),
  sending(132_018, template('plain', words('two\nlines')), text, { message: "(#132018) There's an issue with the parameters in your template" }),
  sending(132_068, interactive, 'Flow is in blocked state.', {
    before: [published],
    first: control('PATCH flows/{flow}', { status: 'BLOCKED' }),
    message: '(#132068) Flow is blocked',
  }),
  sending(132_069, interactive, 'Flow is in throttled state and 10 messages using this flow were already sent in the last hour.', {
    before: [
      published,
      ...Array.from({ length: 10 }, (_, i) => ({
        say: 'one of ten',
        call: messages,
        body: send(interactive),
        ...(i === 0 ? { first: control('PATCH flows/{flow}', { status: 'THROTTLED' }) } : {}),
      })),
    ],
    message: '(#132069) Flow is throttled',
  }),
  calling(134_100, marketing, sendRefusal(134_100, text, '(#134100) Only marketing messages supported'), { body: send(template('useful', words('42'))) }),
  calling(134_101, marketing, sendRefusal(134_101, /10 minutes/, '(#134101) Your template is still syncing'), { body: send(plain) }),
  byDial(134_102, 500, '(#134102) Template unavailable for use'),
  failing(132_015, plain, 'Template is paused', text, {
    settings: { sent_delay_ms: 1_000 },
    before: [{ say: 'pausing what was accepted', call: 'GET {number}', first: control('POST clock', { do: 'pause' }) }],
  }),
];

/** Facts §5.3: numbers and their registration. */
const registrations: readonly Row[] = [
  byDial(133_000, 500, '(#133000) Incomplete deregistration'),
  byDial(133_004, 503, '(#133004) Server temporarily unavailable'),
  calling(133_005, 'POST {number}/register', sendRefusal(133_005, text, '(#133005) Two step verification PIN mismatch'), {
    before: [{ say: 'a PIN', call: 'POST {number}', body: { pin: '222222' } }],
    body: pin('123456'),
  }),
  calling(133_006, 'POST {new_number}/register', sendRefusal(133_006, text, '(#133006) Phone number re-verification needed'), {
    before: [created],
    body: pin('123456'),
  }),
  calling(133_008, 'POST {number}/register', sendRefusal(133_008, text, '(#133008) Too many two step verification PIN guesses'), {
    before: [{ say: 'a PIN', call: 'POST {number}', body: { pin: '222222' } }, ...wrongPins],
    body: pin('123456'),
  }),
  byDial(133_009, 400, '(#133009) Two step verification PIN guessed too fast'),
  sending(133_010, hello, text, { before: [{ say: 'deregistering', call: 'POST {number}/deregister' }], message: '(#133010) Phone number not registered' }),
  calling(
    133_015,
    'POST {number}/register',
    sendRefusal(133_015, text, '(#133015) Please wait a few minutes before attempting to register this phone number'),
    {
      before: [
        { say: 'deregistering', call: 'POST {number}/deregister' },
        { say: 'deleting', call: 'DELETE {number}' },
      ],
      body: pin('123456'),
    },
  ),
  calling(147_001, 'POST {new_number}/username', sendRefusal(147_001, text, '(#147001) Username is not available'), {
    before: [created, { say: 'a username', call: 'POST {number}/username', body: { username: 'shoes' } }],
    body: { username: 'shoes' },
  }),
  calling(147_002, 'POST {number}/username', sendRefusal(147_002, text, '(#147002) Username is not eligible'), { body: { username: 'shop.com' } }),
  calling(138_000, 'POST {number}/calls', sendRefusal(138_000, text, '(#138000) Calling API not enabled'), {
    body: { messaging_product: 'whatsapp', action: 'connect' },
  }),
  calling(131_215, 'POST {number}/groups', sendRefusal(131_215, text, '(#131215) Groups not eligible'), {
    body: { messaging_product: 'whatsapp', subject: 'x' },
  }),
];

/** Facts §5.3: templates as they are made and managed. */
const creations: readonly Row[] = [
  creating(2_388_019, {}, /./, { settings: { templates_limit: 4 } }),
  creating(2_388_023, { name: 'linked' }, /./, { before: [{ say: 'a deletion', call: 'DELETE {account}/message_templates?name=linked' }] }),
  creating(2_388_024, { name: 'plain' }, 'Content in This Language Already Exists', {
    sentence: /^There is already English \(US\) content for this template\. You can create a new template and try again\.$/,
  }),
  calling(2_388_039, 'POST {template_fresh}', templateRefusal(2_388_039, "Message template status can't be changed"), {
    settings: { template_review: 'manual' },
    before: [{ say: 'a new one', call: 'POST {account}/message_templates', body: creation({}), keep: { template_fresh: 'id' } }],
    body: { components: [body('Hello again, there.')] },
  }),
  creating(2_388_040, { components: [body('x'.repeat(1_025))] }, 'Character limit exceeded'),
  creating(2_388_047, { components: [{ type: 'HEADER', format: 'TEXT', text: 'Line\nLine' }, body('Hello there.')] }, 'Message header format is incorrect'),
  creating(2_388_072, { components: [body('Hello {{x y}} there.')] }, 'Message body format is incorrect'),
  creating(2_388_073, { components: [body('Hello there.'), { type: 'FOOTER', text: 'Bye {{1}}' }] }, 'Message footer format is incorrect'),
  creating(2_388_293, { components: [body('So {{1}}, {{2}}, {{3}}, {{4}} yes.', '1', '2', '3', '4')] }, 'Parameters words ratio exceeds limit'),
  creating(2_388_299, { components: [body('Hello, dear {{1}}', 'Ana')] }, 'Leading or trailing params not allowed'),
  calling(131_059, 'GET {account}/message_templates?after=bm90aGluZw', sendRefusal(131_059, text, '(#131059) Invalid pagination cursor')),
  {
    code: 141_002,
    shown: {
      say: 'the health of a template that is not approved',
      call: 'GET {template_plain}?fields=health_status',
      first: control('PATCH templates/{template_plain}', { status: 'PAUSED' }),
      answer: {
        health_status: {
          can_send_message: 'BLOCKED',
          entities: [
            { entity_type: /./, id: /./, can_send_message: /./, 'errors?': [{ error_code: 141_002, error_description: text, possible_solution: text }] },
          ],
        },
        id: /./,
      },
    },
  },
  calling(200_005, 'GET {account}/template_analytics?start=1&end=2&template_ids=["1"]', sendRefusal(200_005, text)),
  calling(200_006, 'POST {account}?is_enabled_for_insights=false', sendRefusal(200_006, text)),
  byDial(200_007, 400, '(#200007) Something went wrong'),
];

/** Facts §5.3: forms and the block list. */
const others: readonly Row[] = [
  byDial(139_000, 400, '(#139000) Blocked by Integrity'),
  calling(139_001, 'POST {flow}/assets', sendRefusal(139_001, text, "(#139001) Flow can't be updated"), {
    before: [published],
    body: { name: 'flow.json', asset_type: 'FLOW_JSON', file: screens },
  }),
  calling(139_002, 'POST {flow}/publish', sendRefusal(139_002, text, "(#139002) Flow can't be published"), { before: [draft] }),
  calling(139_003, 'POST {flow}/deprecate', sendRefusal(139_003, text, "(#139003) Flow can't be deprecated"), { before: [draft] }),
  calling(139_004, 'DELETE {flow}', sendRefusal(139_004, text, "(#139004) Flow can't be deleted"), { before: [published] }),
  calling(
    139_100,
    'POST {number}/block_users',
    {
      messaging_product: 'whatsapp',
      block_users: {
        added_users: [],
        failed_users: [{ input: '33698765432', wa_id: '33698765432', errors: [{ message: text, code: 131_047, error_data: { details: text } }] }],
      },
      error: {
        message: /^\(#139100\) Failed to block/,
        type: 'OAuthException',
        code: 139_100,
        error_data: { messaging_product: 'whatsapp', details: text },
        fbtrace_id: text,
      },
    },
    { body: { messaging_product: 'whatsapp', block_users: [{ user: '33698765432' }] } },
  ),
  byDial(139_101, 400, '(#139101) Block list limit reached'),
  byDial(139_102, 400, '(#139102) Block list concurrent update'),
  byDial(139_103, 400, '(#139103) Block list internal error'),
  calling(100, 'POST {account}/message_templates', missing('name'), { body: { language: 'en_US', category: 'MARKETING', components: [] } }),
  calling(100, 'GET {account}?fields=colour', refusal(100, '(#100) Tried accessing nonexisting field (colour)')),
];

/** Codes of templates, numbers, forms and lists. */
export const templateRows: readonly Row[] = [...sends, ...registrations, ...creations, ...others];
