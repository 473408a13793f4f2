import { type Fifo, openFifo } from './fifo.ts';
import { addStatus, type Item, makeStatusItem, sealItem, statusChange, type StatusItem, type StatusUpdate, weightOf } from './items.ts';
import { queueKey, type QueueName, type Shelf } from './shelf.ts';

/**
 * What one number (or an account) has to tell, in order. The oldest items are in memory, then come those on the shelf,
 * then the open one that still takes statuses.
 */
export type Queue = QueueName & {
  readonly items: Fifo<Item>;
  open: StatusItem | undefined;
  /** Updates in all its items. */
  updates: number;
  /** Items on the shelf, and the last of them that was read back. */
  shelved: number;
  readId: number;
  /** What is delayed keeps its order: nothing is due before what was told earlier. */
  lastDue: number;
};

/** What all queues share: `most` bytes in memory, and what is more waits on the shelf. */
export type Room = { readonly shelf: Shelf; readonly most: number; bytes: number; lastId: number };

/** So much may wait in memory before it goes to the file. */
export const roomBytes = 128 * 1024 * 1024;

/** When there is no room, an open item is closed and shelved from this size on, so that the shelf gets no crumbs. */
const worthShelving = 64 * 1024;

/**
 * While no more updates of a number wait than this, each has its own POST, as nearly always at Meta: many clients read only
 * the first message or status of a body (whatsapp-api-js 6.3.0 does, seen 2026-11-22). Our choice.
 */
export const crowdLength = 8;

/** Meta, "Webhooks", read 2026-11-22: a payload has up to 3 MB. A little is left for what stands around the updates. */
const postBytes = 3 * 1000 * 1000 - 4_096;

/** Opens an empty queue. */
export function openQueue(account: string, number: string): Queue {
  return { key: queueKey(account, number), account, number, items: openFifo(), open: undefined, updates: 0, shelved: 0, readId: 0, lastDue: 0 };
}

/** Puts a status at the end: in a crowd into the open item while it has room, else into a new one. */
export function putStatus(room: Room, queue: Queue, update: StatusUpdate, place: { due: number; batch: number }): void {
  queue.updates += 1;
  const size = update.status.length + (update.contact?.length ?? 0) + 2;
  let { open } = queue;
  if (open !== undefined && !fits(room, open, { size, ...place })) {
    closeOpen(room, queue);
    open = undefined;
  }
  if (open === undefined) {
    room.lastId += 1;
    open = makeStatusItem(room.lastId, place.due, update.metadata);
    queue.open = open;
    room.bytes += weightOf(open);
    room.shelf.note(queue, open);
  }
  const before = weightOf(open);
  addStatus(open, update.status, update.contact);
  room.bytes += weightOf(open) - before;
  if (queue.updates <= crowdLength) closeOpen(room, queue);
}

function fits(room: Room, open: StatusItem, { size, due, batch }: { size: number; due: number; batch: number }): boolean {
  if (open.isSealed || open.due !== due || open.updates >= batch) return false;
  const weight = weightOf(open);
  return weight + size <= postBytes && !(room.bytes > room.most && weight >= worthShelving);
}

/** Puts an item at the end; it goes to the shelf when others of this queue are there or the memory is full. */
export function putItem(room: Room, queue: Queue, item: Item): void {
  closeOpen(room, queue);
  queue.updates += item.updates;
  room.bytes += weightOf(item);
  room.shelf.note(queue, item);
  settleItem(room, queue, item);
}

function closeOpen(room: Room, queue: Queue): void {
  const { open } = queue;
  if (open === undefined) return;
  queue.open = undefined;
  if (!open.isSealed) sealItem(open);
  settleItem(room, queue, open);
}

function settleItem(room: Room, queue: Queue, item: Item): void {
  if (queue.shelved === 0 && room.bytes <= room.most) {
    queue.items.push(item);
    return;
  }
  room.shelf.spill(queue, item);
  room.bytes -= weightOf(item);
  queue.shelved += 1;
}

/** The next item, read from the shelf if need be; undefined when nothing waits. It stays where it is. */
export function firstOf(room: Room, queue: Queue): Item | undefined {
  const first = queue.items.peek();
  if (first !== undefined) return first;
  if (queue.shelved === 0) return queue.open;
  const items = room.shelf.load(queue, queue.readId);
  for (const item of items) {
    queue.items.push(item);
    room.bytes += weightOf(item);
    queue.readId = item.id;
  }
  queue.shelved = items.length === 0 ? 0 : Math.max(0, queue.shelved - items.length);
  return queue.items.peek() ?? queue.open;
}

function takeFirst(room: Room, queue: Queue): Item | undefined {
  const item = firstOf(room, queue);
  if (item === undefined) return undefined;
  if (item === queue.open) queue.open = undefined;
  else queue.items.shift();
  room.bytes -= weightOf(item);
  queue.updates -= item.updates;
  return item;
}

/** What goes into one POST: its changes printed, and the items they were made of. */
export type Taken = { field: string; items: Item[]; updates: number; changes: string; time: number | null };

/**
 * Takes what may share the next POST: one change, or as many statuses and messages of the number as the batch and Meta's
 * size limit allow, in their order, when there is a crowd of them.
 */
export function takePost(room: Room, queue: Queue, { now, batch }: { now: number; batch: number }): Taken | undefined {
  const isCrowded = queue.updates > crowdLength;
  const first = takeFirst(room, queue);
  if (first === undefined) return undefined;
  const items = [first];
  let { updates } = first;
  let bytes = weightOf(first);
  while (isCrowded && isTraffic(first)) {
    const next = firstOf(room, queue);
    if (next === undefined || !isTraffic(next) || next.due > now || updates + next.updates > batch || bytes + weightOf(next) > postBytes) break;
    takeFirst(room, queue);
    items.push(next);
    updates += next.updates;
    bytes += weightOf(next);
  }
  return {
    field: first.kind === 'statuses' ? 'messages' : first.field,
    items,
    updates,
    changes: printChanges(items),
    time: first.kind === 'statuses' ? null : first.time,
  };
}

function isTraffic(item: Item): boolean {
  return item.kind === 'statuses' || item.field === 'messages';
}

/** Statuses that follow each other are one change; every message is its own. */
function printChanges(items: readonly Item[]): string {
  const changes: string[] = [];
  let [metadata, statuses, contacts] = ['', '', ''];
  const close = (): void => {
    if (statuses !== '') changes.push(statusChange(metadata, statuses, contacts));
    [statuses, contacts] = ['', ''];
  };
  for (const item of items) {
    if (item.kind === 'change' || item.metadata !== metadata) close();
    if (item.kind === 'change') changes.push(item.change);
    else {
      metadata = item.metadata;
      statuses = statuses === '' ? item.statuses : `${statuses},${item.statuses}`;
      contacts = contacts === '' || item.contacts === '' ? contacts + item.contacts : `${contacts},${item.contacts}`;
    }
  }
  close();
  return changes.join(',');
}
