import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import { type BroadcastId, type ContactId, type NumberId, parseId } from '#core/value/id.ts';
import type { FreeBodies } from '#core/whatsapp/free.bodies.ts';
import type { WireSend } from '#core/whatsapp/wire.ts';
import { signBody } from '#server/cloud-api/signature.ts';
import { createBroadcast, fillRecipients, getBroadcast, recount } from '#server/messaging/outbox/outbox.ts';
import { writerOf } from '#server/messaging/outbox/writer.ts';
import { silentLog } from '#server/platform/log.ts';
import { openPlatform } from '#server/platform/open.ts';
import type { Log, Platform } from '#server/platform/platform.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { checkLedger } from './ledger.ts';

/** What a sink answers: Meta's yes, an error of Meta's, or nothing at all. */
export type SinkAnswer = 'accept' | { status: number; code: number; details?: string } | 'accept_then_drop' | 'drop';

/** Stands for Meta in tests of the sender: counts what it accepted for each person, and fails as it is told. */
export type Sink = {
  readonly url: string;
  /** Accepted messages by phone. */
  readonly accepted: Map<string, { name: string; wamid: string }[]>;
  readonly posts: () => number;
  /** Where the last post came from. */
  readonly lastFrom: () => string;
  answer: (body: WireSend, post: number) => SinkAnswer | Promise<SinkAnswer>;
  close(): Promise<void>;
};

export async function openSink(host = '127.0.0.1'): Promise<Sink> {
  const accepted = new Map<string, { name: string; wamid: string }[]>();
  let posts = 0;
  let lastFrom = '';
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void reply(Buffer.concat(chunks).toString(), request, response));
  });
  async function reply(text: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = parseSend(text);
    posts += 1;
    lastFrom = request.socket.remoteAddress ?? '';
    const answer = await sink.answer(body, posts);
    if (answer === 'drop') return void request.socket.destroy();
    if (answer === 'accept' || answer === 'accept_then_drop') {
      const phone = body.to ?? '';
      const wamid = `wamid.${posts}.${phone}`;
      accepted.set(phone, [...(accepted.get(phone) ?? []), { name: body.biz_opaque_callback_data ?? '', wamid }]);
      if (answer === 'accept_then_drop') return void request.socket.destroy();
      response.writeHead(200, { 'content-type': 'application/json' });
      return void response.end(
        JSON.stringify({ messaging_product: 'whatsapp', contacts: [{ input: phone, wa_id: phone.slice(1) }], messages: [{ id: wamid }] }),
      );
    }
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(
      JSON.stringify({
        error: {
          message: `(#${answer.code}) no`,
          type: 'OAuthException',
          code: answer.code,
          error_data: { messaging_product: 'whatsapp', details: answer.details ?? 'because' },
          fbtrace_id: 'x',
        },
      }),
    );
  }
  await new Promise<void>((done) => server.listen(0, host, done));
  const address = server.address();
  const sink: Sink = {
    url: `http://${host}:${typeof address === 'object' && address ? address.port : 0}`,
    accepted,
    posts: () => posts,
    lastFrom: () => lastFrom,
    answer: () => 'accept',
    close: () => new Promise((done) => (server.closeAllConnections(), server.close(() => done()))),
  };
  return sink;
}

function parseSend(text: string): WireSend {
  return JSON.parse(text) as WireSend;
}

/** A database with a shop: one or more numbers at `baseUrl`, and people who agreed to offers. */
export type SendingRig = {
  readonly database: TestDatabase;
  readonly platform: Platform;
  readonly scope: Scope;
  readonly numbers: readonly NumberId[];
  readonly appSecret: string;
  readonly webhookKey: string;
  readonly businessMetaId: string;
  readonly numberMetaId: string;
  person(index: number): ContactId;
  /**
   * A broadcast to people `from`…`to`, frozen and being sent, in English or in `languages`: the first person in the first of them, the second in
   * the second, and so on around. With `free` all are marked for the free message if there is one in their language.
   */
  broadcast(options?: {
    number?: number;
    from?: number;
    to?: number;
    category?: 'marketing' | 'utility';
    free?: FreeBodies;
    languages?: readonly string[];
  }): Promise<BroadcastId>;
  /** Another platform on the same database, as another process would have. */
  anotherPlatform(): Platform;
  /** What sending.process.ts needs to run a sender of its own on this database. */
  readonly processArguments: readonly string[];
  close(): Promise<void>;
};

export type RigOptions = { baseUrl: string; people: number; numbers?: number; throughput?: number; log?: Log };

const template = {
  header: null,
  body: 'Hello {{first_name}}, the harvest is in: take {{percent}} off.',
  footer: null,
  buttons: [{ kind: 'reply' as const, text: 'Yes' }],
  samples: { first_name: 'Ana', percent: '10 %' },
};
export const rigSecretKey = 'a secret key for tests, 32 characters';
export const appSecret = 'app secret of the tests';
export const verifyToken = 'verify token of the tests';

export async function openRig(options: RigOptions): Promise<SendingRig> {
  const database = await openTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'parley-sending-'));
  const opened: ReturnType<typeof openPlatform>[] = [];
  const open = () => {
    const one = openPlatform({
      config: { publicUrl: 'http://127.0.0.1:1', dataFolder: folder, secretKey: rigSecretKey },
      databaseUrl: database.url,
      log: options.log ?? silentLog,
    });
    opened.push(one);
    return one.platform;
  };
  const platform = open();
  const now = new Date();
  const workspace = platform.random.uuid7('workspace', now);
  const scope: Scope = { workspace };
  const business = platform.random.uuid7('business', now);
  await sql`insert into workspace values (${workspace}, 'Test', 'rehearsal', 'FR', 'en', 'UTC', 'EUR', now())`.execute(platform.db);
  await sql`
    insert into business_account (workspace_id, id, meta_id, name, base_url, api_version, app_id, sealed_token, sealed_app_secret, sealed_verify_token, webhook_key, created_at)
    values (${workspace}, ${business}, '555000', 'Test', ${options.baseUrl}, 'v26.0', '1', ${platform.sealer.seal('token')}, ${platform.sealer.seal(appSecret)}, ${platform.sealer.seal(verifyToken)}, ${'key-' + business}, now())`.execute(
    platform.db,
  );
  const numbers = Array.from({ length: options.numbers ?? 1 }, () => platform.random.uuid7('number', now));
  for (const [index, id] of numbers.entries()) {
    await sql`
      insert into number (workspace_id, id, business_account_id, meta_id, display_phone, verified_name, throughput_per_second, state, created_at)
      values (${workspace}, ${id}, ${business}, ${`10${index}`}, '+15550000', 'Test', ${options.throughput ?? 10_000}, 'ready', now())`.execute(platform.db);
  }
  const uuidOf = (index: number) => `00000000-0000-7000-8000-${index.toString(16).padStart(12, '0')}`;
  await sql`
    insert into contact (workspace_id, id, first_name, display_name, phone, country, created_at, updated_at)
    select ${workspace}, ('00000000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid, 'P' || i, 'P' || i, '+336' || lpad(i::text, 8, '0'), 'FR', now(), now() from generate_series(1, ${options.people}::int) i`.execute(
    platform.db,
  );
  await sql`
    insert into contact_identity select workspace_id, k.kind, case when k.kind = 'phone' then phone else substr(phone, 2) end, id from contact cross join (values ('phone'), ('wa_id')) k (kind)`.execute(
    platform.db,
  );
  await sql`
    insert into consent_state select workspace_id, id, 'marketing', 'given', id, now(), 'test' from contact`.execute(platform.db);

  return {
    database,
    platform,
    scope,
    numbers,
    appSecret,
    webhookKey: `key-${business}`,
    businessMetaId: '555000',
    numberMetaId: '100',
    person: (index) => parseId(uuidOf(index)),
    async broadcast(wanted = {}) {
      const number = numbers[wanted.number ?? 0];
      if (number === undefined) throw new Error('no such number');
      const languages = (wanted.languages ?? ['en']).map((language) => ({
        translation: platform.random.uuid7('translation', now),
        name: 'harvest',
        category: wanted.category ?? ('marketing' as const),
        language,
        content: template,
        variables: ['first_name', 'percent'],
      }));
      const isFree = languages.map(({ language }) => wanted.free?.[language] !== undefined);
      return platform.db.transaction().execute(async (tx) => {
        const id = await createBroadcast(
          platform,
          tx,
          scope,
          {
            campaign: platform.random.uuid7('campaign', now),
            plan: platform.random.uuid7('plan', now),
            number,
            template: platform.random.uuid7('template', now),
            languages,
            free: wanted.free ?? null,
            undoSeconds: 0,
            by: 'test',
          },
          new Date(),
        );
        await fillRecipients(
          platform,
          tx,
          scope,
          id,
          sql`
          select id as contact_id, phone, country, spoken.language, array[first_name, '10 %'] as variables, 'waiting' as state, null::text as reason,
            (${isFree}::boolean[])[spoken.language + 1] as free, null::smallint as score, null::timestamptz as due_at
          from contact, lateral (select ((('x' || right(id::text, 8))::bit(32)::int - 1) % ${languages.length}::int)::smallint as language) spoken
          where workspace_id = ${workspace} and id between ${uuidOf(wanted.from ?? 1)} and ${uuidOf(wanted.to ?? options.people)} order by id`,
        );
        return id;
      });
    },
    anotherPlatform: open,
    processArguments: [database.url, folder],
    async close() {
      for (const one of opened) await Promise.race([writerOf(one.platform).settled(), sleep(2_000)]);
      for (const one of opened) await one.close();
      try {
        await checkLedger(database.db);
      } finally {
        await database.close();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Waits until something holds; fails with its name after 20 s. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, milliseconds = 20_000): Promise<void> {
  const deadline = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`it did not come about that ${what}`);
    await sleep(20);
  }
}

/** The state of a broadcast, and its counters beside a recount. */
export async function truth(rig: SendingRig, id: BroadcastId) {
  const [broadcast, counted] = await Promise.all([getBroadcast(rig.platform.db, rig.scope, id), recount(rig.platform.db, rig.scope, id)]);
  return { state: broadcast.state, heldBy: broadcast.heldBy, heldDetail: broadcast.heldDetail, counts: broadcast.counts, counted };
}

/** A webhook of statuses as Meta posts it, with its signature. */
export function statusPost(
  rig: Pick<SendingRig, 'businessMetaId' | 'numberMetaId'>,
  statuses: readonly Record<string, unknown>[],
  secret = appSecret,
): { body: Buffer; signature: string } {
  const value = { messaging_product: 'whatsapp', metadata: { display_phone_number: '1555', phone_number_id: rig.numberMetaId }, statuses };
  const body = Buffer.from(
    JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: rig.businessMetaId, changes: [{ field: 'messages', value }] }] }),
  );
  return { body, signature: signBody(secret, body) };
}
