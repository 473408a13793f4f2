import { doubts } from '#core/contract/doubts.ts';
import type { CounterCheck, Doubt, RetryClass } from '#core/contract/doubts.ts';
import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { retell, say, tell } from '#core/contract/say.ts';
import type { Actor } from '#core/value/actor.ts';
import { parseId, presentId } from '#core/value/id.ts';
import type { Spoken } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import type { DoorFault } from '#core/whatsapp/again.ts';
import { explainError, fateOf } from '#core/whatsapp/errors.ts';
import type { PlatformFate } from '#core/whatsapp/errors.entry.ts';
import {
  classifyFailed,
  closeDoubts,
  closeMessageDoubt,
  type DoubtRecord,
  type FailedClass,
  listDoubts,
  retryFailed,
  sendDoubtsAgain,
  sendMessageAgain,
} from '#server/messaging/outbox/again.ts';
import type { BroadcastRecord } from '#server/messaging/outbox/broadcast.ts';
import { findGaps } from '#server/messaging/outbox/gaps.ts';
import { findBroadcastOfCampaign, getBroadcast } from '#server/messaging/outbox/outbox.ts';
import { listChecks } from '#server/messaging/outbox/reconcile.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { getMessage } from '#server/engagement/direct/direct.ts';
import { accessCampaign } from './campaign.ts';

/** Answers `contract.doubts`: who is in doubt, sending again, retrying what failed, and the checks of the ledger. */
export function doubtRoutes(platform: Platform): Answers {
  const { db } = platform;
  return answers(doubts, {
    async list({ actor, language }, { params, query }) {
      const broadcast = await accessBroadcast(db, actor, params.id, query.broadcast, '/query/broadcast');
      const after = readPlace(query.cursor);
      const rows = await listDoubts(db, scopeOf(actor), broadcast.id, { after, limit: query.limit + 1 });
      const shown = rows.slice(0, query.limit);
      return { items: shown.map((row) => presentDoubt(row, language)), next: rows.length > query.limit ? String(shown.at(-1)?.seq ?? 0) : null };
    },
    async again({ actor }, { params, body }) {
      const broadcast = await accessBroadcast(db, actor, params.id, body.broadcast, '/body/broadcast');
      const people = await sendDoubtsAgain(platform, scopeOf(actor), broadcast.id, { seqs: body.recipients ?? null }, actor.name);
      return settle(platform, actor, params.id, { act: 'doubts.again', broadcast, people });
    },
    async close({ actor }, { params, body }) {
      const broadcast = await accessBroadcast(db, actor, params.id, body.broadcast, '/body/broadcast');
      const people = await closeDoubts(platform, scopeOf(actor), broadcast.id, body.recipients ?? null);
      return settle(platform, actor, params.id, { act: 'doubts.close', broadcast, people });
    },
    retry: ({ actor, now, language }, { params, body }) => retry(platform, actor, params.id, body, now, language),
    async checks({ actor }, { params, query }) {
      const broadcast = await accessBroadcast(db, actor, params.id, query.broadcast, '/query/broadcast');
      const rows = await listChecks(db, scopeOf(actor), broadcast.id);
      return {
        items: rows.map(({ at, occasion, difference }): CounterCheck => ({
          at: at.toISOString(),
          occasion,
          equal: difference === null,
          difference: difference ?? {},
        })),
      };
    },
    againMessage: ({ actor, language }, { params }) => againMessage(platform, actor, params.id, language),
    closeMessage: ({ actor, language }, { params }) => closeMessage(platform, actor, params.id, language),
    async gaps({ actor, now }, { query }) {
      const rows = await findGaps(db, scopeOf(actor), query.minutes, now);
      return {
        minutes: query.minutes,
        items: rows.map((row) => ({
          number: presentId('number', row.number_id),
          display_phone: row.phone,
          hour: row.hour.toISOString(),
          missing: row.missing,
          oldest_at: row.oldest_at.toISOString(),
        })),
      };
    },
  });
}

async function againMessage(platform: Platform, actor: Actor, publicId: string, language: Spoken) {
  const id = readId('message', publicId, '/params/id');
  await platform.db.transaction().execute(async (tx) => {
    if (!(await sendMessageAgain(platform, tx, scopeOf(actor), id))) throw await noDoubt(tx, actor, publicId, language);
    await audit(tx, platform, actor, { act: 'message.again', subject: publicId, detail: {} });
  });
  return { id: publicId, status: 'queued' as const };
}

async function closeMessage(platform: Platform, actor: Actor, publicId: string, language: Spoken) {
  const id = readId('message', publicId, '/params/id');
  return platform.db.transaction().execute(async (tx) => {
    const closedAt = await closeMessageDoubt(platform, tx, scopeOf(actor), id);
    if (closedAt === undefined) throw await noDoubt(tx, actor, publicId, language);
    await audit(tx, platform, actor, { act: 'message.close', subject: publicId, detail: {} });
    return { id: publicId, closed_at: closedAt.toISOString() };
  });
}

async function accessBroadcast(db: Db, actor: Actor, publicId: string, named: string | undefined, at: string): Promise<BroadcastRecord> {
  const scope = scopeOf(actor);
  const campaign = await accessCampaign(db, actor, publicId);
  const broadcast = named === undefined ? await findBroadcastOfCampaign(db, scope, campaign.id) : await getBroadcast(db, scope, readId('broadcast', named, at));
  if (broadcast === undefined) throw refusal('conflict', say('campaign_not_launched', { name: campaign.name }));
  if (broadcast.campaign === campaign.id) return broadcast;
  const gone = say('broadcast_gone', { id: named ?? '' });
  throw refusal('not_found', gone, [{ at, message: gone }]);
}

function readPlace(cursor = '0'): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw refusal('bad_request', say('cursor_none', { text: cursor }), [{ at: '/query/cursor', message: say('cursor_none', { text: cursor }) }]);
}

function presentDoubt(row: DoubtRecord, language: Spoken): Doubt {
  return {
    seq: row.seq,
    contact: presentId('contact', parseId<'contact'>(row.contact_id)),
    name: row.display_name ?? row.phone,
    phone: row.phone,
    since: row.doubted_at.toISOString(),
    attempt: row.attempt,
    error_code: row.error_code,
    reason: row.error_code === null ? retell(row.error_detail, language) : tell(say('error_words', explainError(row.error_code)[language]), language),
    closed_at: row.closed_at?.toISOString() ?? null,
  };
}

async function settle(
  platform: Platform,
  actor: Actor,
  campaign: string,
  done: { readonly act: string; readonly broadcast: BroadcastRecord; readonly people: number },
): Promise<{ people: number }> {
  if (done.people === 0) throw refusal('conflict', say('again_nobody'));
  await audit(platform.db, platform, actor, {
    act: done.act,
    subject: campaign,
    detail: { broadcast: presentId('broadcast', done.broadcast.id), people: done.people },
  });
  return { people: done.people };
}

type RetryInput = {
  broadcast?: string | undefined;
  fate?: PlatformFate | undefined;
  codes?: number[] | undefined;
  faults?: DoorFault[] | undefined;
  dry_run: boolean;
};

/** Sends again to those who failed in a way that can be put right. Refuses when nobody can, with the reason of the first class. */
async function retry(platform: Platform, actor: Actor, publicId: string, input: RetryInput, now: Instant, language: Spoken) {
  const scope = scopeOf(actor);
  const broadcast = await accessBroadcast(platform.db, actor, publicId, input.broadcast, '/body/broadcast');
  const given = [input.fate, input.codes, input.faults].filter((one) => one !== undefined);
  if (given.length !== 1) throw refusal('invalid', say('retry_choice'), [{ at: '/body', message: say('retry_choice') }]);
  const wanted = { codes: input.codes ?? (input.fate === undefined ? [] : ('all' as const)), faults: input.faults ?? [] };
  const found = (await classifyFailed(platform.db, scope, broadcast.id, wanted, now)).filter(
    ({ code }) => input.fate === undefined || (code !== null && fateOf(code) === input.fate),
  );
  if (found.length === 0) throw refusal('conflict', say('retry_none'));
  const classes = found.map((one) => presentClass(one, language));
  const able = found.filter(({ people }) => people > 0);
  const planned = able.reduce((sum, { people }) => sum + people, 0);
  if (input.dry_run) return { dry_run: true, people: planned, classes };
  const [first] = found;
  if (able.length === 0 && first !== undefined) throw refusal('conflict', whyNot(first) ?? say('retry_none'));
  const people = await retryFailed(platform, scope, broadcast.id, able, actor.name);
  await audit(platform.db, platform, actor, {
    act: 'campaign.retry',
    subject: publicId,
    detail: { people, codes: able.flatMap(({ code }) => code ?? []), faults: able.flatMap(({ fault }) => fault ?? []) },
  });
  return { dry_run: false, people, classes };
}

function whyNot(found: FailedClass) {
  switch (found.refused) {
    case 'person':
      return say('retry_never_person');
    case 'doubt':
      return say('retry_never_doubt');
    case 'message':
      return say('retry_never_message');
    case 'values':
      return say('retry_never_values');
    case null:
      return found.from === null ? null : say('retry_early', { people: found.tooEarly, from: found.from.toISOString() });
  }
}

function presentClass(found: FailedClass, language: Spoken): RetryClass {
  const why = whyNot(found);
  return {
    code: found.code,
    fault: found.fault,
    title: found.code === null ? tell(say(`door_${found.fault ?? 'unsaid'}`), language) : explainError(found.code)[language].title,
    fate: found.code === null ? null : fateOf(found.code),
    people: found.people,
    too_early: found.tooEarly,
    from: found.from?.toISOString() ?? null,
    refused: found.people > 0 || why === null ? null : tell(why, language),
  };
}

async function noDoubt(tx: Tx, actor: Actor, publicId: string, language: Spoken) {
  const { state } = await getMessage(tx, scopeOf(actor), readId('message', publicId, '/params/id'), language);
  return refusal('conflict', say('message_no_doubt', { state }));
}
