import { z } from 'zod';
import { MessageContent } from '#core/whatsapp/message.ts';
import { declareTask } from '#server/platform/queue.ts';

/** Contact cards were names alone in older versions; a turn that waited for the upgrade is not lost. */
function parseOlder(content: unknown): unknown {
  const isOld = typeof content === 'object' && content !== null && 'kind' in content && content.kind === 'contacts' && 'names' in content;
  if (!isOld || !Array.isArray(content.names)) return content;
  return { kind: 'contacts', contacts: content.names.map((name: unknown) => ({ name: { formatted_name: name } })) };
}

/** Webhooks that carry more than statuses are to be understood. `again`: a person asked for it, so statuses as well. */
export const webhookUnpack = declareTask(
  'webhook.unpack',
  z.object({ events: z.array(z.object({ id: z.string(), received_at: z.string() })), tries: z.number().int().default(0), again: z.boolean().default(false) }),
);

/** Webhooks with statuses that name a message nobody here knew when they came: looked at again, later each time. */
export const webhookEarly = declareTask(
  'webhook.early',
  z.object({ events: z.array(z.object({ id: z.string(), received_at: z.string() })), tries: z.number().int().default(0) }),
);

/**
 * A person sent us something: their turn, one at a time for each contact. Answered by engagement/routing. The same
 * message may come twice; what is there already is told by its wamid.
 */
export const contactTurn = declareTask(
  'contact.turn',
  z.object({
    workspace: z.string(),
    contact: z.string(),
    number: z.string(),
    inbound: z.object({
      wamid: z.string(),
      /** RFC 3339, by Meta's clock. */
      at: z.string(),
      /** Meta's word for what it is. */
      type: z.string(),
      content: z.preprocess(parseOlder, MessageContent),
      /** The wamid of ours that they answered. */
      quoted: z.string().nullable(),
      /** How they call themselves on WhatsApp. */
      name: z.string().nullable(),
    }),
  }),
);

/** A file that somebody sent is to be fetched from Meta, which keeps it for 7 days, and put into the message. */
export const mediaFetch = declareTask(
  'media.fetch',
  z.object({
    workspace: z.string(),
    number: z.string(),
    wamid: z.string(),
    meta_id: z.string(),
    name: z.string().nullable(),
    tries: z.number().int().default(0),
  }),
);
