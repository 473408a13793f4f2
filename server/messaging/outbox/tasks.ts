import { z } from 'zod';
import { declareTask } from '#server/platform/queue.ts';

/** The undo minute of a broadcast is over: its recipients are to be frozen. Answered by engagement/campaign. */
export const broadcastOpen = declareTask('broadcast.open', z.object({ workspace: z.string(), broadcast: z.string() }));

/** A broadcast was stopped: who still waits is to be marked as cancelled, a chunk at a time. Answered here. */
export const broadcastCancel = declareTask('broadcast.cancel', z.object({ workspace: z.string(), broadcast: z.string() }));

/** Messages failed in a way that says something about the person. Answered here. */
export const failuresTelling = declareTask(
  'outbox.failures',
  z.object({ failures: z.array(z.object({ workspace: z.string(), contact: z.string(), code: z.number() })) }),
);

/** A broadcast has ended: its counters are to be compared with its recipients. Answered here. */
export const broadcastReconcile = declareTask('broadcast.reconcile', z.object({ workspace: z.string(), broadcast: z.string() }));

/** The hourly comparison of all that go on. Answered here. */
export const ledgerReconcile = declareTask('ledger.reconcile', z.object({}));

/** The look for statuses that do not come. Answered here. */
export const webhooksLook = declareTask('webhooks.look', z.object({}));
