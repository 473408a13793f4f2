import type { Scope } from '#core/value/actor.ts';
import { type ContactId, presentId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { recordFact, recordFacts } from '#server/audience/timeline/timeline.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { deleteSuppression, insertEntry, insertSuppression, insertSuppressions, selectStates, type SuppressionReason, upsertState } from './store.ts';
import { consentEnded } from './tasks.ts';

/** One statement of a person about marketing: when they said it, where, in answer to which words. */
export type ConsentStatement = {
  readonly contact: ContactId;
  readonly state: 'given' | 'withdrawn';
  readonly source: string;
  readonly wording: string;
  readonly occurredAt: Instant;
  readonly actor: { readonly kind: string; readonly id: string };
  readonly proof?: Record<string, unknown>;
};

/** What holds now, as the screen shows it. */
export type StandingConsent = { readonly state: 'given' | 'withdrawn' | 'none'; readonly since: Instant | null; readonly source: string | null };

/** Nobody has said anything. */
export const noConsent: StandingConsent = { state: 'none', since: null, source: null };

/**
 * Writes a statement in the ledger, makes it what holds now, and puts it on the timeline, all in the caller's
 * transaction. The statement recorded last wins; the same statement a second time changes nothing. (Imports do not come
 * this way: they can never overturn a withdrawal.)
 */
export async function recordConsent(platform: Platform, tx: Tx, scope: Scope, statement: ConsentStatement, now: Instant): Promise<void> {
  const entry = { ...statement, id: platform.random.uuid7('consent', now), recordedAt: now, proof: statement.proof ?? {} };
  if (!(await insertEntry(tx, scope, entry))) return;
  await upsertState(tx, scope, entry);
  if (statement.state === 'withdrawn') await tellEnded(platform, tx, scope, statement.contact, statement.occurredAt);
  const data = { purpose: 'marketing', source: statement.source, wording: statement.wording, by: statement.actor };
  await recordFact(platform, tx, scope, { kind: `consent.${statement.state}`, at: statement.occurredAt, contact: statement.contact, subject: null, data }, now);
  await platform.live.tell(tx, scope, { kind: 'contact', id: presentId('contact', statement.contact) });
}

/** What holds now for each of these people; every one of them is in the answer. */
export async function standingConsents(db: Db | Tx, scope: Scope, contacts: readonly ContactId[]): Promise<Map<ContactId, StandingConsent>> {
  const states = new Map((await selectStates(db, scope, contacts)).map((row) => [row.contact_id, row]));
  return new Map(
    contacts.map((contact) => {
      const row = states.get(contact);
      return [contact, row === undefined ? noConsent : { state: row.state, since: row.occurred_at, source: row.source }];
    }),
  );
}

/**
 * Says "never" about a person for a reason that is not consent: Meta's own stop of marketing, a number that is not on
 * WhatsApp, a law. Twice is once.
 */
export async function suppress(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  what: { contact: ContactId; reason: SuppressionReason; detail: string },
  now: Instant,
): Promise<void> {
  if (!(await insertSuppression(tx, scope, { ...what, since: now }))) return;
  if (what.reason === 'platform_stop') await tellEnded(platform, tx, scope, what.contact, now);
  await tellSuppression(platform, tx, scope, 'started', what, now);
}

/** Says to whoever sent them offers that they want none. */
function tellEnded(platform: Platform, tx: Tx, scope: Scope, contact: ContactId, at: Instant): Promise<void> {
  return platform.tasks.add(tx, consentEnded, { workspace: scope.workspace, contact, at: at.toISOString() });
}

/** The same for many people, in one statement each for the suppressions and the facts. Answers how many were not suppressed for it before. */
export async function suppressAll(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  what: { contacts: readonly ContactId[]; reason: SuppressionReason; detail: string },
  now: Instant,
): Promise<number> {
  const { reason, detail } = what;
  const added = await insertSuppressions(tx, scope, { ...what, since: now });
  if (added.length === 0) return 0;
  const kind = factOf(reason, 'started');
  await recordFacts(
    platform,
    tx,
    scope,
    added.map((contact) => ({ kind, at: now, contact, subject: null, data: { reason, detail } })),
    now,
  );
  await platform.live.tell(tx, scope, { kind: 'contact', id: '*' });
  return added.length;
}

/** Lifts one suppression and leaves the others; where there was none, nothing happens. */
export async function liftSuppression(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  what: { contact: ContactId; reason: SuppressionReason },
  now: Instant,
): Promise<void> {
  if (!(await deleteSuppression(tx, scope, what.contact, what.reason))) return;
  await tellSuppression(platform, tx, scope, 'lifted', { ...what, detail: '' }, now);
}

async function tellSuppression(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  change: 'started' | 'lifted',
  what: { contact: ContactId; reason: SuppressionReason; detail: string },
  now: Instant,
): Promise<void> {
  await recordFact(
    platform,
    tx,
    scope,
    { kind: factOf(what.reason, change), at: now, contact: what.contact, subject: null, data: { reason: what.reason, detail: what.detail } },
    now,
  );
  await platform.live.tell(tx, scope, { kind: 'contact', id: presentId('contact', what.contact) });
}

function factOf(reason: SuppressionReason, change: 'started' | 'lifted'): string {
  return reason === 'platform_stop' ? `preference.${change === 'started' ? 'stopped' : 'resumed'}` : `suppression.${change}`;
}
