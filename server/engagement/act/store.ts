import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { ContactId } from '#core/value/id.ts';
import type { Tx } from '#server/platform/platform.ts';

/** First half of the two numbers of the advisory lock that one contact's turn holds. */
const turnLockClass = 7_204_520;

/** Holds one contact until the transaction ends: their turns are taken one after the other, by whichever worker. */
export async function lockTurn(tx: Tx, contact: ContactId): Promise<void> {
  await sql`select pg_advisory_xact_lock(${turnLockClass}, hashtext(${contact}))`.execute(tx);
}

/** What a scene knows of a person. */
export function selectPerson(tx: Tx, scope: Scope, contact: ContactId) {
  return tx
    .selectFrom('contact_reach')
    .select(['language', 'country'])
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', contact)
    .executeTakeFirst();
}
