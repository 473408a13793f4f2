import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Actor, Scope } from '#core/value/actor.ts';
import { scopes } from '#core/value/actor.ts';
import type { BusinessId, ContactId, Id, IdKind, MediaId, NumberId, SegmentId, TemplateId, WorkspaceId } from '#core/value/id.ts';
import { presentId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { machineClock } from '#server/platform/clock.ts';
import { openFiles } from '#server/platform/files.ts';
import { live } from '#server/platform/live.ts';
import { silentLog } from '#server/platform/log.ts';
import type { Call, Clock, Platform } from '#server/platform/platform.ts';
import { tasks } from '#server/platform/queue.ts';
import { openRandom } from '#server/platform/random.ts';
import { openSealer } from '#server/platform/sealer.ts';
import { copyRowsApart } from '#server/platform/postgres/copy.ts';
import { heldClock } from './clock.ts';
import { openTestDatabase, type TestDatabase } from './database.ts';
import { checkLedger } from './ledger.ts';

/**
 * A workspace with a number, put straight into a fresh database, and small verbs to fill it: for tests of the rooms
 * above the audience that need no HTTP and no WhatsApp. The clock stands still until it is moved, unless another is given.
 */
export type Stage = {
  readonly platform: Platform;
  readonly database: TestDatabase;
  readonly scope: Scope;
  readonly actor: Actor;
  readonly number: NumberId;
  readonly call: () => Call;
  readonly now: () => Instant;
  readonly wait: (milliseconds: number) => void;
  readonly id: <Kind extends IdKind>(kind: Kind) => Id<Kind>;
  readonly person: (person?: StagePerson) => Promise<ContactId>;
  readonly segment: (definition?: unknown, name?: string) => Promise<SegmentId>;
  readonly template: (template?: StageTemplate) => Promise<TemplateId>;
  readonly image: () => Promise<MediaId>;
  readonly close: () => Promise<void>;
};

export type StagePerson = {
  first?: string | null;
  last?: string | null;
  name?: string;
  phone?: string | null;
  country?: string | null;
  language?: string | null;
  email?: string | null;
  tags?: string[];
  fields?: Record<string, unknown>;
  consent?: 'given' | 'withdrawn' | 'none';
  suppressions?: string[];
};
export type StageTemplate = {
  name?: string;
  category?: 'marketing' | 'utility';
  languages?: Record<string, { content?: Partial<TemplateContent>; state?: string }>;
};

const start = new Date('2026-11-22T10:00:00.000Z');

export type StageOptions = {
  /** Another clock than the one that `wait` moves. */
  readonly clock?: Clock;
  /** Where the number's WhatsApp is; nowhere unless told. */
  readonly baseUrl?: string;
};

export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const database = await openTestDatabase();
  const folder = mkdtempSync(join(tmpdir(), 'parley-stage-'));
  const random = openRandom();
  let now = options.clock?.now() ?? start;
  const platform: Platform = {
    db: database.db,
    writing: database.writing,
    copyRows: (table, columns, batches) => copyRowsApart(database.pool, table, columns, batches),
    clock: options.clock ?? heldClock(() => now),
    realClock: machineClock,
    random,
    files: openFiles(folder),
    log: silentLog,
    tasks,
    live,
    sealer: openSealer('x'.repeat(32)),
    publicUrl: 'http://127.0.0.1:3300',
  };
  const id = <Kind extends IdKind>(kind: Kind) => random.uuid7(kind, now);
  const workspace: WorkspaceId = id('workspace');
  const scope = { workspace };
  const actor: Actor = { kind: 'user', id: 'ada', name: 'Ada', workspace, scopes };
  const query = (text: string, values: unknown[]) => database.pool.query(text, values);
  await query(
    `insert into workspace (id, name, mode, default_country, locale, timezone, currency, created_at) values ($1, 'Roastery', 'rehearsal', 'FR', 'en', 'Europe/Paris', 'EUR', $2)`,
    [workspace, now],
  );
  const business: BusinessId = id('business');
  const number: NumberId = id('number');
  const sealed = platform.sealer.seal('secret');
  await query(
    `insert into business_account (workspace_id, id, meta_id, name, base_url, api_version, app_id, sealed_token, sealed_app_secret, sealed_verify_token, webhook_key, created_at)
     values ($1, $2, '900', 'Roastery', $5, 'v26.0', '800', $3, $3, $3, 'key', $4)`,
    [workspace, business, sealed, now, options.baseUrl ?? 'http://127.0.0.1:1'],
  );
  await query(
    `insert into number (workspace_id, id, business_account_id, meta_id, display_phone, verified_name, throughput_per_second, state, created_at) values ($1, $2, $3, '700', '+33180000000', 'Roastery', 80, 'ready', $4)`,
    [workspace, number, business, now],
  );
  let people = 0;

  async function person(given: StagePerson = {}): Promise<ContactId> {
    const contact = id('contact');
    people += 1;
    const phone = given.phone === undefined ? `+5511${String(900000000 + people)}` : given.phone;
    const name = given.name ?? ([given.first ?? null, given.last ?? null].filter((part) => part !== null).join(' ') || (phone ?? 'Somebody'));
    await query(
      `insert into contact (workspace_id, id, first_name, last_name, display_name, phone, email, country, language, tags, fields, created_at, updated_at) values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$12)`,
      [
        workspace,
        contact,
        given.first ?? null,
        given.last ?? null,
        name,
        phone,
        given.email ?? null,
        given.country === undefined ? 'BR' : given.country,
        given.language ?? null,
        given.tags ?? [],
        JSON.stringify(given.fields ?? {}),
        now,
      ],
    );
    if (phone !== null)
      await query(`insert into contact_identity (workspace_id, kind, value, contact_id) values ($1, 'phone', $2, $3), ($1, 'wa_id', $4, $3)`, [
        workspace,
        phone,
        contact,
        phone.slice(1),
      ]);
    const consent = given.consent ?? 'given';
    if (consent !== 'none')
      await query(
        `insert into consent_state (workspace_id, contact_id, purpose, state, entry_id, occurred_at, source) values ($1, $2, 'marketing', $3, $4, $5, 'test')`,
        [workspace, contact, consent, id('consent'), now],
      );
    for (const reason of given.suppressions ?? [])
      await query(`insert into suppression (workspace_id, contact_id, reason, since) values ($1, $2, $3, $4)`, [workspace, contact, reason, now]);
    return contact;
  }

  async function segment(definition: unknown = { match: 'all', of: [] }, name = 'Everybody'): Promise<SegmentId> {
    const made = id('segment');
    await query(`insert into segment (workspace_id, id, name, definition, created_at, updated_at) values ($1, $2, $3, $4, $5, $5)`, [
      workspace,
      made,
      name,
      JSON.stringify(definition),
      now,
    ]);
    return made;
  }

  async function template(given: StageTemplate = {}): Promise<TemplateId> {
    const made = id('template');
    await query(`insert into template (workspace_id, id, business_account_id, name, category, created_at) values ($1, $2, $3, $4, $5, $6)`, [
      workspace,
      made,
      business,
      given.name ?? `sale_${people}_${made.slice(-4)}`,
      given.category ?? 'marketing',
      now,
    ]);
    for (const [language, translation] of Object.entries(given.languages ?? { en: {} })) {
      const content: TemplateContent = {
        header: null,
        body: 'Hello {{first_name}}',
        footer: null,
        buttons: [],
        samples: { first_name: 'Ana' },
        ...translation.content,
      };
      await query(
        `insert into template_translation (workspace_id, id, template_id, language, content, status, meta_id, status_at) values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [workspace, id('translation'), made, language, JSON.stringify(content), translation.state ?? 'approved', `${language}-${made}`, now],
      );
    }
    return made;
  }

  async function image(): Promise<MediaId> {
    const made = id('media');
    await query(
      `insert into media (workspace_id, id, name, mime, bytes, sha256, file_key, created_at) values ($1, $2, 'cup.jpg', 'image/jpeg', 3, '\\x00', $3, $4)`,
      [workspace, made, `media/${made}.jpg`, now],
    );
    return made;
  }

  return {
    platform,
    database,
    scope,
    actor,
    number,
    id,
    person,
    segment,
    template,
    image,
    call: () => ({ actor, now: platform.clock.now(), requestId: 'req_test', language: 'en' as const }),
    now: () => platform.clock.now(),
    wait: (milliseconds) => void (now = new Date(now.getTime() + milliseconds)),
    close: async () => {
      try {
        await checkLedger(database.db);
      } finally {
        await database.close();
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The border form of an id, short for tests. */
export const pub = presentId;
