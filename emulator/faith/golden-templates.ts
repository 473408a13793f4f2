import type { Exchange } from './exchange.ts';
import { done, id, missing, page, refusal, templateRefusal, text, unknown } from './golden-parts.ts';
import type { Shape } from './shape.ts';

type Json = Record<string, unknown>;
const rest: NonNullable<Exchange['first']> = [{ call: 'POST clock', body: { do: 'run_until_idle', most_ms: 60_000 } }];
const made: Shape = { id, status: 'PENDING', category: /^(MARKETING|UTILITY|AUTHENTICATION)$/ };

const create = (name: string, body: Json): Exchange => ({
  say: `a new template ${name}`,
  call: 'POST {account}/message_templates',
  body: { name, language: 'en_US', category: 'MARKETING', ...body },
  answer: made,
  keep: { [`template_${name}`]: 'id' },
});
const refuse = (say: string, body: Json, answer: Shape): Exchange => ({
  ...create('wrong', body),
  say: `a new template with ${say}`,
  status: 400,
  answer,
  keep: {},
});
const body = (words: string, ...examples: string[]): Json => ({
  type: 'BODY',
  text: words,
  ...(examples.length === 0 ? {} : { example: { body_text: [examples] } }),
});
const buttons = (...list: Json[]): Json => ({ type: 'BUTTONS', buttons: list });
const picture = { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['{handle}'] } };
const reply = { type: 'QUICK_REPLY', text: 'More' };
const shop = { type: 'URL', text: 'Shop', url: 'https://shop.example/{{1}}', example: ['https://shop.example/p'] };
const card = { components: [picture, body('Only {{1}} are left now.', 'three'), buttons(reply, shop)] };

/** Templates of every shape that is sent later. */
const creations: readonly Exchange[] = [
  create('plain', { components: [body('Hello {{1}}, our sale is on.', 'Ana')] }),
  create('named', {
    parameter_format: 'NAMED',
    components: [
      { type: 'BODY', text: 'Hello {{first_name}}, our fair is on.', example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] } },
    ],
  }),
  create('picture', {
    components: [
      picture,
      body('Dear {{1}}, look at this.', 'Ana'),
      { type: 'FOOTER', text: 'See you soon' },
      buttons(reply, shop, { type: 'PHONE_NUMBER', text: 'Call', phone_number: '15550051310' }),
    ],
  }),
  create('place', { category: 'UTILITY', components: [{ type: 'HEADER', format: 'LOCATION' }, body('Your order {{1}} can be fetched here.', '42')] }),
  create('offer', {
    components: [
      picture,
      { type: 'LIMITED_TIME_OFFER', limited_time_offer: { text: 'Ends soon!', has_expiration: true } },
      body('A gift for you, {{1}}, this week.', 'Ana'),
      buttons({ type: 'COPY_CODE', example: 'SAVE10' }, shop),
    ],
  }),
  create('form', {
    components: [body('Book your table now.'), buttons({ type: 'FLOW', text: 'Book', flow_id: '{flow}', flow_action: 'navigate', navigate_screen: 'WELCOME' })],
  }),
  create('shop', { components: [body('See all we have for you.'), buttons({ type: 'CATALOG', text: 'View catalog' })] }),
  create('many', { components: [body('See what is new today.'), buttons({ type: 'MPM', text: 'View items' })] }),
  create('cards', { components: [body('Choose one, {{1}}, they are good.', 'Ana'), { type: 'CAROUSEL', cards: [card, card] }] }),
  create('passcode', {
    category: 'AUTHENTICATION',
    components: [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 10 },
      buttons({ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }),
    ],
  }),
  {
    say: 'a template of the library',
    call: 'POST {account}/message_templates',
    body: { name: 'from_library', language: 'en_US', category: 'UTILITY', library_template_name: 'payment_received_1' },
    answer: { id, status: 'APPROVED', category: 'UTILITY' },
    keep: { template_library: 'id' },
  },
];

const refusals: readonly Exchange[] = [
  refuse(
    'a name that exists',
    { name: 'plain', components: [body('Something else here.')] },
    templateRefusal(2_388_024, 'Content in This Language Already Exists', /English \(US\)/),
  ),
  refuse('no language', { language: undefined, components: [body('x y z')] }, missing('language')),
  refuse(
    'a name in capitals',
    { name: 'Wrong', components: [body('x y z')] },
    refusal(100, /./, { 'error_subcode?': /./, 'is_transient?': false, 'error_user_title?': /./, 'error_user_msg?': /./ }),
  ),
  refuse('a variable at the end', { components: [body('Hello my friend {{1}}', 'Ana')] }, templateRefusal(2_388_299, /./)),
  refuse('more variables than words', { components: [body('So {{1}}, {{2}}, {{3}}, {{4}} yes.', '1', '2', '3', '4')] }, templateRefusal(2_388_293, /./)),
  refuse('a body too long', { components: [body('x'.repeat(1025))] }, templateRefusal(2_388_040, 'Character limit exceeded')),
  refuse(
    'a header with two variables',
    { components: [{ type: 'HEADER', format: 'TEXT', text: '{{1}} {{2}}', example: { header_text: ['a'] } }, body('Hello there.')] },
    templateRefusal(2_388_047, 'Message header format is incorrect'),
  ),
  refuse(
    'a footer with a variable',
    { components: [body('Hello there.'), { type: 'FOOTER', text: 'Bye {{1}}' }] },
    templateRefusal(2_388_073, 'Message footer format is incorrect'),
  ),
  refuse('an example missing', { components: [{ type: 'BODY', text: 'Hello {{1}}, there.' }] }, templateRefusal(2_388_043, /missing expected field/)),
  refuse('eleven buttons', { components: [body('Hello there.'), buttons(...Array.from({ length: 11 }, () => reply))] }, templateRefusal(null, /./)),
];

const components: Shape = [{ type: /^[A-Z_]+$/, 'text?': text, 'example?': { body_text: [[text]] }, 'format?': /./, 'buttons?': [{ type: /./, text }] }];
const plain: Shape = {
  name: 'plain',
  parameter_format: 'POSITIONAL',
  components,
  language: 'en_US',
  status: 'APPROVED',
  category: 'MARKETING',
  id: '{template_plain}',
};

/** Reading, changing and deleting. The deletions run last of all. */
const reads: readonly Exchange[] = [
  { say: 'a template', call: 'GET {template_plain}', first: rest, answer: plain },
  {
    say: 'fields of a template',
    call: 'GET {template_plain}?fields=id,status,category,rejected_reason,quality_score,parameter_format,previous_category',
    answer: {
      id: '{template_plain}',
      status: 'APPROVED',
      category: 'MARKETING',
      rejected_reason: 'NONE',
      quality_score: { score: 'UNKNOWN', date: /^\d+$/ },
      parameter_format: 'POSITIONAL',
    },
  },
  {
    say: 'a field no template has',
    call: 'GET {template_plain}?fields=colour',
    status: 400,
    answer: refusal(100, '(#100) Tried accessing nonexisting field (colour)'),
  },
  { say: 'templates by name', call: 'GET {account}/message_templates?name=plain&limit=1', answer: page(plain) },
  {
    say: 'templates by status, a few fields, one a page',
    call: 'GET {account}/message_templates?status=APPROVED&fields=name,status&limit=1',
    answer: { data: [{ name: /./, status: 'APPROVED', id }], paging: { cursors: { before: /./, after: /./ }, next: /^http/ } },
    keep: { after: 'paging/cursors/after' },
  },
  { say: 'the next page', call: 'GET {account}/message_templates?status=APPROVED&fields=name&limit=1&after={after}', answer: page({ name: /./, id }) },
  {
    say: 'a page after nothing',
    call: 'GET {account}/message_templates?after=bm90aGluZw',
    status: 400,
    answer: refusal(131_059, /./, { error_data: { messaging_product: 'whatsapp', details: /./ } }),
  },
  {
    say: 'the library',
    call: 'GET message_template_library?search=payment&language=en_US&limit=1',
    answer: page({
      name: /./,
      language: 'en_US',
      category: 'UTILITY',
      topic: /./,
      usecase: /./,
      industry: [/./],
      'header?': text,
      body: text,
      body_params: [text],
      body_param_types: [/./],
      'buttons?': [],
      id,
    }),
  },
  {
    say: 'a preview of passcodes',
    call: 'GET {account}/message_template_previews?category=AUTHENTICATION&languages=en_US,fr&button_types=OTP',
    answer: { data: [{ body: text, buttons: [{ 'type?': /./, text, 'autofill_text?': text }], 'footer?': text, language: /./ }] },
  },
  { say: 'a preview of marketing', call: 'GET {account}/message_template_previews?category=MARKETING', status: 400, answer: refusal(100, /category/) },
  {
    say: 'an edited template',
    call: 'POST {template_named}',
    body: {
      components: [
        {
          type: 'BODY',
          text: 'Hello {{first_name}}, our great fair is on.',
          example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] },
        },
      ],
    },
    answer: { success: true, 'id?': id, 'category?': /./ },
  },
  {
    say: 'a template edited while in review',
    call: 'POST {template_named}',
    body: { components: [body('Hello there.')] },
    status: 400,
    answer: templateRefusal(2_388_039, /./),
  },
  { say: 'a template that was not paused', call: 'POST {template_plain}/unpause', body: {}, answer: { success: false, reason: /./ } },
  {
    say: 'two templates compared too early',
    call: 'GET {template_plain}/compare?template_ids=["{template_picture}"]&start={week_ago}&end={now}',
    status: 400,
    answer: templateRefusal(null, 'Not enough messages'),
  },
  {
    say: 'passcodes in two languages at once',
    call: 'POST {account}/upsert_message_templates',
    body: {
      name: 'codes',
      languages: ['en_US', 'fr'],
      category: 'AUTHENTICATION',
      components: [{ type: 'BODY', add_security_recommendation: true }, buttons({ type: 'OTP', otp_type: 'COPY_CODE' })],
    },
    answer: { data: [{ id, status: /./, language: /./ }] },
  },
  {
    say: 'archived templates',
    call: 'POST {account}/message_templates/archive',
    body: { hsm_ids: '{template_many}' },
    answer: { archived_templates: ['{template_many}'], failed_templates: {} },
  },
  {
    say: 'templates taken out of the archive',
    call: 'POST {account}/message_templates/unarchive',
    body: { hsm_ids: '{template_many}' },
    answer: { unarchived_templates: ['{template_many}'], failed_templates: {} },
  },
  { say: 'no templates archived', call: 'POST {account}/message_templates/archive', body: {}, status: 400, answer: missing('hsm_ids') },
  {
    say: 'templates taken over',
    call: 'POST {other}/migrate_message_templates?source_waba_id={account}&template_ids=["{template_plain}"]',
    answer: { migrated_templates: ['{template_plain}'], failed_templates: {} },
  },
  { say: 'templates of an account nobody has', call: 'POST {account}/migrate_message_templates?source_waba_id=1', status: 400, answer: unknown('post', '1') },
];

/** Creating and reading; deletions and what is gone afterwards are `templateEndings`. */
export const templateExchanges: readonly Exchange[] = [...creations, ...refusals, ...reads];

export const templateEndings: readonly Exchange[] = [
  { say: 'one language of a template deleted', call: 'DELETE {account}/message_templates?hsm_id={template_shop}&name=shop', answer: done },
  { say: 'a template deleted by name', call: 'DELETE {account}/message_templates?name=codes', answer: done },
  {
    say: 'a template nobody has deleted',
    call: 'DELETE {account}/message_templates?name=nothing',
    status: 400,
    answer: templateRefusal(2_593_002, 'Message Template Not Found'),
  },
  { say: 'a deleted template', call: 'GET {template_shop}', status: 400, answer: unknown('get', '{template_shop}') },
  { ...refuse('a name that was deleted', { name: 'shop', components: [body('Hello there.')] }, templateRefusal(2_388_023, /./)) },
];
