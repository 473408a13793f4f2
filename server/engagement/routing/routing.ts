import type { InboundMessage } from '#core/effect/effect.ts';
import type { Scope } from '#core/value/actor.ts';
import { type ContactId, type NumberId, parseId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { commit, loadScene } from '#server/engagement/act/act.ts';
import { contactTurn } from '#server/messaging/inbound/tasks.ts';
import type { Platform } from '#server/platform/platform.ts';
import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import { route } from './route.ts';

/**
 * Takes one turn of a contact: loads and holds them, decides, and writes what was decided, in one transaction. The same
 * message a second time changes nothing and says false.
 */
export async function takeTurn(
  platform: Platform,
  scope: Scope,
  who: { contact: ContactId; number: NumberId },
  inbound: InboundMessage,
  now: Instant,
): Promise<boolean> {
  return platform.db.transaction().execute(async (tx) => {
    const scene = await loadScene(platform, tx, scope, who, now);
    return commit(platform, tx, scope, scene, route(scene, inbound), now);
  });
}

/** The tasks this room answers. */
export function routingTasks(platform: Platform): TaskBinding[] {
  return [
    bindTask(contactTurn, async ({ workspace, contact, number, inbound }) => {
      const message = { wamid: inbound.wamid, at: new Date(inbound.at), content: inbound.content, quoted: inbound.quoted };
      await takeTurn(platform, { workspace: parseId(workspace) }, { contact: parseId(contact), number: parseId(number) }, message, platform.clock.now());
    }),
  ];
}
