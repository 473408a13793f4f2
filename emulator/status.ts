import { titleOf } from './errors.ts';
import { escapeJson, printEscaped } from './json.ts';
import type { BusinessNumber, Message, Person, World } from './world.ts';

/** What the webhook of a failure says besides the title. Texts as seen in the wild (facts §5.5), else Meta's error page. */
const failureDetails: Readonly<Record<number, string>> = {
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

/** A person as webhooks name them, printed. */
export function contactOf(person: Person): string {
  return `{"profile":{"name":${escapeJson(JSON.stringify(person.name))}},"wa_id":"${person.wa_id}"}`;
}

/** Tells subscribers what became of a message. */
export function tellStatus(world: World, person: Person, message: Message, status: 'sent' | 'delivered' | 'read' | 'failed'): void {
  const number = world.numbers.get(message.number);
  if (number === undefined) return;
  const opaque = message.opaque === null ? '' : `,"biz_opaque_callback_data":${escapeJson(JSON.stringify(message.opaque))}`;
  const pricing = message.pricing === null || status === 'read' || status === 'failed' ? '' : `,"pricing":${message.pricing}`;
  const errors = status === 'failed' && message.doomed !== null ? `,"errors":[${printFailure(message.doomed)}]` : '';
  const seconds = Math.floor(world.clock.now() / 1000);
  world.webhooks.tellStatus({
    account: number.account,
    number: number.id,
    metadata: metadataOf(number),
    status: `{"id":"${message.id.replaceAll('/', '\\/')}","status":"${status}","timestamp":"${seconds}","recipient_id":"${person.wa_id}"${opaque}${pricing}${errors}}`,
    contact: status === 'failed' ? null : contactOf(person),
  });
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
