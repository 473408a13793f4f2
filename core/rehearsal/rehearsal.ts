import { z } from 'zod';

/**
 * The emulator's control API: what the wall of phones, the demo and the tests say to it over HTTP under `/control/v1`.
 * Nothing here exists at Meta. The server itself never speaks it.
 *
 *   GET    /control/v1/world                      → World
 *   PATCH  /control/v1/settings   SettingsPatch   → Settings
 *   POST   /control/v1/numbers    NumberSetup     → { id }            more business numbers (bench, tests)
 *   POST   /control/v1/phones     PhoneSetup[]    → { phones: n }     adds or updates people, at most 10,000 a call
 *   GET    /control/v1/phones?search=&limit=&after=&hand_played=  → { phones: PhoneSummary[], next: string | null }
 *   GET    /control/v1/phones/{wa_id}?number=     → Phone             with its chat, oldest first
 *   POST   /control/v1/phones/{wa_id}/acts  Act   → { done: true, message_id?: string }
 *   GET    /control/v1/media/{id}                 → the bytes, with their type; no token asked
 *   GET    /control/v1/templates                  → the registered templates as WireTemplate with business_account_id
 *   POST   /control/v1/templates/{id}/review  { verdict: 'approve' | 'reject', reason?, recommendation? }
 *   GET    /control/v1/webhooks?limit=&after=     → { deliveries: Delivery[], next }   newest first
 *   POST   /control/v1/webhooks/{id}/replay       → { done: true }
 *   GET    /control/v1/live                       → server-sent events, each `data:` a LiveChange
 */

/** How a person behaves when nobody plays them by hand. `manual` does nothing by itself but receive. */
export const personas = ['keen', 'polite', 'silent', 'manual'] as const;
export type Persona = (typeof personas)[number];

export const PhoneSetup = z.object({
  /** Digits only, international, no plus sign. */
  wa_id: z.string().regex(/^[1-9]\d{6,14}$/),
  name: z.string().min(1).max(120),
  /** What the wall prints beneath the phone: "Lyon". */
  place: z.string().max(120).default(''),
  /** BCP 47. */
  language: z.string().max(20).default('en'),
  /** IANA zone, for the phone's own clock. */
  timezone: z.string().max(60).default('UTC'),
  persona: z.enum(personas).default('polite'),
  /** Shown on the wall first. */
  featured: z.boolean().default(false),
  /** False: the number is not on WhatsApp and sends fail with 131026. */
  on_whatsapp: z.boolean().default(true),
});
export type PhoneSetup = z.infer<typeof PhoneSetup>;

export const NumberSetup = z.object({
  id: z.string().regex(/^\d{5,20}$/),
  display_phone_number: z.string().regex(/^\+?\d{7,15}$/),
  verified_name: z.string().min(1).max(100),
  business_account_id: z.string().regex(/^\d{5,20}$/),
  throughput_per_second: z.number().int().min(1).max(100_000).default(80),
});
export type NumberSetup = z.infer<typeof NumberSetup>;

/** Every number of the emulator's behaviour that may be turned. Milliseconds where the name says so. */
export const Settings = z.object({
  /** Messages a second for each business number; above it 130429. */
  throughput_per_second: z.number().int().min(1).max(1_000_000),
  /** One message per this many milliseconds for a number and a person, with a burst of 45; 0 switches 131056 off. */
  pair_interval_ms: z.number().int().min(0).max(3_600_000),
  /** Unique people outside a window in a moving 24 h for the portfolio; null is unlimited. Above it 131048. */
  messaging_limit: z.number().int().min(1).nullable(),
  /** From acceptance to `sent`, and from `sent` to `delivered`; a random moment up to it. */
  sent_delay_ms: z.number().int().min(0).max(3_600_000),
  delivered_delay_ms: z.number().int().min(0).max(3_600_000),
  /** Up to how long a keen person takes to read; a polite one takes ten times as long. */
  read_delay_ms: z.number().int().min(0).max(3_600_000),
  /** Do people read and answer by themselves? `everybody_reads`: at once, all of them, nobody answers (for benchmarks). */
  people: z.enum(['still', 'alive', 'everybody_reads']),
  template_review: z.enum(['approve', 'rules', 'manual']),
  template_review_delay_ms: z.number().int().min(0).max(86_400_000),
  /** Statuses put in one webhook POST at most; Meta sends up to 1,000. */
  webhook_batch: z.number().int().min(1).max(1000),
  /** Concurrent webhook POSTs per subscription. */
  webhook_concurrency: z.number().int().min(1).max(256),
  /** US numbers get no marketing templates (131049). Meta's rule since 2025-04-01. */
  us_marketing_pause: z.boolean(),
  /** The customer service window in milliseconds; Meta's is 24 h. */
  service_window_ms: z.number().int().min(1000),
  /** When false, marketing to a person who stopped it is still tried (and fails with 131050). Always Meta's way; listed for the page. */
  latency_ms: z.number().int().min(0).max(60_000),
});
export type Settings = z.infer<typeof Settings>;
export const SettingsPatch = Settings.partial();
export type SettingsPatch = z.infer<typeof SettingsPatch>;

export type World = {
  now: string;
  version: string;
  settings: Settings;
  numbers: { id: string; display_phone_number: string; verified_name: string; business_account_id: string; quality_rating: string }[];
  people: number;
  counts: { accepted: number; sent: number; delivered: number; read: number; failed: number; inbound: number };
  webhooks: { waiting: number; delivered: number; failing: number; last_error: string | null };
};

export type PhoneSummary = {
  wa_id: string;
  name: string;
  place: string;
  language: string;
  timezone: string;
  persona: Persona;
  featured: boolean;
  online: boolean;
  read_receipts: boolean;
  on_whatsapp: boolean;
  /** Business numbers (their ids) this person has blocked, or stopped marketing from. */
  blocked: string[];
  stopped_marketing: string[];
  unread: number;
  /** The last bubbles, oldest first, at most 3: enough to draw the small phone. */
  latest: Bubble[];
  last_at: string | null;
};

/** One bubble of a chat as the phone knows it. `mine` is written by the person. */
export type Bubble = {
  /** wamid */
  id: string;
  number: string;
  mine: boolean;
  /** RFC 3339 */
  at: string;
  /** For `mine`: the business read it. For the other: this phone read it. */
  read: boolean;
  quoted: string | null;
  content: BubbleContent;
};

export type BubbleButton =
  | { kind: 'reply'; text: string; index: number; tapped: boolean }
  | { kind: 'url'; text: string; url: string; index: number }
  | { kind: 'phone'; text: string; phone: string; index: number };

/** What a phone draws; templates arrive filled in. `media` is an emulator media id, `link` an outside address. */
export type BubbleContent =
  | { kind: 'text'; text: string }
  | {
      kind: 'card';
      header:
        | { kind: 'text'; text: string }
        | { kind: 'image' | 'video' | 'document'; media: string | null; link: string | null; filename: string | null }
        | null;
      text: string;
      footer: string | null;
      buttons: BubbleButton[];
      template: string | null;
    }
  | {
      kind: 'list';
      header: string | null;
      text: string;
      footer: string | null;
      button: string;
      sections: { title: string | null; rows: { id: string; title: string; description: string | null }[] }[];
    }
  | { kind: 'image' | 'video' | 'audio' | 'document' | 'sticker'; media: string | null; link: string | null; caption: string | null; filename: string | null }
  | { kind: 'location'; latitude: number; longitude: number; name: string | null; address: string | null }
  | { kind: 'contacts'; names: string[] }
  | { kind: 'reaction'; emoji: string; to: string }
  | { kind: 'other'; type: string };

export type Phone = PhoneSummary & {
  /** The business numbers this person has a chat with, latest first. */
  chats: { number: string; display_phone_number: string; verified_name: string; unread: number; last_at: string | null; window_open_until: string | null }[];
  bubbles: Bubble[];
};

/** What a person does with their phone. `number` is the business number's id; needed where a person knows several. */
export const Act = z.discriminatedUnion('act', [
  z.object({ act: z.literal('read'), number: z.string() }),
  z.object({ act: z.literal('write'), number: z.string(), text: z.string().min(1).max(4096), quoted: z.string().optional() }),
  z.object({ act: z.literal('tap'), number: z.string(), message_id: z.string(), index: z.number().int().min(0) }),
  z.object({ act: z.literal('choose'), number: z.string(), message_id: z.string(), row: z.string() }),
  z.object({ act: z.literal('react'), number: z.string(), message_id: z.string(), emoji: z.string().max(16) }),
  z.object({
    act: z.literal('send_image'),
    number: z.string(),
    mime: z.enum(['image/jpeg', 'image/png']),
    base64: z.string(),
    caption: z.string().max(1024).optional(),
  }),
  z.object({ act: z.literal('share_location'), number: z.string(), latitude: z.number(), longitude: z.number(), name: z.string().optional() }),
  /** Writes an inbound webhook of any type, as it stands: for trying what Meta may invent next. */
  z.object({ act: z.literal('send_raw'), number: z.string(), message: z.record(z.string(), z.unknown()) }),
  z.object({ act: z.literal('block'), number: z.string() }),
  z.object({ act: z.literal('unblock'), number: z.string() }),
  z.object({ act: z.literal('stop_marketing'), number: z.string() }),
  z.object({ act: z.literal('resume_marketing'), number: z.string() }),
  z.object({ act: z.literal('signal'), on: z.boolean() }),
  z.object({ act: z.literal('read_receipts'), on: z.boolean() }),
]);
export type Act = z.infer<typeof Act>;

export type Delivery = {
  id: string;
  at: string;
  url: string;
  field: string;
  updates: number;
  attempts: number;
  status: 'waiting' | 'delivered' | 'failing' | 'dropped';
  http_status: number | null;
  error: string | null;
  next_at: string | null;
  body: string;
};

export type LiveChange =
  | { kind: 'phone'; wa_id: string; what: 'message' | 'read' | 'state' | 'status' }
  | { kind: 'template'; id: string }
  | { kind: 'settings' }
  | { kind: 'counts' };
