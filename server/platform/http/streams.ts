import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { Refusal, refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { EventsReply, FileReply } from './answers.ts';

/** A proxy closes a silent connection after 60 s at the earliest; a beat keeps it open. */
const beatMilliseconds = 15_000;
const reconnectMilliseconds = 2_000;
/** A screen that does not read is dropped; it will come back and ask everything again. */
const unreadBytesMost = 1_000_000;

/** Tells whether an answer is a file. */
export function isFileReply(value: unknown): value is FileReply {
  return typeof value === 'object' && value !== null && 'type' in value && 'filename' in value && ('bytes' in value || 'stream' in value);
}

/** Tells whether an answer is a stream of events. */
export function isEventsReply(value: unknown): value is EventsReply<unknown> {
  return typeof value === 'object' && value !== null && 'events' in value && typeof value.events === 'function';
}

/** Headers of a file: its type as said, never sniffed; a name that survives every alphabet (RFC 6266). */
export function fileHeaders(file: FileReply): Record<string, string> {
  const plain = file.filename.replaceAll(/[^\x20-\x7e]|["\\]/g, '_');
  const place = file.inline === true ? 'inline' : 'attachment';
  return {
    'content-type': file.type,
    ...('bytes' in file ? { 'accept-ranges': 'bytes' } : {}),
    'content-disposition': `${place}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.filename)}`,
    'cache-control': 'private, no-cache',
    // What people upload is shown, never run.
    'content-security-policy': "default-src 'none'; sandbox",
  };
}

/**
 * The part of a file that a player asks for (RFC 9110 §14): some browsers play no film without it. Undefined when all of it is asked
 * for, or several parts at once, which nobody needs to be given.
 */
export function partOf(bytes: Uint8Array, range: string | undefined): { status: 206 | 416; headers: Record<string, string>; bytes: Uint8Array } | undefined {
  const read = /^bytes=(\d*)-(\d*)$/.exec(range ?? '');
  const [, first = '', last = ''] = read ?? [];
  if (read === null || (first === '' && last === '')) return undefined;
  const size = bytes.byteLength;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (from > to || from >= size) return { status: 416, headers: { 'content-range': `bytes */${size}` }, bytes: new Uint8Array() };
  return { status: 206, headers: { 'content-range': `bytes ${from}-${to}/${size}`, 'accept-ranges': 'bytes' }, bytes: bytes.subarray(from, to + 1) };
}

/** The bytes of a file as a stream or at once, for the framework to send. */
export function fileBody(file: FileReply): Readable | Uint8Array {
  return 'bytes' in file ? file.bytes : Readable.from(file.stream);
}

/** Writes server-sent events until the other side goes away or `close` is called. */
export function sendEvents(response: ServerResponse, reply: EventsReply<unknown>): { close: () => void } {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
  response.write(`retry: ${reconnectMilliseconds}\n\n`);
  const write = (text: string): void => {
    if (response.writableLength > unreadBytesMost) response.destroy();
    else response.write(text);
  };
  const stop = reply.events((name, event) => write(`event: ${name}\ndata: ${JSON.stringify(event)}\n\n`));
  const beat = setInterval(() => write(': beat\n\n'), beatMilliseconds);
  response.once('close', () => {
    clearInterval(beat);
    stop();
  });
  return { close: () => response.end() };
}

/** Passes an upload on, refusing at the byte that is too many, and where the multipart body is torn. */
export async function* limited(source: AsyncIterable<Uint8Array>, bytesMost: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const part of source) {
      bytes += part.byteLength;
      if (bytes > bytesMost)
        throw refusal('too_large', say('file_large', { bytes: bytesMost }), [{ at: '/body/file', message: say('file_large', { bytes: bytesMost }) }]);
      yield part;
    }
  } catch (error) {
    throw tornUpload(error);
  }
}

/** The multipart reader's plain error about a body that ends too early as a refusal; what says more by itself stays. */
export function tornUpload(error: unknown): unknown {
  if (error instanceof Refusal || (error instanceof Error && 'code' in error)) return error;
  return refusal('bad_request', say('upload_torn', { why: error instanceof Error ? error.message : String(error) }));
}

/**
 * Reads what is left of a body and drops it, so that the connection can be used again: a reader that stopped early leaves
 * the rest in the socket, where the next answer would wait behind it. A body without end is cut off.
 */
export function dropRest(request: IncomingMessage, bytesMost: number): void {
  if (request.readableEnded || request.destroyed) return;
  let bytes = 0;
  request.unpipe();
  request.on('data', (part: Buffer) => {
    bytes += part.byteLength;
    if (bytes > bytesMost) request.destroy();
  });
  request.resume();
}
