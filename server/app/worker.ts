import type { Instant } from '#core/value/time.ts';
import { importAnswerers } from '#server/audience/import/answerers.ts';
import { shopTasks } from '#server/audience/shop/learn.ts';
import { campaignTasks } from '#server/engagement/campaign/bindings.ts';
import { canaryLooks } from '#server/engagement/campaign/canary.ts';
import { repetitions } from '#server/engagement/campaign/repeat.ts';
import { inboxTasks } from '#server/engagement/inbox/bindings.ts';
import { routingTasks } from '#server/engagement/routing/routing.ts';
import { inboundTasks } from '#server/messaging/inbound/bindings.ts';
import { partitionMonths, webhookDays } from '#server/messaging/inbound/partitions.ts';
import { numberChecks, numberTasks } from '#server/messaging/number/check.ts';
import { mediaTasks } from '#server/messaging/media/make.ts';
import { outboxTasks } from '#server/messaging/outbox/answerers.ts';
import { gapLooks } from '#server/messaging/outbox/gaps.ts';
import { reconciliations } from '#server/messaging/outbox/reconcile.ts';
import { resends } from '#server/messaging/outbox/resend.ts';
import { breakerLooks } from '#server/messaging/outbox/breaker.ts';
import { undoTimes } from '#server/messaging/outbox/outbox.ts';
import { deliveryTallies } from '#server/messaging/outbox/tally.ts';
import { openSender, type Sender } from '#server/messaging/outbox/sender.ts';
import { startTemplateSync, syncTimes, templateTasks } from '#server/messaging/template/bindings.ts';
import { type Due, runDues, type Standing } from '#server/platform/due.ts';
import type { OpenPlatform } from '#server/platform/open.ts';
import type { Platform } from '#server/platform/platform.ts';
import { hasReadyTasks } from '#server/platform/queue.ts';
import { runTasks, type TaskBinding } from '#server/platform/runner.ts';

export type Worker = { readonly close: () => Promise<void> };

/** Opens the worker: answers tasks, takes what comes due, and sends what is to be sent. As many may run as wanted, on as many machines. */
export function openWorker(opened: OpenPlatform): Worker {
  const { platform } = opened;
  const tasks = runTasks({ pool: opened.database.pool, log: platform.log, bindings: bindings(platform) });
  const sender = openSender(platform);
  const due = runDues({
    platform,
    dues: [webhookDays(opened.webhookDays), ...dues],
    followed: opened.followed,
    standing: (now) => standingOf(platform, sender, now),
  });
  const asking = askForWork(platform);
  return {
    async close() {
      await Promise.all([due.close(), tasks.close(), sender.close(), asking]);
    },
  };
}

/** What comes due on the business clock: the one list, in the order in which it is taken; before it the days of the webhooks, kept as long as the configuration says. */
const dues: readonly Due[] = [
  partitionMonths,
  undoTimes,
  repetitions,
  deliveryTallies,
  syncTimes,
  resends,
  reconciliations,
  gapLooks,
  canaryLooks,
  breakerLooks,
  numberChecks,
];

/** Whether tasks and messages are done, as far as the database and our own sender know. */
async function standingOf(platform: Platform, sender: Sender, now: Instant): Promise<Standing> {
  if (await hasReadyTasks(platform.db)) return { isIdle: false, due: null };
  return sender.standing(now);
}

/** Who answers which task: the one list. */
function bindings(platform: Platform): TaskBinding[] {
  return [
    ...importAnswerers(platform),
    ...shopTasks(platform),
    ...templateTasks(platform),
    ...mediaTasks(platform),
    ...numberTasks(platform),
    ...outboxTasks(platform),
    ...inboundTasks(platform),
    ...inboxTasks(platform),
    ...campaignTasks(platform),
    ...routingTasks(platform),
  ];
}

/** Templates are compared at each start, also when they are not due: Meta may have changed them while we were away. */
async function askForWork(platform: Platform): Promise<void> {
  try {
    await startTemplateSync(platform);
  } catch (error) {
    // Webhooks tell of templates until they are due.
    platform.log.warn({ error: String(error) }, 'could not ask for the templates to be compared');
  }
}
