import type { Scope } from '#core/value/actor.ts';
import type { WireStatus } from '#core/whatsapp/wire.ts';
import type { Platform } from '#server/platform/platform.ts';
import { outcomeOfStatus, parseWireName, type WireName } from './outcome.ts';
import { findByWamid } from './store.message.ts';
import { type Writer, writerOf } from './writer.ts';

/** A status and the row it belongs to. */
export type AddressedStatus = { readonly name: WireName; readonly status: WireStatus };

/** Finds the row of each status whose address is our own id; others are left for `findForeign`. At once, no database. */
export function addressStatuses(statuses: readonly WireStatus[]): { readonly addressed: readonly AddressedStatus[]; readonly foreign: readonly WireStatus[] } {
  const addressed: AddressedStatus[] = [];
  const foreign: WireStatus[] = [];
  for (const status of statuses) {
    const name = parseWireName(status.biz_opaque_callback_data);
    if (name === undefined) foreign.push(status);
    else addressed.push({ name, status });
  }
  return { addressed, foreign };
}

/** Finds the rows of statuses that do not carry our id, by the wamid; those of messages that are not ours are left out. */
export async function findForeign(platform: Platform, scope: Scope, foreign: readonly WireStatus[]): Promise<AddressedStatus[]> {
  const found = await findByWamid(
    platform.db,
    scope,
    foreign.map((status) => ({ wamid: status.id, phone: status.recipient_id ?? null })),
  );
  const names = new Map<string, WireName>();
  for (const row of found) {
    if (row.message !== null) names.set(row.wamid, { kind: 'message', id: row.message, attempt: row.attempt });
    else if (row.broadcast !== null && row.seq !== null)
      names.set(row.wamid, { kind: 'recipient', broadcast: row.broadcast, seq: row.seq, attempt: row.attempt });
  }
  const unknown = foreign.filter((status) => !names.has(status.id)).length;
  if (unknown > 0) platform.log.info({ unknown, workspace: scope.workspace }, 'statuses of messages that are not ours were passed over');
  return foreign.flatMap((status) => {
    const name = names.get(status.id);
    return name === undefined ? [] : [{ name, status }];
  });
}

/** Hands statuses to the writer. */
export function handOver(writer: Writer, scope: Scope, statuses: readonly AddressedStatus[]): void {
  for (const { name, status } of statuses) {
    const outcome = outcomeOfStatus(status);
    const { attempt } = name;
    if (name.kind === 'message') writer.message({ workspace: scope.workspace, id: name.id, attempt, outcome });
    else writer.recipient({ workspace: scope.workspace, broadcast: name.broadcast, seq: name.seq, attempt, outcome });
  }
}

/**
 * Applies what Meta reports: in any order, any number of times, before or after our own answer came, the rows and the
 * counters end the same. Resolves when it is committed.
 */
export async function applyStatuses(platform: Platform, scope: Scope, statuses: readonly WireStatus[]): Promise<void> {
  const writer = writerOf(platform);
  const { addressed, foreign } = addressStatuses(statuses);
  handOver(writer, scope, foreign.length === 0 ? addressed : [...addressed, ...(await findForeign(platform, scope, foreign))]);
  await writer.settled();
}
