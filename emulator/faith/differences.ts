import type { Parting } from './meta-file.ts';

/** Where the emulator parts from Meta's OpenAPI file, and why it does: the newer or better source, with the day it was read. */
export type Difference = Parting & { source: string };

/**
 * Every difference between what the emulator takes and answers and `business-messaging-api_v23.0.yaml` (facebook/openapi, of
 * 2025-11-21), in all of the golden route set. The facts are newer, or first-hand; where the file contradicts itself, its
 * source says so. A test fails on a difference that is not here, and on one that is here and no longer occurs.
 */
export const differences: readonly Difference[] = [
  ...because(
    'a recorded answer of Meta (whatsapp_sdk for Ruby, its VCR cassette media_with_success_response) has a number; facts §1.2: the docs print a text, read 2026-11-22',
    [['GET', '/{Version}/{Media-ID}', 'response 200 /file_size', 'must be string']],
  ),
  ...because('facts §1.2 (Resumable Upload API), read 2026-11-22', [
    ['POST', '/{Version}/{Application-ID}/uploads', 'path', 'the file does not have it'],
    ['GET', '/{Version}/{upload}', 'path', 'the file does not have it'],
    ['POST', '/{Version}/{upload}', 'path', 'the file does not have it'],
  ]),
  ...because('facts §1.3: filters, fields and cursors of templates; the file lists name only, read 2026-11-22', [
    ['GET', '/{Version}/{TEMPLATE_ID}', 'query fields', 'the file does not have it'],
    ['GET', '/{Version}/{WABA-ID}/message_templates', 'query limit', 'the file does not have it'],
    ['GET', '/{Version}/{WABA-ID}/message_templates', 'query status', 'the file does not have it'],
    ['GET', '/{Version}/{WABA-ID}/message_templates', 'query fields', 'the file does not have it'],
    ['GET', '/{Version}/{WABA-ID}/message_templates', 'query after', 'the file does not have it'],
  ]),
  ...because("facts §1.3 (Meta's template pages of 2026-03 and 2026-09; pywa 4.4.0), read 2026-11-22", [
    ['GET', '/{Version}/message_template_library', 'path', 'the file does not have it'],
    ['GET', '/{Version}/{WABA-ID}/message_template_previews', 'path', 'the file does not have it'],
    ['POST', '/{Version}/{TEMPLATE_ID}/unpause', 'path', 'the file does not have it'],
    ['POST', '/{Version}/{WABA-ID}/upsert_message_templates', 'path', 'the file does not have it'],
    ['POST', '/{Version}/{WABA-ID}/message_templates/archive', 'path', 'the file does not have it'],
    ['POST', '/{Version}/{WABA-ID}/message_templates/unarchive', 'path', 'the file does not have it'],
    ['POST', '/{Version}/{WABA-ID}/migrate_message_templates', 'path', 'the file does not have it'],
  ]),
  ...because("the file contradicts itself: each kind forbids what its own base demands; facts §1.1 (Meta's send-messages page, 2026-09), read 2026-11-22", [
    ['POST', '/{Version}/{Phone-Number-ID}/messages', 'request /', 'must NOT have additional properties: "messaging_product"'],
    ['POST', '/{Version}/{Phone-Number-ID}/messages', 'request /', 'must NOT have additional properties: "recipient_type"'],
    ['POST', '/{Version}/{Phone-Number-ID}/messages', 'request /', 'must NOT have additional properties: "to"'],
    ['POST', '/{Version}/{Phone-Number-ID}/messages', 'request /', 'must NOT have additional properties: "biz_opaque_callback_data"'],
    ['POST', '/{Version}/{Phone-Number-ID}/messages', 'request /', 'must NOT have additional properties: "context"'],
    ['POST', '/{Version}/{Phone-Number-ID}/messages', 'request /', 'must NOT have additional properties: "recipient"'],
  ]),
  ...because('facts §1.1.2: kinds of interactive messages newer than the file, read 2026-11-22', [
    ['POST', '/{Version}/{Phone-Number-ID}/messages', 'request /interactive/action', 'must match exactly one schema in oneOf'],
    [
      'POST',
      '/{Version}/{Phone-Number-ID}/messages',
      'request /interactive/type',
      'must be equal to one of the allowed values: ["button","call_permission_request","catalog_message","list","product","product_list","flow"]',
    ],
  ]),
  ...because('facts §1.1.4: read receipts and typing; the file knows them only by their own shape, without a type, read 2026-11-22', [
    ['POST', '/{Version}/{Phone-Number-ID}/messages', 'request /', 'must match exactly one schema in oneOf'],
  ]),
  ...because('facts §6.1: sending to a business-scoped id, since 2026-05, read 2026-11-22', [
    ['POST', '/{Version}/{Phone-Number-ID}/messages', 'request /', "must have required property 'to'"],
  ]),
  ...because("facts §1.1.3: policy is optional (Meta's send-messages page, 2026-09), read 2026-11-22", [
    ['POST', '/{Version}/{Phone-Number-ID}/messages', 'request /template/language', "must have required property 'policy'"],
    ['POST', '/{Version}/{Phone-Number-ID}/marketing_messages', 'request /template/language', "must have required property 'policy'"],
  ]),
  ...because('facts §1.1.3: index from 0, and kinds of buttons and components newer than the file, read 2026-11-22', [
    ['POST', '/{Version}/{Phone-Number-ID}/messages', 'request /template/components/*/index', 'must match pattern "^[2-6, 11-14]$"'],
    [
      'POST',
      '/{Version}/{Phone-Number-ID}/messages',
      'request /template/components/*/sub_type',
      'must be equal to one of the allowed values: ["quick_reply","url","catalog"]',
    ],
    [
      'POST',
      '/{Version}/{Phone-Number-ID}/messages',
      'request /template/components/*/type',
      'must be equal to one of the allowed values: ["header","body","button"]',
    ],
  ]),
  ...because("Meta's page Local storage (v24.0, 2026) writes the states in capitals, as facts §1.4 do; read 2026-11-22", [
    ['GET', '/{Version}/{Phone-Number-ID}/settings', 'response 200 /calling/status', 'must be equal to one of the allowed values: ["enabled","disabled"]'],
    [
      'GET',
      '/{Version}/{Phone-Number-ID}/settings',
      'response 200 /payload_encryption/status',
      'must be equal to one of the allowed values: ["enabled","disabled"]',
    ],
    [
      'GET',
      '/{Version}/{Phone-Number-ID}/settings',
      'response 200 /storage_configuration/status',
      'must be equal to one of the allowed values: ["default","in_country_storage_enabled"]',
    ],
  ]),
  ...because('facts §6.3: a number without calling has no more to say of it (ours), read 2026-11-22', [
    ['GET', '/{Version}/{Phone-Number-ID}/settings', 'response 200 /calling', "must have required property 'call_icon_visibility'"],
    ['GET', '/{Version}/{Phone-Number-ID}/settings', 'response 200 /calling', "must have required property 'callback_permission_status'"],
    ['GET', '/{Version}/{Phone-Number-ID}/settings', 'response 200 /calling', "must have required property 'ip_addresses'"],
  ]),
  ...because('the file contradicts its own examples, which are of the first kind alone; facts §1.4 (settings), read 2026-11-22', [
    ['POST', '/{Version}/{Phone-Number-ID}/settings', 'request /', 'must match exactly one schema in oneOf'],
  ]),
  ...because('facts §1.4 read it as a field of the number, which works too; that the edge answers a GET is ours, read 2026-11-22', [
    ['GET', '/{Version}/{Phone-Number-ID}/conversational_automation', 'path', 'the file does not have it'],
  ]),
  ...because('the file contradicts its own examples, which are a list under data, read 2026-11-22', [
    ['GET', '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', 'response 200 /', "must have required property 'code'"],
    ['GET', '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', 'response 200 /', "must have required property 'deep_link_url'"],
    ['GET', '/{Version}/{Phone-Number-ID}/message_qrdls/{QR-Code-ID}', 'response 200 /', "must have required property 'prefilled_message'"],
  ]),
  ...because('the file contradicts its own example: a change fits the schema of a creation as well; facts §1.4, read 2026-11-22', [
    ['POST', '/{Version}/{Phone-Number-ID}/message_qrdls', 'request /', 'must match exactly one schema in oneOf'],
  ]),
  ...because("facts §6.1 (Meta's business usernames, 2026): newer than the file, read 2026-11-22", [
    ['POST', '/{Version}/{Phone-Number-ID}/username', 'path', 'the file does not have it'],
    ['GET', '/{Version}/{Phone-Number-ID}/username', 'path', 'the file does not have it'],
    ['GET', '/{Version}/{Phone-Number-ID}/username_suggestions', 'path', 'the file does not have it'],
    ['DELETE', '/{Version}/{Phone-Number-ID}/username', 'path', 'the file does not have it'],
  ]),
  ...because('Graph API reference, WhatsApp Business Account: verified, SELF; the file writes others, read 2026-11-22', [
    [
      'GET',
      '/{Version}/{WABA-ID}',
      'response 200 /business_verification_status',
      'must be equal to one of the allowed values: ["VERIFIED","UNVERIFIED","PENDING","REJECTED"]',
    ],
    ['GET', '/{Version}/{WABA-ID}', 'response 200 /ownership_type', 'must be equal to one of the allowed values: ["SELF_OWNED","CLIENT_OWNED","AGENCY_OWNED"]'],
  ]),
  ...because("facts §1.4: the values of Meta's phone number pages (NOT_VERIFIED, UNKNOWN), read 2026-11-22", [
    [
      'GET',
      '/{Version}/{WABA-ID}/phone_numbers',
      'response 200 /data/*/quality_rating',
      'must be equal to one of the allowed values: ["GREEN","YELLOW","RED","NA"]',
    ],
  ]),
  ...because('facts §1.4: fields narrows what comes; the file demands it all the same, read 2026-11-22', [
    ['GET', '/{Version}/{WABA-ID}/phone_numbers', 'response 200 /data/*', "must have required property 'status'"],
    ['GET', '/{Version}/{WABA-ID}/phone_numbers', 'response 200 /data/*', "must have required property 'display_phone_number'"],
  ]),
  ...because('facts §1.5: POST /{WABA}?is_enabled_for_insights=true, without a body, read 2026-11-22', [
    ['POST', '/{Version}/{WABA-ID}', 'query is_enabled_for_insights', 'the file does not have it'],
    ['POST', '/{Version}/{WABA-ID}', 'request', 'the file requires a body'],
  ]),
  ...because("facts §1.7 (Meta's analytics pages), read 2026-11-22", [['GET', '/{Version}/{WABA-ID}/template_analytics', 'path', 'the file does not have it']]),
  ...because('facts §1.7: fields narrows what comes; the file demands the name all the same, read 2026-11-22', [
    ['GET', '/{Version}/{WABA-ID}', 'response 200 /', "must have required property 'name'"],
  ]),
  ...because('facts §1.5 (Graph API: app and its subscriptions), read 2026-11-22', [
    ['GET', '/{Version}/{Application-ID}', 'path', 'the file does not have it'],
    ['POST', '/{Version}/{Application-ID}/subscriptions', 'path', 'the file does not have it'],
    ['GET', '/{Version}/{Application-ID}/subscriptions', 'path', 'the file does not have it'],
    ['DELETE', '/{Version}/{Application-ID}/subscriptions', 'path', 'the file does not have it'],
  ]),
  ...because('facts §1.8 and §0 (Graph API in general: batch, debug_token, tokens), read 2026-11-22', [
    ['GET', '/{Version}/oauth/access_token', 'path', 'the file does not have it'],
    ['GET', '/{Version}/debug_token', 'path', 'the file does not have it'],
    ['GET', '/{Version}/me', 'path', 'the file does not have it'],
    ['POST', '/{Version}/me', 'path', 'the file does not have it'],
  ]),
  ...because(
    "facts §3.2 (Meta's message webhooks, 2026-04): the file describes what people send by the schemas of what businesses send, which demand messaging_product, read 2026-11-22",
    [['POST', '/whatsapp/webhooks', 'request /entry/*/changes/*/value /messages/*', 'must match exactly one schema in oneOf']],
  ),
  ...because("facts §3.1 (Meta's webhook overview, 2026-09): the fields that may be subscribed to; the file has four of them, read 2026-11-22", [
    [
      'POST',
      '/whatsapp/webhooks',
      'request /entry/*/changes/*/field',
      'must be equal to one of the allowed values: ["messages","group_lifecycle_update","group_settings_update","group_participant_update"]',
    ],
  ]),
];

type Line = readonly [method: string, path: string, where: string, what: string];

function because(source: string, lines: readonly Line[]): Difference[] {
  return lines.map(([method, path, where, what]) => ({ method, path, where, what, source }));
}
