import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

import type { MessageReport } from '#core/rehearsal/rehearsal.ts';

import { ControlRefusal } from '../people/refusal.ts';
import type { Message } from '../world/ledger.ts';
import type { World } from '../world/world.ts';
import { reportMessage } from './reports.ts';

/** Messages read from the file at a time. */
const pageLength = 1_000;

export type Direction = 'to_person' | 'from_person' | 'all';

/** A cursor: `to.33612345678.4` is after the fourth message to that person. */
type Cursor = { mine: boolean; after: { waId: string; n: number } | null };

/** A page of the ledger: messages to people by person and n, then (if asked for) those from people. */
export function pageLedger(
  world: World,
  { after, limit, direction }: { after: string | null; limit: number; direction: Direction },
): {
  messages: MessageReport[];
  next: string | null;
} {
  let cursor: Cursor | undefined = after === null ? { mine: direction === 'from_person', after: null } : parseCursor(after);
  const messages: Message[] = [];
  while (cursor !== undefined && messages.length < limit) {
    const wanted = limit - messages.length;
    const page = world.ledger.page({ after: cursor.after, limit: wanted, mine: cursor.mine });
    messages.push(...page);
    const last = page.at(-1);
    if (page.length === wanted && last !== undefined) cursor = { mine: cursor.mine, after: { waId: last.waId, n: last.n } };
    else cursor = !cursor.mine && direction === 'all' ? { mine: true, after: null } : undefined;
  }
  return { messages: messages.map((message) => reportMessage(world, message)), next: cursor === undefined ? null : printCursor(cursor) };
}

function printCursor({ mine, after }: Cursor): string {
  return after === null ? (mine ? 'from' : 'to') : `${mine ? 'from' : 'to'}.${after.waId}.${after.n}`;
}

function parseCursor(text: string): Cursor {
  const [, way, waId, n] = /^(to|from)(?:\.(\d{7,15})\.(\d+))?$/.exec(text) ?? [];
  if (way === undefined) throw new ControlRefusal(400, `after must be the "next" of the page before, not ${text.slice(0, 60)}`, '/after');
  return { mine: way === 'from', after: waId === undefined || n === undefined ? null : { waId, n: Number(n) } };
}

/** All messages of a direction, a page at a time, in the order of person and n. */
function* eachPage(world: World, direction: Direction): Generator<Message[]> {
  const ways = direction === 'all' ? [false, true] : [direction === 'from_person'];
  for (const mine of ways) {
    let after: { waId: string; n: number } | null = null;
    for (;;) {
      const page: Message[] = world.ledger.page({ after, limit: pageLength, mine });
      const last = page.at(-1);
      if (last === undefined) break;
      yield page;
      after = { waId: last.waId, n: last.n };
    }
  }
}

function printLines(world: World, page: readonly Message[]): string {
  let text = '';
  for (const message of page) text += `${JSON.stringify(reportMessage(world, message))}\n`;
  return text;
}

/** Streams the whole ledger, one message a line. Waits for a slow reader; others speak between pages. */
export async function streamLedger(world: World, response: ServerResponse, direction: Direction): Promise<void> {
  response.writeHead(200, { 'Content-Type': 'application/x-ndjson; charset=utf-8', 'Cache-Control': 'no-store' });
  for (const page of eachPage(world, direction)) {
    if (response.destroyed) return;
    if (!response.write(printLines(world, page))) await drained(response);
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}

/** The reader has caught up, or has gone. Whoever was listened for in vain is listened for no more: a long ledger waits thousands of times. */
export async function drained(response: ServerResponse): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]).finally(() => over.abort());
}

/** The hash of what `streamLedger` would write: equal for equal ledgers. */
export async function digestLedger(world: World, direction: Direction): Promise<{ digest: string; algorithm: 'sha256'; messages: number }> {
  const hash = createHash('sha256');
  let messages = 0;
  for (const page of eachPage(world, direction)) {
    hash.update(printLines(world, page));
    messages += page.length;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return { digest: hash.digest('hex'), algorithm: 'sha256', messages };
}
