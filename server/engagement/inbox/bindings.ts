import { parseId } from '#core/value/id.ts';
import { openLine } from '#server/messaging/number/number.ts';
import { markRead } from '#server/messaging/outbox/outbox.ts';
import type { Platform } from '#server/platform/platform.ts';
import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import { readReceipt } from './tasks.ts';

/** The tasks this room answers. A receipt that Meta does not take is logged and left: it is a courtesy. */
export function inboxTasks(platform: Platform): TaskBinding[] {
  return [
    bindTask(readReceipt, async ({ workspace, number, wamid }) => {
      const line = await openLine(platform, platform.db, { workspace: parseId(workspace) }, parseId(number));
      await markRead(platform, line, wamid);
    }),
  ];
}
