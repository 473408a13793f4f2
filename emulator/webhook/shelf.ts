import type { StatementSync } from 'node:sqlite';

import type { Store } from '../world/store.ts';
import { type ChangeItem, type Item, sealItem, type StatusItem } from './items.ts';

/** Which queue something belongs to: an account's, or one of its numbers'. `number` is empty for what concerns the account. */
export type QueueName = { readonly key: string; readonly account: string; readonly number: string };

/** What waits on the shelf for one queue, found when a world is opened again. */
export type Left = { account: string; number: string; updates: number; items: number };

/**
 * Where items wait in the store's file that must outlive the program, or that the memory has no room for. What is taken
 * at once never comes here.
 */
export type Shelf = {
  /** An item is there: in a durable world it is written with the next flush, and closed to more statuses by that. */
  note(name: QueueName, item: Item): void;
  /** It was delivered, or is a failed delivery now. */
  forget(item: Item): void;
  /** Puts an item on the shelf instead of the memory. */
  spill(name: QueueName, item: Item): void;
  /** The next items that were put on the shelf, oldest first. */
  load(name: QueueName, afterId: number): Item[];
  /** What an earlier run left is on the shelf from now on. */
  resume(): { lastId: number; left: Left[] };
};

/** Items read from the shelf at a time. */
const itemsAtOnce = 64;

const itemColumns = 'id, queue, account, number, spilled, due, updates, field, metadata, contacts, time, text';

/** Opens the shelf. */
export function openShelf(store: Store): Shelf {
  const { database } = store;
  database.exec(`CREATE TABLE IF NOT EXISTS webhook_item (id INTEGER PRIMARY KEY, queue TEXT NOT NULL, account TEXT NOT NULL, number TEXT NOT NULL,
    spilled INTEGER NOT NULL, due REAL NOT NULL, updates INTEGER NOT NULL, field TEXT NOT NULL, metadata TEXT, contacts TEXT, time INTEGER, text TEXT NOT NULL)`);
  database.exec('CREATE INDEX IF NOT EXISTS webhook_item_queue ON webhook_item (queue, spilled, id)');
  const upsertItem = database.prepare(`INSERT OR REPLACE INTO webhook_item (${itemColumns}) VALUES (${itemColumns.split(',').fill('?').join(', ')})`);
  const removeItem = database.prepare('DELETE FROM webhook_item WHERE id = ?');
  const nextItems = database.prepare(`SELECT ${itemColumns} FROM webhook_item WHERE queue = ? AND spilled = 1 AND id > ? ORDER BY id LIMIT ${itemsAtOnce}`);
  const fresh = new Map<Item, QueueName>();
  const gone: number[] = [];
  /** Items up to `agedId` were there a turn ago: younger ones are most likely delivered before anybody could read them. */
  let [agedId, youngId, lastId, seenTurn] = [0, 0, 0, 0];

  store.join((rows, turn) => {
    let written = 0;
    if (turn !== seenTurn) [agedId, youngId, seenTurn] = [youngId, lastId, turn];
    const newest = turn === Number.POSITIVE_INFINITY ? lastId : agedId;
    while (gone.length > 0 && written < rows) {
      removeItem.run(gone.pop() ?? 0);
      written += 1;
    }
    for (const [item, name] of fresh) {
      if (written >= rows || item.id > newest) break;
      fresh.delete(item);
      writeItem(upsertItem, name, item, false);
      written += 1;
    }
    return written;
  });

  return {
    note(name, item) {
      if (!store.durable || item.isWritten) return;
      fresh.set(item, name);
      lastId = Math.max(lastId, item.id);
    },
    forget(item) {
      if (item.isWritten) gone.push(item.id);
      else if (store.durable) fresh.delete(item);
      if (gone.length >= goneAtOnce) for (const id of gone.splice(0)) removeItem.run(id);
    },
    spill(name, item) {
      fresh.delete(item);
      writeItem(upsertItem, name, item, true);
    },
    load: (name, afterId) => nextItems.all(name.key, afterId).map(parseItem),
    resume() {
      database.exec('UPDATE webhook_item SET spilled = 1');
      const left = database.prepare('SELECT account, number, sum(updates) AS updates, count(*) AS items FROM webhook_item GROUP BY account, number').all();
      return { lastId: Number(database.prepare('SELECT max(id) AS last FROM webhook_item').get()?.['last'] ?? 0), left: left.map(parseLeft) };
    },
  };
}

/** Rows taken away in one go when no flush does it: a world that is not durable flushes too, only later. */
const goneAtOnce = 10_000;

/** The name under which a queue's things are on the shelf. */
export function queueKey(account: string, number: string): string {
  return `${account}/${number}`;
}

function writeItem(upsert: StatementSync, name: QueueName, item: Item, isSpilled: boolean): void {
  const rest = item.kind === 'statuses' ? ['messages', item.metadata, item.contacts, null, item.statuses] : [item.field, null, null, item.time, item.change];
  upsert.run(item.id, name.key, name.account, name.number, isSpilled ? 1 : 0, item.due, item.updates, ...rest);
  if (item.kind === 'statuses' && !item.isSealed) sealItem(item);
  item.isWritten = true;
}

/** Rows are our own writing, read back. */
function parseItem(row: Record<string, unknown>): Item {
  const common = { id: Number(row['id']), due: Number(row['due']), updates: Number(row['updates']), isWritten: true, isSealed: true };
  const text = String(row['text']);
  if (row['metadata'] === null) {
    const time = row['time'] === null ? null : Number(row['time']);
    return { kind: 'change', ...common, field: String(row['field']), change: text, time } satisfies ChangeItem;
  }
  return { kind: 'statuses', ...common, metadata: String(row['metadata']), contacts: String(row['contacts']), statuses: text } satisfies StatusItem;
}

/** How much of one queue is left, from a row that counts it. */
export function parseLeft(row: Record<string, unknown>): Left {
  return { account: String(row['account']), number: String(row['number']), updates: Number(row['updates']), items: Number(row['items']) };
}
