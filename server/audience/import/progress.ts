import type { Import } from '#core/contract/imports.ts';
import type { Scope } from '#core/value/actor.ts';
import { type ImportId, presentId } from '#core/value/id.ts';
import type { Platform } from '#server/platform/platform.ts';
import { updateImport } from './store.ts';

/** Screens are told at most four times a second. */
const tellMilliseconds = 250;

/** Writes down how far a step in `state` has come (null: the step does so itself) and tells the screens, now and then. */
export function openProgress(platform: Platform, scope: Scope, id: ImportId, state: Import['state'] | null): (rowsDone: number) => Promise<void> {
  let toldAt = Number.NEGATIVE_INFINITY;
  return async (rowsDone) => {
    const now = performance.now();
    if (now - toldAt < tellMilliseconds) return;
    toldAt = now;
    if (state !== null) await updateImport(platform.db, scope, id, [state], { rowsDone });
    await platform.live.tell(platform.db, scope, { kind: 'import', id: presentId('import', id) });
  };
}
