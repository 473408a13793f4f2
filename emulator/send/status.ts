import { titleOf } from '../graph/errors.ts';
import { escapeJson, printEscaped } from '../world/json.ts';
import { checksIdentity, identityKeyOf, showsNumber, userIdFor, usernameOf } from '../policy/identity.ts';
import type { Message } from '../world/ledger.ts';
import type { Chat, Person } from '../world/person.ts';
import { draw, drawInteger } from '../world/random.ts';
import type { BusinessNumber, World } from '../world/world.ts';

/** What the webhook of a failure says besides the title. Texts as seen in the wild (facts §5.5), else Meta's error page. */
const failureDetails: Readonly<Record<number, string>> = {
  130472: "Failed to send message because this user's phone number is part of an experiment",
  131009: 'Reaction target message is not found, was deleted, is older than 30 days or is a reaction itself.',
  131026: 'Message Undeliverable.',
  131047: 'Message failed to send because more than 24 hours have passed since the customer last replied to this number.',
  131048:
    'Message failed to send because there are restrictions on how many messages can be sent from this phone number. This may be because too many previous messages were blocked or flagged as spam.',
  131049: 'In order to maintain a healthy ecosystem engagement, the message failed to be delivered.',
  131050: 'Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business.',
};

const metadataCache = new WeakMap<BusinessNumber, string>();

/** The `metadata` of a number's webhooks, printed. */
export function metadataOf(number: BusinessNumber): string {
  let text = metadataCache.get(number);
  if (text === undefined) {
    text = printEscaped({ display_phone_number: number.display_phone_number.replaceAll(/\D/g, ''), phone_number_id: number.id });
    metadataCache.set(number, text);
  }
  return text;
}

/** A person as a number's webhooks name them, printed. Without the number where it may not be shown. */
export function contactOf(world: World, number: BusinessNumber, person: Person, chat: Chat): string {
  const contact = printContact(world, person, showsNumber(world, person, chat), userIdFor(world, number, person));
  return checksIdentity(number) ? `${contact.slice(0, -1)},"identity_key_hash":"${identityKeyOf(world, person).replaceAll('/', '\\/')}"}` : contact;
}

function printContact(world: World, person: Person, isShown: boolean, userId: string): string {
  const username = usernameOf(world, person);
  const handle = username === null ? '' : `,"username":"@${username}"`;
  const waId = isShown ? `"wa_id":"${person.wa_id}",` : '';
  return ['{"profile":{"name":', printText(person.name), handle, '},', waId, '"user_id":"', userId, '"}'].join('');
}

const plainText = /^[\x20\x21\x23-\x2e\x30-\x5b\x5d-\x7e]*$/;

/** Prints a text as Meta does; most need no escape. */
function printText(text: string): string {
  return plainText.test(text) ? `"${text}"` : escapeJson(JSON.stringify(text));
}

/** What a status webhook tells. `played` is a voice note's. */
export type ToldStatus = 'sent' | 'delivered' | 'read' | 'failed' | 'played';

/** Tells subscribers what became of a message. Called three times for each of a million messages: no object outlives it. */
export function tellStatus(world: World, person: Person, message: Message, status: ToldStatus): void {
  const number = world.numbers.get(message.number);
  if (number === undefined) return;
  const chat = world.people.openChat(person, number.id);
  const isShown = showsNumber(world, person, chat);
  const userId = userIdFor(world, number, person);
  const id = message.wamid.includes('/') ? message.wamid.replaceAll('/', '\\/') : message.wamid;
  const seconds = Math.floor(world.clock.now() / 1000);
  const opaque = message.opaque === null ? '' : `,"biz_opaque_callback_data":${printText(message.opaque)}`;
  const price =
    message.pricing !== null && showsPrice(world, person, message, status) ? printPrice(world, { message, chat, status, pricing: message.pricing }) : '';
  const errors = status === 'failed' && message.error !== null ? `,"errors":[${printFailure(message.error)}]` : '';
  // Sent to a user id, the number is only told to those who may see it; sent to the number, they know it.
  const recipient = isShown || !message.byUserId ? `,"recipient_id":"${message.waId}"` : '';
  world.webhooks.tellStatus({
    account: number.account,
    number: number.id,
    metadata: metadataOf(number),
    key: `${message.wamid} ${status}`,
    // One flat text by `join`; as a template it would be a tree of twenty, and the garbage collector would move each of them.
    status: [
      '{"id":"',
      id,
      '","status":"',
      status,
      '","timestamp":"',
      seconds,
      '"',
      recipient,
      ',"recipient_user_id":"',
      userId,
      '"',
      opaque,
      price,
      errors,
      '}',
    ].join(''),
    contact: status === 'failed' ? null : printContact(world, person, isShown, userId),
  });
}

/** Meta tells the price with `sent` and with one of `delivered` and `read`: with `read` only when there was no `delivered`. */
function showsPrice(world: World, person: Person, message: Message, status: ToldStatus): boolean {
  if (status === 'sent' || status === 'delivered') return true;
  const share = world.settings.delivered_skip_share;
  return status === 'read' && share > 0 && person.read_receipts && draw(world.seed, message.waId, message.n, 'skip') < share;
}

/** Meta, "Changelog", 8 Oct 2025: from this version on `conversation` is only told inside a free entry point window. */
const firstVersionWithout = 24;

type Priced = { message: Message; chat: Chat; status: ToldStatus; pricing: string };

/** `conversation` and `pricing`, printed with a comma before each. */
function printPrice(world: World, { message, chat, status, pricing }: Priced): string {
  const isFreeEntry = pricing.includes('"referral_conversion"');
  const isTold = isFreeEntry || Number.parseInt(world.settings.webhook_version.slice(1), 10) < firstVersionWithout;
  return isTold ? `${printConversation(world, { message, chat, status, isFreeEntry })},"pricing":${pricing}` : `,"pricing":${pricing}`;
}

/** A conversation has had an id of its own for each message since 2025-07-01; those of a free entry point share one. */
function printConversation(
  world: World,
  { message, chat, status, isFreeEntry }: { message: Message; chat: Chat; status: ToldStatus; isFreeEntry: boolean },
): string {
  const turn = isFreeEntry ? Math.floor(chat.adClickedAt / 1000) : message.n;
  const part = (index: number): string => drawInteger(world.seed, message.waId, turn, `conversation ${index}`).toString(16).padStart(8, '0');
  const id = part(1) + part(2) + part(3) + part(4);
  const end = isFreeEntry && chat.freeEntryUntil > 0 ? chat.freeEntryUntil : message.sentAt + world.settings.service_window_ms;
  const expiration = status === 'sent' ? `"expiration_timestamp":"${Math.floor(end / 1000)}",` : '';
  return `,"conversation":{"id":"${id}",${expiration}"origin":{"type":"${isFreeEntry ? 'referral_conversion' : message.category}"}}`;
}

function printFailure(code: number): string {
  const title = titleOf(code);
  return printEscaped({
    code,
    title,
    message: title,
    error_data: { details: failureDetails[code] ?? title },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  });
}
