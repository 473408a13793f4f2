import type { MessageCategory } from '../world/ledger.ts';
import type { Chat, Person } from '../world/person.ts';
import type { BusinessNumber, World } from '../world/world.ts';
import { type Epoch, epochAt } from './epochs.ts';
import { appliesTo, homeOf, internationalAuthentication } from './regions.ts';
import { awaitsFirstAnswer, isFreeEntryOpen } from './window.ts';

/** What a message costs: `text` is the `pricing` object of its statuses, printed; null where none is sent. */
export type Price = { readonly text: string | null; readonly billable: boolean };

/** One object for each kind of price, for ever: nothing is printed for a single message. */
const known = new Map<string, Price>();

function price(model: 'PMP' | 'CBP', type: 'regular' | 'free_customer_service' | 'free_entry_point', category: string): Price {
  const key = `${model} ${type} ${category}`;
  let found = known.get(key);
  if (found === undefined) {
    const billable = type === 'regular';
    // `type` came with the prices for each message.
    const kind = model === 'PMP' ? `,"type":"${type}"` : '';
    found = { text: `{"billable":${billable},"pricing_model":"${model}"${kind},"category":"${category}"}`, billable };
    known.set(key, found);
  }
  return found;
}

const unpriced: Price = { text: null, billable: false };

/** What is priced: a message of a category between these two, in or outside a window. */
export type Sale = {
  number: BusinessNumber;
  person: Person;
  chat: Chat;
  category: MessageCategory;
  windowIsOpen: boolean;
  isMarketingApi: boolean;
  now: number;
};

/** The price of a message by the model of its day. Counts nothing: see `countService`. */
export function quotePrice(world: World, sale: Sale): Price {
  const { category, chat, now } = sale;
  if (category === 'reaction') return unpriced;
  const epoch = epochAt(world.settings, now);
  const model = epoch === 'conversations' ? 'CBP' : 'PMP';
  if (isFreeEntryOpen(chat, now) || awaitsFirstAnswer(world, chat, now)) return price(model, 'free_entry_point', 'referral_conversion');
  switch (category) {
    case 'marketing':
      return price(model, 'regular', sale.isMarketingApi ? 'marketing_lite' : 'marketing');
    case 'authentication':
      return price(model, 'regular', isInternational(sale) ? 'authentication-international' : 'authentication');
    case 'utility':
      return price(model, epoch === 'templates' && sale.windowIsOpen ? 'free_customer_service' : 'regular', 'utility');
    case 'service':
      return price(model, isServiceFree(world, epoch, sale) ? 'free_customer_service' : 'regular', 'service');
  }
}

function isInternational({ number, person, now }: Sale): boolean {
  return person.country.code !== homeOf(number) && appliesTo(internationalAuthentication, person.country.code, now);
}

function isServiceFree(world: World, epoch: Epoch, { number, now }: Sale): boolean {
  return epoch !== 'templates_and_service' || number.serviceMonth !== monthOf(now) || number.serviceMessages < world.settings.service_free_messages;
}

/** Counts a service message of a number's month, unless the free entry point paid for it. */
export function countService(world: World, number: BusinessNumber, chat: Chat, now: number): void {
  if (isFreeEntryOpen(chat, now) || awaitsFirstAnswer(world, chat, now)) return;
  const month = monthOf(now);
  if (number.serviceMonth !== month) {
    number.serviceMonth = month;
    number.serviceMessages = 0;
  }
  number.serviceMessages += 1;
}

let monthCache = { from: 0, until: 0, name: '' };

/** The month of an instant, UTC, "2026-11". Meta counts in the account's time zone; ours is UTC. */
function monthOf(now: number): string {
  if (now < monthCache.from || now >= monthCache.until) {
    const date = new Date(now);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
    monthCache = { from: Date.UTC(year, month, 1), until: Date.UTC(year, month + 1, 1), name: date.toISOString().slice(0, 7) };
  }
  return monthCache.name;
}
