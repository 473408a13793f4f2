import { ImportCounts } from '#core/contract/imports.ts';
import type { Scope } from '#core/value/actor.ts';
import { type ImportId, parseId, presentId } from '#core/value/id.ts';
import { recordFacts } from '#server/audience/timeline/timeline.ts';
import type { Platform, Tx } from '#server/platform/platform.ts';
import { openProgress } from './progress.ts';
import { lockImport, updateImport } from './store.ts';
import { deleteChanges, deletePeople, restorePeople, retractConsent, selectChanges, selectInvolved } from './store.undo.ts';

/** People in one transaction. */
const peopleAtOnce = 2000;

/**
 * Takes an import back, some people at a time. New people go, unless they have written, were written to, or said
 * something about consent since: those stay and are counted as `kept`. Others get their old values where nobody changed
 * them since. Consent that came with the file no longer counts; nothing else is withdrawn. A killed worker is followed by
 * one that goes on: who is dealt with is no longer among the changes.
 */
export async function undoImport(platform: Platform, scope: Scope, id: ImportId): Promise<void> {
  const tell = openProgress(platform, scope, id, 'undoing');
  for (;;) {
    const done = await platform.db.transaction().execute((tx) => undoSome(platform, tx, scope, id));
    if (done === undefined) break;
    await tell(done);
  }
  await platform.live.tell(platform.db, scope, { kind: 'import', id: presentId('import', id) });
  await platform.live.tell(platform.db, scope, { kind: 'contact', id: '*' });
}

/** Answers how many people are dealt with so far, or undefined when the undo is over. */
async function undoSome(platform: Platform, tx: Tx, scope: Scope, id: ImportId): Promise<number | undefined> {
  const row = await lockImport(tx, scope, id);
  if (row === undefined || row.state !== 'undoing') return undefined;
  const now = platform.clock.now();
  const changes = await selectChanges(tx, scope, id, peopleAtOnce);
  if (changes.length === 0) {
    await updateImport(tx, scope, id, ['undoing'], { state: 'undone', finishedAt: now, rowsDone: row.rows_total });
    return undefined;
  }
  const people = changes.map((change) => change.contact_id);
  const created = changes.filter((change) => change.created).map((change) => change.contact_id);
  const kept = new Set(await selectInvolved(tx, scope, id, created));
  const gone = created.filter((person) => !kept.has(person));
  const staying = people.filter((person) => !gone.includes(person));
  await retractConsent(tx, scope, id, people, now);
  await deletePeople(tx, scope, gone);
  await restorePeople(tx, scope, id, people, now);
  await deleteChanges(tx, scope, id, people);
  const subject = presentId('import', id);
  await recordFacts(
    platform,
    tx,
    scope,
    staying.map((person) => ({ kind: 'contact.import_undone', at: now, contact: parseId<'contact'>(person), subject, data: { file: row.file_name } })),
    now,
  );
  const counts = ImportCounts.parse(row.counts);
  const rowsDone = row.rows_done + changes.length;
  await updateImport(tx, scope, id, ['undoing'], { counts: { ...counts, kept: (counts.kept ?? 0) + kept.size }, rowsDone });
  return rowsDone;
}
