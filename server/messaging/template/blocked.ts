import { after, day, type Instant } from '#core/value/time.ts';

/** Meta: the name of a template that was approved and is deleted is blocked for 30 days (facts cloud-api §1.3, read 2026-11-22). */
const nameBlockedMilliseconds = 30 * day;

/** What Meta had approved when it was deleted. */
const sendable: ReadonlySet<string> = new Set(['approved', 'paused', 'archived']);

/** A line of history: of which language, when, and the state it was in from then on. */
type Line = { readonly translation_id: string; readonly at: Instant; readonly status: string };

/**
 * Until when Meta does not take a language under its name again; null when it does. While other languages are there only its own
 * deletion counts; when the last one went, the whole name is blocked. `history` is oldest first.
 */
export function blockedUntil(
  language: { readonly id: string },
  others: readonly { readonly id: string; readonly metaId: string | null; readonly state: string }[],
  history: readonly Line[],
  now: Instant,
): Instant | null {
  const isNameTaken = others.some((one) => one.id !== language.id && one.metaId !== null && one.state !== 'deleted');
  const before = new Map<string, string>();
  let last: Instant | undefined;
  for (const { translation_id: id, at, status } of history) {
    if (status === 'deleted' && sendable.has(before.get(id) ?? '') && (!isNameTaken || id === language.id)) last = at;
    before.set(id, status);
  }
  const until = last === undefined ? undefined : after(last, nameBlockedMilliseconds);
  return until !== undefined && until > now ? until : null;
}
