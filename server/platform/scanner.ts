import { connect, type Socket } from 'node:net';
import type { Scanner } from './platform.ts';

/** What a scanner is sent at once; clamd reads pieces of any size. */
const pieceBytes = 64 * 1024;
/** A hundred megabytes take clamd some seconds. */
const scanMilliseconds = 60_000;
const answerBytesMost = 4_000;

/**
 * Speaks to clamd (ClamAV) at `tcp://host:3310` or `unix:/run/clamav/clamd.ctl`: its INSTREAM command, one connection for each file.
 * It never throws for what the scanner does; `away` says why there is no verdict.
 *
 * @see https://docs.clamav.net/manual/Usage/Scanning.html, the man page clamd(8) "INSTREAM", read 2026-11-22
 */
export function openScanner(url: string): Scanner {
  return {
    address: url,
    async scan(content) {
      try {
        return parseVerdict(await ask(url, content));
      } catch (error) {
        return { away: error instanceof Error ? error.message : String(error) };
      }
    },
  };
}

/** `stream: OK`, `stream: Eicar-Signature FOUND`, or a sentence that ends in ERROR. */
function parseVerdict(answer: string): Awaited<ReturnType<Scanner['scan']>> {
  const said = answer.replaceAll('\0', '').trim();
  const found = /^stream: (.+) FOUND$/.exec(said)?.[1];
  if (found !== undefined) return { found };
  return said === 'stream: OK' ? 'clean' : { away: said === '' ? 'it closed the connection without a word' : said.slice(0, 200) };
}

function ask(url: string, content: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = dial(url);
    let answer = '';
    socket.setTimeout(scanMilliseconds, () => socket.destroy(new Error(`it did not answer within ${scanMilliseconds / 1000} s`)));
    socket.on('data', (part) => {
      answer += part.toString('latin1');
      if (answer.includes('\0') || answer.length > answerBytesMost) socket.end();
    });
    // It answers and hangs up while we still send when a file is above its limit: then its answer says so.
    socket.once('error', (error) => (answer === '' ? reject(error) : resolve(answer)));
    socket.once('close', () => resolve(answer));
    socket.once('connect', () => void send(socket, content).catch(reject));
  });
}

function dial(url: string): Socket {
  if (url.startsWith('unix:')) return connect({ path: url.slice('unix:'.length).replace(/^\/\//, '') });
  const { hostname, port } = new URL(url);
  return connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port === '' ? 3310 : port) });
}

async function send(socket: Socket, content: Uint8Array): Promise<void> {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < content.byteLength && !socket.destroyed; at += pieceBytes) {
    const piece = content.subarray(at, at + pieceBytes);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(piece.byteLength);
    socket.write(length);
    if (!socket.write(piece)) await drained(socket);
  }
  if (!socket.destroyed) socket.write(Buffer.alloc(4));
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.once('drain', done);
    socket.once('close', done);
  });
}
