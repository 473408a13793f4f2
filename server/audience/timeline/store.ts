import { sql } from 'kysely';
import type { Scope } from '#core/value/actor.ts';
import type { ContactId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import type { Db, Tx } from '#server/platform/platform.ts';

/** A row of the timeline, as it is written. */
export type FactRow = { id: string; at: Instant; contact: ContactId | null; kind: string; subject: string | null; data: Record<string, unknown> };

/** Writes facts in one statement. A fact whose id is there already is left as it is. */
export async function insertFacts(tx: Tx, scope: Scope, facts: readonly FactRow[]): Promise<void> {
  if (facts.length === 0) return;
  await tx
    .insertInto('fact')
    .values(
      facts.map((fact) => ({
        workspace_id: scope.workspace,
        id: fact.id,
        at: fact.at,
        contact_id: fact.contact,
        kind: fact.kind,
        subject: fact.subject,
        data: JSON.stringify(fact.data),
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Is there a fact of this kind about a person that came with this message of WhatsApp's? Looks at the person's facts of that instant only. */
export async function selectFactOfMessage(db: Db | Tx, scope: Scope, fact: { contact: ContactId; kind: string; at: Instant; wamid: string }): Promise<boolean> {
  const row = await db
    .selectFrom('fact')
    .select('id')
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', fact.contact)
    .where('at', '=', fact.at)
    .where('kind', '=', fact.kind)
    .where(sql<boolean>`data ->> 'wamid' = ${fact.wamid}`)
    .executeTakeFirst();
  return row !== undefined;
}

/** Facts of one person, newest first, strictly before the place given; the order (at, id) is total. */
export function selectFacts(db: Db | Tx, scope: Scope, contact: ContactId, page: { before: { at: Instant; id: string } | null; limit: number }) {
  let query = db
    .selectFrom('fact')
    .select(['id', 'at', 'kind', 'subject', 'data'])
    .where('workspace_id', '=', scope.workspace)
    .where('contact_id', '=', contact);
  if (page.before !== null) query = query.where(sql<boolean>`(at, id) < (${page.before.at}, ${page.before.id}::uuid)`);
  return query.orderBy('at', 'desc').orderBy('id', 'desc').limit(page.limit).execute();
}
