import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A scanner that speaks clamd's INSTREAM and finds whatever holds the word EICAR. */
export type Clamd = { readonly url: string; readonly seen: Buffer[]; mode: 'works' | 'hangs-up' | 'too-large'; readonly close: () => Promise<void> };

export async function openClamd(): Promise<Clamd> {
  const seen: Buffer[] = [];
  const state: { mode: Clamd['mode'] } = { mode: 'works' };
  const server = createServer((socket) => serve(socket, seen, state));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    get mode() {
      return state.mode;
    },
    set mode(mode) {
      state.mode = mode;
    },
    close: () => new Promise((done) => void server.close(() => done())),
  };
}

function serve(socket: Socket, seen: Buffer[], state: { mode: Clamd['mode'] }): void {
  let received = Buffer.alloc(0);
  socket.on('error', () => undefined);
  socket.on('data', (part) => {
    if (state.mode === 'hangs-up') return void socket.destroy();
    if (state.mode === 'too-large') return void socket.end('INSTREAM size limit exceeded. ERROR\0');
    received = Buffer.concat([received, Buffer.from(part)]);
    const content = readStream(received);
    if (content === undefined) return;
    seen.push(content);
    socket.end(content.includes('EICAR') ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
  });
}

/** The file once all of it is here: the command, pieces with their length before them, and a piece of no length. */
function readStream(received: Buffer): Buffer | undefined {
  const command = 'zINSTREAM\0';
  if (received.byteLength < command.length) return undefined;
  if (received.subarray(0, command.length).toString() !== command) throw new Error(`no command: ${received.subarray(0, 20).toString()}`);
  const parts: Buffer[] = [];
  let at = command.length;
  while (at + 4 <= received.byteLength) {
    const length = received.readUInt32BE(at);
    if (length === 0) return Buffer.concat(parts);
    parts.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return undefined;
}
