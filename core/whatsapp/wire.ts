/**
 * The shapes that travel between a business and Meta's WhatsApp Cloud API, as Meta spells them (snake_case, strings
 * for ids). Shapes only, no laws: client and emulator share this file and nothing above it, so that each proves the other.
 *
 * Source: the project's digest of Meta's docs (Graph v23–v26), read 2026-11-22. Anything may carry more fields than
 * are named here; readers keep what they do not know.
 */
import type {
  WireAudio,
  WireContactCard,
  WireDocument,
  WireInteractive,
  WireLocation,
  WireMedia,
  WireMediaSource,
  WireProductSection,
  WireReaction,
  WireText,
} from './wire.message.ts';

// ---- sending -------------------------------------------------------------------------------------------------------

/** A value for a place of a template. `parameter_name` belongs to templates with named parameters. */
export type WireTemplateParameter =
  | { type: 'text'; text: string; parameter_name?: string }
  | { type: 'currency'; currency: { fallback_value: string; code: string; amount_1000: number }; parameter_name?: string }
  | { type: 'date_time'; date_time: { fallback_value: string }; parameter_name?: string }
  | { type: 'image'; image: WireMediaSource }
  | { type: 'video'; video: WireMediaSource }
  | { type: 'gif'; gif: WireMediaSource }
  | { type: 'document'; document: WireMediaSource & { filename?: string } }
  | { type: 'location'; location: { latitude: string | number; longitude: string | number; name: string; address: string } }
  | { type: 'product'; product: { catalog_id: string; product_retailer_id: string } }
  | { type: 'payload'; payload: string }
  | { type: 'coupon_code'; coupon_code: string }
  | { type: 'action'; action: WireTemplateAction }
  | { type: 'limited_time_offer'; limited_time_offer: { expiration_time_ms: number } };

/** What a FLOW, CATALOG or MPM button of a template needs when it is sent. */
export type WireTemplateAction = {
  flow_token?: string;
  flow_action_data?: Record<string, unknown>;
  thumbnail_product_retailer_id?: string;
  sections?: WireProductSection[];
};

/** `index` is 0-based; `type` and `sub_type` are read in either case. */
export type WireTemplateSendComponent =
  | { type: 'header'; parameters: WireTemplateParameter[] }
  | { type: 'body'; parameters: WireTemplateParameter[] }
  | {
      type: 'button';
      sub_type: 'quick_reply' | 'url' | 'copy_code' | 'flow' | 'catalog' | 'mpm' | 'voice_call';
      index: string | number;
      parameters: WireTemplateParameter[];
    }
  | { type: 'limited_time_offer'; parameters: WireTemplateParameter[] }
  | { type: 'carousel'; cards: { card_index: number; components: WireTemplateSendComponent[] }[] };

export type WireTemplateSend = {
  name: string;
  language: { code: string; policy?: 'deterministic' };
  components?: WireTemplateSendComponent[];
};

export type WireContent =
  | { type: 'text'; text: WireText }
  | { type: 'image'; image: WireMedia }
  | { type: 'video'; video: WireMedia }
  | { type: 'document'; document: WireDocument }
  | { type: 'audio'; audio: WireAudio }
  | { type: 'sticker'; sticker: WireMediaSource }
  | { type: 'location'; location: WireLocation }
  | { type: 'contacts'; contacts: WireContactCard[] }
  | { type: 'reaction'; reaction: WireReaction }
  | { type: 'interactive'; interactive: WireInteractive }
  | { type: 'template'; template: WireTemplateSend };

/** Body of `POST /{phone_number_id}/messages`. */
export type WireSend = {
  messaging_product: 'whatsapp';
  recipient_type?: 'individual';
  /** Full international number; with a leading `+` Meta never prepends our own country code. */
  to?: string;
  /** A business-scoped user id; `to` wins if both are there. */
  recipient?: string;
  context?: { message_id: string };
  /** At most 512 characters, echoed in every status webhook of this message. */
  biz_opaque_callback_data?: string;
} & WireContent;

/** Answer of `POST /{phone_number_id}/messages`: accepted, which is not yet sent. */
export type WireSent = {
  messaging_product: 'whatsapp';
  contacts: { input: string; wa_id?: string; user_id?: string }[];
  messages: { id: string; message_status?: 'accepted' | 'held_for_quality_assessment' | 'paused' }[];
};

/** The body of a refused call. Build on `code` and `error_data.details`; titles in `message` may be dropped by Meta. */
export type WireError = {
  error: {
    message: string;
    type: string;
    code: number;
    error_subcode?: number;
    error_data?: { messaging_product?: 'whatsapp'; details: string };
    error_user_title?: string;
    error_user_msg?: string;
    is_transient?: boolean;
    fbtrace_id: string;
  };
};

// ---- media ---------------------------------------------------------------------------------------------------------

export type WireMediaRecord = {
  messaging_product: 'whatsapp';
  id: string;
  url: string;
  mime_type: string;
  sha256: string;
  file_size: number | string;
};

// ---- templates -----------------------------------------------------------------------------------------------------

/** The app that may fill in a one-time passcode by itself. */
export type WireOtpApp = { package_name: string; signature_hash: string };

/** A button of a template. Meta fills in the `text` of COPY_CODE, OTP and REQUEST_CONTACT_INFO where a creation leaves it out. */
export type WireTemplateButton =
  | { type: 'QUICK_REPLY'; text: string }
  | { type: 'URL'; text: string; url: string; example?: string[] }
  | { type: 'PHONE_NUMBER'; text: string; phone_number: string }
  | { type: 'COPY_CODE'; text: string; example: string | string[] }
  | {
      type: 'FLOW';
      text: string;
      flow_id?: string;
      flow_name?: string;
      flow_json?: string;
      flow_action?: 'navigate' | 'data_exchange';
      navigate_screen?: string;
    }
  | { type: 'CATALOG' | 'MPM' | 'SPM' | 'VOICE_CALL' | 'REQUEST_CONTACT_INFO'; text: string }
  /** Reads back as a URL button. */
  | {
      type: 'OTP';
      otp_type: 'COPY_CODE' | 'ONE_TAP' | 'ZERO_TAP';
      text: string;
      autofill_text?: string;
      zero_tap_terms_accepted?: boolean;
      supported_apps?: WireOtpApp[];
    };

export type WireNamedExample = { param_name: string; example: string };

export type WireTemplateComponent =
  | {
      type: 'HEADER';
      format: 'TEXT';
      text: string;
      example?: { header_text?: string[]; header_text_named_params?: WireNamedExample[] };
    }
  | { type: 'HEADER'; format: 'IMAGE' | 'VIDEO' | 'GIF' | 'DOCUMENT'; example?: { header_handle?: string[] } }
  | { type: 'HEADER'; format: 'LOCATION' | 'PRODUCT' }
  /** `add_security_recommendation` is there on authentication templates, whose text is Meta's. */
  | {
      type: 'BODY';
      text: string;
      add_security_recommendation?: boolean;
      example?: { body_text?: string[][]; body_text_named_params?: WireNamedExample[] };
    }
  | { type: 'FOOTER'; text: string; code_expiration_minutes?: number }
  | { type: 'BUTTONS'; buttons: WireTemplateButton[] }
  | { type: 'LIMITED_TIME_OFFER'; limited_time_offer: { text: string; has_expiration?: boolean } }
  | { type: 'CAROUSEL'; cards: WireTemplateCard[] }
  | { type: 'CALL_PERMISSION_REQUEST' };

/** A card of a carousel: a header, perhaps a body, and buttons. */
export type WireTemplateCard = { components: WireTemplateComponent[] };

export type WireTemplateCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
export type WireParameterFormat = 'NAMED' | 'POSITIONAL';

export const templateStatuses = [
  'APPROVED',
  'PENDING',
  'REJECTED',
  'PAUSED',
  'DISABLED',
  'IN_APPEAL',
  'PENDING_DELETION',
  'DELETED',
  'LIMIT_EXCEEDED',
  'FLAGGED',
  'REINSTATED',
  'LOCKED',
  'ARCHIVED',
  'UNARCHIVED',
] as const;
export type WireTemplateStatus = (typeof templateStatuses)[number];

/** One template as listed or read. */
export type WireTemplate = {
  id: string;
  name: string;
  language: string;
  category: WireTemplateCategory;
  status: WireTemplateStatus;
  parameter_format?: WireParameterFormat;
  components: WireTemplateComponent[];
  rejected_reason?: string | null;
  quality_score?: { score: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN'; date?: number };
  previous_category?: WireTemplateCategory;
  correct_category?: WireTemplateCategory;
  library_template_name?: string;
  message_send_ttl_seconds?: number;
  cta_url_link_tracking_opted_out?: boolean;
};

/** A page of a Graph list. `next` is only there when there is another page. */
export type WirePage<Item> = { data: Item[]; paging?: { cursors: { before: string; after: string }; next?: string; previous?: string } };

// ---- numbers and accounts ------------------------------------------------------------------------------------------

export type WirePhoneNumber = {
  id: string;
  display_phone_number: string;
  verified_name: string;
  status?: string;
  quality_rating?: 'GREEN' | 'YELLOW' | 'RED' | 'NA' | 'UNKNOWN';
  whatsapp_business_manager_messaging_limit?: string;
  throughput?: { level: 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE' };
  name_status?: string;
  code_verification_status?: string;
  platform_type?: string;
};

export type WireBusinessAccount = {
  id: string;
  name: string;
  currency?: string;
  timezone_id?: string;
  message_template_namespace?: string;
  account_review_status?: string;
};

// ---- webhooks ------------------------------------------------------------------------------------------------------

export type WireProfile = { profile?: { name?: string; username?: string }; wa_id?: string; user_id?: string };

/** An inbound message. `type` names the property that holds its content; unknown types must be kept as they came. */
export type WireInbound = {
  from?: string;
  from_user_id?: string;
  id: string;
  /** Unix seconds as a string. */
  timestamp: string;
  type: string;
  /** `referred_product`: they ask about a product of ours. */
  context?: {
    from?: string;
    id?: string;
    forwarded?: boolean;
    frequently_forwarded?: boolean;
    referred_product?: { catalog_id: string; product_retailer_id: string };
  };
  /** The advertisement or post whose button brought them here. */
  referral?: WireReferral;
  text?: { body: string };
  image?: WireInboundMedia;
  video?: WireInboundMedia;
  document?: WireInboundMedia & { filename?: string };
  audio?: WireInboundMedia & { voice?: boolean };
  sticker?: WireInboundMedia & { animated?: boolean };
  location?: { latitude: number; longitude: number; name?: string; address?: string };
  contacts?: WireContactCard[];
  reaction?: { message_id: string; emoji?: string };
  interactive?:
    | { type: 'button_reply'; button_reply: { id: string; title: string } }
    | { type: 'list_reply'; list_reply: { id: string; title: string; description?: string } }
    /** A form or an address; the answers are JSON in a text. */
    | { type: 'nfm_reply'; nfm_reply: { name: string; body?: string; response_json: string } }
    | { type: 'call_permission_reply'; call_permission_reply: { response: string; expiration_timestamp?: number | string; response_source?: string } };
  /** `item_price` is in units of the currency. */
  order?: { catalog_id: string; text?: string; product_items: { product_retailer_id: string; quantity: number; item_price: number; currency: string }[] };
  /** They changed or took back a message; numbers that are also in the WhatsApp Business app only. */
  edit?: { original_message_id: string; message?: Record<string, unknown> };
  revoke?: { original_message_id: string };
  /** What they sent that WhatsApp does not hand on, such as a poll. */
  unsupported?: { type: string };
  /** A template's quick reply. */
  button?: { payload: string; text: string };
  /** Not written by the person: they have another number or user id now. `new_wa_id` is the older spelling of `wa_id`. */
  system?: { type?: string; body?: string; wa_id?: string; new_wa_id?: string; user_id?: string; previous_user_id?: string };
  errors?: WireStatusError[];
  [more: string]: unknown;
};

export type WireReferral = {
  source_url?: string;
  source_id?: string;
  source_type?: string;
  headline?: string;
  body?: string;
  media_type?: string;
  image_url?: string;
  video_url?: string;
  thumbnail_url?: string;
  ctwa_clid?: string;
};

/** `sha256` is base64. `url` needs the bearer token and lives five minutes. */
export type WireInboundMedia = { id: string; mime_type: string; sha256: string; url?: string; caption?: string };

export type WireStatusError = {
  code: number;
  title: string;
  message?: string;
  error_data?: { details: string };
  href?: string;
};

export type WirePricing = {
  billable: boolean;
  pricing_model: 'PMP' | 'CBP';
  type: 'regular' | 'free_customer_service' | 'free_entry_point';
  category: string;
};

export const messageStatuses = ['sent', 'delivered', 'read', 'failed', 'played'] as const;
export type WireMessageStatus = (typeof messageStatuses)[number];

export type WireStatus = {
  /** The wamid. */
  id: string;
  status: WireMessageStatus;
  timestamp: string;
  recipient_id?: string;
  recipient_user_id?: string;
  biz_opaque_callback_data?: string;
  pricing?: WirePricing;
  errors?: WireStatusError[];
};

export type WireMetadata = { display_phone_number: string; phone_number_id: string };

export type WireMessagesValue = {
  messaging_product: 'whatsapp';
  metadata: WireMetadata;
  contacts?: WireProfile[];
  messages?: WireInbound[];
  statuses?: WireStatus[];
  errors?: WireStatusError[];
};

/** Template ids are integers here (strings in the API); language may be `en-US` or `en_US`. */
export type WireTemplateStatusValue = {
  event: string;
  message_template_id: number;
  message_template_name: string;
  message_template_language: string;
  message_template_category?: string;
  reason?: string | null;
  rejection_info?: { reason: string; recommendation: string };
  other_info?: { title: string; description?: string };
  disable_info?: { disable_date: number | string };
};

export type WirePreferencesValue = {
  messaging_product: 'whatsapp';
  metadata: WireMetadata;
  contacts?: WireProfile[];
  user_preferences: {
    wa_id?: string;
    user_id?: string;
    detail?: string;
    category: 'marketing_messages';
    value: 'stop' | 'resume' | 'signup';
    timestamp: number;
  }[];
};

export type WireQualityValue = {
  display_phone_number: string;
  event: string;
  max_daily_conversations_per_business?: string;
};

/** The envelope of every webhook. Several entries, changes, messages and statuses may share one POST. */
export type WireWebhook = {
  object: string;
  entry: { id: string; time?: number; changes: { field: string; value: unknown }[] }[];
};
