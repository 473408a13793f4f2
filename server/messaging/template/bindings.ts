import { after, hour, minute } from '#core/value/time.ts';
import { parseId } from '#core/value/id.ts';
import { Refusal } from '#core/contract/refusals.ts';
import { listConnectedAccounts } from '#server/messaging/number/number.ts';
import { templateSync } from '#server/messaging/number/tasks.ts';
import { declareDue } from '#server/platform/due.ts';
import type { Platform } from '#server/platform/platform.ts';
import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import { selectTemplatesOf } from './store.ts';
import { selectNextSync, setNextSync, takeDueSyncs } from './store.sync.ts';
import { syncTemplates } from './sync.ts';

/** Webhooks tell changes at once; the list is asked in case one was lost. */
const syncEveryMilliseconds = hour;
/** While something waits for its review, sooner: Meta allows 200 management calls an hour, this uses 12. */
const pendingEveryMilliseconds = 5 * minute;

/**
 * When accounts are to be synchronised, by the business clock: that of Meta, whose reviews and limits it follows. It is
 * upkeep: webhooks tell a verdict at once, and a clock that is played forward need not stop at every hour.
 */
export const syncTimes = declareDue('the synchronisation of templates', {
  isUpkeep: true,
  next: (db, now) => selectNextSync(db, now, syncEveryMilliseconds),
  take: (platform, now) =>
    platform.db.transaction().execute(async (tx) => {
      for (const { workspace, account } of await takeDueSyncs(tx, now, syncEveryMilliseconds))
        await platform.tasks.add(tx, templateSync, { workspace, account }, { key: `template.sync ${account}` });
    }),
});

/**
 * The answerer of `template.sync`: syncs one account and notes when it is due again. When Meta does not answer that is
 * logged, and the next round tries again.
 */
export function templateTasks(platform: Platform): TaskBinding[] {
  return [
    bindTask(templateSync, async (payload) => {
      const scope = { workspace: parseId<'workspace'>(payload.workspace) };
      const account = parseId<'business'>(payload.account);
      try {
        await syncTemplates(platform, scope, account, platform.clock.now());
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        platform.log.warn({ account, code: error.code }, `templates were not synchronised: ${error.message}`);
      }
      const templates = await selectTemplatesOf(platform.db, scope, account);
      const isWaiting = templates.some((template) =>
        template.translations.some((translation) => translation.state === 'pending' || translation.state === 'in_appeal'),
      );
      const at = after(platform.clock.now(), isWaiting ? pendingEveryMilliseconds : syncEveryMilliseconds);
      await setNextSync(platform.db, scope, account, at);
    }),
  ];
}

/** Asks for a sync of every connected account; for the start of a worker, since a database may be older than this task. */
export async function startTemplateSync(platform: Platform): Promise<void> {
  for (const { workspace, account } of await listConnectedAccounts(platform.db)) {
    await platform.tasks.add(platform.db, templateSync, { workspace, account }, { key: `template.sync ${account}` });
  }
}
