import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import type { Platform } from '#server/platform/platform.ts';
import { checkFile } from './check.ts';
import { readFile } from './reading.ts';
import { runImport } from './run.ts';
import { importCheck, importRead, importRun, importUndo } from './tasks.ts';
import { undoImport } from './undo.ts';

/** Who answers the tasks of this room, for `app` to bind. Each goes on where a killed worker left it. */
export function importAnswerers(platform: Platform): TaskBinding[] {
  return [
    bindTask(importRead, (task) => readFile(platform, { workspace: task.workspace }, task.import)),
    bindTask(importCheck, (task) => checkFile(platform, { workspace: task.workspace }, task.import)),
    bindTask(importRun, (task) => runImport(platform, { workspace: task.workspace }, task.import)),
    bindTask(importUndo, (task) => undoImport(platform, { workspace: task.workspace }, task.import)),
  ];
}
