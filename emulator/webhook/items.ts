/** One status to tell, already printed and escaped. `contact` is null where Meta sends none; `key` is what the dials draw by. */
export type StatusUpdate = { account: string; number: string; metadata: string; key: string; status: string; contact: string | null };

/** What every waiting thing has. `due` is when it may leave at the earliest, ms of the emulator's clock; 0 is at once. */
type Common = { readonly id: number; readonly due: number; updates: number; isWritten: boolean; isSealed: boolean };

/** Statuses of one number that share a POST, with commas between them. Strings grow in place; nothing is kept for each status. */
export type StatusItem = Common & { readonly kind: 'statuses'; readonly metadata: string; statuses: string; contacts: string };

/** One change, printed. `time` (seconds) stamps its entry, for the fields that have one. */
export type ChangeItem = Common & { readonly kind: 'change'; readonly field: string; readonly change: string; readonly time: number | null };

/** Something that waits for its first POST. */
export type Item = StatusItem | ChangeItem;

/** What an item weighs in memory beside its text. */
const frame = 200;

/** About how much memory an item takes. */
export function weightOf(item: Item): number {
  return frame + (item.kind === 'statuses' ? item.statuses.length + item.contacts.length : item.change.length);
}

/** Makes an item that takes statuses until it is sealed. */
export function makeStatusItem(id: number, due: number, metadata: string): StatusItem {
  return { kind: 'statuses', id, due, metadata, updates: 0, statuses: '', contacts: '', isWritten: false, isSealed: false };
}

/** Makes an item of one change. */
export function makeChangeItem(id: number, due: number, told: { field: string; value: string; time: number | null }): ChangeItem {
  const change = `{"value":${told.value},"field":"${told.field}"}`;
  return { kind: 'change', id, due, field: told.field, change, time: told.time, updates: 1, isWritten: false, isSealed: true };
}

/** Adds a status to an item. */
export function addStatus(item: StatusItem, status: string, contact: string | null): void {
  item.updates += 1;
  item.statuses = item.statuses === '' ? status : `${item.statuses},${status}`;
  if (contact !== null) item.contacts = item.contacts === '' ? contact : `${item.contacts},${contact}`;
}

/** Texts of fewer updates are left as they are: their pieces are few, and they leave at once. */
const worthFlattening = 32;

/**
 * Closes an item: nothing more goes in. What was put together from a thousand pieces becomes one flat text, which takes a
 * third of the memory; it is ASCII, so that every character is a byte.
 */
export function sealItem(item: StatusItem): void {
  item.isSealed = true;
  if (item.updates < worthFlattening) return;
  item.statuses = Buffer.from(item.statuses, 'latin1').toString('latin1');
  item.contacts = Buffer.from(item.contacts, 'latin1').toString('latin1');
}

/** The change of some statuses of one number, printed. */
export function statusChange(metadata: string, statuses: string, contacts: string): string {
  const people = contacts === '' ? '' : `"contacts":[${contacts}],`;
  return `{"value":{"messaging_product":"whatsapp","metadata":${metadata},${people}"statuses":[${statuses}]},"field":"messages"}`;
}

/** What Meta puts around changes (commas between them). `time` (seconds) is there for the fields that have it. */
export function envelope(account: string, changes: string, time: number | null): string {
  const stamp = time === null ? '' : `"time":${time},`;
  return `{"object":"whatsapp_business_account","entry":[{"id":"${account}",${stamp}"changes":[${changes}]}]}`;
}
