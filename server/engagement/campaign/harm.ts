import type { InstantStop } from '#core/policy/canary.ts';
import type { Scope } from '#core/value/actor.ts';
import { type BroadcastId, parseId, type TemplateId } from '#core/value/id.ts';
import type { Instant } from '#core/value/time.ts';
import { consentEnded } from '#server/audience/consent/tasks.ts';
import { listNumbers } from '#server/messaging/number/number.ts';
import { numberQuality } from '#server/messaging/number/tasks.ts';
import { noteHarm } from '#server/messaging/outbox/harm.ts';
import { listOpenBroadcasts } from '#server/messaging/outbox/outbox.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import { lookAtCanary } from './canary.ts';
import { selectWatched } from './store.canary.ts';

/** What is learned of harm by way of facts: who wants no more offers, and what Meta says of a number. */
export function harmTasks(platform: Platform): TaskBinding[] {
  const { db, clock } = platform;
  return [
    bindTask(consentEnded, ({ workspace, contact, at }) =>
      db
        .transaction()
        .execute((tx) => noteHarm(platform, tx, { workspace: parseId(workspace) }, { contact: parseId(contact), quotedWamid: null, at: new Date(at) })),
    ),
    bindTask(numberQuality, async ({ workspace, display_phone, event }) => {
      const stop = stopOfEvent(event);
      if (stop === null) return;
      const scope: Scope = { workspace: parseId(workspace) };
      await db.transaction().execute(async (tx) => {
        const digits = digitsOf(display_phone);
        for (const number of await listNumbers(tx, scope)) {
          if (digitsOf(number.display_phone) !== digits) continue;
          await stopCanaries(platform, tx, scope, await selectWatched(tx, scope, { number: number.id }), stop, clock.now());
        }
      });
    }),
  ];
}

function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '');
}

/** Meta's words on a number that stop a canary: phone_number_quality_update, read 2026-11-22. */
function stopOfEvent(event: string): InstantStop | null {
  if (event === 'FLAGGED') return 'quality_red';
  return event === 'DOWNGRADE' ? 'quality_drop' : null;
}

/** A template was paused, disabled or flagged: canaries under way with it are stopped, also when Meta lets it through again. */
export async function stopCanariesOfTemplate(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  { template, language, stop }: { template: TemplateId; language: string | null; stop: 'template_paused' | 'template_flagged' },
  now: Instant,
): Promise<void> {
  const open = await listOpenBroadcasts(tx, scope, template);
  const concerned = open.filter(({ languages }) => language === null || languages.some((one) => one.language === language));
  const watched = await selectWatched(tx, scope, { broadcasts: concerned.map(({ id }) => id) });
  await stopCanaries(platform, tx, scope, watched, stop, now);
}

async function stopCanaries(
  platform: Platform,
  tx: Tx,
  scope: Scope,
  watched: readonly { broadcast_id: string }[],
  stop: InstantStop,
  now: Instant,
): Promise<void> {
  for (const { broadcast_id } of watched) {
    const id: BroadcastId = parseId(broadcast_id);
    await lookAtCanary(platform, tx, scope, id, now, stop);
  }
}
