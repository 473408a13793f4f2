import { refusal } from '#core/contract/refusals.ts';
import { say } from '#core/contract/say.ts';
import type { MessagePlace } from './store.ts';

const cursorPattern = /^([0-9a-z]{1,11})\.([0-9a-f-]{36}(?::\d{1,9})?)$/;

/** Prints a place among messages and facts for the border: milliseconds in base 36, a dot, the id. */
export function presentMessageCursor(place: MessagePlace): string {
  return `${place.at.getTime().toString(36)}.${place.id}`;
}

/** Reads what `presentMessageCursor` printed; refuses anything else. Undefined stays undefined: from the newest. */
export function parseMessageCursor(text: string | undefined): MessagePlace | undefined {
  if (text === undefined) return undefined;
  const [, digits = '', id = ''] = cursorPattern.exec(text) ?? [];
  const at = new Date(Number.parseInt(digits, 36));
  // Eleven digits in base 36 go beyond the last moment that a Date can say.
  if (Number.isNaN(at.getTime())) throw refusal('bad_request', say('cursor_none', { text }), [{ at: '/query/cursor', message: say('cursor_none', { text }) }]);
  return { at, id };
}
