import type { Settings } from '#core/rehearsal/settings.ts';

import type { Exchange } from './exchange.ts';
import { missing, reader, refusal, sendRefusal, templateRefusal, text, unknown } from './golden-parts.ts';
import type { Shape } from './shape.ts';

type Json = Record<string, unknown>;

/**
 * One code a client can meet, and how to meet it through the public faces. `before` are calls that succeed first. `refused`
 * is answered with the code at once; `failed` is accepted, and the webhook of its failure carries the code.
 */
export type Row = {
  code: number;
  settings?: Partial<Settings>;
  before?: readonly Omit<Exchange, 'answer'>[];
} & ({ refused: Exchange } | { failed: { body: Json; title: string; details: string | RegExp; to?: string } } | { inbound: Json } | { shown: Exchange });

const send = (body: Json, to: string = reader): Json => ({ messaging_product: 'whatsapp', to, ...body });
const hello = { type: 'text', text: { body: 'Hello' } };
const template = (name: string, ...components: Json[]): Json => ({ type: 'template', template: { name, language: { code: 'en_US' }, components } });
const words = (...values: string[]): Json => ({ type: 'body', parameters: values.map((value) => ({ type: 'text', text: value })) });
const plain = template('plain', words('Ana'));
const control = (call: string, body?: unknown): { call: string; body?: unknown }[] => [{ call, ...(body === undefined ? {} : { body }) }];
const messages = 'POST {number}/messages';

/** A send that is refused. */
function sending(
  code: number,
  body: Json,
  details: string | RegExp,
  more: Partial<Exchange> & { message?: string; settings?: Partial<Settings>; before?: Row['before'] } = {},
): Row {
  const { settings, before, message, ...rest } = more;
  return {
    code,
    ...(settings === undefined ? {} : { settings }),
    ...(before === undefined ? {} : { before }),
    refused: {
      say: `code ${code}`,
      call: messages,
      body: body['messaging_product'] === undefined ? send(body) : body,
      status: 400,
      answer: sendRefusal(code, details, message),
      ...rest,
    },
  };
}

/** Another call that is refused. */
function calling(code: number, call: string, answer: Shape, more: Partial<Exchange> & { settings?: Partial<Settings>; before?: Row['before'] } = {}): Row {
  const { settings, before, ...rest } = more;
  return {
    code,
    ...(settings === undefined ? {} : { settings }),
    ...(before === undefined ? {} : { before }),
    refused: { say: `code ${code}`, call, status: 400, answer, ...rest },
  };
}

/** A message that is accepted and fails. */
function failing(
  code: number,
  body: Json,
  title: string,
  details: string | RegExp,
  more: { settings?: Partial<Settings>; before?: Row['before']; to?: string } = {},
): Row {
  const { settings, before, to } = more;
  return {
    code,
    ...(settings === undefined ? {} : { settings }),
    ...(before === undefined ? {} : { before }),
    failed: { body, title, details, ...(to === undefined ? {} : { to }) },
  };
}

/** A code whose reason lies at Meta: the dial answers it, at a send or at a call of management. */
function byDial(code: number, status: number, message: string): Row {
  const isOfMessages = (code >= 130_000 && code < 133_000) || (code >= 134_000 && code < 138_000);
  const settings = { fault_refusal_share: 1, fault_refusal_code: code };
  const title = message.replace(/^\(#\d+\) /, '');
  if (isOfMessages) return sending(code, hello, title, { message, status, settings });
  return calling(code, 'GET {account}', code < 130_000 ? refusal(code, message) : sendRefusal(code, title, message), { status, settings });
}

const upload = {
  say: 'an upload',
  call: 'POST {number}/media',
  form: { fields: { messaging_product: 'whatsapp' }, file: { name: 'x.gif', type: 'image/gif', base64: 'R0lGODlh' } },
};
const twice = (body: Json, count = 1): NonNullable<Row['before']> => Array.from({ length: count }, () => ({ say: 'before', call: messages, body: send(body) }));
const pin = (value: string): Json => ({ messaging_product: 'whatsapp', pin: value });
const wrongPins = Array.from({ length: 5 }, () => ({ say: 'a wrong PIN', call: 'POST {number}/register', body: pin('000000'), status: 400 }));
const status = (value: string): { call: string; body?: unknown }[] => control('PATCH numbers/{number}', { status: value });

/** Facts §5.1: authorisation, integrity, throttling. */
const guards: readonly Row[] = [
  byDial(0, 401, '(#0) AuthException'),
  byDial(3, 500, '(#3) Capability or permissions issue'),
  byDial(10, 403, '(#10) Permission denied'),
  byDial(104, 400, '(#104) App secret proof is missing'),
  calling(190, 'GET {account}', refusal(190, 'Invalid OAuth access token - Cannot parse access token'), { token: 'wrong', status: 401 }),
  calling(190, 'GET {account}', refusal(190, /Session has expired/, { error_subcode: 463 }), { settings: { token_expired: true }, status: 401 }),
  byDial(200, 403, '(#200) Permission is missing or was removed'),
  sending(368, hello, text, { settings: { account_restricted: 'locked' }, status: 403, message: '(#368) Temporarily blocked for policies violations' }),
  sending(130_497, send(hello, '+5351234567'), text, { status: 403, message: '(#130497) Business account is restricted from messaging users in this country' }),
  sending(131_031, hello, text, { settings: { account_restricted: 'all' }, status: 403, message: '(#131031) Business Account locked' }),
  byDial(139_200, 403, '(#139200) Access to this feature is blocked'),
  calling(4, 'GET {account}', refusal(4, '(#4) Application request limit reached'), { settings: { fault_throttle_share: 1 }, status: 429 }),
  byDial(613, 400, '(#613) Calls to this API have exceeded the rate limit'),
  calling(80_007, 'GET {account}', refusal(80_007, /^\(#80007\) There have been too many calls/), {
    settings: { management_calls_per_hour: 1 },
    before: [{ say: 'one call', call: 'GET {account}' }],
  }),
  sending(130_429, hello, 'Cloud API message throughput has been reached.', {
    settings: { throughput_per_second: 1 },
    before: twice(hello),
    message: '(#130429) Rate limit hit',
  }),
  sending(
    131_048,
    hello,
    'Message failed to send because there are restrictions on how many messages can be sent from this phone number. This may be because too many previous messages were blocked or flagged as spam.',
    { first: status('RESTRICTED'), message: '(#131048) Spam rate limit hit' },
  ),
  failing(131_048, plain, 'Spam rate limit hit', /^Message failed to send because there are restrictions/, {
    settings: { messaging_limit: 1 },
    before: [{ say: 'the first', call: messages, body: send(plain, '+33611111111') }],
  }),
  sending(131_056, hello, text, {
    settings: { pair_interval_ms: 6_000, pair_burst: 1 },
    before: twice(hello),
    message: '(#131056) (Business Account, Consumer Account) pair rate limit hit',
  }),
  sending(131_057, hello, text, {
    settings: { throughput_upgrade_people: 1, throughput_maintenance_ms: 60_000 },
    before: [{ say: 'the one that raises', call: messages, body: send(plain), first: control('POST clock', { do: 'pause' }) }],
    first: control('POST clock', { do: 'jump', by_ms: 1_000 }),
    status: 500,
    message: '(#131057) Account in maintenance mode',
  }),
  sending(131_064, template('useful', words('42')), text, {
    first: control('PATCH accounts/{account}', { restriction: 'RESTRICTED_UTILITY_TEMPLATES' }),
    message: '(#131064) Limit reached because of template misclassification',
  }),
  calling(133_016, 'POST {number}/register', sendRefusal(133_016, text, '(#133016) Account register deregister rate limit exceeded'), {
    body: pin('123456'),
    before: Array.from({ length: 10 }, () => ({ say: 'a registration', call: 'POST {number}/register', body: pin('123456') })),
  }),
];

/** Facts §5.2: sending. */
const sends: readonly Row[] = [
  calling(
    1,
    'POST me',
    { error: { message: 'Too many requests in batch message. Maximum batch size is 50', type: 'GraphBatchException', code: 1, fbtrace_id: text } },
    { body: { batch: Array.from({ length: 51 }, () => ({ method: 'GET', relative_url: 'me' })) } },
  ),
  calling(2, 'GET {account}', refusal(2, 'Service temporarily unavailable', { is_transient: true }), { settings: { outage: 'management' }, status: 503 }),
  calling(33, 'POST 123/messages', unknown('post', '123'), { body: send(hello) }),
  calling(100, messages, missing('messaging_product'), { body: { to: reader, ...hello } }),
  calling(100, messages, refusal(100, "(#100) The parameter template['language']['policy'] must be one of {DETERMINISTIC}."), {
    body: send({ type: 'template', template: { name: 'plain', language: { code: 'en_US', policy: 'x' } } }),
  }),
  sending(130_403, hello, text, {
    before: [
      {
        say: 'blocking',
        call: 'POST {number}/block_users',
        body: { messaging_product: 'whatsapp', block_users: [{ user: reader }] },
        first: control(`POST phones/${reader}/acts`, { act: 'write', number: '{number}', text: 'Hi' }),
      },
    ],
    message: '(#130403) The business has blocked the user',
  }),
  failing(130_472, plain, "User's number is part of an experiment", "Failed to send message because this user's phone number is part of an experiment", {
    settings: { experiment_share: 1 },
  }),
  byDial(131_000, 500, '(#131000) Something went wrong'),
  failing(131_000, hello, 'Something went wrong', text, { settings: { fault_failure_share: 1, fault_failure_code: 131_000 } }),
  sending(131_005, template('plain', words('Ana'), { type: 'tap_target_configuration', parameters: [] }), text, {
    status: 403,
    message: '(#131005) Access denied',
  }),
  sending(131_008, template('linked', words('Ana')), 'buttons: Button at index 0 of type Url requires a parameter', {
    message: '(#131008) Required parameter is missing',
  }),
  sending(131_009, send(hello, '+12'), text, { message: '(#131009) Parameter value is not valid' }),
  failing(
    131_009,
    { type: 'reaction', reaction: { message_id: 'wamid.HBgLMzM2MTIzNDU2NzgVAgARGBI1', emoji: '🎉' } },
    'Parameter value is not valid',
    /reaction/i,
    {
      before: [{ say: 'a read receipt', call: 'GET {number}', first: control(`POST phones/${reader}/acts`, { act: 'write', number: '{number}', text: 'Hi' }) }],
    },
  ),
  sending(131_016, hello, text, { settings: { outage: 'messages' }, status: 500, message: '(#131016) Service unavailable' }),
  sending(131_021, send(hello, '+15550783881'), text, { message: '(#131021) Recipient cannot be sender' }),
  failing(131_026, hello, 'Message undeliverable', 'Message Undeliverable.', {
    to: '+33600000404',
    before: [
      { say: 'somebody without WhatsApp', call: 'GET {number}', first: control('POST phones', [{ wa_id: '33600000404', name: 'Nobody', on_whatsapp: false }]) },
    ],
  }),
  sending(131_030, hello, 'Recipient phone number not in allowed list', {
    first: control('POST numbers', {
      id: '{number}',
      display_phone_number: '+15550783881',
      verified_name: 'Test',
      business_account_id: '{account}',
      allowed_recipients: ['33611111111'],
    }),
    message: '(#131030) Recipient phone number not in allowed list',
  }),
  sending(131_037, hello, text, { first: control('PATCH numbers/{number}', { name_decision: 'PENDING' }), message: '(#131037) Display name approval needed' }),
  failing(131_042, plain, 'Business eligibility payment issue', text, { settings: { payment_missing: true } }),
  sending(131_045, hello, text, { first: status('DISCONNECTED'), status: 500, message: '(#131045) Incorrect certificate' }),
  failing(
    131_047,
    hello,
    'Re-engagement message',
    'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  ),
  sending(131_047, hello, 'Message failed to send because more than 24 hours have passed since the customer last replied to this number.', {
    settings: { window_refusal: 'sync' },
    message: '(#131047) Re-engagement message',
  }),
  failing(
    131_049,
    plain,
    'This message was not delivered to maintain healthy ecosystem engagement.',
    'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
    { to: '+16505551234' },
  ),
  failing(131_050, plain, 'User has stopped marketing messages', text, {
    before: [{ say: 'stopping', call: 'GET {number}', first: control(`POST phones/${reader}/acts`, { act: 'stop_marketing', number: '{number}' }) }],
  }),
  sending(131_051, { type: 'order', order: {} }, text, { message: '(#131051) Unsupported message type' }),
  {
    code: 131_052,
    inbound: {
      type: 'unsupported',
      errors: [
        {
          code: 131_052,
          title: 'Media download error',
          message: 'Media download error',
          error_data: { details: 'Failed to download the media from the sender.' },
        },
      ],
    },
  },
  calling(
    131_053,
    'POST {number}/media',
    sendRefusal(131_053, /^Param file must be a file with one of the following types: .*Received file of type 'image\/gif'\.$/, '(#131053) Media upload error'),
    { form: upload.form },
  ),
  calling(131_055, 'POST {number}/marketing_messages', sendRefusal(131_055, text, '(#131055) Method not allowed'), {
    settings: { graph_version: 'v22.0' },
    body: send(template('useful', words('42'))),
  }),
  {
    code: 131_060,
    inbound: {
      type: 'unsupported',
      errors: [
        {
          code: 131_060,
          title: 'This message is unavailable.',
          message: 'This message is unavailable.',
          error_data: { details: 'This message is currently unavailable.' },
        },
      ],
    },
  },
  sending(
    131_062,
    {
      messaging_product: 'whatsapp',
      recipient: '{user_id}',
      ...template('passcode', words('123456'), { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '123456' }] }),
    },
    text,
    {
      first: [{ call: 'GET phones/' + reader, keep: { user_id: 'user_id' } }],
      message: '(#131062) Business-scoped user ID recipients are not supported for this message',
    },
  ),
  sending(131_063, plain, text, {
    before: [{ say: 'switching off', call: 'POST {account}', body: { disable_marketing_messages_on_cloud_api: true } }],
    message: '(#131063) Marketing messages are disabled on Cloud API',
  }),
  byDial(134_011, 400, '(#134011) WhatsApp Payments terms of service are not accepted'),
  byDial(135_000, 400, '(#135000) Generic user error'),
  sending(137_000, { ...hello, recipient_identity_key_hash: 'DF2lS5v2W6x=' }, text, {
    before: [{ say: 'checking', call: 'POST {number}/settings', body: { user_identity_change: { enable_identity_key_check: true } } }],
    message: '(#137000) Recipient identity key hash mismatch',
  }),
];

/** Facts §5.1 and §5.2. The rest is in `template-code-rows.ts`. */
export const sendRows: readonly Row[] = [...guards, ...sends];

/** What both files of rows are made with. */
export const rowParts = { send, hello, template, words, plain, control, messages, sending, calling, failing, byDial, pin, wrongPins, status, templateRefusal };
