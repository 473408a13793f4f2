import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { createServer, type Socket } from 'node:net';
import { openSockets, printPost, type Sockets } from './wire.ts';

/*
 * A WhatsApp that is as cheap as can be, in a process of its own: it takes messages on a bare socket, answers as Meta does, and remembers only how many
 * there were. Everything that is not a message goes on to the emulator at the address it is given, so that numbers and templates are as ever. Told to,
 * it posts the statuses of what it took, signed, and one answer of a person for so many messages.
 */

const forward = new URL(process.argv[2] ?? '');

/** Whom to tell what became of messages; null tells nobody. `replyShare` of those who read write back. */
type Telling = {
  readonly url: string;
  readonly secret: string;
  readonly account: string;
  readonly perPost: number;
  readonly delays: readonly number[];
  readonly replyShare: number;
  readonly sockets: number;
};
let telling: Telling | null = null;
let sockets: Sockets | undefined;
let accepted = 0;
let statuses = 0;
let replies = 0;
/** A share is kept exactly: what is owed grows with each message, and a whole one is paid. */
let owed = 0;

function parseTelling(text: string): Telling | null {
  return JSON.parse(text) as Telling | null;
}

const server = createServer((socket) => {
  socket.setNoDelay(true);
  let held: Buffer | undefined;
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    let rest = held === undefined ? chunk : Buffer.concat([held, chunk]);
    for (;;) {
      const used = takeRequest(socket, rest);
      if (used === 0) break;
      rest = rest.subarray(used);
    }
    held = rest.length === 0 ? undefined : rest;
  });
});

/** Answers the request at the beginning of these bytes; says how many it had, 0 while it is not whole. */
function takeRequest(socket: Socket, bytes: Buffer): number {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd === -1) return 0;
  const head = bytes.toString('latin1', 0, headEnd);
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? 0);
  const end = headEnd + 4 + length;
  if (bytes.length < end) return 0;
  const line = head.slice(0, head.indexOf('\r\n'));
  const body = bytes.subarray(headEnd + 4, end);
  const message = /^POST \/v[\d.]+\/(\d+)\/messages /.exec(line);
  if (message?.[1] !== undefined && body.includes('"type"')) takeMessage(socket, message[1], body);
  else if (line.startsWith('GET /bench/state '))
    answer(socket, JSON.stringify({ accepted, statuses, replies, waiting: sockets?.waiting ?? 0, latencies: sockets?.takeLatencies() ?? [] }));
  else if (line.startsWith('POST /bench/telling ')) answer(socket, tellFrom(body.toString()));
  else passOn(socket, line, head, body);
  return end;
}

function answer(socket: Socket, text: string): void {
  socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

/** The text value after a key, as our own bodies print it. */
function valueOf(body: string, key: string): string {
  const from = body.indexOf(key);
  return from === -1 ? '' : body.slice(from + key.length, body.indexOf('"', from + key.length));
}

function takeMessage(socket: Socket, number: string, bytes: Buffer): void {
  const body = bytes.toString('latin1');
  const to = valueOf(body, '"to":"');
  accepted += 1;
  const wamid = `wamid.HBgLMzM2MTIwMDAwMDAwFQIAERgS${String(accepted).padStart(14, '0')}AA==`;
  answer(
    socket,
    `{"messaging_product":"whatsapp","contacts":[{"input":"${to}","wa_id":"${to.slice(1)}"}],"messages":[{"id":"${wamid}","message_status":"accepted"}]}`,
  );
  if (telling !== null) tell(telling, { number, wamid, person: to.slice(1), name: valueOf(body, '"biz_opaque_callback_data":"') });
}

// ---- what became of it -------------------------------------------------------------------------------------------------

type Taken = { readonly number: string; readonly wamid: string; readonly person: string; readonly name: string };

const kinds = ['sent', 'delivered', 'read'] as const;
/** Statuses of a number that wait until a post is full, or the moment is over. */
const waiting = new Map<string, string[]>();
const fullWithinMilliseconds = 20;

function tellFrom(text: string): string {
  telling = parseTelling(text);
  sockets?.close();
  sockets = telling === null ? undefined : openSockets(new URL(telling.url), telling.sockets);
  return '{"ok":true}';
}

function tell(now: Telling, taken: Taken): void {
  for (const [place, kind] of kinds.entries()) {
    const delay = now.delays[place] ?? 0;
    if (delay === 0) status(now, taken, kind);
    else setTimeout(() => status(now, taken, kind), delay);
  }
}

function status(now: Telling, taken: Taken, kind: (typeof kinds)[number]): void {
  const at = Math.floor(Date.now() / 1000);
  const printed = `{"id":"${taken.wamid}","status":"${kind}","timestamp":"${at}","recipient_id":"${taken.person}","biz_opaque_callback_data":"${taken.name}","pricing":{"billable":true,"pricing_model":"PMP","category":"marketing","type":"regular"}}`;
  const lot = waiting.get(taken.number) ?? [];
  lot.push(printed);
  if (lot.length === 1) {
    waiting.set(taken.number, lot);
    if (now.perPost > 1) setTimeout(() => flush(now, taken.number), fullWithinMilliseconds);
  }
  if (lot.length >= now.perPost) flush(now, taken.number);
  if (kind !== 'read') return;
  owed += now.replyShare;
  if (owed < 1) return;
  owed -= 1;
  replies += 1;
  post(
    now,
    taken.number,
    `"contacts":[{"profile":{"name":"Inès"},"wa_id":"${taken.person}"}],"messages":[{"from":"${taken.person}","id":"${taken.wamid}R","timestamp":"${at}","type":"text","text":{"body":"Merci, gardez-m'en deux sachets."}}]`,
  );
}

function flush(now: Telling, number: string): void {
  const lot = waiting.get(number);
  if (lot === undefined || lot.length === 0) return;
  waiting.delete(number);
  statuses += lot.length;
  post(now, number, `"statuses":[${lot.join()}]`);
}

function post(now: Telling, number: string, value: string): void {
  const body = Buffer.from(
    `{"object":"whatsapp_business_account","entry":[{"id":"${now.account}","changes":[{"value":{"messaging_product":"whatsapp","metadata":{"display_phone_number":"33180001000","phone_number_id":"${number}"},${value}},"field":"messages"}]}]}`,
  );
  const signature = `sha256=${createHmac('sha256', now.secret).update(body).digest('hex')}`;
  sockets?.post(printPost(new URL(now.url), signature, body));
}

// ---- everything else ---------------------------------------------------------------------------------------------------

function passOn(socket: Socket, line: string, head: string, body: Buffer): void {
  const [method, path] = line.split(' ');
  const headers = Object.fromEntries(
    head
      .split('\r\n')
      .slice(1)
      .map((each) => [each.slice(0, each.indexOf(':')).toLowerCase(), each.slice(each.indexOf(':') + 1).trim()])
      .filter(([name]) => name !== 'host' && name !== 'connection' && name !== 'transfer-encoding'),
  );
  const onward = request({ hostname: forward.hostname, port: forward.port, method, path, headers }, (got) => {
    const pieces: Buffer[] = [];
    got.on('data', (piece: Buffer) => pieces.push(piece));
    got.on('end', () => {
      const whole = Buffer.concat(pieces);
      socket.write(
        `HTTP/1.1 ${got.statusCode ?? 502} X\r\ncontent-type: ${got.headers['content-type'] ?? 'application/json'}\r\ncontent-length: ${whole.length}\r\n\r\n`,
      );
      socket.write(whole);
    });
  });
  onward.on('error', () => socket.destroy());
  onward.end(body);
}

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address !== null && typeof address === 'object') process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${address.port}` })}\n`);
});
process.on('disconnect', () => process.exit(0));
