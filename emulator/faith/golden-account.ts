import type { Exchange } from './exchange.ts';
import { done, id, missing, page, refusal, sendRefusal, text, time, unknown } from './golden-parts.ts';
import type { Shape } from './shape.ts';

const flowJson = JSON.stringify({
  version: '7.2',
  screens: [
    {
      id: 'WELCOME',
      terminal: true,
      title: 'Welcome',
      layout: { type: 'SingleColumnLayout', children: [{ type: 'Footer', label: 'Done', 'on-click-action': { name: 'complete', payload: {} } }] },
    },
  ],
});
const account: Shape = { id: '{account}', name: text, currency: 'EUR', timezone_id: /^\d+$/, message_template_namespace: text };
const flow = { id: '{flow}', name: 'booking', status: 'PUBLISHED', categories: ['OTHER'], validation_errors: [] };
const listed: Shape = {
  verified_name: text,
  code_verification_status: text,
  display_phone_number: text,
  quality_rating: text,
  platform_type: text,
  throughput: { level: text },
  'webhook_configuration?': { application: text },
  last_onboarded_time: time,
  id,
};
const base64 = (words: string): string => Buffer.from(words).toString('base64');

/** The form that golden messages and templates open. It is made before them. */
export const flowExchanges: readonly Exchange[] = [
  {
    say: 'a new form',
    call: 'POST {account}/flows',
    form: { fields: { name: 'booking', categories: '["OTHER"]' } },
    answer: { id, success: true, validation_errors: [] },
    keep: { flow: 'id' },
  },
  {
    say: 'a form of a name that is taken',
    call: 'POST {account}/flows',
    form: { fields: { name: 'booking', categories: '["OTHER"]' } },
    status: 400,
    answer: refusal(100, text, { is_transient: false, error_user_title: 'Flow name is not unique', error_user_msg: text }),
  },
  { say: 'a form published too early', call: 'POST {flow}/publish', status: 400, answer: sendRefusal(139_002, /Flow JSON/) },
  {
    say: 'the screens of a form',
    call: 'POST {flow}/assets',
    form: { fields: { name: 'flow.json', asset_type: 'FLOW_JSON' }, file: { name: 'flow.json', type: 'application/json', base64: base64(flowJson) } },
    answer: { success: true, validation_errors: [] },
  },
  {
    say: 'screens without kind',
    call: 'POST {flow}/assets',
    form: { fields: { name: 'flow.json' }, file: { name: 'flow.json', type: 'application/json', base64: base64(flowJson) } },
    status: 400,
    answer: missing('asset_type'),
  },
  { say: 'another name for a form', call: 'POST {flow}', form: { fields: { name: 'booking' } }, answer: done },
  { say: 'a published form', call: 'POST {flow}/publish', answer: done },
  { say: 'a form', call: 'GET {flow}', answer: flow },
  {
    say: 'fields of a form',
    call: 'GET {flow}?fields=id,name,status,json_version,preview.invalidate(false),application,health_status',
    answer: {
      id: '{flow}',
      name: 'booking',
      status: 'PUBLISHED',
      json_version: '7.2',
      preview: { preview_url: /^http/, expires_at: time },
      application: { id: '{app}', name: text, link: text },
      health_status: { can_send_message: 'AVAILABLE', entities: [{ entity_type: text, id, can_send_message: 'AVAILABLE' }] },
    },
  },
  { say: 'the files of a form', call: 'GET {flow}/assets', answer: { data: [{ name: 'flow.json', asset_type: 'FLOW_JSON', download_url: /^http/ }] } },
  { say: 'the forms', call: 'GET {account}/flows', answer: page(flow) },
  { say: 'a published form deleted', call: 'DELETE {flow}', status: 400, answer: sendRefusal(139_004, /PUBLISHED/) },
  {
    say: 'a form to throw away',
    call: 'POST {account}/flows',
    form: { fields: { name: 'rubbish', categories: '["OTHER"]' } },
    answer: { id, success: true, validation_errors: [] },
    keep: { rubbish_flow: 'id' },
  },
  { say: 'a draft deprecated', call: 'POST {rubbish_flow}/deprecate', status: 400, answer: sendRefusal(139_003, /DRAFT/) },
  { say: 'a draft deleted', call: 'DELETE {rubbish_flow}', answer: done },
  {
    say: 'forms taken over from another account',
    call: 'POST {other}/migrate_flows',
    form: { fields: { source_waba_id: '{account}', source_flow_names: '["booking"]' } },
    answer: { migrated_flows: [{ source_name: 'booking', source_id: '{flow}', migrated_id: id }], failed_flows: [] },
  },
  {
    say: 'forms of an account nobody has',
    call: 'POST {account}/migrate_flows',
    form: { fields: { source_waba_id: '1' } },
    status: 400,
    answer: unknown('post', '1'),
  },
];

const points: Shape = [{ start: /^\d+$/, end: /^\d+$/, sent: /^\d+$/, delivered: /^\d+$/ }];

/** The account, its portfolio, its app and what they count (facts §1.5, §1.7). */
export const accountExchanges: readonly Exchange[] = [
  { say: 'an account', call: 'GET {account}', first: [{ call: 'POST clock', body: { do: 'run_until_idle', most_ms: 60_000 } }], answer: account },
  {
    say: 'fields of an account',
    call: 'GET {account}?fields=id,name,currency,country,account_review_status,business_verification_status,ownership_type,is_enabled_for_insights,marketing_messages_onboarding_status,whatsapp_business_manager_messaging_limit',
    answer: {
      id: '{account}',
      name: text,
      currency: 'EUR',
      country: /^[A-Z]{2}$/,
      account_review_status: 'APPROVED',
      business_verification_status: 'verified',
      ownership_type: 'SELF',
      is_enabled_for_insights: true,
      marketing_messages_onboarding_status: 'ONBOARDED',
      whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED',
    },
  },
  { say: 'the numbers of an account', call: 'GET {account}/phone_numbers', answer: { data: [listed], paging: { cursors: { before: text, after: text } } } },
  {
    say: 'filtered and sorted numbers',
    call: 'GET {account}/phone_numbers?fields=id,account_mode&filtering=[{"field":"account_mode","operator":"EQUAL","value":"LIVE"}]&sort=["last_onboarded_time_ascending"]',
    answer: { data: [{ id, account_mode: 'LIVE' }], paging: { cursors: { before: text, after: text } } },
  },
  { say: 'numbers sorted by nothing', call: 'GET {account}/phone_numbers?sort=["colour"]', status: 400, answer: refusal(100, /sort/) },
  {
    say: 'template insights of a template nobody has',
    call: 'GET {account}/template_analytics?start={week_ago}&end={now}&granularity=daily&template_ids=["1"]',
    status: 400,
    answer: sendRefusal(200_005, text),
  },
  { say: 'template insights', call: 'POST {account}?is_enabled_for_insights=true', answer: { id: '{account}', success: true } },
  { say: 'insights taken back', call: 'POST {account}?is_enabled_for_insights=false', status: 400, answer: sendRefusal(200_006, text) },
  {
    say: 'what became of a template',
    call: 'GET {account}/template_analytics?start={week_ago}&end={now}&granularity=daily&template_ids=["{template_plain}"]&metric_types=sent,delivered,read',
    answer: {
      data: [
        {
          granularity: 'DAILY',
          product_type: 'cloud_api',
          data_points: [{ template_id: '{template_plain}', start: /^\d+$/, end: /^\d+$/, sent: /^\d+$/, delivered: /^\d+$/, read: /^\d+$/ }],
        },
      ],
    },
  },
  {
    say: 'messages counted',
    call: 'GET {account}?fields=analytics.start({week_ago}).end({now}).granularity(DAY)',
    answer: { analytics: { phone_numbers: [/^\d+$/], granularity: 'DAY', data_points: points }, id: '{account}' },
  },
  {
    say: 'prices counted',
    call: 'GET {account}?fields=pricing_analytics.start({week_ago}).end({now}).granularity(DAILY).dimensions(["PRICING_CATEGORY","PRICING_TYPE","COUNTRY"])',
    answer: {
      pricing_analytics: {
        data: [{ data_points: [{ start: /^\d+$/, end: /^\d+$/, country: 'FR', pricing_type: text, pricing_category: text, volume: /^\d+$/, 'cost?': /^\d/ }] }],
      },
      id: '{account}',
    },
  },
  { say: 'messages counted by the year', call: 'GET {account}?fields=analytics.start(1).end(2).granularity(YEAR)', status: 400, answer: refusal(100, text) },
  {
    say: 'the apps of an account',
    call: 'GET {account}/subscribed_apps',
    answer: { data: [{ whatsapp_business_api_data: { id: '{app}', link: text, name: text } }] },
  },
  { say: 'the app subscribed', call: 'POST {account}/subscribed_apps', answer: done },
  {
    say: 'the app subscribed with an address of its own',
    call: 'POST {account}/subscribed_apps',
    body: { override_callback_uri: '{receiver}', verify_token: 'v' },
    answer: done,
  },
  {
    say: 'an address of its own without token',
    call: 'POST {account}/subscribed_apps',
    body: { override_callback_uri: '{receiver}' },
    status: 400,
    answer: missing('verify_token'),
  },
  { say: 'its own address taken away', call: 'POST {account}/subscribed_apps', answer: done },
  { say: 'the app unsubscribed', call: 'DELETE {account}/subscribed_apps', answer: done },
  { say: 'the app subscribed again', call: 'POST {account}/subscribed_apps', answer: done },
  { say: 'who may use an account', call: 'GET {account}/assigned_users?business={portfolio}', answer: { data: [{ id, name: text, tasks: [/^[A-Z_]+$/] }] } },
  {
    say: 'a portfolio',
    call: 'GET {portfolio}?fields=id,name,verification_status,whatsapp_business_manager_messaging_limit',
    answer: { id: '{portfolio}', name: text, verification_status: 'verified', whatsapp_business_manager_messaging_limit: 'TIER_UNLIMITED' },
  },
  {
    say: 'a field no portfolio has',
    call: 'GET {portfolio}?fields=colour',
    status: 400,
    answer: refusal(100, '(#100) Tried accessing nonexisting field (colour)'),
  },
  {
    say: 'the accounts of a portfolio',
    call: 'GET {portfolio}/owned_whatsapp_business_accounts',
    answer: page({ id, name: text, currency: text, timezone_id: /^\d+$/, message_template_namespace: text }),
  },
  { say: 'accounts others share', call: 'GET {portfolio}/client_whatsapp_business_accounts', answer: { data: [] } },
  { say: 'nothing to change', call: 'POST {account}', body: {}, status: 400, answer: missing('is_enabled_for_insights') },
  { say: 'an edge no account has', call: 'GET {account}/colours', status: 400, answer: refusal(2500, 'Unknown path components: /colours') },
];

/** The app: subscriptions, tokens, batches, versions. */
export const appExchanges: readonly Exchange[] = [
  { say: 'a form deprecated', call: 'POST {flow}/deprecate', answer: done },
  { say: 'an app', call: 'GET {app}', answer: { link: text, name: text, id: '{app}' } },
  {
    say: 'the app’s webhooks',
    call: 'POST {app}/subscriptions?object=whatsapp_business_account&callback_url={receiver}&verify_token=v&fields=messages,account_update',
    token: 'app',
    answer: done,
  },
  {
    say: 'a webhook of a field nobody has',
    call: 'POST {app}/subscriptions?object=whatsapp_business_account&callback_url={receiver}&verify_token=v&fields=colours',
    token: 'app',
    status: 400,
    answer: refusal(100, /colours/),
  },
  { say: 'the app’s webhooks with a person’s token', call: 'GET {app}/subscriptions', status: 400, answer: refusal(15, text) },
  {
    say: 'what the app is subscribed to',
    call: 'GET {app}/subscriptions',
    token: 'app',
    answer: {
      data: [{ object: 'whatsapp_business_account', callback_url: '{receiver}', active: true, fields: [{ name: /^[a-z_]+$/, version: /^v\d+\.\d$/ }] }],
    },
  },
  { say: 'a field unsubscribed', call: 'DELETE {app}/subscriptions?object=whatsapp_business_account&fields=account_update', token: 'app', answer: done },
  {
    say: 'a token for the app',
    call: 'GET oauth/access_token?grant_type=client_credentials&client_id={app}&client_secret={secret}',
    token: 'none',
    answer: { access_token: /^\d+\|/, token_type: 'bearer' },
  },
  {
    say: 'a token for a wrong secret',
    call: 'GET oauth/access_token?grant_type=client_credentials&client_id={app}&client_secret=no',
    token: 'none',
    status: 400,
    answer: refusal(1, 'Error validating client secret.'),
  },
  {
    say: 'what a token may do',
    call: 'GET debug_token?input_token={token}',
    token: 'app',
    answer: {
      data: {
        app_id: '{app}',
        type: 'SYSTEM_USER',
        application: text,
        expires_at: 0,
        is_valid: true,
        issued_at: /^\d+$/,
        scopes: [/^whatsapp_business_/],
        granular_scopes: [{ scope: text, target_ids: [id] }],
        'user_id?': id,
      },
    },
  },
  { say: 'what no token may do', call: 'GET debug_token', token: 'app', status: 400, answer: missing('input_token') },
  { say: 'whose token it is', call: 'GET me', answer: { name: text, id } },
  {
    say: 'a batch',
    call: 'POST me',
    body: {
      batch: [
        { method: 'GET', relative_url: 'v24.0/{number}?fields=id' },
        { method: 'GET', relative_url: '1' },
      ],
      include_headers: false,
    },
    answer: [
      { code: 200, body: '{"id":"{number}"}' },
      { code: 400, body: /error_subcode/ },
    ],
  },
  {
    say: 'a batch of 51',
    call: 'POST me',
    body: { batch: Array.from({ length: 51 }, () => ({ method: 'GET', relative_url: 'me' })) },
    status: 400,
    answer: { error: { message: /Maximum batch size is 50/, type: 'GraphBatchException', code: 1, fbtrace_id: text } },
  },
  { say: 'a wrong token', call: 'GET {number}', token: 'wrong', status: 401, answer: refusal(190, 'Invalid OAuth access token - Cannot parse access token') },
  { say: 'no token', call: 'GET {number}', token: 'none', status: 401, answer: refusal(190, /./) },
  { say: 'an alias nobody has', call: 'GET nobody', status: 404, answer: refusal(803, '(#803) Some of the aliases you requested do not exist: nobody') },
];
