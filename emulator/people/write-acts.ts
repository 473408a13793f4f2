import { createHash } from 'node:crypto';

import type { Act } from '#core/rehearsal/act.ts';
import type { BubbleContact, BubbleContent } from '#core/rehearsal/bubble.ts';

import { isRecord, textAt } from '../world/json.ts';
import { contentOf, type Message } from '../world/ledger.ts';
import { findMessageById, personOf, type World } from '../world/world.ts';
import type { ActPlace } from './acts.ts';
import { playVoice, readChat } from './chats.ts';
import { buttonsOf, chooseRow, clickButton, markTapped, previewOf, sendInbound, tapButton } from './inbound.ts';
import { ControlRefusal } from './refusal.ts';

type One<Kind extends Act['act']> = Extract<Act, { act: Kind }>;

/** The message with this id as this phone has it: its own, or one that has arrived. Refuses any other. */
export function getBubble(world: World, { person, chat }: ActPlace, id: string, at: string): Message {
  const message = findMessageById(world, id);
  const isHere = message !== undefined && message.number === chat.number && personOf(world, message)?.index === person.index && isOnPhone(message);
  if (!isHere)
    throw new ControlRefusal(404, `the phone ${person.wa_id} has no message ${id} from ${chat.number}; GET phones/${person.wa_id} lists its bubbles`, at);
  return message;
}

/** A message on its way, or one that failed, is not on the phone; nor is what only businesses are told. */
export function isOnPhone(message: Message): boolean {
  if (message.type === 'system' && message.wire.includes('user_changed_user_id')) return false;
  return message.mine || message.state === 'delivered' || message.state === 'read';
}

/** The context a forwarded message carries. */
export function forwardContext(forwarded: 'once' | 'often' | undefined): Record<string, unknown> {
  if (forwarded === undefined) return {};
  return forwarded === 'once' ? { forwarded: true } : { frequently_forwarded: true };
}

/** What a quoted id becomes: null without one, refused if the phone does not have it. */
export function quotedOf(world: World, place: ActPlace, quoted: string | undefined): string | null {
  return quoted === undefined ? null : getBubble(world, place, quoted, '/quoted').wamid;
}

/** Writes a text. */
export function write(world: World, place: ActPlace, act: One<'write'>): string {
  return sendInbound(world, place.person, place.chat, {
    content: { kind: 'text', text: act.text, preview: previewOf(act.text) },
    type: 'text',
    body: { text: { body: act.text } },
    quoted: quotedOf(world, place, act.quoted),
    context: forwardContext(act.forwarded),
  });
}

/** Taps a button of a message, or plays its voice note. Returns a wamid if that sends something. */
export function tap(world: World, place: ActPlace, act: One<'tap'>): string | undefined {
  const { person, chat } = place;
  const message = getBubble(world, place, act.message_id, '/message_id');
  const content = contentOf(message);
  readChat(world, person, chat);
  if (content.kind === 'audio' && content.voice && act.index === 0) {
    if (!message.mine) playVoice(world, person, message);
    return undefined;
  }
  const button = buttonsOf(content).find((one) => one.index === act.index);
  if (button === undefined)
    throw new ControlRefusal(400, `the message ${message.wamid} has no button ${act.index}; it has ${buttonsOf(content).length}`, '/index');
  switch (button.kind) {
    case 'reply':
      return tapButton(world, person, chat, message, act.index);
    case 'url':
    case 'phone':
    case 'copy_code':
    case 'catalog':
    case 'product':
    case 'flow':
      clickButton(world, message, act.index);
      return undefined;
    case 'share_contact':
      return shareOwnNumber(world, place, message.wamid);
    case 'send_location':
      throw new ControlRefusal(400, 'this button asks for a location: answer with {"act":"share_location"} and the message as "quoted"', '/index');
    case 'address':
      throw new ControlRefusal(400, 'this button asks for an address: answer with {"act":"submit_address"}', '/index');
  }
}

/** Chooses a row of a list. */
export function choose(world: World, place: ActPlace, act: One<'choose'>): string {
  const message = getBubble(world, place, act.message_id, '/message_id');
  if (contentOf(message).kind !== 'list') throw new ControlRefusal(400, `the message ${message.wamid} is no list; choose from one that is`, '/message_id');
  const id = chooseRow(world, place.person, place.chat, message, act.row);
  if (id === undefined) throw new ControlRefusal(400, `the list ${message.wamid} has no row ${act.row}; choose one by its id`, '/row');
  return id;
}

/** Shares a place. Coordinates are numbers here, strings when a business sends them. */
export function shareLocation(world: World, place: ActPlace, act: One<'share_location'>): string {
  const { latitude, longitude, name, address, url } = act;
  const content: BubbleContent = { kind: 'location', latitude, longitude, name: name ?? null, address: address ?? null };
  const optional = Object.fromEntries(Object.entries({ name, address, url }).filter(([, value]) => value !== undefined));
  const location = { latitude, longitude, ...optional };
  return sendInbound(world, place.person, place.chat, { content, type: 'location', body: { location }, quoted: quotedOf(world, place, act.quoted) });
}

/** Sends contact cards. A phone that is a whole international number counts as one of WhatsApp. */
export function shareContacts(world: World, place: ActPlace, act: One<'share_contacts'>): string {
  const cards = act.contacts.map((contact): BubbleContact => {
    const phones = contact.phones.map((phone) => ({ phone, wa_id: waIdOf(phone) }));
    return { name: contact.name, org: null, phones, emails: contact.emails };
  });
  return sendInbound(world, place.person, place.chat, {
    content: { kind: 'contacts', contacts: cards },
    type: 'contacts',
    body: { contacts: cards.map(wireContact) },
    quoted: null,
  });
}

function waIdOf(phone: string): string | null {
  const digits = phone.replaceAll(/\D/g, '');
  return phone.trimStart().startsWith('+') && /^[1-9]\d{6,14}$/.test(digits) ? digits : null;
}

function wireContact({ name, phones, emails }: BubbleContact): Record<string, unknown> {
  const [first = name, ...rest] = name.split(' ');
  return {
    name: { formatted_name: name, first_name: first, ...(rest.length === 0 ? {} : { last_name: rest.join(' ') }) },
    ...(phones.length === 0 ? {} : { phones: phones.map(({ phone, wa_id }) => ({ phone, type: 'CELL', ...(wa_id === null ? {} : { wa_id }) })) }),
    ...(emails.length === 0 ? {} : { emails: emails.map((email) => ({ email, type: 'HOME' })) }),
  };
}

/** Answers a request for the person's own number: a card with a vCard that says what it answers. Facts §3.2. */
export function shareOwnNumber(world: World, place: ActPlace, asked: string | undefined): string {
  const { person, chat } = place;
  const message = asked === undefined ? undefined : getBubble(world, place, asked, '/message_id');
  const button = message === undefined ? undefined : buttonsOf(contentOf(message)).find((one) => one.kind === 'share_contact');
  if (message !== undefined && button === undefined)
    throw new ControlRefusal(400, `the message ${message.wamid} does not ask for a number; leave message_id out to share it unasked`, '/message_id');
  if (message !== undefined && button !== undefined) markTapped(world, message, button.index);
  const card: BubbleContact = { name: person.name, org: null, phones: [{ phone: `+${person.wa_id}`, wa_id: person.wa_id }], emails: [] };
  const vcard = `BEGIN:VCARD\nVERSION:3.0\nN:;${person.name};;;\nFN:${person.name}\nTEL;type=CELL;waid=${person.wa_id}:+${person.wa_id}\nEND:VCARD`;
  return sendInbound(world, person, chat, {
    content: { kind: 'contacts', contacts: [card] },
    type: 'contacts',
    body: { contacts: [{ ...wireContact(card), ...(button === undefined ? {} : { origin: 'contact_request', vcard }) }] },
    quoted: message?.wamid ?? null,
  });
}

/** Sends what the caller wrote, as it stands; `id`, `from` and `timestamp` are filled in where they are missing. */
export function sendRaw(world: World, { person, chat }: ActPlace, message: Record<string, unknown>): string {
  const type = textAt(message, 'type') ?? 'unsupported';
  const text = isRecord(message['text']) ? textAt(message['text'], 'body') : undefined;
  const content: BubbleContent = type === 'text' && text !== undefined ? { kind: 'text', text, preview: null } : { kind: 'other', type };
  const id = sendInbound(world, person, chat, { content, type, body: {}, quoted: null, raw: message });
  return textAt(message, 'id') ?? id;
}

/** Comes by an advertisement: the first message carries it, and the business's answer within a day opens 72 free hours. */
export function clickAd(world: World, { person, chat }: ActPlace, act: One<'click_ad'>): string {
  chat.adClickedAt = world.clock.now();
  // Meta gives each click an id; one that nobody chose hangs on the person and their message.
  const click = createHash('sha256')
    .update(`${world.seed}/${person.wa_id}/${person.sentBy + 1}`)
    .digest('base64url');
  const clickId = act.referral.source_type === 'ad' && act.referral.ctwa_clid === undefined ? { ctwa_clid: `AR${click}` } : {};
  return sendInbound(world, person, chat, {
    content: { kind: 'text', text: act.text, preview: null },
    type: 'text',
    body: { referral: { ...act.referral, ...clickId }, text: { body: act.text } },
    quoted: null,
  });
}

/** Follows a QR code or short link of the number, by its code or address, and sends the text it is filled with. */
export function scanCode(world: World, { person, chat, number }: ActPlace, scanned: string): string {
  const code = scanned.replace(/^https?:\/\/wa\.me\/message\//, '');
  const found = number.codes.find((one) => one.code === code);
  if (found === undefined) throw new ControlRefusal(404, `the number ${number.id} has no code ${code}; POST /${number.id}/message_qrdls makes one`, '/code');
  const text = found.prefilled_message;
  return sendInbound(world, person, chat, {
    content: { kind: 'text', text, preview: previewOf(text) },
    type: 'text',
    body: { text: { body: text } },
    quoted: null,
  });
}

/** Opens a chat that never was: `request_welcome`, where the number has asked for it. */
export function openChatFirst(world: World, { person, chat, number }: ActPlace): string | undefined {
  if (chat.welcomed || chat.lastAt > 0)
    throw new ControlRefusal(400, `${person.wa_id} has had a chat with ${number.id} already; only the first opening is told`, '/act');
  chat.welcomed = true;
  if (!number.automation.enable_welcome_message) return undefined;
  return sendInbound(world, person, chat, {
    content: { kind: 'system', text: 'The chat was opened for the first time.' },
    type: 'request_welcome',
    body: {},
    quoted: null,
  });
}
