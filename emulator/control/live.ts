import type { ServerResponse } from 'node:http';

import type { LiveChange } from '#core/rehearsal/rehearsal.ts';

/** Tells open pages what changed, by server-sent events. Nothing is remembered for pages that are not there. */
export type Live = {
  tell(change: LiveChange): void;
  /** Takes over a response as a stream. */
  listen(response: ServerResponse): void;
  close(): void;
};

const gatherMilliseconds = 100;
const heartbeatMilliseconds = 15_000;

/** Changes sent in one gathering; a bench changes more phones a second than a page could draw. */
const changesAtOnce = 500;

/** A page that does not read is let go once this much waits for it; it comes back by itself. */
const streamBacklogBytes = 4 * 1024 * 1024;

/** Writes to those who read; drops those who do not. */
export function writeToAll(listeners: ReadonlySet<ServerResponse>, text: string): void {
  for (const listener of listeners) {
    if (listener.writableLength > streamBacklogBytes) listener.destroy();
    else listener.write(text);
  }
}

/** Opens the stream. Equal changes within a gathering are told once. */
export function openLive(): Live {
  const listeners = new Set<ServerResponse>();
  const changes = new Map<string, LiveChange>();
  let gathering: NodeJS.Timeout | undefined;

  function write(text: string): void {
    writeToAll(listeners, text);
  }

  function flush(): void {
    gathering = undefined;
    let text = '';
    for (const change of changes.values()) text += `data: ${JSON.stringify(change)}\n\n`;
    changes.clear();
    write(text);
  }

  const heartbeat = setInterval(() => write(': still here\n\n'), heartbeatMilliseconds).unref();

  return {
    tell(change) {
      if (listeners.size === 0) return;
      const key = 'wa_id' in change ? `${change.what}/${change.wa_id}` : 'id' in change ? `${change.kind}/${change.id}` : change.kind;
      if (changes.size < changesAtOnce) changes.set(key, change);
      gathering ??= setTimeout(flush, gatherMilliseconds).unref();
    },
    listen(response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' });
      response.write('retry: 1000\n\n: hello\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
    },
    close() {
      clearInterval(heartbeat);
      clearTimeout(gathering);
      for (const listener of listeners) listener.end();
      listeners.clear();
    },
  };
}
