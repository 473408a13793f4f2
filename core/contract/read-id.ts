import { type Id, type IdKind, parsePublicId } from '#core/value/id.ts';
import { isRefused } from '#core/value/result.ts';
import { refusal } from './refusals.ts';

/** Reads a border id of one kind, or throws the refusal `bad_id` that names the place (a JSON pointer). */
export function readId<Kind extends IdKind>(kind: Kind, text: string, at: string): Id<Kind> {
  const id = parsePublicId(kind, text);
  if (isRefused(id)) throw refusal('bad_id', id.detail, [{ at, message: id.detail }]);
  return id;
}
