import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type pg from 'pg';
import { z } from 'zod';
import type { WorkspaceId } from '#core/value/id.ts';
import type { Live, LiveChange, Log } from './platform.ts';
import { connectClient } from './postgres/hosts.ts';

const channel = 'parley_live';
const kinds = [
  'contact',
  'segment',
  'import',
  'template',
  'campaign',
  'broadcast',
  'conversation',
  'number',
  'webhook',
  'settings',
  'media',
  'notice',
] as const satisfies readonly LiveChange['kind'][];
const Notice = z.object({ workspace: z.string(), kind: z.enum(kinds), id: z.string() });

/** Screens are told at most this often; equal changes in between become one. */
const gatherMilliseconds = 100;
const reconnectMilliseconds = 1_000;

/** The `live` of the platform: a NOTIFY in the caller's transaction, delivered when that commits. */
export const live: Live = {
  async tell(tx, scope, change) {
    await sql`select pg_notify(${channel}, ${JSON.stringify({ workspace: scope.workspace, ...change })})`.execute(tx);
  },
};

/** Gives the changes of a workspace to whoever subscribed, in small batches without repetition. */
export type LiveSubscriptions = {
  subscribe(workspace: WorkspaceId, listener: (changes: readonly LiveChange[]) => void): () => void;
  close(): Promise<void>;
};

/**
 * Listens on one connection of its own. When that breaks it connects again, and every subscriber is told that
 * everything may have changed, since what was said meanwhile is lost.
 */
export function openLiveSubscriptions(url: string, log: Log): LiveSubscriptions {
  const listeners = new Map<string, Set<(changes: readonly LiveChange[]) => void>>();
  const gathered = new Map<string, Map<string, LiveChange>>();
  let client: pg.Client | undefined;
  let flushTimer: NodeJS.Timeout | undefined;
  let isClosed = false;

  function flush(): void {
    flushTimer = undefined;
    for (const [workspace, changes] of gathered) {
      for (const listener of listeners.get(workspace) ?? []) listener([...changes.values()]);
    }
    gathered.clear();
  }

  function gather(workspace: string, change: LiveChange): void {
    if (!listeners.has(workspace)) return;
    const changes = gathered.get(workspace) ?? new Map<string, LiveChange>();
    gathered.set(workspace, changes.set(`${change.kind} ${change.id}`, change));
    flushTimer ??= setTimeout(flush, gatherMilliseconds);
  }

  /** Holds one connection until it breaks or we close. */
  async function listenOnce(isFirst: boolean): Promise<void> {
    const fresh = await connectClient(url, { application_name: 'parley live', keepAlive: true });
    const ended = new Promise<void>((done) => fresh.once('end', done));
    fresh.on('error', (error) => log.warn({ error: error.message }, 'the connection for live changes broke'));
    fresh.on('notification', (message) => {
      const notice = Notice.safeParse(JSON.parse(message.payload ?? '{}'));
      if (notice.success) gather(notice.data.workspace, { kind: notice.data.kind, id: notice.data.id });
    });
    client = fresh;
    if (isClosed) return fresh.end();
    await fresh.query(`listen ${channel}`);
    if (!isFirst) for (const workspace of listeners.keys()) for (const kind of kinds) gather(workspace, { kind, id: '*' });
    await ended;
  }

  async function listen(): Promise<void> {
    for (let isFirst = true; !isClosed; isFirst = false) {
      try {
        await listenOnce(isFirst);
      } catch (error) {
        if (!isClosed) log.warn({ error: String(error) }, 'live changes: no connection; trying again');
      }
      if (!isClosed) await sleep(reconnectMilliseconds, undefined, { ref: false });
    }
  }

  void listen();
  return {
    subscribe(workspace, listener) {
      const mine = listeners.get(workspace) ?? new Set();
      listeners.set(workspace, mine.add(listener));
      return () => {
        mine.delete(listener);
        if (mine.size === 0) listeners.delete(workspace);
      };
    },
    async close() {
      isClosed = true;
      clearTimeout(flushTimer);
      await client?.end().catch(() => {}); // It may be broken already.
    },
  };
}
