import { z } from 'zod';

import type { ActKind } from './act.ts';
import type { Bubble } from './bubble.ts';
import { type Settings, SettingsPatch } from './settings.ts';

/**
 * The emulator's control API: what the wall of phones, the demo and the tests say to it over HTTP under `/emulator/v1`.
 * Nothing here exists at Meta. The server itself never speaks it. `GET /emulator/v1/openapi.json` describes it all.
 */
export const controlRoot = '/emulator/v1';

/** How a person behaves when nobody plays them by hand. `manual` does nothing by itself but receive. */
export const personas = ['keen', 'polite', 'silent', 'annoyed', 'blocker', 'no_receipts', 'wrong_number', 'traveller', 'manual'] as const;
export type Persona = (typeof personas)[number];

const waId = z.string().regex(/^[1-9]\d{6,14}$/, 'must be 7 to 15 digits without a plus sign');
const objectId = z.string().regex(/^\d{5,20}$/, 'must be 5 to 20 digits');

/** One thing a scripted person does by themselves: on a message that contains `on` (any, when empty), after a while. */
export const ScriptLine = z.object({
  on: z.string().max(200).default(''),
  after_ms: z
    .number()
    .int()
    .min(0)
    .max(7 * 24 * 60 * 60 * 1000)
    .default(1_000),
  say: z.string().min(1).max(4096).optional(),
  /** Taps the reply button with this text, or the row of a list. */
  tap: z.string().min(1).max(200).optional(),
  block: z.boolean().default(false),
  stop_marketing: z.boolean().default(false),
});
export type ScriptLine = z.infer<typeof ScriptLine>;

/** What nobody outside can see of a person. What is not set is drawn from the seed. */
export const Truths = z.object({
  /** Did they really agree to hear from businesses like this one? */
  agreed: z.boolean(),
  /** What they like to hear about, as words looked for in a message. */
  topics: z.array(z.string().min(1).max(40)).max(20),
  /** The hour of their own day they like best, 0 to 23. */
  hour: z.number().int().min(0).max(23),
  /** Marketing messages a week they find bearable. */
  patience: z.number().min(0).max(50),
});
export type Truths = z.infer<typeof Truths>;

export const PhoneSetup = z.object({
  /** Digits only, international, no plus sign. */
  wa_id: waId,
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
  username: z
    .string()
    .regex(/^[a-z0-9._]{3,35}$/)
    .nullable()
    .optional(),
  truths: Truths.partial().optional(),
  script: z.array(ScriptLine).max(50).optional(),
});
export type PhoneSetup = z.infer<typeof PhoneSetup>;

/** Very many people at once, drawn from the world's seed: the same request makes the same people. */
export const Population = z.object({
  people: z.number().int().min(1).max(2_000_000),
  /** Weights by country (ISO 3166-1 alpha-2); numbers, names, languages and time zones follow. */
  countries: z.record(z.string().regex(/^[A-Z]{2}$/), z.number().positive()).default({ FR: 1 }),
  /** Weights by persona. */
  personas: z.partialRecord(z.enum(personas), z.number().min(0)).default({ keen: 20, polite: 50, silent: 22, annoyed: 4, blocker: 1, no_receipts: 3 }),
  /** The first person's place in the row, so that a second call goes on where the first ended. */
  first: z.number().int().min(0).max(100_000_000).default(0),
});
export type Population = z.infer<typeof Population>;

export const NumberSetup = z.object({
  id: objectId,
  display_phone_number: z.string().regex(/^\+?\d{7,15}$/),
  verified_name: z.string().min(1).max(100),
  business_account_id: objectId,
  /** Left out, it follows the setting of this name. */
  throughput_per_second: z.number().int().min(1).max(1_000_000).optional(),
  /** A test number only writes to these (131030); absent for a real one. */
  allowed_recipients: z.array(waId).max(5).optional(),
});
export type NumberSetup = z.infer<typeof NumberSetup>;

/** What Meta may do to a number; each change tells its webhook. */
export const NumberPatch = z.object({
  quality_rating: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  status: z.enum(['CONNECTED', 'PENDING', 'DISCONNECTED', 'RESTRICTED', 'BANNED', 'UNVERIFIED']).optional(),
  throughput_per_second: z.number().int().min(1).max(100_000).optional(),
  name_decision: z.enum(['APPROVED', 'DEFERRED', 'PENDING', 'REJECTED']).optional(),
  official: z.boolean().optional(),
  messaging_limit: z.number().int().min(1).nullable().optional(),
});
export type NumberPatch = z.infer<typeof NumberPatch>;

/** What Meta may do to a business account; each tells `account_update`, `account_review_update` or `account_alerts`. */
export const AccountPatch = z.object({
  review: z.enum(['APPROVED', 'REJECTED', 'PENDING', 'DEFERRED']).optional(),
  /** The business was verified: a portfolio at 250 people a day goes to 2,000 after the delay of the settings. */
  verified: z.literal(true).optional(),
  restriction: z
    .string()
    .regex(/^RESTRICTED_[A-Z_]+$/)
    .nullable()
    .optional(),
  ban: z.enum(['DISABLE', 'REINSTATE', 'SCHEDULE_FOR_DISABLE']).optional(),
  violation: z.string().max(100).optional(),
  alert: z
    .object({
      type: z.string().max(100),
      severity: z.enum(['CRITICAL', 'WARNING', 'INFORMATIONAL']).default('WARNING'),
      description: z.string().max(1000).default(''),
    })
    .optional(),
});
export type AccountPatch = z.infer<typeof AccountPatch>;

/** What Meta may do to a template; each tells its webhook. */
export const TemplatePatch = z.object({
  verdict: z.enum(['approve', 'reject']).optional(),
  reason: z.string().min(1).max(100).default('INVALID_FORMAT'),
  recommendation: z.string().max(1000).default('Change the template and submit it again.'),
  status: z.enum(['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL', 'LIMIT_EXCEEDED']).optional(),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  /** Meta's notice that the category will change, and the change itself. */
  correct_category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']).optional(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']).optional(),
});
export type TemplatePatch = z.infer<typeof TemplatePatch>;

/** Products a message may show. */
export const CatalogSetup = z.object({
  id: z.string().min(1).max(100),
  name: z.string().min(1).max(200),
  business_account_id: objectId,
  products: z
    .array(
      z.object({
        retailer_id: z.string().min(1).max(100),
        name: z.string().min(1).max(200),
        price: z.number().min(0),
        currency: z.string().length(3),
        media: z.string().nullable().default(null),
      }),
    )
    .max(10_000),
});
export type CatalogSetup = z.infer<typeof CatalogSetup>;

// ---- time ----------------------------------------------------------------------------------------------------------

/** The emulator's clock. `speed` is its milliseconds for each real one: 1 real, N scaled, 0 paused. */
export type ClockReport = {
  /** Goes up with every change; a follower acknowledges it. */
  revision: number;
  now: string;
  speed: number;
  mode: 'real' | 'scaled' | 'paused';
  /** Things of the emulator that are still due, and the first of them. */
  waiting: number;
  next: string | null;
  followers: { name: string; revision: number; due: string | null }[];
};

/** Moves the clock. A jump and a run pass every due thing in order, at its own time. */
export const ClockChange = z.discriminatedUnion('do', [
  z.object({ do: z.literal('real') }),
  z.object({ do: z.literal('scale'), speed: z.number().min(0.01).max(100_000) }),
  z.object({ do: z.literal('pause') }),
  /** To an instant, or by milliseconds; never back. Paused afterwards if it was paused. */
  z.object({
    do: z.literal('jump'),
    to: z.iso.datetime({ offset: true }).optional(),
    by_ms: z
      .number()
      .int()
      .min(0)
      .max(400 * 24 * 60 * 60 * 1000)
      .optional(),
  }),
  /** Until nothing is due and every webhook was taken or given up, or `most_ms` of its time have passed. Pauses the clock. */
  z.object({
    do: z.literal('run_until_idle'),
    most_ms: z
      .number()
      .int()
      .min(1)
      .max(400 * 24 * 60 * 60 * 1000)
      .default(30 * 24 * 60 * 60 * 1000),
  }),
]);
export type ClockChange = z.infer<typeof ClockChange>;

export const FollowerReport = z.object({ revision: z.number().int().min(0), due: z.iso.datetime({ offset: true }).nullable() });
export type FollowerReport = z.infer<typeof FollowerReport>;

// ---- reports -------------------------------------------------------------------------------------------------------

export type Counts = {
  accepted: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
  inbound: number;
  clicked: number;
  blocked: number;
  reported: number;
  stopped: number;
};

export type World = {
  now: string;
  version: string;
  settings: Settings;
  /** Without its token and secret. */
  app: { id: string; name: string };
  portfolio: { id: string; messaging_limit: number | null; used: number };
  numbers: {
    id: string;
    display_phone_number: string;
    verified_name: string;
    business_account_id: string;
    quality_rating: string;
    status: string;
    throughput_per_second: number;
    /** The code that proves a number one's own, for no SMS brings it; null while none is asked for. */
    verification_code: string | null;
  }[];
  people: number;
  counts: Counts;
  webhooks: { waiting: number; delivered: number; failing: number; last_error: string | null };
  memory: { rss_bytes: number; heap_bytes: number };
  seed: string;
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
  /** False after they deleted the app. */
  installed: boolean;
  /** Business-scoped id with the first account's portfolio, and the username if they took one. */
  user_id: string;
  username: string | null;
  /** Business numbers (their ids) this person has blocked, muted, or stopped marketing from. */
  blocked: string[];
  muted: string[];
  stopped_marketing: string[];
  unread: number;
  /** The last bubbles, oldest first, at most 3: enough to draw the small phone. */
  latest: Bubble[];
  last_at: string | null;
};

export type Phone = PhoneSummary & {
  /** The business numbers this person has a chat with, latest first. `typing_until` while the business types. */
  chats: {
    number: string;
    display_phone_number: string;
    verified_name: string;
    official: boolean;
    about: string | null;
    unread: number;
    last_at: string | null;
    window_open_until: string | null;
    free_entry_until: string | null;
    typing_until: string | null;
    /** Conversation starters and commands of the number. */
    prompts: string[];
    commands: { name: string; description: string }[];
  }[];
  bubbles: Bubble[];
  /** Older bubbles are there: ask with `before` the first one's id. */
  has_more: boolean;
};

/** One message with all that is known of it: for the inspector, the ledger and whoever judges a platform. */
export type MessageReport = {
  id: string;
  wa_id: string;
  /** How-manieth message to (or from) this person. */
  n: number;
  direction: 'to_person' | 'from_person';
  number: string;
  at: string;
  type: string;
  category: 'marketing' | 'utility' | 'authentication' | 'service' | 'reaction' | null;
  template: string | null;
  /** `biz_opaque_callback_data`. */
  key: string | null;
  state: 'accepted' | 'held' | 'sent' | 'delivered' | 'read' | 'failed' | 'dropped' | 'inbound';
  sent_at: string | null;
  delivered_at: string | null;
  read_at: string | null;
  failed_at: string | null;
  error: number | null;
  /** The body of `POST /messages` as it came, or of the webhook's message as it went. */
  wire: unknown;
  content: Bubble['content'];
};

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
  /** What was sent. A list shows the first 4,000 characters of it. */
  body: string;
  body_bytes: number;
  /** The beginning of what was answered; null before there was an answer. */
  response: string | null;
};

/** A world to begin from, as a file: who is there, how things are turned, what happens when. */
export const Scenario = z.object({
  name: z.string().max(200).default(''),
  seed: z.string().max(200).optional(),
  now: z.iso.datetime({ offset: true }).optional(),
  settings: SettingsPatch.default({}),
  numbers: z.array(NumberSetup).max(1_000).default([]),
  population: z.array(Population).max(100).default([]),
  phones: z.array(PhoneSetup).max(10_000).default([]),
  catalogs: z.array(CatalogSetup).max(100).default([]),
  templates: z
    .array(z.object({ business_account_id: objectId.optional(), approved: z.boolean().default(true), create: z.record(z.string(), z.unknown()) }))
    .max(6_000)
    .default([]),
  /** Acts by the clock, counted from the moment the scenario is loaded. */
  acts: z
    .array(z.object({ after_ms: z.number().int().min(0), wa_id: waId, act: z.record(z.string(), z.unknown()) }))
    .max(10_000)
    .default([]),
});
export type Scenario = z.infer<typeof Scenario>;

/** What was recorded: everything that came in from outside, with its time since the recording began. */
export const Recording = z.object({
  began_at: z.string(),
  entries: z.array(
    z.object({
      after_ms: z.number().min(0),
      kind: z.enum(['graph', 'control']),
      method: z.string(),
      path: z.string(),
      body: z.string(),
      type: z.string(),
    }),
  ),
});
export type Recording = z.infer<typeof Recording>;

export type LiveChange =
  | { kind: 'phone'; wa_id: string; what: 'message' | 'read' | 'state' | 'status' | 'typing' }
  | { kind: 'template'; id: string }
  | { kind: 'number'; id: string }
  | { kind: 'clock' }
  | { kind: 'settings' }
  | { kind: 'counts' };

/** Which acts need no business number. */
export const actsWithoutNumber: readonly ActKind[] = ['signal', 'read_receipts', 'app', 'change_number', 'take_username'];
