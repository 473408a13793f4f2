import { connect, type Socket } from 'node:net';

/** Connections that post one request after the other each, as cheap as Node can: what they measure is the other end. */
export type Sockets = {
  /** Posts a whole request; when all connections are busy it waits its turn. */
  post(request: Buffer): void;
  readonly waiting: number;
  readonly answered: number;
  /** Milliseconds from writing a request to the end of its answer, since the last look. */
  takeLatencies(): number[];
  /** Resolves when everything was answered. */
  settled(): Promise<void>;
  close(): void;
};

/** A POST of a signed webhook as bytes. */
export function printPost(url: URL, signature: string, body: Buffer): Buffer {
  const head = `POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\ncontent-type: application/json\r\nx-hub-signature-256: ${signature}\r\ncontent-length: ${body.length}\r\n\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), body]);
}

/**
 * Opens them. An answer that is not 200 throws: nothing measured here may be turned away. A connection that the other end closed, as servers do with idle
 * ones, is opened anew, and what it had not answered yet is posted again, as WhatsApp does.
 */
export function openSockets(url: URL, count: number): Sockets {
  const free: Line[] = [];
  const queue: Buffer[] = [];
  let head = 0;
  let underway = 0;
  let answered = 0;
  let latencies: number[] = [];
  let onSettled: (() => void)[] = [];
  const waiting = () => queue.length - head + underway;
  const next = (line: Line) => {
    const request = queue[head];
    if (request === undefined) {
      queue.length = 0;
      head = 0;
      free.push(line);
      if (underway === 0) {
        for (const done of onSettled) done();
        onSettled = [];
      }
      return;
    }
    head += 1;
    write(line, request);
  };
  const write = (line: Line, request: Buffer) => {
    underway += 1;
    line.post(request);
  };
  const lines = Array.from({ length: count }, () => {
    const line = openLine(url, (milliseconds) => {
      underway -= 1;
      answered += 1;
      latencies.push(milliseconds);
      next(line);
    });
    free.push(line);
    return line;
  });
  return {
    post(request) {
      const line = free.pop();
      if (line === undefined) queue.push(request);
      else write(line, request);
    },
    get waiting() {
      return waiting();
    },
    get answered() {
      return answered;
    },
    takeLatencies() {
      const taken = latencies;
      latencies = [];
      return taken;
    },
    settled: () => (waiting() === 0 ? Promise.resolve() : new Promise((done) => void onSettled.push(done))),
    close() {
      for (const line of lines) line.close();
    },
  };
}

type Line = { post(request: Buffer): void; close(): void };

/** A request that is posted again and again gets no answer for a reason. */
const attemptsMost = 5;

function openLine(url: URL, onAnswer: (milliseconds: number) => void): Line {
  let socket: Socket | undefined;
  let underway: { readonly request: Buffer; readonly at: number; attempt: number } | undefined;
  let isOver = false;
  const post = (): void => {
    if (underway === undefined) return;
    underway.attempt += 1;
    if (underway.attempt > attemptsMost) throw new Error(`${url.href} hung up ${attemptsMost} times before it answered`);
    socket ??= open();
    socket.write(underway.request);
  };
  const open = (): Socket => {
    let held: Buffer = Buffer.alloc(0);
    const opened = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
    // What an error leads to is its close; only nobody listening at all is said at once.
    opened.on('error', (error) => {
      if ('code' in error && error.code === 'ECONNREFUSED' && !isOver) throw new Error(`nobody listens at ${url.href}`, { cause: error });
    });
    opened.on('close', () => {
      if (socket === opened) socket = undefined;
      if (!isOver) post();
    });
    opened.on('data', (chunk: Buffer) => {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      const headEnd = held.indexOf('\r\n\r\n');
      if (headEnd === -1) return;
      const text = held.toString('latin1', 0, headEnd);
      const end = headEnd + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
      if (held.length < end) return;
      // So a server says that it will wait no longer for a first request.
      if (text.startsWith('HTTP/1.1 408')) return void opened.destroy();
      if (!text.startsWith('HTTP/1.1 200')) throw new Error(`${url.href} answered ${text.slice(0, 60)}: ${held.toString('latin1', headEnd + 4, end)}`);
      held = held.subarray(end);
      const answered = underway;
      underway = undefined;
      if (answered !== undefined) onAnswer(performance.now() - answered.at);
    });
    return opened;
  };
  socket = open();
  return {
    post(request) {
      underway = { request, at: performance.now(), attempt: 0 };
      post();
    },
    close() {
      isOver = true;
      socket?.destroy();
    },
  };
}
