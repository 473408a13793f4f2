import { parseId } from '#core/value/id.ts';
import { broadcastOpen } from '#server/messaging/outbox/tasks.ts';
import type { Platform } from '#server/platform/platform.ts';
import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import { openBroadcast } from './opening.ts';

/** The tasks this room answers. */
export function campaignTasks(platform: Platform): TaskBinding[] {
  return [
    bindTask(broadcastOpen, ({ workspace, broadcast }) => openBroadcast(platform, { workspace: parseId(workspace) }, parseId(broadcast), platform.clock.now())),
  ];
}
