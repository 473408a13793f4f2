import type { CartFact, facts as factsContract, OrderFact } from '#core/contract/shop.ts';
import type { ReplyOf } from '#core/contract/route.ts';
import { say, tell } from '#core/contract/say.ts';
import type { LineFacts } from '#core/expression/facts.ts';
import type { Scope } from '#core/value/actor.ts';
import { type ContactId, presentId } from '#core/value/id.ts';
import { type Money, parseMicros } from '#core/value/money.ts';
import type { Told } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { ensureContacts, tellContacts } from '#server/audience/contact/many.ts';
import { type NewFact, recordFacts } from '#server/audience/timeline/timeline.ts';
import { type Call, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { askToLearn } from './learn.ts';
import { rankOf, type ReadFact, readFact } from './reading.ts';
import {
  type CartRow,
  type MentionedProduct,
  nameProducts,
  type OrderRow,
  replaceLines,
  takeKeys,
  upsertCarts,
  upsertMentioned,
  upsertOrders,
} from './store.ts';

type Reply = ReplyOf<typeof factsContract.track>;

/** A fact and the person it is about. */
type Placed = ReadFact & { readonly contact: ContactId };

/**
 * Takes facts, each for itself and in a fixed number of statements however many they are. A fact whose id was taken
 * before changes nothing; an older telling of an order or a cart goes on the timeline and does not undo a newer one.
 */
export async function takeFacts(platform: Platform, call: Call, given: readonly unknown[]): Promise<Reply> {
  const scope = scopeOf(call.actor);
  const house = await getWorkspace(platform.db, scope);
  const read = given.map((one) => readFact(one, { country: house.defaultCountry, now: call.now }));
  return platform.db.transaction().execute(async (tx) => {
    const readable = read.flatMap((one) => ('refused' in one ? [] : [one]));
    const contacts = await ensureContacts(
      platform,
      tx,
      scope,
      readable.map(({ who }) => who),
      call.now,
    );
    const contactOf = new Map(readable.map((one, place): [ReadFact, ContactId | undefined] => [one, contacts[place]]));
    const placed = readable.flatMap((one): Placed[] => {
      const contact = contactOf.get(one);
      return contact === undefined ? [] : [{ ...one, contact }];
    });
    const fresh = await withoutKnown(tx, scope, placed, call.now);
    await write(platform, tx, scope, fresh, call.now);
    const isFresh = new Set(fresh.map(({ fact }) => fact));
    const results = read.map((one): Reply['results'][number] => {
      if ('refused' in one) return refusedWith(one.refused, call);
      const contact = contactOf.get(one);
      if (contact === undefined) return refusedWith(nobody(one), call);
      return { result: isFresh.has(one.fact) ? 'taken' : 'twice', contact: presentId('contact', contact), error: null };
    });
    return { taken: fresh.length, results };
  });
}

function refusedWith(told: Told, { language }: Call): Reply['results'][number] {
  return { result: 'refused', contact: null, error: tell(told, language) };
}

function nobody({ who }: ReadFact): Told {
  if (who.contact !== null) return say('fact_contact_gone', { id: presentId('contact', who.contact) });
  return say('fact_external_gone', { id: who.external ?? '' });
}

/** Leaves out what was taken before, also earlier in the same request. */
async function withoutKnown(tx: Tx, scope: Scope, placed: readonly Placed[], now: Instant): Promise<Placed[]> {
  const keys = new Set(placed.flatMap(({ key }) => (key === null ? [] : [key])));
  const open = new Set(await takeKeys(tx, scope, [...keys], now));
  return placed.filter(({ key }) => key === null || open.delete(key));
}

async function write(platform: Platform, tx: Tx, scope: Scope, fresh: readonly Placed[], now: Instant): Promise<void> {
  if (fresh.length === 0) return;
  const mentioned = mentionedIn(fresh);
  await upsertMentioned(tx, scope, mentioned);
  const names = await nameProducts(
    tx,
    scope,
    mentioned.map(({ retailer_id }) => retailer_id),
  );
  const orders = ordersIn(platform, fresh, names, now);
  if (orders.length > 0) {
    await upsertOrders(tx, scope, orders);
    await replaceLines(
      tx,
      scope,
      orders.map(({ number }) => number),
    );
    await askToLearn(platform, tx, scope);
  }
  await upsertCarts(tx, scope, cartsIn(fresh, names));
  await recordFacts(
    platform,
    tx,
    scope,
    fresh.map((one) => timelineFact(one, names)),
    now,
  );
  await tellContacts(platform, tx, scope, new Set(fresh.map(({ contact }) => contact)));
}

type Line = OrderFact['order']['items'][number];
type Names = ReadonlyMap<string, string>;

function moneyOf(money: { readonly amount: string; readonly currency: string } | undefined): Money | null {
  return money === undefined ? null : { currency: money.currency, micros: parseMicros(money.amount) };
}

function lineOf(line: Line, names: Names): LineFacts {
  return {
    id: line.id,
    name: line.name ?? names.get(line.id) ?? line.id,
    quantity: line.quantity,
    price: moneyOf(line.price),
    url: line.url ?? null,
    image: line.image ?? null,
  };
}

function linesOf({ fact }: Placed): readonly Line[] {
  if ('order' in fact) return fact.order.items;
  if ('cart' in fact) return fact.cart.items;
  return 'product' in fact ? [fact.product] : [];
}

/** What the lines tell of products, the latest telling of each. */
function mentionedIn(fresh: readonly Placed[]): MentionedProduct[] {
  const latest = new Map<string, MentionedProduct>();
  for (const one of fresh.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    for (const line of linesOf(one)) {
      const price = moneyOf(line.price);
      latest.set(line.id, {
        retailer_id: line.id,
        name: line.name ?? null,
        currency: price?.currency ?? null,
        price_micros: price?.micros ?? null,
        url: line.url ?? null,
        image: line.image ?? null,
        updated_at: one.at.toISOString(),
      });
    }
  }
  return [...latest.values()].toSorted((a, b) => (a.retailer_id < b.retailer_id ? -1 : 1));
}

/** Each order once, as it was told last; `placed_at` is the earliest moment that was told of it. */
function ordersIn(platform: Platform, fresh: readonly Placed[], names: Names, now: Instant): OrderRow[] {
  const rows = new Map<string, OrderRow>();
  for (const { fact, at, contact } of fresh) {
    if (!('order' in fact)) continue;
    const { order } = fact;
    const before = rows.get(order.number);
    const row: OrderRow = {
      number: order.number,
      id: before?.id ?? platform.random.uuid7('fact', now),
      contact_id: contact,
      state: fact.kind.slice('order.'.length),
      currency: order.total.currency,
      total_micros: parseMicros(order.total.amount),
      items: order.items.map((line) => lineOf(line, names)),
      url: order.url ?? null,
      tracking_url: order.tracking_url ?? null,
      data: order.data,
      placed_at: at.toISOString(),
      told_at: at.toISOString(),
      rank: rankOf(fact.kind),
    };
    rows.set(order.number, before === undefined ? row : later(before, row));
  }
  return [...rows.values()].toSorted((a, b) => (a.number < b.number ? -1 : 1));
}

function later(one: OrderRow, other: OrderRow): OrderRow {
  const isOlder = other.told_at < one.told_at || (other.told_at === one.told_at && other.rank < one.rank);
  return { ...(isOlder ? one : other), placed_at: one.placed_at < other.placed_at ? one.placed_at : other.placed_at };
}

/** Each person's cart once, as it was told last. */
function cartsIn(fresh: readonly Placed[], names: Names): CartRow[] {
  const rows = new Map<ContactId, CartRow>();
  for (const { fact, at, contact } of fresh) {
    if (!('cart' in fact)) continue;
    const before = rows.get(contact);
    if (before !== undefined && before.told_at > at.toISOString()) continue;
    const total = moneyOf(fact.cart.total);
    rows.set(contact, {
      contact_id: contact,
      currency: total?.currency ?? null,
      total_micros: total?.micros ?? null,
      items: fact.kind === 'cart.emptied' ? [] : fact.cart.items.map((line) => lineOf(line, names)),
      url: fact.cart.url ?? null,
      data: fact.cart.data,
      told_at: at.toISOString(),
    });
  }
  return [...rows.values()].toSorted((a, b) => (a.contact_id < b.contact_id ? -1 : 1));
}

/** Things a timeline entry names; the order itself has them all. */
const timelineItemsMost = 10;

function timelineFact(one: Placed, names: Names): NewFact {
  const { fact, at, contact } = one;
  const lines = linesOf(one).map((line) => lineOf(line, names));
  const items = lines.slice(0, timelineItemsMost).map(({ id, name, quantity }) => ({ id, name, quantity }));
  return { kind: fact.kind, at, contact, subject: null, data: dataOf(fact, items, lines.length) };
}

function dataOf(fact: ReadFact['fact'], items: readonly object[], count: number): Record<string, unknown> {
  if ('order' in fact) {
    const { number, total, url, tracking_url } = fact.order;
    return { number, total: moneyOf(total), count, items, url: url ?? null, tracking_url: tracking_url ?? null };
  }
  if ('cart' in fact) return dataOfCart(fact, items, count);
  return 'product' in fact ? { product: items[0], url: fact.product.url ?? null } : fact.data;
}

function dataOfCart({ cart }: CartFact, items: readonly object[], count: number): Record<string, unknown> {
  return { total: moneyOf(cart.total), count, items, url: cart.url ?? null };
}
