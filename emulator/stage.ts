import { createServer } from 'node:http';

import type { WireInbound, WireStatus } from '#core/whatsapp/wire.ts';

import { defaultOptions, type Emulator, type EmulatorOptions, openEmulator } from './emulator.ts';
import { isRecord } from './world/json.ts';
import { signBody } from './webhook/post.ts';

/** One POST a receiver got: the raw bytes, whether the signature fits them, and the changes inside. */
export type Received = { raw: string; isSigned: boolean; changes: { field: string; value: Record<string, unknown> }[] };

/** A webhook receiver for tests. `answer` decides the HTTP status of each POST. */
export type Receiver = {
  url: string;
  posts: Received[];
  answer: { status: number; challenge: (asked: string) => string };
  changes(field: string): Record<string, unknown>[];
  statuses(id?: string): WireStatus[];
  messages(): WireInbound[];
  close(): Promise<void>;
};

/** An emulator with a receiver that is subscribed to it, on free ports of this machine. */
export type Stage = {
  emulator: Emulator;
  receiver: Receiver;
  graph(method: string, path: string, body?: unknown, token?: string): Promise<{ status: number; body: Record<string, unknown> }>;
  control(method: string, path: string, body?: unknown): Promise<{ status: number; body: Record<string, unknown> }>;
  send(body: Record<string, unknown>): Promise<string>;
  close(): Promise<void>;
};

/** Ids of the stage's number, account and app. */
export const ids = { number: defaultOptions.number.id, account: defaultOptions.account.id, app: defaultOptions.app.id };

/** The app's own token. */
export const appToken = `${defaultOptions.app.id}|${defaultOptions.app.secret}`;

/** Settings under which everything happens on the next tick and nobody acts by themselves. */
export const quick = { sent_delay_ms: 0, delivered_delay_ms: 0, read_delay_ms: 0, people: 'still', template_review_delay_ms: 0, pair_interval_ms: 0 } as const;

/** Opens a receiver on a free port. */
export async function openReceiver(secret: string = defaultOptions.app.secret): Promise<Receiver> {
  const posts: Received[] = [];
  const answer: Receiver['answer'] = { status: 200, challenge: (asked) => asked };
  const server = createServer((request, response) => {
    let raw = '';
    request.on('data', (chunk: Buffer) => (raw += chunk.toString('latin1')));
    request.on('end', () => {
      const url = new URL(`http://receiver${request.url ?? '/'}`);
      if (request.method === 'GET') response.end(answer.challenge(url.searchParams.get('hub.challenge') ?? ''));
      else {
        if (answer.status === 200) posts.push({ raw, isSigned: request.headers['x-hub-signature-256'] === signBody(raw, secret), changes: parseChanges(raw) });
        response.writeHead(answer.status).end('ok');
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  const changes = (field: string): Record<string, unknown>[] =>
    posts.flatMap((post) => post.changes.filter((one) => one.field === field).map((one) => one.value));
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/webhooks`,
    posts,
    answer,
    changes,
    statuses: (id) =>
      changes('messages')
        .flatMap((value) => parseStatuses(value))
        .filter((status) => id === undefined || status.id === id),
    messages: () => changes('messages').flatMap((value) => parseMessages(value)),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Opens a stage. What `options.settings` does not say is quick and still. */
export async function openStage(options: Partial<EmulatorOptions> = {}): Promise<Stage> {
  const receiver = await openReceiver();
  const emulator = await openEmulator({ port: 0, seed: 'stage', webhookUrl: receiver.url, ...options, settings: { ...quick, ...options.settings } }).catch(
    async (error: unknown) => {
      await receiver.close();
      throw error;
    },
  );
  const call = async (
    address: string,
    method: string,
    headers: Record<string, string>,
    body: unknown,
  ): Promise<{ status: number; body: Record<string, unknown> }> => {
    const answer = await fetch(address, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const value: unknown = JSON.parse(await answer.text());
    return { status: answer.status, body: isRecord(value) ? value : { value } };
  };
  const stage: Stage = {
    emulator,
    receiver,
    graph: (method, path, body, token = defaultOptions.app.token) =>
      call(`${emulator.url}/v24.0/${path}`, method, { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body),
    control: (method, path, body) => call(`${emulator.url}/emulator/v1/${path}`, method, { 'content-type': 'application/json' }, body),
    async send(body) {
      const answer = await stage.graph('POST', `${ids.number}/messages`, { messaging_product: 'whatsapp', to: '+33612345678', ...body });
      const [message] = Array.isArray(answer.body['messages']) ? answer.body['messages'] : [];
      if (!isRecord(message)) throw new Error(`the send was refused: ${JSON.stringify(answer.body)}`);
      return String(message['id']);
    },
    async close() {
      await emulator.close();
      await receiver.close();
    },
  };
  return stage;
}

/** Waits until something is true, looking often; says what it waited for when it never is. */
export async function until(what: string, isTrue: () => boolean | Promise<boolean>, patienceMilliseconds = 5_000): Promise<void> {
  const end = performance.now() + patienceMilliseconds;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** A body template that every law accepts, for tests to change. */
export function sampleTemplate(change: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    name: 'sale_nov',
    language: 'en_US',
    category: 'MARKETING',
    parameter_format: 'NAMED',
    components: [
      { type: 'BODY', text: 'Hello {{first_name}}, our sale is on.', example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ana' }] } },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Tell me more' },
          { type: 'QUICK_REPLY', text: 'Stop promotions' },
        ],
      },
    ],
    ...change,
  };
}

/** The send of the sample template. */
export function sampleSend(name = 'Zoé'): Record<string, unknown> {
  return {
    type: 'template',
    template: {
      name: 'sale_nov',
      language: { code: 'en_US' },
      components: [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: name }] }],
    },
  };
}

/** Registers the sample template and waits for its approval. */
export async function approveSample(stage: Stage, change: Record<string, unknown> = {}): Promise<string> {
  const created = await stage.graph('POST', `${ids.account}/message_templates`, sampleTemplate(change));
  const id = String(created.body['id']);
  await until(`template ${id} is approved: ${JSON.stringify(created.body)}`, async () => (await stage.graph('GET', id)).body['status'] === 'APPROVED');
  return id;
}

function parseChanges(raw: string): Received['changes'] {
  const value: unknown = JSON.parse(raw);
  const webhook = value as { entry: { changes: Received['changes'] }[] };
  return webhook.entry.flatMap((entry) => entry.changes);
}

function parseStatuses(value: Record<string, unknown>): WireStatus[] {
  return (value['statuses'] ?? []) as WireStatus[];
}

function parseMessages(value: Record<string, unknown>): WireInbound[] {
  return (value['messages'] ?? []) as WireInbound[];
}
