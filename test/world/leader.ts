import { createServer, type ServerResponse } from 'node:http';

/** What a follower has said: everything due up to a revision is done, and when it has something due next. */
export type Said = { readonly follower: string; readonly revision: number; readonly due: Date | null };

/**
 * A clock for followers that a test moves by hand, over HTTP as `CLOCK_URL` means it: its reading, its changes as
 * server-sent events, and a door for the followers' word.
 */
export type Leader = {
  readonly url: string;
  /** Everything followers said, in order. */
  readonly said: readonly Said[];
  now(): Date;
  /** Moves the clock to a moment; it stands still there. Returns the revision. */
  jumpTo(at: Date): number;
  /** Lets it run from where it is: 1 as a real one, 0 not at all. Returns the revision. */
  run(speed: number): number;
  /** Waits until a follower has said that a revision is done. */
  acknowledged(revision: number, withinMilliseconds?: number): Promise<Said>;
  /** Breaks every connection. */
  drop(): void;
  /** How many hear the changes. */
  listeners(): number;
  close(): Promise<void>;
};

/** Opens one that stands still at a moment. On a given port it takes the place of another. */
export async function openLeader(start: Date, port = 0): Promise<Leader> {
  const streams = new Set<ServerResponse>();
  const said: Said[] = [];
  const waiting = new Set<() => void>();
  let revision = 1;
  let speed = 0;
  let base = start.getTime();
  let since = performance.now();

  const now = () => new Date(Math.floor(base + (performance.now() - since) * speed));
  const reading = () => JSON.stringify({ revision, now: now().toISOString(), speed, mode: speed === 0 ? 'paused' : speed === 1 ? 'real' : 'scaled' });
  function change(at: number, to: number): number {
    base = at;
    since = performance.now();
    speed = to;
    revision += 1;
    for (const stream of streams) stream.write(`data: ${reading()}\n\n`);
    return revision;
  }

  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (path === '/clock') return void response.setHeader('content-type', 'application/json').end(reading());
    if (path === '/clock/changes') {
      response.setHeader('content-type', 'text/event-stream').write(`data: ${reading()}\n\n`);
      streams.add(response);
      return void response.on('close', () => streams.delete(response));
    }
    const follower = /^\/clock\/followers\/([^/]+)$/.exec(path)?.[1];
    if (follower === undefined || request.method !== 'POST') return void response.writeHead(404).end();
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const word = parseWord(body);
      said.push({ follower, revision: word.revision, due: word.due === null ? null : new Date(word.due) });
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ revision }));
      for (const wake of waiting) wake();
    });
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  const address = server.address();

  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/clock`,
    said,
    now,
    jumpTo: (at) => change(at.getTime(), 0),
    run: (to) => change(now().getTime(), to),
    acknowledged: (wanted, withinMilliseconds = 10_000) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`nobody said within ${withinMilliseconds} ms that revision ${wanted} is done; last: ${JSON.stringify(said.at(-1))}`));
        }, withinMilliseconds);
        function look(): void {
          const found = said.findLast((word) => word.revision >= wanted);
          if (found === undefined) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        }
        waiting.add(look);
        look();
      }),
    drop: () => server.closeAllConnections(),
    listeners: () => streams.size,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function parseWord(text: string): { revision: number; due: string | null } {
  return JSON.parse(text) as { revision: number; due: string | null };
}
