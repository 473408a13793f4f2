import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { Actor } from '#core/value/actor.ts';
import type { Instant } from '#core/value/time.ts';
import { suppressAll } from '#server/audience/consent/consent.ts';
import { listFailedWith } from '#server/messaging/outbox/reading.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { actsOf } from './causes.ts';
import { accessLaunched } from './report.ts';

/** At once; of a message that nobody can get there are seldom more, and the rest is left out by asking again. */
const atOnceMost = 5_000;

/**
 * Keeps those who failed with a code from every later sending: they are suppressed as unreachable, which ends when they write to us. Only
 * for codes that say so of the person. Who is left out already counts no more. `dry_run` only counts.
 */
export async function leaveOut(
  platform: Platform,
  actor: Actor,
  publicId: string,
  what: { code: number; broadcast?: string | undefined; dry_run: boolean },
  now: Instant,
): Promise<{ people: number }> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    const { broadcast } = await accessLaunched(tx, actor, publicId, what.broadcast, '/body/broadcast');
    if (!actsOf(what.code, broadcast.state).includes('leave_out'))
      throw refusal('invalid', say('leave_out_senseless', { code: String(what.code) }), [
        { at: '/body/code', message: say('leave_out_senseless', { code: String(what.code) }) },
      ]);
    const contacts = await listFailedWith(tx, scope, broadcast.id, { code: what.code, limit: atOnceMost });
    if (what.dry_run) return { people: contacts.length };
    const people = await suppressAll(
      platform,
      tx,
      scope,
      { contacts, reason: 'invalid', detail: `left out by ${actor.name}: failed with code ${what.code}` },
      now,
    );
    await audit(tx, platform, actor, { act: 'campaign.leave_out', subject: publicId, detail: { code: what.code, people } });
    return { people };
  });
}
