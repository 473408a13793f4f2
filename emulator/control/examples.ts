import type { CatalogSetup, ClockReport, MessageReport, NumberSetup, Phone, PhoneSetup, PhoneSummary, Scenario, World } from '#core/rehearsal/rehearsal.ts';
import { defaultSettings, type Settings } from '#core/rehearsal/settings.ts';

/** What the OpenAPI description shows. The tests hold each to its schema. */

/** All settings as they are by default. */
export const values: Settings = defaultSettings;

/** Everything there is, counted. */
export const world: World = {
  now: '2026-11-22T09:00:00.000Z',
  version: '1.0.0',
  settings: defaultSettings,
  app: { id: '670843887433847', name: 'Parley' },
  portfolio: { id: '506914307656634', messaging_limit: null, used: 0 },
  numbers: [
    {
      id: '106540352242922',
      display_phone_number: '+15550783881',
      verified_name: 'Parley Demo',
      business_account_id: '102290129340398',
      quality_rating: 'GREEN',
      status: 'CONNECTED',
      throughput_per_second: 80,
      verification_code: null,
    },
  ],
  people: 1,
  counts: { accepted: 1, sent: 1, delivered: 1, read: 0, failed: 0, inbound: 0, clicked: 0, blocked: 0, reported: 0, stopped: 0 },
  webhooks: { waiting: 0, delivered: 2, failing: 0, last_error: null },
  memory: { rss_bytes: 180_000_000, heap_bytes: 60_000_000 },
  seed: 'seven',
};

/** One of the settings. */
export const settings = {
  settings: [
    {
      name: 'read_delay_ms',
      group: 'people',
      value: 0,
      default: 8000,
      about: 'Up to how long a keen person takes to read; a polite one takes ten times as long.',
      source: 'our choice',
    },
  ],
};

/** A business number to add. */
export const number: NumberSetup = {
  id: '300000000000001',
  display_phone_number: '+33755500001',
  verified_name: 'Second Shop',
  business_account_id: '102290129340398',
  throughput_per_second: 80,
};

/** A catalogue of one product. */
export const catalog: CatalogSetup = {
  id: '194836987003835',
  name: 'Bread',
  business_account_id: '102290129340398',
  products: [{ retailer_id: 'baguette', name: 'Baguette', price: 1.2, currency: 'EUR', media: null }],
};

/** The clock, paused with something due. */
export const clock: ClockReport = {
  revision: 7,
  now: '2026-11-22T09:00:00.000Z',
  speed: 0,
  mode: 'paused',
  waiting: 1,
  next: '2026-11-22T09:00:08.000Z',
  followers: [{ name: 'platform', revision: 7, due: null }],
};

/** Somebody to set up. */
export const phoneSetup: PhoneSetup = {
  wa_id: '33612345678',
  name: 'Léa Martin',
  place: 'Lyon',
  language: 'fr',
  timezone: 'Europe/Paris',
  persona: 'manual',
  featured: true,
  on_whatsapp: true,
};

const bubble: Phone['bubbles'][number] = {
  id: 'wamid.HBgLMzM2MTIzNDU2NzgVAgARGBI5QTNDQTVCM0Q0Q0Q2RTY3RTcA',
  number: '106540352242922',
  mine: false,
  at: '2026-11-22T09:00:00.000Z',
  read: false,
  delivered: true,
  quoted: null,
  content: { kind: 'text', text: 'Bonjour Léa !', preview: null },
};

const summary: PhoneSummary = {
  wa_id: '33612345678',
  name: 'Léa Martin',
  place: 'Lyon',
  language: 'fr',
  timezone: 'Europe/Paris',
  persona: 'manual',
  featured: true,
  online: true,
  read_receipts: true,
  on_whatsapp: true,
  installed: true,
  user_id: 'FR.1000000000000000001',
  username: null,
  blocked: [],
  muted: [],
  stopped_marketing: [],
  unread: 1,
  latest: [bubble],
  last_at: '2026-11-22T09:00:00.000Z',
};

/** A page of one phone. */
export const phones = { phones: [summary], next: null };

/** A phone in full. */
export const phone: Phone = {
  ...summary,
  chats: [
    {
      number: '106540352242922',
      display_phone_number: '+15550783881',
      verified_name: 'Parley Demo',
      official: false,
      about: null,
      unread: 1,
      last_at: '2026-11-22T09:00:00.000Z',
      window_open_until: null,
      free_entry_until: null,
      typing_until: null,
      prompts: [],
      commands: [],
    },
  ],
  bubbles: [bubble],
  has_more: false,
};

/** One message of the ledger. */
export const message: MessageReport = {
  id: bubble.id,
  wa_id: '33612345678',
  n: 1,
  direction: 'to_person',
  number: '106540352242922',
  at: '2026-11-22T09:00:00.000Z',
  type: 'text',
  category: 'service',
  template: null,
  key: 'msg_1',
  state: 'delivered',
  sent_at: '2026-11-22T09:00:00.120Z',
  delivered_at: '2026-11-22T09:00:00.900Z',
  read_at: null,
  failed_at: null,
  error: null,
  wire: { messaging_product: 'whatsapp', to: '33612345678', type: 'text', text: { body: 'Bonjour Léa !' }, biz_opaque_callback_data: 'msg_1' },
  content: bubble.content,
};

/** A delivery of the log. */
export const delivery = {
  id: '12',
  at: '2026-11-22T09:00:00.130Z',
  url: 'http://127.0.0.1:3000/webhooks/whatsapp',
  field: 'messages',
  updates: 1,
  attempts: 1,
  status: 'delivered',
  http_status: 200,
  error: null,
  next_at: null,
  body: '{"object":"whatsapp_business_account","entry":[]}',
  body_bytes: 49,
  response: '',
} as const;

/** A template as the desk shows it. */
export const template = {
  id: '1234567890123456',
  name: 'sale_nov',
  language: 'en_US',
  status: 'APPROVED',
  category: 'MARKETING',
  business_account_id: '102290129340398',
};

/** A small world to begin from. */
export const scenario: Scenario = {
  name: 'A shop on a Sunday',
  settings: { people: 'alive' },
  numbers: [],
  population: [],
  phones: [phoneSetup],
  catalogs: [],
  templates: [],
  acts: [{ after_ms: 1_000, wa_id: '33612345678', act: { act: 'write', number: '106540352242922', text: 'Bonjour !' } }],
};
