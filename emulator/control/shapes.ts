import { z } from 'zod';

import {
  type ClockReport,
  type Counts,
  type Delivery,
  type MessageReport,
  personas,
  type Phone,
  type PhoneSummary,
  ScriptLine,
  Truths,
  type World,
} from '#core/rehearsal/rehearsal.ts';
import { settingGroups, Settings } from '#core/rehearsal/settings.ts';

import { BubbleShape, ContentShape } from './shapes-bubble.ts';

/**
 * Shapes of what the control API answers, for its OpenAPI description and for the tests that hold the answers to it.
 * The compiler holds them to the types in core/rehearsal.
 */
const text = z.string();
const maybe = text.nullable();
const count = z.number().int().min(0);

/** How the clock stands. */
export const ClockShape: z.ZodType<ClockReport> = z.object({
  revision: count,
  now: text,
  speed: z.number(),
  mode: z.enum(['real', 'scaled', 'paused']),
  waiting: count,
  next: maybe,
  followers: z.array(z.object({ name: text, revision: count, due: maybe })),
});

const CountsShape: z.ZodType<Counts> = z.object({
  accepted: count,
  sent: count,
  delivered: count,
  read: count,
  failed: count,
  inbound: count,
  clicked: count,
  blocked: count,
  reported: count,
  stopped: count,
});

/** Everything there is, counted. */
export const WorldShape: z.ZodType<World> = z.object({
  now: text,
  version: text,
  settings: Settings,
  app: z.object({ id: text, name: text }),
  portfolio: z.object({ id: text, messaging_limit: z.number().nullable(), used: count }),
  numbers: z.array(
    z.object({
      id: text,
      display_phone_number: text,
      verified_name: text,
      business_account_id: text,
      quality_rating: text,
      status: text,
      throughput_per_second: z.number(),
      verification_code: maybe,
    }),
  ),
  people: count,
  counts: CountsShape,
  webhooks: z.object({ waiting: count, delivered: count, failing: count, last_error: maybe }),
  memory: z.object({ rss_bytes: count, heap_bytes: count }),
  seed: text,
});

const summary = {
  wa_id: text,
  name: text,
  place: text,
  language: text,
  timezone: text,
  persona: z.enum(personas),
  featured: z.boolean(),
  online: z.boolean(),
  read_receipts: z.boolean(),
  on_whatsapp: z.boolean(),
  installed: z.boolean(),
  user_id: text,
  username: maybe,
  blocked: z.array(text),
  muted: z.array(text),
  stopped_marketing: z.array(text),
  unread: count,
  latest: z.array(BubbleShape),
  last_at: maybe,
};

const SummaryShape: z.ZodType<PhoneSummary> = z.object(summary);

/** A page of phones. */
export const PhonesShape = z.object({ phones: z.array(SummaryShape), next: maybe });

/** One phone in full. */
export const PhoneShape: z.ZodType<Phone> = z.object({
  ...summary,
  chats: z.array(
    z.object({
      number: text,
      display_phone_number: text,
      verified_name: text,
      official: z.boolean(),
      about: maybe,
      unread: count,
      last_at: maybe,
      window_open_until: maybe,
      free_entry_until: maybe,
      typing_until: maybe,
      prompts: z.array(text),
      commands: z.array(z.object({ name: text, description: text })),
    }),
  ),
  bubbles: z.array(BubbleShape),
  has_more: z.boolean(),
});

/** One message with all that is known of it. */
export const MessageShape: z.ZodType<MessageReport> = z.object({
  id: text,
  wa_id: text,
  n: count,
  direction: z.enum(['to_person', 'from_person']),
  number: text,
  at: text,
  type: text,
  category: z.enum(['marketing', 'utility', 'authentication', 'service', 'reaction']).nullable(),
  template: maybe,
  key: maybe,
  state: z.enum(['accepted', 'held', 'sent', 'delivered', 'read', 'failed', 'dropped', 'inbound']),
  sent_at: maybe,
  delivered_at: maybe,
  read_at: maybe,
  failed_at: maybe,
  error: z.number().int().nullable(),
  wire: z.unknown(),
  content: ContentShape,
});

/** A page of the ledger. */
export const LedgerShape = z.object({ messages: z.array(MessageShape), next: maybe });

/** The hash of the whole ledger. */
export const DigestShape = z.object({ digest: text, algorithm: z.literal('sha256'), messages: count });

/** A delivery of webhooks, as the log has it. */
export const DeliveryShape: z.ZodType<Delivery> = z.object({
  id: text,
  at: text,
  url: text,
  field: text,
  updates: count,
  attempts: count,
  status: z.enum(['waiting', 'delivered', 'failing', 'dropped']),
  http_status: z.number().int().nullable(),
  error: maybe,
  next_at: maybe,
  body: text,
  body_bytes: count,
  response: maybe,
});

/** A page of the delivery log, newest first. */
export const DeliveriesShape = z.object({ deliveries: z.array(DeliveryShape), next: maybe });

/** Every setting with its value, its default and where it comes from. */
export const SettingsShape = z.object({
  settings: z.array(
    z.object({
      name: text,
      group: z.enum(settingGroups),
      value: z.unknown(),
      default: z.unknown(),
      about: text,
      source: text,
    }),
  ),
});

/** What was done. */
export const DoneShape = z.object({ done: z.literal(true) });
export const ActedShape = z.object({ done: z.literal(true), message_id: text.optional() });
export const PopulatedShape = z.object({ people: count, added: count, next: count });

/** What a person really is; for judges. */
export const TruthsShape: z.ZodType<Truths & { wa_id: string; pressure: number }> = Truths.extend({ wa_id: text, pressure: z.number() });

/** What a person does by themselves. */
export const ScriptShape = z.object({ wa_id: text, lines: z.array(ScriptLine) });

/** A template in Meta's own shape, with what only the desk shows. */
export const TemplatesShape = z.object({
  templates: z.array(z.looseObject({ id: text, name: text, language: text, status: text, business_account_id: text })),
});

/** Every error of the control API. */
export const ErrorShape = z.object({ error: z.object({ message: text, at: text.optional() }) });

/** What a scenario put into the world. */
export const LoadedShape = z.object({ numbers: count, people: count, phones: count, catalogs: count, templates: count, acts: count });

export type LoadedReport = z.infer<typeof LoadedShape>;
