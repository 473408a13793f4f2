import type { Act, BubbleContent } from '#core/rehearsal/rehearsal.ts';

import { readChat } from './chats.ts';
import { sendInbound, tapButton, writeText } from './inbound.ts';
import { isRecord, printEscaped, textAt } from './json.ts';
import { mediaAddress, storeInboundMedia } from './media.ts';
import { deliverWaiting } from './progress.ts';
import { contactOf, metadataOf } from './status.ts';
import { type BusinessNumber, type Chat, keepPerson, type Message, openChat, type Person, type World } from './world.ts';

/** A control call that cannot be done, with the place in the body. */
export class ControlRefusal extends Error {
  readonly status: number;
  readonly at: string | undefined;

  constructor(status: number, message: string, at?: string) {
    super(message);
    this.name = 'ControlRefusal';
    this.status = status;
    this.at = at;
  }
}

/** Does what a person does with their phone. Returns the wamid of what they sent, if they sent something. */
export function doAct(world: World, person: Person, act: Act): string | undefined {
  person.handPlayed = true;
  if (act.act === 'signal' || act.act === 'read_receipts') {
    if (act.act === 'signal') person.online = act.on;
    else person.read_receipts = act.on;
    if (act.act === 'signal' && act.on) deliverWaiting(world, person);
    changed(world, person);
    return undefined;
  }
  const number = world.numbers.get(act.number);
  if (number === undefined) throw new ControlRefusal(404, `there is no business number ${act.number}`, '/number');
  switch (act.act) {
    case 'block':
      person.blocked = [...new Set([...person.blocked, number.id])];
      break;
    case 'unblock':
      person.blocked = person.blocked.filter((id) => id !== number.id);
      // Meta does not deliver later what was sent while blocked; what had not gone out yet still may.
      break;
    case 'stop_marketing':
      person.stopped = [...new Set([...person.stopped, number.id])];
      tellPreference(world, person, number, 'stop');
      break;
    case 'resume_marketing':
      person.stopped = person.stopped.filter((id) => id !== number.id);
      tellPreference(world, person, number, 'resume');
      break;
    case 'read':
    case 'write':
    case 'tap':
    case 'choose':
    case 'react':
    case 'send_image':
    case 'share_location':
    case 'send_raw':
      return useChat(world, person, number, act);
  }
  changed(world, person);
  return undefined;
}

function changed(world: World, person: Person): void {
  keepPerson(world, person);
  world.live.tell({ kind: 'phone', wa_id: person.wa_id, what: 'state' });
}

type ChatAct = Extract<Act, { act: 'read' | 'write' | 'tap' | 'choose' | 'react' | 'send_image' | 'share_location' | 'send_raw' }>;

function useChat(world: World, person: Person, number: BusinessNumber, act: ChatAct): string | undefined {
  if (!person.online) throw new ControlRefusal(400, 'this phone has no signal', '/act');
  const chat = openChat(person, number.id);
  if (act.act === 'read') {
    readChat(world, person, chat);
    return undefined;
  }
  if (person.blocked.includes(number.id)) throw new ControlRefusal(400, 'this person has blocked the number; unblock it first', '/act');
  switch (act.act) {
    case 'write':
      return writeText(world, person, chat, act.text, act.quoted ?? null);
    case 'tap': {
      const message = getBubble(chat, act.message_id);
      if (message.content.kind !== 'card' || message.content.buttons[act.index] === undefined)
        throw new ControlRefusal(400, `the message has no button ${act.index}`, '/index');
      readChat(world, person, chat);
      return tapButton(world, person, chat, message, act.index);
    }
    case 'choose':
      return chooseRow(world, person, chat, act);
    case 'react':
      getBubble(chat, act.message_id);
      return sendInbound(world, person, chat, {
        content: { kind: 'reaction', emoji: act.emoji, to: act.message_id },
        type: 'reaction',
        body: { reaction: act.emoji === '' ? { message_id: act.message_id } : { message_id: act.message_id, emoji: act.emoji } },
        quoted: null,
      });
    case 'send_image':
      return sendImage(world, person, chat, act);
    case 'share_location': {
      const place = { latitude: act.latitude, longitude: act.longitude, ...(act.name === undefined ? {} : { name: act.name }) };
      const content: BubbleContent = { kind: 'location', latitude: act.latitude, longitude: act.longitude, name: act.name ?? null, address: null };
      return sendInbound(world, person, chat, { content, type: 'location', body: { location: place }, quoted: null });
    }
    case 'send_raw':
      return sendRaw(world, person, chat, act.message);
  }
}

function getBubble(chat: Chat, id: string): Message {
  const message = chat.messages.find((one) => one.id === id && (one.mine || one.state === 'delivered' || one.state === 'read'));
  if (message === undefined) throw new ControlRefusal(404, `this phone has no message ${id}`, '/message_id');
  return message;
}

function chooseRow(world: World, person: Person, chat: Chat, act: Extract<Act, { act: 'choose' }>): string {
  const message = getBubble(chat, act.message_id);
  if (message.content.kind !== 'list') throw new ControlRefusal(400, 'the message is no list', '/message_id');
  const row = message.content.sections.flatMap((section) => section.rows).find((one) => one.id === act.row);
  if (row === undefined) throw new ControlRefusal(400, `the list has no row ${act.row}`, '/row');
  const reply = { id: row.id, title: row.title, ...(row.description === null ? {} : { description: row.description }) };
  const content: BubbleContent = { kind: 'text', text: row.description === null ? row.title : `${row.title}\n${row.description}` };
  return sendInbound(world, person, chat, {
    content,
    type: 'interactive',
    body: { interactive: { type: 'list_reply', list_reply: reply } },
    quoted: message.id,
  });
}

function sendImage(world: World, person: Person, chat: Chat, act: Extract<Act, { act: 'send_image' }>): string {
  const bytes = Buffer.from(act.base64, 'base64');
  if (bytes.length === 0) throw new ControlRefusal(400, 'the picture is empty or not base64', '/base64');
  const item = storeInboundMedia(world, chat.number, act.mime, bytes);
  const image = {
    ...(act.caption === undefined ? {} : { caption: act.caption }),
    mime_type: item.mime,
    sha256: Buffer.from(item.sha256, 'hex').toString('base64'),
    id: item.id,
    url: mediaAddress(world, item, world.url),
  };
  const content: BubbleContent = { kind: 'image', media: item.id, link: null, caption: act.caption ?? null, filename: null };
  return sendInbound(world, person, chat, { content, type: 'image', body: { image }, quoted: null });
}

/** Sends what the caller wrote, as it stands; `id`, `from` and `timestamp` are filled in where they are missing. */
function sendRaw(world: World, person: Person, chat: Chat, message: Record<string, unknown>): string {
  const type = textAt(message, 'type') ?? 'unsupported';
  const text = isRecord(message['text']) ? textAt(message['text'], 'body') : undefined;
  const content: BubbleContent = type === 'text' && text !== undefined ? { kind: 'text', text } : { kind: 'other', type };
  const id = sendInbound(world, person, chat, { content, type, body: {}, quoted: null, raw: message });
  return textAt(message, 'id') ?? id;
}

function tellPreference(world: World, person: Person, number: BusinessNumber, value: 'stop' | 'resume'): void {
  const preference = {
    wa_id: person.wa_id,
    detail: value === 'stop' ? 'User requested to stop marketing messages' : 'User requested to resume marketing messages',
    category: 'marketing_messages',
    value,
    timestamp: Math.floor(world.clock.now() / 1000),
  };
  const text = `{"messaging_product":"whatsapp","metadata":${metadataOf(number)},"contacts":[${contactOf(person)}],"user_preferences":[${printEscaped(preference)}]}`;
  world.webhooks.tell(number.account, 'user_preferences', text, false);
}
