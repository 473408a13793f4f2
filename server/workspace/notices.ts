import { notices } from '#core/contract/notices.ts';
import { readId } from '#core/contract/read-id.ts';
import { retell } from '#core/contract/say.ts';
import type { Scope } from '#core/value/actor.ts';
import { parseId, presentId } from '#core/value/id.ts';
import { keepTold, type Told } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { countUnseen, insertNotice, markSeen, selectNotices, selectSeen } from './store.notices.ts';

/** What is told: about what (a border id), and to whom (an actor's id); null is everybody. */
export type NewNotice = {
  readonly kind: string;
  readonly level: 'info' | 'warning';
  readonly text: Told;
  readonly subject: string | null;
  readonly to: string | null;
};

/** More than this nobody counts; the bell shows a plus. */
const unseenMost = 100;

/**
 * Tells somebody what they should know and did not ask for, in the transaction in which it happens. Its id follows the real
 * clock, so that "seen up to" stays true when the business clock is moved; `now` is what is shown.
 */
export async function notify(platform: Platform, tx: Tx, scope: Scope, notice: NewNotice, now: Instant): Promise<void> {
  const id = platform.random.uuid7('notice', platform.realClock.now());
  const { kind, level, subject } = notice;
  await insertNotice(tx, scope, { id, at: now, level, kind, text: keepTold(notice.text), subject, to_actor: notice.to });
  await platform.live.tell(tx, scope, { kind: 'notice', id: presentId('notice', id) });
}

/** Answers `contract.notices`. */
export function noticeRoutes(platform: Platform): Answers {
  const { db } = platform;
  return answers(notices, {
    async list({ actor, language }, { query }) {
      const scope = scopeOf(actor);
      const before = query.cursor === undefined ? undefined : readId('notice', query.cursor, '/query/cursor');
      const [rows, seen, unseen] = await Promise.all([
        selectNotices(db, scope, actor.id, { before, limit: query.limit + 1 }),
        selectSeen(db, scope, actor.id),
        countUnseen(db, scope, actor.id, unseenMost),
      ]);
      const shown = rows.slice(0, query.limit);
      const last = shown.at(-1);
      return {
        items: shown.map((row) => ({
          id: presentId('notice', parseId<'notice'>(row.id)),
          at: row.at.toISOString(),
          level: row.level,
          kind: row.kind,
          text: retell(row.text, language),
          subject: row.subject,
          seen: seen !== undefined && row.id <= seen,
        })),
        next: rows.length > query.limit && last !== undefined ? presentId('notice', parseId<'notice'>(last.id)) : null,
        unseen,
      };
    },
    async seen({ actor }, { body }) {
      await markSeen(db, scopeOf(actor), actor.id, readId('notice', body.until, '/body/until'));
      await platform.live.tell(db, scopeOf(actor), { kind: 'notice', id: '*' });
      return { done: true };
    },
  });
}
