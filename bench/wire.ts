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

/** Opens them. An answer that is not 200 throws: nothing measured here may be turned away. */
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
    line.at = performance.now();
    line.socket.write(request);
  };
  const lines = Array.from({ length: count }, () => {
    const line = openLine(url, () => {
      underway -= 1;
      answered += 1;
      latencies.push(performance.now() - line.at);
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
      for (const line of lines) line.socket.destroy();
    },
  };
}

type Line = { readonly socket: Socket; at: number };

function openLine(url: URL, onAnswer: () => void): Line {
  const socket = connect({ host: url.hostname, port: Number(url.port), noDelay: true });
  let held: Buffer = Buffer.alloc(0);
  socket.on('error', (error) => {
    throw new Error(`${url.href} hung up`, { cause: error });
  });
  socket.on('data', (chunk: Buffer) => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
    const headEnd = held.indexOf('\r\n\r\n');
    if (headEnd === -1) return;
    const text = held.toString('latin1', 0, headEnd);
    const end = headEnd + 4 + Number(/\r\ncontent-length: *(\d+)/i.exec(text)?.[1] ?? 0);
    if (held.length < end) return;
    if (!text.startsWith('HTTP/1.1 200')) throw new Error(`${url.href} answered ${text.slice(0, 60)}: ${held.toString('latin1', headEnd + 4, end)}`);
    held = held.subarray(end);
    onAnswer();
  });
  return { socket, at: 0 };
}
