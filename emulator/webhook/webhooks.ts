import type { Delivery } from '#core/rehearsal/rehearsal.ts';

import { type Carrier, isIdle, makeCarrier, type Stream, streamOf, type WebhookOptions } from './carrier.ts';
import { fateOf, isCalm } from './dials.ts';
import { addStatus, type Item, makeChangeItem, makeStatusItem, type StatusUpdate } from './items.ts';
import { type Post, presentPost } from './log.ts';
import { hurry, hurryAll, makePost, retryAt, wake } from './pump.ts';
import { putItem, putStatus } from './queue.ts';
import { addressOf, isNumberField } from './subscriptions.ts';

/** Carries webhooks to those who subscribed. What it took it never loses: it is kept until delivered, or the horizon is past. */
export type Webhooks = {
  /** When many wait, as many as the settings allow share one POST; otherwise each has its own. */
  tellStatus(update: StatusUpdate): void;
  /** Everything else has a change of its own, and a POST of its own unless many messages wait. `value` is printed and escaped; `isStamped` gives the entry a time, as some fields have it. */
  tell(account: string, field: string, value: string, isStamped: boolean): void;
  /** Sends a delivery once more, byte for byte, to where it would go now; false when it is none, or forgotten. */
  replay(id: string): boolean;
  /** Sends copies of the last deliveries (of a field) all at once; how many POSTs that makes. */
  storm(order: Storm): number;
  list(limit: number, after: string | undefined): { deliveries: Delivery[]; next: string | null };
  find(id: string): Delivery | undefined;
  count(): { waiting: number; delivered: number; failing: number; dropped: number; lost: number; last_error: string | null };
  /** Is nothing ready or on its way? What waits for the emulator's clock does not count. */
  idle(): boolean;
  /** Resolves when idle; nothing gathers meanwhile. */
  settled(): Promise<void>;
  /** Takes up what an earlier run left undone. */
  resume(): void;
  close(): Promise<void>;
};

/** How many copies of each of the last deliveries go out; of one field only, if it is named. */
export type Storm = { copies: number; field?: string | undefined };

/** A storm repeats at most this many deliveries, and is at most this many POSTs: more would test this machine and not the platform. */
const stormDeliveries = 100;
const stormPosts = 10_000;

/** Opens the carrier. */
export function openWebhooks(options: WebhookOptions): Webhooks {
  const carrier = makeCarrier(options);
  return {
    tellStatus: (update) => tellStatus(carrier, update),
    tell: (account, field, value, isStamped) => tell(carrier, { account, field, value, isStamped }),
    replay: (id) => replay(carrier, Number(id)),
    storm: (order) => storm(carrier, order),
    list: (limit, after) => listPosts(carrier, limit, after),
    find(id) {
      const post = findPost(carrier, Number(id));
      return post === undefined ? undefined : presentPost(post, true);
    },
    count: () => ({
      waiting: carrier.waiting,
      delivered: carrier.delivered,
      failing: carrier.failing,
      dropped: carrier.dropped,
      lost: carrier.lost,
      last_error: carrier.lastError,
    }),
    idle: () => isIdle(carrier),
    settled() {
      if (isIdle(carrier)) return Promise.resolve();
      return new Promise((resolve) => {
        carrier.waiters.push(resolve);
        hurryAll(carrier);
      });
    },
    resume: () => resume(carrier),
    async close() {
      carrier.isClosed = true;
      clearTimeout(carrier.linger);
      for (const waiter of carrier.waiters.splice(0)) waiter();
      await carrier.agent.destroy();
    },
  };
}

function tellStatus(carrier: Carrier, update: StatusUpdate): void {
  const { account, number } = update;
  if (addressOf(carrier.subscriptions, account, 'messages', carrier.callbackOf(number)) === undefined) return;
  const stream = streamOf(carrier, account, number);
  const settings = carrier.settings();
  if (!isCalm(settings)) {
    tossStatus(carrier, stream, update);
    return;
  }
  const { queue, fresh } = stream;
  putStatus(carrier.room, queue, update, { due: 0, batch: settings.webhook_batch });
  carrier.waiting += 1;
  if (stream.busy >= settings.webhook_per_number) return;
  if (!fresh.isQueued) wake(carrier, fresh);
  else if (queue.updates >= settings.webhook_batch) hurry(carrier, fresh);
}

/** One change that is told: which field of which account, and its value, printed and escaped. */
type Change = { account: string; field: string; value: string; isStamped: boolean };

function tell(carrier: Carrier, { account, field, value, isStamped }: Change): void {
  const number = isNumberField(field) ? numberIn(value) : '';
  if (addressOf(carrier.subscriptions, account, field, number === '' ? null : carrier.callbackOf(number)) === undefined) return;
  const time = isStamped ? Math.floor(carrier.clock.now() / 1000) : null;
  const stream = streamOf(carrier, account, number);
  toss(carrier, stream, `${field} ${value}`, (due) => makeChangeItem(nextId(carrier), due, { field, value, time }));
}

function nextId(carrier: Carrier): number {
  carrier.room.lastId += 1;
  return carrier.room.lastId;
}

/** The id of the business number a value is about: it stands in the metadata, near the beginning. */
function numberIn(value: string): string {
  const mark = '"phone_number_id":"';
  const from = value.indexOf(mark);
  return from === -1 ? '' : value.slice(from + mark.length, value.indexOf('"', from + mark.length));
}

function tossStatus(carrier: Carrier, stream: Stream, update: StatusUpdate): void {
  toss(carrier, stream, update.key, (due) => {
    const item = makeStatusItem(nextId(carrier), due, update.metadata);
    addStatus(item, update.status, update.contact);
    return item;
  });
}

/** Throws the dials' dice for an update and puts it where they say. */
function toss(carrier: Carrier, stream: Stream, key: string, make: (due: number) => Item): void {
  const settings = carrier.settings();
  if (isCalm(settings)) {
    put(carrier, stream, make(0));
    return;
  }
  const fate = fateOf(carrier.seed, key, settings);
  if (fate.isLost) {
    carrier.lost += 1;
    return;
  }
  const now = carrier.clock.now();
  if (fate.twinMilliseconds > 0) holdBack(carrier, stream, make(0), now + fate.delayMilliseconds + fate.twinMilliseconds);
  if (fate.passMilliseconds > 0) {
    holdBack(carrier, stream, make(0), now + fate.delayMilliseconds + fate.passMilliseconds);
    return;
  }
  const { queue } = stream;
  const due = fate.delayMilliseconds === 0 && queue.lastDue <= now ? 0 : Math.max(queue.lastDue, now + fate.delayMilliseconds);
  queue.lastDue = Math.max(queue.lastDue, due);
  put(carrier, stream, make(due));
}

function put(carrier: Carrier, stream: Stream, item: Item): void {
  putItem(carrier.room, stream.queue, item);
  carrier.waiting += item.updates;
  wake(carrier, stream.fresh);
}

/** Keeps an item aside, so that what is told later passes it. It is on the shelf of a durable world meanwhile. */
function holdBack(carrier: Carrier, stream: Stream, item: Item, until: number): void {
  carrier.shelf.note(stream.queue, item);
  carrier.waiting += item.updates;
  carrier.wheel.at(until, () => {
    putItem(carrier.room, stream.queue, item);
    wake(carrier, stream.fresh);
  });
}

function findPost(carrier: Carrier, id: number): Post | undefined {
  return carrier.onTheirWay.get(id) ?? carrier.log.find(id) ?? (Number.isInteger(id) ? carrier.failed.find(id) : undefined);
}

function replay(carrier: Carrier, id: number): boolean {
  const post = findPost(carrier, id);
  if (post === undefined) return false;
  sendCopy(carrier, post, true);
  return true;
}

function sendCopy(carrier: Carrier, { account, number, field, body, updates }: Post, isTriedAgain: boolean): void {
  const stream = streamOf(carrier, account, number);
  stream.copies.push({ post: makePost(carrier, { account, number, field, body, updates }), isTriedAgain });
  carrier.waiting += updates;
  wake(carrier, stream.copy);
}

function storm(carrier: Carrier, { copies, field }: Storm): number {
  const latest = carrier.log.latest(field, stormDeliveries);
  let posts = 0;
  for (let copy = 0; copy < copies; copy++) {
    for (const post of latest) {
      if (posts >= stormPosts) return posts;
      posts += 1;
      sendCopy(carrier, post, false);
    }
  }
  return posts;
}

/** Settled deliveries, those on their way, and those that failed and wait, newest first. */
function listPosts(carrier: Carrier, limit: number, after: string | undefined): { deliveries: Delivery[]; next: string | null } {
  const before = after === undefined ? Number.POSITIVE_INFINITY : Number(after);
  const found = new Map<number, Post>();
  for (const post of carrier.failed.page(before, limit + 1)) found.set(post.id, post);
  for (const post of carrier.log.page(before, limit + 1)) found.set(post.id, post);
  for (const post of carrier.onTheirWay.values()) if (post.id < before) found.set(post.id, post);
  const all = [...found.values()].toSorted((a, b) => b.id - a.id);
  const page = all.slice(0, limit);
  const last = page.at(-1);
  return { deliveries: page.map((post) => presentPost(post, false)), next: last !== undefined && all.length > limit ? String(last.id) : null };
}

function resume(carrier: Carrier): void {
  const waiting = carrier.shelf.resume();
  const failed = carrier.failed.resume(carrier.clock.now());
  carrier.room.lastId = Math.max(waiting.lastId, failed.lastId);
  for (const { account, number, updates, items } of waiting.left) {
    const stream = streamOf(carrier, account, number);
    stream.queue.updates = updates;
    stream.queue.shelved = items;
    carrier.waiting += updates;
    wake(carrier, stream.fresh);
  }
  for (const { account, number, items } of failed.left) {
    const stream = streamOf(carrier, account, number);
    carrier.failing += items;
    retryAt(carrier, stream);
  }
}
