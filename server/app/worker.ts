import { importAnswerers } from '#server/audience/import/answerers.ts';
import { campaignTasks } from '#server/engagement/campaign/bindings.ts';
import { inboxTasks } from '#server/engagement/inbox/bindings.ts';
import { routingTasks } from '#server/engagement/routing/routing.ts';
import { inboundTasks } from '#server/messaging/inbound/bindings.ts';
import { partitionsMake } from '#server/messaging/inbound/tasks.ts';
import { outboxTasks } from '#server/messaging/outbox/outbox.ts';
import { openSender } from '#server/messaging/outbox/sender.ts';
import { startTemplateSync, templateTasks } from '#server/messaging/template/tasks.ts';
import type { OpenPlatform } from '#server/platform/open.ts';
import type { Platform } from '#server/platform/platform.ts';
import { runTasks, type TaskBinding } from '#server/platform/runner.ts';

export type Worker = { readonly close: () => Promise<void> };

/** Opens the worker: answers tasks and sends what is to be sent. As many may run as wanted, on as many machines. */
export function openWorker(opened: OpenPlatform): Worker {
  const { platform } = opened;
  const tasks = runTasks({ pool: opened.database.pool, log: platform.log, bindings: bindings(platform) });
  const sender = openSender(platform);
  const asking = askForWork(platform);
  return {
    async close() {
      await Promise.all([tasks.close(), sender.close(), asking]);
    },
  };
}

/** Who answers which task: the one list. */
function bindings(platform: Platform): TaskBinding[] {
  return [
    ...importAnswerers(platform),
    ...templateTasks(platform),
    ...outboxTasks(platform),
    ...inboundTasks(platform),
    ...inboxTasks(platform),
    ...campaignTasks(platform),
    ...routingTasks(platform),
  ];
}

/** These tasks ask for themselves again; this is for the first time, and for a long sleep. */
async function askForWork(platform: Platform): Promise<void> {
  try {
    await platform.tasks.add(platform.db, partitionsMake, {}, { key: 'partitions.make' });
    await startTemplateSync(platform);
  } catch (error) {
    // The default partitions hold what comes, and webhooks tell of templates, until the next start asks again.
    platform.log.warn({ error: String(error) }, 'could not ask for the tasks that repeat');
  }
}
