import { parseId } from '#core/value/id.ts';
import { broadcastOpen } from '#server/messaging/outbox/tasks.ts';
import { templateChanged } from '#server/messaging/template/tasks.ts';
import type { Platform } from '#server/platform/platform.ts';
import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import { harmTasks, stopCanariesOfTemplate } from './harm.ts';
import { openBroadcast } from './opening.ts';
import { sendOccurrence } from './repeat.ts';
import { campaignRepeat } from './tasks.ts';
import { holdForTemplate, releaseForTemplate } from './template-hold.ts';

/** The tasks this room answers. */
export function campaignTasks(platform: Platform): TaskBinding[] {
  const { db, clock } = platform;
  return [
    bindTask(broadcastOpen, ({ workspace, broadcast }) => openBroadcast(platform, { workspace: parseId(workspace) }, parseId(broadcast), clock.now())),
    bindTask(campaignRepeat, ({ workspace, campaign, at }) =>
      sendOccurrence(platform, { workspace: parseId(workspace) }, parseId(campaign), new Date(at), clock.now()),
    ),
    bindTask(templateChanged, ({ workspace, template, language, change, detail }) =>
      db.transaction().execute(async (tx) => {
        const scope = { workspace: parseId<'workspace'>(workspace) };
        const id = parseId<'template'>(template);
        if (change === 'approved') return releaseForTemplate(platform, tx, scope, id, clock.now());
        if (change === 'flagged') return stopCanariesOfTemplate(platform, tx, scope, { template: id, language, stop: 'template_flagged' }, clock.now());
        await holdForTemplate(platform, tx, scope, { template: id, language, change, detail }, clock.now());
        if (change === 'paused' || change === 'disabled')
          await stopCanariesOfTemplate(platform, tx, scope, { template: id, language, stop: 'template_paused' }, clock.now());
      }),
    ),
    ...harmTasks(platform),
  ];
}
