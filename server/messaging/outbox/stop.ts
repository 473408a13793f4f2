import type { SendingState } from '#core/contract/sending.ts';
import { say } from '#core/contract/say.ts';
import type { Actor, Scope } from '#core/value/actor.ts';
import { parseId } from '#core/value/id.ts';
import { keepTold } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { type Db, type Platform, scopeOf, type Tx } from '#server/platform/platform.ts';
import { audit } from '#server/workspace/audit.ts';
import { notify } from '#server/workspace/notices.ts';
import { tellBroadcast } from './outbox.ts';
import { holdOffers, selectStop, updateStop } from './store.repace.ts';

/** Whether everything that advertises stands still. */
export async function sendingState(db: Db | Tx, scope: Scope): Promise<SendingState> {
  const { stopped_at, stopped_by, held } = await selectStop(db, scope);
  return { stopped: stopped_at !== null, stopped_at: stopped_at?.toISOString() ?? null, stopped_by, held };
}

/**
 * Stops everything that advertises, by all numbers, within a beat of the sender: campaigns, single offers, and those that open from now
 * on. Answers and what people wait for go on. Nothing is lost, and nobody is skipped. A second time changes nothing.
 */
export function stopOffers(platform: Platform, actor: Actor, now: Instant): Promise<SendingState> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    if (await updateStop(tx, scope, { by: actor.name, at: now })) {
      const held = await tellAll(platform, tx, scope, await holdOffers(tx, scope, keepTold(say('held_all_stopped', { name: actor.name }))));
      await audit(tx, platform, actor, { act: 'sending.stop', subject: 'offers', detail: { sendings: held } });
      const text = say('all_stopped', { name: actor.name, sendings: held });
      await notify(platform, tx, scope, { kind: 'sending.stopped', level: 'warning', text, subject: null, to: null }, now);
    }
    return sendingState(tx, scope);
  });
}

/** Lets offers leave again: each goes on where it stood. A second time changes nothing. */
export function resumeOffers(platform: Platform, actor: Actor, now: Instant): Promise<SendingState> {
  const scope = scopeOf(actor);
  return platform.db.transaction().execute(async (tx) => {
    if (await updateStop(tx, scope, null)) {
      const held = await tellAll(platform, tx, scope, await holdOffers(tx, scope, null));
      await audit(tx, platform, actor, { act: 'sending.resume', subject: 'offers', detail: { sendings: held } });
      await notify(
        platform,
        tx,
        scope,
        { kind: 'sending.resumed', level: 'info', text: say('all_resumed', { name: actor.name }), subject: null, to: null },
        now,
      );
    }
    return sendingState(tx, scope);
  });
}

async function tellAll(platform: Platform, tx: Tx, scope: Scope, broadcasts: readonly string[]): Promise<number> {
  for (const id of broadcasts) await tellBroadcast(platform, tx, scope, parseId<'broadcast'>(id));
  await platform.live.tell(tx, scope, { kind: 'settings', id: '*' });
  return broadcasts.length;
}
