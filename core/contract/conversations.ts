import { z } from 'zod';
import { freeKinds, FreeMessage } from '#core/whatsapp/free.ts';
import { MessageContent, outboundStates } from '#core/whatsapp/message.ts';
import { VariableSource } from './variables.ts';
import { Contact } from './contacts.ts';
import { page, pageQuery, route } from './route.ts';
import { Fault, PublicId, Time } from './shapes.ts';

export const Message = z.object({
  /** `msg_…`, or `bro_…:seq` for what a broadcast said. */
  id: z.string(),
  direction: z.enum(['in', 'out']),
  /** Who wrote: the contact, an agent, the API, an automatic answer, a broadcast, a test. */
  origin: z.enum(['contact', 'agent', 'api', 'automatic', 'broadcast', 'test']),
  author: z.string().nullable(),
  content: MessageContent,
  state: z.enum([...outboundStates, 'received']),
  /** Of one in doubt: a person has left it as it is. Absent when not. */
  closed: z.boolean().optional(),
  at: Time,
  quoted: z.object({ id: z.string(), preview: z.string() }).nullable(),
  error: z.object({ code: z.number().int(), message: z.string() }).nullable(),
  campaign: z.object({ id: PublicId, name: z.string() }).nullable(),
});
export type Message = z.infer<typeof Message>;

export const Conversation = z.object({
  id: PublicId,
  contact: PublicId,
  name: z.string(),
  phone: z.string().nullable(),
  number: PublicId,
  state: z.enum(['open', 'closed']),
  preview: z.string(),
  last_direction: z.enum(['in', 'out']),
  last_message_at: Time,
  unread: z.number().int(),
  /** Free-form is allowed until then; null or past: templates only. */
  window_until: Time.nullable(),
});
export type Conversation = z.infer<typeof Conversation>;

const one = z.object({ id: PublicId });

/** A template at any time: with what fills its variables. */
const SayTemplate = z.object({
  kind: z.literal('template'),
  template: PublicId,
  language: z.string(),
  variables: z.record(z.string(), VariableSource).default({}),
});

/** What an agent or the API says: any free-form kind inside the window, a template at any time. */
export const Say = z.discriminatedUnion('kind', [...freeKinds, SayTemplate]);
export type Say = z.infer<typeof Say>;

export const conversations = {
  list: route({
    method: 'GET',
    path: '/v1/conversations',
    summary: 'The inbox: conversations by latest message.',
    scope: 'messages:read',
    query: z.object({ ...pageQuery, state: z.enum(['open', 'closed', 'all']).default('open'), search: z.string().max(200).optional() }),
    reply: page(Conversation).extend({ unread: z.number().int() }),
  }),
  get: route({
    method: 'GET',
    path: '/v1/conversations/{id}',
    summary: 'One conversation with its person.',
    scope: 'messages:read',
    params: one,
    reply: Conversation.extend({ person: Contact }),
  }),
  messages: route({
    method: 'GET',
    path: '/v1/conversations/{id}/messages',
    summary: 'What was said, newest first.',
    scope: 'messages:read',
    params: one,
    query: z.object(pageQuery),
    reply: page(Message),
  }),
  say: route({
    method: 'POST',
    path: '/v1/conversations/{id}/messages',
    summary: 'Answers.',
    scope: 'messages:write',
    params: one,
    body: Say,
    reply: Message,
    status: 202,
    once: true,
  }),
  read: route({
    method: 'POST',
    path: '/v1/conversations/{id}/read',
    summary: 'Marks as read, here and on their phone.',
    scope: 'messages:write',
    params: one,
    reply: Conversation,
  }),
  close: route({
    method: 'POST',
    path: '/v1/conversations/{id}/close',
    summary: 'Takes it out of the inbox until they write again.',
    scope: 'messages:write',
    params: one,
    reply: Conversation,
  }),
  reopen: route({ method: 'POST', path: '/v1/conversations/{id}/reopen', summary: 'Puts it back.', scope: 'messages:write', params: one, reply: Conversation }),
  start: route({
    method: 'POST',
    path: '/v1/conversations',
    summary: 'Opens (or finds) the conversation with a contact.',
    scope: 'messages:write',
    body: z.object({ contact: PublicId }),
    reply: Conversation,
    status: 201,
  }),
};

export const messages = {
  send: route({
    method: 'POST',
    path: '/v1/messages',
    summary: 'Sends one message to a contact or a phone; a phone that is nobody yet becomes a contact.',
    scope: 'messages:write',
    body: z.object({ contact: PublicId.optional(), phone: z.string().max(40).optional(), say: Say }),
    reply: z.object({ message: Message, conversation: PublicId }),
    status: 202,
    once: true,
  }),
  get: route({ method: 'GET', path: '/v1/messages/{id}', summary: 'One message with its state.', scope: 'messages:read', params: one, reply: Message }),
  check: route({
    method: 'POST',
    path: '/v1/messages/check',
    summary: 'What WhatsApp would refuse of a free-form message, without sending it.',
    scope: 'messages:read',
    body: z.object({ say: FreeMessage }),
    reply: z.object({ faults: z.array(Fault) }),
  }),
};
