import type { Scope } from '#core/value/actor.ts';
import type { ContactId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Platform, Tx } from '#server/platform/platform.ts';
import { insertFacts, selectFactOfMessage, selectFacts } from './store.ts';

/** Something that has happened, past tense: `order.paid`. `subject` is a border id of another thing, such as `imp_…`. */
export type NewFact = {
  readonly kind: string;
  readonly at: Instant;
  readonly contact: ContactId | null;
  readonly subject: string | null;
  readonly data: Record<string, unknown>;
};

/** A fact as it is read back. `id` is a UUID. */
export type Fact = {
  readonly id: string;
  readonly at: Instant;
  readonly kind: string;
  readonly subject: string | null;
  readonly data: Record<string, unknown>;
};

/** Puts a fact on the timeline, in the transaction of whatever made it true. `at` is when it happened. */
export async function recordFact(platform: Platform, tx: Tx, scope: Scope, fact: NewFact, now: Instant): Promise<void> {
  await recordFacts(platform, tx, scope, [fact], now);
}

/** Puts several facts on the timeline in one statement. */
export async function recordFacts(platform: Platform, tx: Tx, scope: Scope, facts: readonly NewFact[], now: Instant): Promise<void> {
  await insertFacts(
    tx,
    scope,
    facts.map((fact) => ({ ...fact, id: platform.random.uuid7('fact', now) })),
  );
}

/** Was this told before? WhatsApp repeats its webhooks; what came with one message is one fact. */
export function isFactKnown(db: Db | Tx, scope: Scope, fact: { contact: ContactId; kind: string; at: Instant; wamid: string }): Promise<boolean> {
  return selectFactOfMessage(db, scope, fact);
}

/** Facts of one person, newest first, before a place in that order (null: from the newest). */
export function listFacts(db: Db | Tx, scope: Scope, contact: ContactId, page: { before: { at: Instant; id: string } | null; limit: number }): Promise<Fact[]> {
  return selectFacts(db, scope, contact, page);
}
