import type { Store } from '../world/store.ts';
import type { Post } from './log.ts';
import { type Left, parseLeft, queueKey, type QueueName } from './shelf.ts';

/** Deliveries that failed and are tried again: they wait in the store's file, so that a day of them takes no memory. */
export type Failed = {
  put(post: Post, due: number): void;
  drop(id: number): void;
  /** When the next one of a queue is tried again. */
  nextDue(name: QueueName): number | undefined;
  /** Takes the next that is due, if `suits` agrees with its field; it stays in the file until put back or dropped. */
  take(name: QueueName, now: number, suits: (field: string) => boolean): Post | undefined;
  find(id: number): Post | undefined;
  /** Newest first, older than `before`. */
  page(before: number, limit: number): Post[];
  /** What an earlier run left; those that were on their way are due now. */
  resume(now: number): { lastId: number; left: Left[] };
};

/** The due time of a delivery that is on its way: later than all others. */
const onItsWay = Number.MAX_SAFE_INTEGER;

const columns = 'id, queue, account, number, field, url, body, updates, at, attempts, http_status, error, response, due';

/** Opens the file's table of failed deliveries. */
export function openFailed({ database }: Store): Failed {
  database.exec(`CREATE TABLE IF NOT EXISTS webhook_delivery (id INTEGER PRIMARY KEY, queue TEXT NOT NULL, account TEXT NOT NULL, number TEXT NOT NULL,
    field TEXT NOT NULL, url TEXT NOT NULL, body BLOB NOT NULL, updates INTEGER NOT NULL, at REAL NOT NULL, attempts INTEGER NOT NULL,
    http_status INTEGER, error TEXT, response TEXT, due REAL NOT NULL)`);
  database.exec('CREATE INDEX IF NOT EXISTS webhook_delivery_queue ON webhook_delivery (queue, due, id)');
  const upsert = database.prepare(`INSERT OR REPLACE INTO webhook_delivery (${columns}) VALUES (${columns.split(',').fill('?').join(', ')})`);
  const remove = database.prepare('DELETE FROM webhook_delivery WHERE id = ?');
  const firstDue = database.prepare('SELECT id, field, due FROM webhook_delivery WHERE queue = ? ORDER BY due, id LIMIT 1');
  const mark = database.prepare('UPDATE webhook_delivery SET due = ? WHERE id = ?');
  const one = database.prepare(`SELECT ${columns} FROM webhook_delivery WHERE id = ?`);
  const some = database.prepare(`SELECT ${columns} FROM webhook_delivery WHERE id < ? ORDER BY id DESC LIMIT ?`);

  function find(id: number): Post | undefined {
    const row = one.get(id);
    return row === undefined ? undefined : parsePost(row);
  }
  return {
    put(post, due) {
      const { id, account, number, field, url, body, updates, at, attempts, httpStatus, error, response } = post;
      upsert.run(id, queueKey(account, number), account, number, field, url, body, updates, at, attempts, httpStatus, error, response, due);
    },
    drop: (id) => void remove.run(id),
    nextDue(name) {
      const due = Number(firstDue.get(name.key)?.['due'] ?? onItsWay);
      return due === onItsWay ? undefined : due;
    },
    take(name, now, suits) {
      const first = firstDue.get(name.key);
      if (first === undefined || Number(first['due']) > now || !suits(String(first['field']))) return undefined;
      const post = find(Number(first['id']));
      mark.run(onItsWay, Number(first['id']));
      return post;
    },
    find,
    page: (before, limit) => some.all(Math.min(before, onItsWay), limit).map(parsePost),
    resume(now) {
      database.prepare('UPDATE webhook_delivery SET due = ? WHERE due = ?').run(now, onItsWay);
      const left = database.prepare('SELECT account, number, sum(updates) AS updates, count(*) AS items FROM webhook_delivery GROUP BY account, number').all();
      return { lastId: Number(database.prepare('SELECT max(id) AS last FROM webhook_delivery').get()?.['last'] ?? 0), left: left.map(parseLeft) };
    },
  };
}

/** Rows are our own writing, read back. */
function parsePost(row: Record<string, unknown>): Post {
  const text = (name: string): string | null => (row[name] === null ? null : String(row[name]));
  const due = Number(row['due']);
  return {
    id: Number(row['id']),
    account: String(row['account']),
    number: String(row['number']),
    field: String(row['field']),
    url: String(row['url']),
    body: Buffer.from(row['body'] instanceof Uint8Array ? row['body'] : []),
    updates: Number(row['updates']),
    at: Number(row['at']),
    attempts: Number(row['attempts']),
    status: 'failing',
    httpStatus: row['http_status'] === null ? null : Number(row['http_status']),
    error: text('error'),
    response: text('response'),
    nextAt: due === onItsWay ? null : due,
  };
}
