import type { TimelineEntry } from '#core/contract/contacts.ts';
import type { Scope } from '#core/value/actor.ts';
import { type ContactId, parseId, presentId } from '#core/value/id.ts';
import type { Spoken } from '#core/value/say.ts';
import { parseMessageCursor, presentMessageCursor } from '#server/engagement/direct/cursor.ts';
import { findMessages } from '#server/engagement/direct/direct.ts';
import type { Db } from '#server/platform/platform.ts';
import { selectTimeline, type TimelineRow } from './store.ts';

/**
 * One person's timeline: what happened and what was said, newest first. An entry about a message carries it as the
 * contract shows messages, under `data.message`.
 */
export async function listTimeline(
  db: Db,
  scope: Scope,
  contact: ContactId,
  page: { cursor?: string | undefined; limit: number; language: Spoken },
): Promise<{ items: TimelineEntry[]; next: string | null }> {
  const rows = await selectTimeline(db, scope, contact, { before: parseMessageCursor(page.cursor), limit: page.limit + 1 });
  const kept = rows.slice(0, page.limit);
  const last = kept.at(-1);
  const ids = kept.flatMap((row) => (row.source === 'message' ? [row.id] : []));
  const messages = await findMessages(db, scope, { contact, ids, language: page.language });
  const items = kept.map((row) =>
    row.source === 'fact'
      ? presentFact(row)
      : { id: messages.get(row.id)?.id ?? row.id, at: row.at.toISOString(), kind: row.kind, data: { message: messages.get(row.id) } },
  );
  return { items, next: rows.length > page.limit && last !== undefined ? presentMessageCursor(last) : null };
}

function presentFact(row: TimelineRow): TimelineEntry {
  return {
    id: presentId('fact', parseId<'fact'>(row.id)),
    at: row.at.toISOString(),
    kind: row.kind,
    data: row.subject === null ? row.data : { ...row.data, subject: row.subject },
  };
}
