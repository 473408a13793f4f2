/**
 * What a message of the Cloud API can say, as Meta spells it: the part of `wire.ts` that holds the contents. Shapes only,
 * no laws. Source: the project's digest of Meta's docs (Graph v23–v26), read 2026-11-22.
 */

/** A file Meta holds, or one it fetches. */
export type WireMediaSource = { id: string } | { link: string };

export type WireText = { body: string; preview_url?: boolean };
export type WireMedia = WireMediaSource & { caption?: string };
export type WireDocument = WireMediaSource & { caption?: string; filename?: string };
export type WireAudio = WireMediaSource & { voice?: boolean };
export type WireLocation = { latitude: string | number; longitude: string | number; name?: string; address?: string };
/** An address on a contact card. */
export type WireContactAddress = {
  street?: string;
  city?: string;
  state?: string;
  zip?: string;
  country?: string;
  country_code?: string;
  type?: string;
};
/** A contact card; of a name only `formatted_name` is needed. */
export type WireContactCard = {
  name: { formatted_name: string; first_name?: string; last_name?: string; middle_name?: string; suffix?: string; prefix?: string };
  /** Without a `wa_id` the phone offers to invite instead of to write. */
  phones?: { phone?: string; type?: string; wa_id?: string }[];
  emails?: { email?: string; type?: string }[];
  addresses?: WireContactAddress[];
  org?: { company?: string; department?: string; title?: string };
  urls?: { url?: string; type?: string }[];
  /** YYYY-MM-DD */
  birthday?: string;
  [more: string]: unknown;
};
/** An empty `emoji` takes the reaction back. */
export type WireReaction = { message_id: string; emoji: string };

/** What stands above the words of an interactive message. */
export type WireInteractiveHeader =
  | { type: 'text'; text: string }
  | { type: 'image'; image: WireMediaSource }
  | { type: 'video'; video: WireMediaSource }
  | { type: 'document'; document: WireMediaSource & { filename?: string } };

/** Products of one catalogue under a title. */
export type WireProductSection = { title?: string; product_items: { product_retailer_id: string }[] };

/** What a form begins with. `flow_id` and `flow_name` exclude each other. */
export type WireFlowParameters = {
  flow_message_version: '3';
  flow_id?: string;
  flow_name?: string;
  flow_cta: string;
  flow_token?: string;
  mode?: 'draft' | 'published';
  flow_action?: 'navigate' | 'data_exchange';
  flow_action_payload?: { screen?: string; data?: Record<string, unknown> };
};

/** A card of a free-form carousel: a link, replies, or a product. All cards of a message are of one kind. */
export type WireInteractiveCard =
  | {
      card_index: number;
      type: 'cta_url';
      header: WireInteractiveHeader;
      body?: { text: string };
      action:
        | { name: 'cta_url'; parameters: { display_text: string; url: string } }
        | { buttons: { type: 'quick_reply'; quick_reply: { id: string; title: string } }[] };
    }
  | { card_index: number; type: 'product'; action: { catalog_id: string; product_retailer_id: string } };

type WireInteractiveFrame = { header?: WireInteractiveHeader; body: { text: string }; footer?: { text: string } };

/** An interactive message of any kind. */
export type WireInteractive =
  | (WireInteractiveFrame & { type: 'button'; action: { buttons: { type: 'reply'; reply: { id: string; title: string } }[] } })
  | {
      type: 'list';
      header?: { type: 'text'; text: string };
      body: { text: string };
      footer?: { text: string };
      action: { button: string; sections: { title?: string; rows: { id: string; title: string; description?: string }[] }[] };
    }
  | (WireInteractiveFrame & { type: 'cta_url'; action: { name: 'cta_url'; parameters: { display_text: string; url: string } } })
  | { type: 'location_request_message'; body: { text: string }; action: { name: 'send_location' } }
  | { type: 'request_contact_info'; body: { text: string }; action: { name: 'request_contact_info' } }
  | {
      type: 'address_message';
      body: { text: string };
      footer?: { text: string };
      action: {
        name: 'address_message';
        parameters: {
          country: string;
          values?: Record<string, string>;
          saved_addresses?: { id: string; value: Record<string, string> }[];
          validation_errors?: Record<string, string>;
        };
      };
    }
  | { type: 'product'; body?: { text: string }; footer?: { text: string }; action: { catalog_id: string; product_retailer_id: string } }
  | {
      type: 'product_list';
      header: { type: 'text'; text: string };
      body: { text: string };
      footer?: { text: string };
      action: { catalog_id: string; sections: WireProductSection[] };
    }
  | {
      type: 'catalog_message';
      body: { text: string };
      footer?: { text: string };
      action: { name: 'catalog_message'; parameters?: { thumbnail_product_retailer_id?: string } };
    }
  | (WireInteractiveFrame & { type: 'flow'; action: { name: 'flow'; parameters: WireFlowParameters } })
  | { type: 'carousel'; body: { text: string }; action: { cards: WireInteractiveCard[] } }
  | { type: 'call_permission_request'; body: { text: string }; action: { name: 'call_permission_request' } }
  | {
      type: 'voice_call';
      body: { text: string };
      action: { name: 'voice_call'; parameters?: { display_text?: string; ttl_minutes?: number; payload?: string } };
    };
