import type { BubbleContent } from '#core/rehearsal/bubble.ts';

import { missingParameter, sendRefusal } from '../../graph/errors.ts';
import { messageLimits, ownLimits } from './limits.ts';
import type { Draft } from './draft.ts';
import { checkLength, findBoolean, findText, needText, type Part } from './read.ts';

const firstAddress = /https?:\/\/[^\s]+/i;

/** A text; its first web address gets a preview if that is asked for. */
export function draftText(part: Part): Draft {
  const text = needText(part, 'body', "text['body']");
  if (text.trim() === '') throw missingParameter("text['body']");
  checkLength("text['body']", text, messageLimits.text);
  const wantsPreview = findBoolean(part, 'preview_url', "text['preview_url']");
  const preview = wantsPreview ? (firstAddress.exec(text)?.[0] ?? null) : null;
  return { content: { kind: 'text', text, preview }, replies: null };
}

/** A place on the map. */
export type Place = Pick<Extract<BubbleContent, { kind: 'location' }>, 'latitude' | 'longitude' | 'name' | 'address'>;

/** Reads a place: Meta's examples write degrees as texts, most clients as numbers. */
export function readPlace(part: Part, path: string): Place {
  const latitude = degreesAt(part, 'latitude', path);
  const longitude = degreesAt(part, 'longitude', path);
  if (Math.abs(latitude) > 90) throw sendRefusal(131009, `${path}['latitude'] must be between -90 and 90`);
  if (Math.abs(longitude) > 180) throw sendRefusal(131009, `${path}['longitude'] must be between -180 and 180`);
  return { latitude, longitude, name: lineAt(part, 'name', path), address: lineAt(part, 'address', path) };
}

function degreesAt(part: Part, key: string, path: string): number {
  const value = part[key];
  const name = `${path}['${key}']`;
  if (value === undefined || value === null || value === '') throw missingParameter(name);
  const degrees = typeof value === 'number' ? value : typeof value === 'string' && value.length <= 40 ? Number(value) : Number.NaN;
  if (!Number.isFinite(degrees)) throw sendRefusal(131009, `${name} must be a number`);
  return degrees;
}

function lineAt(part: Part, key: string, path: string): string | null {
  const text = findText(part, key, `${path}['${key}']`);
  if (text === undefined || text === '') return null;
  checkLength(`${path}['${key}']`, text, ownLimits.place);
  return text;
}

/** A place as a message. */
export function draftLocation(part: Part): Draft {
  return { content: { kind: 'location', ...readPlace(part, 'location') }, replies: null };
}

/** A reaction; an empty emoji takes it back. Whether the message is there shows only later, in a status (131009). */
export function draftReaction(part: Part): Draft {
  const to = needText(part, 'message_id', "reaction['message_id']");
  checkLength("reaction['message_id']", to, ownLimits.id);
  const emoji = findText(part, 'emoji', "reaction['emoji']");
  if (emoji === undefined) throw missingParameter("reaction['emoji']");
  if (emoji !== '' && !isEmoji(emoji)) throw sendRefusal(131009, "reaction['emoji'] must be one emoji");
  return { content: { kind: 'reaction', emoji, to }, replies: null };
}

/** The longest emoji are families and flags of some 15 UTF-16 units; what is far longer need not be looked at. */
const emojiLength = 40;
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const pictured = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u;

function isEmoji(text: string): boolean {
  return text.length <= emojiLength && pictured.test(text) && [...graphemes.segment(text)].length === 1;
}
