import type { Delivery } from '#core/rehearsal/rehearsal.ts';

import { openFifo } from './fifo.ts';

/** One POST and what became of it. `body` is what was sent; times are milliseconds of the emulator's clock. */
export type Post = {
  readonly id: number;
  readonly account: string;
  readonly number: string;
  readonly field: string;
  readonly body: Buffer;
  readonly updates: number;
  readonly at: number;
  url: string;
  attempts: number;
  status: Delivery['status'];
  httpStatus: number | null;
  error: string | null;
  response: string | null;
  nextAt: number | null;
};

/** The settled deliveries, newest last; old ones are forgotten. */
export type Log = {
  add(post: Post): void;
  find(id: number): Post | undefined;
  /** Newest first, older than `before`. */
  page(before: number, limit: number): Post[];
  /** The newest of a field, or of all. */
  latest(field: string | undefined, limit: number): Post[];
};

/** The log keeps this many settled deliveries, and not more than these bytes of their bodies. */
const logLength = 2_000;
const logBytes = 16 * 1024 * 1024;

/** Of a long body a list shows only the beginning; the delivery itself has all of it. */
const listedBodyLength = 4_000;

/** Opens an empty log. */
export function openLog(): Log {
  const posts = new Map<number, Post>();
  const order = openFifo<number>();
  let bytes = 0;
  /** A retried delivery settles late: its id is older than its place. */
  const newestFirst = (): Post[] => [...posts.values()].toSorted((a, b) => b.id - a.id);
  return {
    add(post) {
      posts.set(post.id, post);
      order.push(post.id);
      bytes += post.body.length;
      while (order.size > logLength || (bytes > logBytes && order.size > 1)) {
        const oldest = order.shift() ?? 0;
        bytes -= posts.get(oldest)?.body.length ?? 0;
        posts.delete(oldest);
      }
    },
    find: (id) => posts.get(id),
    page: (before, limit) =>
      newestFirst()
        .filter((post) => post.id < before)
        .slice(0, limit),
    latest: (field, limit) =>
      newestFirst()
        .filter((post) => field === undefined || post.field === field)
        .slice(0, limit),
  };
}

/** A delivery as the control API shows it, with its whole body or the beginning of it. */
export function presentPost(post: Post, isWhole: boolean): Delivery {
  return {
    id: String(post.id),
    at: new Date(post.at).toISOString(),
    url: post.url,
    field: post.field,
    updates: post.updates,
    attempts: post.attempts,
    status: post.status,
    http_status: post.httpStatus,
    error: post.error,
    next_at: post.nextAt === null ? null : new Date(post.nextAt).toISOString(),
    body: post.body.toString('latin1', 0, isWhole ? post.body.length : listedBodyLength),
    body_bytes: post.body.length,
    response: post.response,
  };
}
