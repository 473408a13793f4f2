import { Refusal } from '#core/contract/refusals.ts';
import { type NumberId, parseId, type WorkspaceId } from '#core/value/id.ts';
import { after, hour } from '#core/value/time.ts';
import { declareDue } from '#server/platform/due.ts';
import type { Platform } from '#server/platform/platform.ts';
import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import { refreshNumber } from './connect.ts';
import { selectNextCheck, takeDueChecks } from './store.check.ts';
import { numberCheck } from './tasks.ts';

/** Meta tells a changed colour to nobody, it has to be read; a call an hour is nothing beside its limit of thousands. */
const everyMilliseconds = hour;

/** Numbers that are to be read at Meta again. Upkeep, by tasks. */
export const numberChecks = declareDue('the reading of numbers', {
  isUpkeep: true,
  next: (db) => selectNextCheck(db, everyMilliseconds),
  take: (platform, now) =>
    platform.db.transaction().execute(async (tx) => {
      const due = await takeDueChecks(tx, { now, everyMilliseconds, next: after(now, everyMilliseconds) });
      for (const { workspace_id: workspace, id: number } of due)
        await platform.tasks.add(tx, numberCheck, { workspace, number }, { key: `number.check ${number}` });
    }),
});

/** Answers the task of reading one number. */
export function numberTasks(platform: Platform): TaskBinding[] {
  return [bindTask(numberCheck, ({ workspace, number }) => check(platform, parseId<'workspace'>(workspace), parseId<'number'>(number)))];
}

/** Reads one; what Meta refuses or does not answer is read in an hour again. */
async function check(platform: Platform, workspace: WorkspaceId, number: NumberId): Promise<void> {
  try {
    await refreshNumber(platform, { workspace }, number, platform.clock.now());
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    platform.log.warn({ error: error.message, number }, 'a number could not be read at Meta; it is asked again in an hour');
  }
}
