import { readId } from '#core/contract/read-id.ts';
import { refusal } from '#core/contract/refusals.ts';
import { webhooks } from '#core/contract/settings.ts';
import { cutPage, parseCursor } from '#core/value/cursor.ts';
import { parseId, presentId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import { type Answers, answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { selectAside, takeBack } from './store.ts';
import { webhookUnpack } from './tasks.ts';

/** A webhook may have 3 MB; as much of it as helps to see what it was. */
const bodyCharactersMost = 20_000;

/** Answers contract.webhooks: what was set aside, and trying it again. */
export function webhookRoutes(platform: Platform): Answers {
  return answers(webhooks, {
    async aside(call, { query }) {
      const before = query.cursor === undefined ? undefined : parseCursor(query.cursor);
      if (isRefused(before)) throw refusal('bad_request', before.detail);
      const rows = await selectAside(platform.db, scopeOf(call.actor), { before, limit: query.limit + 1 });
      const page = cutPage(
        rows.map((row) => ({ ...row, at: row.received_at })),
        query.limit,
      );
      const items = page.rows.map((row) => ({
        id: presentId('webhook', parseId(row.id)),
        received_at: row.received_at.toISOString(),
        reason: row.reason ?? '',
        body: row.body.toString('utf8').slice(0, bodyCharactersMost),
      }));
      return { items, next: page.next };
    },
    async retry(call, { params }) {
      const id = readId('webhook', params.id, '/params/id');
      await platform.db.transaction().execute(async (tx) => {
        const key = await takeBack(tx, scopeOf(call.actor), id);
        if (key === undefined) throw refusal('not_found', `there is no webhook ${params.id} among those set aside`);
        await platform.tasks.add(tx, webhookUnpack, { events: [key], tries: 0, again: true });
        await platform.live.tell(tx, scopeOf(call.actor), { kind: 'webhook', id: '*' });
      });
      return { done: true as const };
    },
  });
}
