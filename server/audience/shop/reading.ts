import { type CartFact, type OrderFact, orderFacts, type OtherFact, shapeOfFact, type ViewFact } from '#core/contract/shop.ts';
import type { RefusalFault } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import { type ContactId, parsePublicId } from '#core/value/id.ts';
import { parsePhone } from '#core/value/phone.ts';
import { isRefused } from '#core/value/result.ts';
import type { Told } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import type { Meant } from '#server/audience/contact/many.ts';
import { checkPart, sentenceOf } from '#server/platform/http/faults.ts';

/** A fact that was read: what it tells, of whom, and when it happened. */
export type ReadFact = { readonly fact: OrderFact | CartFact | ViewFact | OtherFact; readonly who: Meant; readonly at: Instant; readonly key: string | null };

/** How far ahead of our clock a fact may lie: clocks differ. */
const clockDriftMilliseconds = 5 * 60_000;
/** Data beyond this is a document; its place is elsewhere, and its address here. */
const dataCharactersMost = 10_000;
/** Five hundred lines with a name and an address each. */
const shopCharactersMost = 200_000;

/** Reads one fact, or says in a sentence why it cannot be taken: the place in it, the value, what to do. */
export function readFact(given: unknown, house: { readonly country: string; readonly now: Instant }): ReadFact | { readonly refused: Told } {
  const faults: RefusalFault[] = [];
  const kind = typeof given === 'object' && given !== null && 'kind' in given ? given.kind : undefined;
  const read = checkPart('', shapeOfFact(kind), given, faults);
  if (read === undefined) return { refused: sentenceOf(faults.map(({ at, message }) => ({ at: at.replace(/^\/+/u, ''), message }))) };
  const fact = read.value;
  const size = sizeFault(fact);
  if (size !== undefined) return { refused: size };
  const at = fact.at === undefined ? house.now : new Date(fact.at);
  if (at.getTime() > house.now.getTime() + clockDriftMilliseconds) {
    const why = say('time_ahead', { time: { moment: at.toISOString() }, now: { moment: house.now.toISOString() } });
    return { refused: say('fact_ahead', { why }) };
  }
  const who = readWho(fact, house.country);
  return 'refused' in who ? who : { fact, who, at, key: fact.id ?? null };
}

function sizeFault(fact: ReadFact['fact']): Told | undefined {
  if ('data' in fact && JSON.stringify(fact.data).length > dataCharactersMost) {
    return say('data_large', { kind: fact.kind, size: JSON.stringify(fact.data).length, most: dataCharactersMost });
  }
  const size = 'order' in fact ? JSON.stringify(fact.order).length : 'cart' in fact ? JSON.stringify(fact.cart).length : 0;
  if (size <= shopCharactersMost) return undefined;
  return 'order' in fact
    ? say('order_large', { number: fact.order.number, size, most: shopCharactersMost })
    : say('cart_large', { size, most: shopCharactersMost });
}

function readWho(fact: ReadFact['fact'], country: string): Meant | { readonly refused: Told } {
  let contact: ContactId | null = null;
  if (fact.contact !== undefined) {
    const id = parsePublicId('contact', fact.contact);
    if (isRefused(id)) return { refused: id.detail };
    contact = id;
  }
  const phone = fact.phone === undefined || fact.phone.trim() === '' ? null : parsePhone(fact.phone, country);
  if (phone !== null && isRefused(phone)) return { refused: say('fact_phone', { why: phone.detail }) };
  const external = fact.external_id === undefined || fact.external_id === '' ? null : fact.external_id;
  if (contact === null && external === null && phone === null) return { refused: say('fact_nobody') };
  return { contact, external, phone: phone?.e164 ?? null };
}

/** Which telling of an order is the later one when both happened in the same moment: paid comes after placed. */
export function rankOf(kind: OrderFact['kind']): number {
  return orderFacts.indexOf(kind);
}
