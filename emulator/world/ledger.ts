import type { DatabaseSync, StatementSync } from 'node:sqlite';

import type { BubbleContent } from '#core/rehearsal/bubble.ts';

import type { Store } from './store.ts';

/** What can become of a message. The place in the list is what the file keeps; `settledFrom` on nothing more is to come. */
export const messageStates = ['accepted', 'held', 'sent', 'delivered', 'read', 'failed', 'dropped', 'inbound'] as const;
export type MessageState = (typeof messageStates)[number];
export const messageCategories = ['marketing', 'utility', 'authentication', 'service', 'reaction'] as const;
export type MessageCategory = (typeof messageCategories)[number];

/**
 * One message, as the emulator keeps it. Times are milliseconds, UTC; 0 is "not yet". What was said never changes; what
 * became of it does: change it, then `ledger.touch`.
 */
export type Message = {
  /** Its place in the ledger, in the order of acceptance. */
  readonly id: number;
  readonly wamid: string;
  /** Whom it was sent to, or who sent it: their number at that time. */
  readonly waId: string;
  /** Written by the person (true) or by the business. */
  readonly mine: boolean;
  /** How-manieth message to this person, or from them: every draw about it hangs on this. */
  readonly n: number;
  readonly number: string;
  readonly at: number;
  readonly type: string;
  readonly category: MessageCategory;
  /** The template's id. */
  readonly template: string | null;
  /** `biz_opaque_callback_data`. */
  readonly opaque: string | null;
  readonly quoted: string | null;
  /** The request's body, or the webhook's message, as JSON. */
  readonly wire: string;
  /** Payload or id behind each button of the bubble, by its index; null for bubbles without buttons. */
  readonly replies: readonly string[] | null;
  /** It was addressed by a business-scoped user id, not by a number. */
  readonly byUserId: boolean;
  /** Sent through `marketing_messages`. */
  readonly isMarketingApi: boolean;
  /** Milliseconds after which it is dropped undelivered. */
  readonly ttl: number;
  state: MessageState;
  /** For `mine`: the business read it. For the other: this phone read it. */
  read: boolean;
  sentAt: number;
  deliveredAt: number;
  readAt: number;
  failedAt: number;
  /** The code it failed with. */
  error: number | null;
  /** Pricing of the status webhooks, JSON as it goes out; null where none is sent. */
  pricing: string | null;
  /** What the phone draws, printed; read it by `contentOf`, change it by `setContent`. */
  content: string;
};

/** A message as it is first written down. */
export type NewMessage = Omit<Message, 'id' | 'read' | 'sentAt' | 'deliveredAt' | 'readAt' | 'failedAt' | 'error'>;

export type LedgerPage = { after: { waId: string; n: number } | null; limit: number; mine: boolean };

/** Every message there ever was. They lie in a file; the latest few thousand are objects in memory. */
export type Ledger = {
  add(message: NewMessage): Message;
  get(id: number): Message | undefined;
  find(waId: string, mine: boolean, n: number): Message | undefined;
  /** After a change. Written behind. */
  touch(message: Message): void;
  /** What these numbers (one person's, old and new) and a business number (null: all) said to each other, oldest first. */
  chat(waIds: readonly string[], number: string | null, page: { before: number | null; limit: number }): Message[];
  /** Delivered and not yet read on the phone. */
  unread(waIds: readonly string[], number: string): Message[];
  /** In the order of person and n: the same for the same run, whoever came first. */
  page(question: LedgerPage): Message[];
  /** Ids of messages with more to come, in order; for a world that is opened again. */
  unfinished(): number[];
  count(): number;
  /** Forgets every message. */
  clear(): void;
  /** Runs a question of its own on the file, after writing down what is still in memory. */
  ask(sql: string, ...values: (string | number)[]): Record<string, unknown>[];
};

/** Messages with more to come that are kept as objects, about 2 KB each; those that are settled leave with the flush. */
const cacheLength = 20_000;

/** Of what waits to be written at least this share (a power of two) goes with each flush, so that it stays bounded under a flood. */
const leastShareBits = 4;

const columns =
  'id, wamid, wa_id, mine, n, number, at, type, category, template, opaque, quoted, wire, replies, flags, ttl, state, read, sent_at, delivered_at, read_at, failed_at, error, pricing, content';

const parsed = new WeakMap<Message, BubbleContent>();

/** What the phone draws of a message. */
export function contentOf(message: Message): BubbleContent {
  const known = parsed.get(message);
  if (known !== undefined) return known;
  const content = parseContent(message.content);
  parsed.set(message, content);
  return content;
}

/** Changes what the phone draws (a button was tapped); `ledger.touch` afterwards. */
export function setContent(message: Message, content: BubbleContent): void {
  message.content = JSON.stringify(content);
  parsed.set(message, content);
}

/** Opens the ledger in the store's file. */
export function openLedger(store: Store): Ledger {
  const { database } = store;
  const { insert, update, byId, byPerson, last } = prepareStatements(database);
  let lastId = last;
  let writtenId = last;
  /** Messages up to `agedId` were there a turn ago: younger ones are about to change again, and are not written twice. */
  let [agedId, youngId, seenTurn] = [last, last, 0];
  const dirty = new Set<Message>();
  const cache = openCache(dirty, byId);

  function write(limit: number, turn: number): number {
    let rows = 0;
    if (turn !== seenTurn) [agedId, youngId, seenTurn] = [youngId, lastId, turn];
    const newest = turn === Number.POSITIVE_INFINITY ? lastId : agedId;
    const most = Math.max(limit, dirty.size >> leastShareBits);
    for (const message of dirty) {
      if (rows >= most || message.id > newest) break;
      rows += 1;
      dirty.delete(message);
      if (message.id > writtenId) insertRow(insert, message);
      else updateRow(update, message);
      // New ones stand in the set in the order of their ids; one in between that was touched again keeps its place.
      writtenId = Math.max(writtenId, message.id);
      // Nobody will ask for it soon: let it die young, before the garbage collector moves it to the old ones.
      if (isSettled(message)) cache.delete(message.id);
    }
    cache.trim();
    return rows;
  }
  store.join(write);
  return {
    add(given) {
      lastId += 1;
      const message: Message = { ...given, id: lastId, read: false, sentAt: 0, deliveredAt: 0, readAt: 0, failedAt: 0, error: null };
      cache.set(message);
      dirty.add(message);
      return message;
    },
    get: cache.get,
    find(waId, mine, n) {
      const id = byPerson.get(mine ? 1 : 0, Number(waId), n)?.['id'];
      if (id !== undefined) return cache.get(Number(id));
      for (const message of dirty) if (message.n === n && message.mine === mine && message.waId === waId) return message;
      return undefined;
    },
    touch(message) {
      dirty.add(message);
      // One that had left, in the hands of somebody who still held it: from here on it is the one everybody gets.
      if (message.id <= writtenId) cache.set(message);
    },
    ...openQuestions(store, dirty, cache.load),
    count: () => lastId,
    clear() {
      dirty.clear();
      cache.clear();
      database.exec('DELETE FROM message');
      // Ids go on: what the wheel still holds must not meet another message under an old number.
      writtenId = lastId;
      [agedId, youngId] = [lastId, lastId];
    },
  };
}

function prepareStatements(database: DatabaseSync) {
  database.exec(`CREATE TABLE IF NOT EXISTS message (
    id INTEGER PRIMARY KEY, wamid TEXT NOT NULL, wa_id INTEGER NOT NULL, mine INTEGER NOT NULL, n INTEGER NOT NULL, number TEXT NOT NULL,
    at REAL NOT NULL, type TEXT NOT NULL, category INTEGER NOT NULL, template TEXT, opaque TEXT, quoted TEXT, wire TEXT NOT NULL, replies TEXT,
    flags INTEGER NOT NULL, ttl REAL NOT NULL, state INTEGER NOT NULL, read INTEGER NOT NULL, sent_at REAL NOT NULL, delivered_at REAL NOT NULL,
    read_at REAL NOT NULL, failed_at REAL NOT NULL, error INTEGER, pricing TEXT, content TEXT NOT NULL)`);
  database.exec('CREATE UNIQUE INDEX IF NOT EXISTS message_person ON message (mine, wa_id, n)');
  return {
    insert: database.prepare(`INSERT INTO message (${columns}) VALUES (${columns.split(',').fill('?').join(', ')})`),
    update: database.prepare(
      'UPDATE message SET state = ?, read = ?, sent_at = ?, delivered_at = ?, read_at = ?, failed_at = ?, error = ?, pricing = ?, content = ? WHERE id = ?',
    ),
    byId: database.prepare(`SELECT ${columns} FROM message WHERE id = ?`),
    byPerson: database.prepare('SELECT id FROM message WHERE mine = ? AND wa_id = ? AND n = ?'),
    last: Number(database.prepare('SELECT max(id) AS last FROM message').get()?.['last'] ?? 0),
  };
}

/** The messages that are objects: the latest, and all that are `dirty`. */
function openCache(dirty: ReadonlySet<Message>, byId: StatementSync) {
  const cache = new Map<number, Message>();
  function trim(length: number): void {
    if (cache.size <= length) return;
    for (const [id, message] of cache) {
      if (cache.size <= cacheLength) return;
      if (!dirty.has(message)) cache.delete(id);
    }
  }
  /** The one object of a row; read anew only when there is none. */
  function load(row: Record<string, unknown>): Message {
    const known = cache.get(Number(row['id']));
    if (known !== undefined) return known;
    const message = parseRow(row);
    cache.set(message.id, message);
    trim(cacheLength * 2);
    return message;
  }
  return {
    get(id: number): Message | undefined {
      const known = cache.get(id);
      if (known !== undefined) return known;
      const row = byId.get(id);
      return row === undefined ? undefined : load(row);
    },
    load,
    set: (message: Message): void => void cache.set(message.id, message),
    delete: (id: number): void => void cache.delete(id),
    clear: (): void => cache.clear(),
    trim: (): void => trim(cacheLength),
  };
}

/** What is looked up in the file. */
function openQuestions(
  store: Store,
  dirty: ReadonlySet<Message>,
  load: (row: Record<string, unknown>) => Message,
): Pick<Ledger, 'chat' | 'unread' | 'page' | 'unfinished' | 'ask'> {
  function ask(sql: string, ...values: (string | number)[]): Record<string, unknown>[] {
    if (dirty.size > 0) store.flush();
    return store.database.prepare(sql).all(...values);
  }
  const marks = (list: readonly string[]): string => list.map(() => '?').join(', ');
  const delivered = messageStates.indexOf('delivered');
  return {
    ask,
    chat(waIds, number, { before, limit }) {
      const conditions = `mine IN (0, 1) AND wa_id IN (${marks(waIds)})${number === null ? '' : ' AND number = ?'}${before === null ? '' : ' AND id < ?'}`;
      const values = [...waIds.map(Number), ...(number === null ? [] : [number]), ...(before === null ? [] : [before]), limit];
      return ask(`SELECT ${columns} FROM message WHERE ${conditions} ORDER BY id DESC LIMIT ?`, ...values)
        .map(load)
        .toReversed();
    },
    unread(waIds, number) {
      const sql = `SELECT ${columns} FROM message WHERE mine = 0 AND wa_id IN (${marks(waIds)}) AND number = ? AND read = 0 AND state = ${delivered} ORDER BY id`;
      return ask(sql, ...waIds.map(Number), number).map(load);
    },
    page({ after, limit, mine }) {
      const from = after === null ? '' : ' AND (wa_id, n) > (?, ?)';
      const values = after === null ? [limit] : [Number(after.waId), after.n, limit];
      return ask(`SELECT ${columns} FROM message WHERE mine = ${mine ? 1 : 0}${from} ORDER BY wa_id, n LIMIT ?`, ...values).map(parseRow);
    },
    unfinished() {
      return ask(`SELECT id FROM message WHERE mine = 0 AND state <= ${delivered} AND NOT (state = ${delivered} AND read = 1) ORDER BY id`).map((row) =>
        Number(row['id']),
      );
    },
  };
}

function isSettled({ state, mine, read }: Message): boolean {
  return !mine && (read || state === 'failed' || state === 'dropped');
}

const byUserIdFlag = 1;
const marketingApiFlag = 2;

function insertRow(insert: StatementSync, message: Message): void {
  insert.run(
    message.id,
    message.wamid,
    Number(message.waId),
    message.mine ? 1 : 0,
    message.n,
    message.number,
    message.at,
    message.type,
    messageCategories.indexOf(message.category),
    message.template,
    message.opaque,
    message.quoted,
    message.wire,
    message.replies === null ? null : JSON.stringify(message.replies),
    (message.byUserId ? byUserIdFlag : 0) | (message.isMarketingApi ? marketingApiFlag : 0),
    message.ttl,
    messageStates.indexOf(message.state),
    message.read ? 1 : 0,
    message.sentAt,
    message.deliveredAt,
    message.readAt,
    message.failedAt,
    message.error,
    message.pricing,
    message.content,
  );
}

function updateRow(update: StatementSync, message: Message): void {
  update.run(
    messageStates.indexOf(message.state),
    message.read ? 1 : 0,
    message.sentAt,
    message.deliveredAt,
    message.readAt,
    message.failedAt,
    message.error,
    message.pricing,
    message.content,
    message.id,
  );
}

/** Rows are our own writing, read back. */
function parseRow(row: Record<string, unknown>): Message {
  const text = (name: string): string | null => (row[name] === null ? null : String(row[name]));
  const replies = text('replies');
  const flags = Number(row['flags']);
  return {
    id: Number(row['id']),
    wamid: String(row['wamid']),
    waId: String(row['wa_id']),
    mine: row['mine'] === 1,
    n: Number(row['n']),
    number: String(row['number']),
    at: Number(row['at']),
    type: String(row['type']),
    category: messageCategories[Number(row['category'])] ?? 'service',
    template: text('template'),
    opaque: text('opaque'),
    quoted: text('quoted'),
    wire: String(row['wire']),
    replies: replies === null ? null : (JSON.parse(replies) as string[]),
    byUserId: (flags & byUserIdFlag) !== 0,
    isMarketingApi: (flags & marketingApiFlag) !== 0,
    ttl: Number(row['ttl']),
    state: messageStates[Number(row['state'])] ?? 'dropped',
    read: row['read'] === 1,
    sentAt: Number(row['sent_at']),
    deliveredAt: Number(row['delivered_at']),
    readAt: Number(row['read_at']),
    failedAt: Number(row['failed_at']),
    error: row['error'] === null ? null : Number(row['error']),
    pricing: text('pricing'),
    content: String(row['content']),
  };
}

function parseContent(text: string): BubbleContent {
  return JSON.parse(text) as BubbleContent;
}
