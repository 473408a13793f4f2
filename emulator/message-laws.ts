import type { BubbleButton, BubbleContent } from '#core/rehearsal/rehearsal.ts';

import { badParameter, missingParameter, sendRefusal } from './errors.ts';
import { asText, isRecord, lengthOf, listAt, recordAt, textAt } from './json.ts';
import { findMedia } from './media.ts';
import type { World } from './world.ts';

/** A message that has passed the laws of its type: what the phone draws, and what each button or row sends back. */
export type Draft = { content: BubbleContent; replies: readonly string[] | null };

type CardHeader = Extract<BubbleContent, { kind: 'card' }>['header'];

/** Limits of Meta's message pages, read 2026-11-22. Characters, unless said. */
const limits = {
  text: 4096,
  caption: 1024,
  interactiveBody: 1024,
  listBody: 4096,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  sections: 10,
  rows: 10,
  sectionTitle: 24,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
  linkText: 20,
  contacts: 257,
} as const;

/** Types a message may have here. Meta knows a few more; they come with the next stage of the emulator. */
export const messageTypes = ['text', 'image', 'video', 'document', 'audio', 'sticker', 'location', 'contacts', 'reaction', 'interactive', 'template'] as const;

/** Checks everything but templates against the laws of its type. */
export function draftMessage(world: World, type: string, body: Record<string, unknown>): Draft {
  switch (type) {
    case 'text':
      return draftText(partOf(body, 'text'));
    case 'image':
    case 'video':
    case 'document':
    case 'audio':
    case 'sticker':
      return draftMedia(world, type, partOf(body, type));
    case 'location':
      return draftLocation(partOf(body, 'location'));
    case 'contacts':
      return draftContacts(body);
    case 'reaction':
      return draftReaction(partOf(body, 'reaction'));
    case 'interactive':
      return draftInteractive(world, partOf(body, 'interactive'));
    default:
      throw badParameter(`Param type must be one of {${messageTypes.map((one) => one.toUpperCase()).join(', ')}} - got "${type}".`);
  }
}

function partOf(body: Record<string, unknown>, type: string): Record<string, unknown> {
  const part = recordAt(body, type);
  if (part === undefined) throw missingParameter(type);
  return part;
}

function draftText(text: Record<string, unknown>): Draft {
  const body = textAt(text, 'body');
  if (body === undefined || body.trim() === '') throw missingParameter("text['body']");
  if (body.length > limits.text && lengthOf(body) > limits.text) throw badParameter(`Param text['body'] must be at most ${limits.text} characters long.`);
  return { content: { kind: 'text', text: body }, replies: null };
}

type MediaKind = 'image' | 'video' | 'document' | 'audio' | 'sticker';

function sourceOf(world: World, kind: string, part: Record<string, unknown>): { media: string | null; link: string | null } {
  const id = part['id'] === undefined ? undefined : asText(part['id']);
  const link = textAt(part, 'link');
  if (id === undefined && link === undefined) throw missingParameter(`${kind}['id'] or ${kind}['link']`);
  if (id !== undefined) {
    const item = findMedia(world, id, undefined);
    if (item === undefined) throw sendRefusal(131009, `The media id ${id} does not exist or has expired`);
    if (kind !== 'document' && item.mime.split('/')[0] !== (kind === 'sticker' ? 'image' : kind))
      throw sendRefusal(131053, `The media id ${id} is of type ${item.mime}, not ${kind}`);
    return { media: id, link: null };
  }
  if (link === undefined || !/^https?:\/\//i.test(link) || !URL.canParse(link)) throw badParameter(`Param ${kind}['link'] is not a valid URL.`);
  return { media: null, link };
}

function draftMedia(world: World, kind: MediaKind, part: Record<string, unknown>): Draft {
  const source = sourceOf(world, kind, part);
  const caption = textAt(part, 'caption') ?? null;
  if (caption !== null && (kind === 'audio' || kind === 'sticker')) throw badParameter(`Unexpected key "caption" on param "${kind}".`);
  if (caption !== null && lengthOf(caption) > limits.caption) throw badParameter(`Param ${kind}['caption'] must be at most ${limits.caption} characters long.`);
  return { content: { kind, ...source, caption, filename: textAt(part, 'filename') ?? null }, replies: null };
}

function draftLocation(part: Record<string, unknown>): Draft {
  const latitude = Number(part['latitude'] ?? Number.NaN);
  const longitude = Number(part['longitude'] ?? Number.NaN);
  if (part['latitude'] === undefined || part['longitude'] === undefined) throw missingParameter("location['latitude'] and location['longitude']");
  if (!(Math.abs(latitude) <= 90) || !(Math.abs(longitude) <= 180)) throw sendRefusal(131009, 'The latitude or longitude is out of range');
  return { content: { kind: 'location', latitude, longitude, name: textAt(part, 'name') ?? null, address: textAt(part, 'address') ?? null }, replies: null };
}

function draftContacts(body: Record<string, unknown>): Draft {
  const cards = listAt(body, 'contacts') ?? [];
  if (cards.length === 0) throw missingParameter('contacts');
  if (cards.length > limits.contacts) throw sendRefusal(131009, `There can be at most ${limits.contacts} contacts in a message`);
  const names = cards.map((card, i) => {
    const name = isRecord(card) ? recordAt(card, 'name') : undefined;
    const formatted = name === undefined ? undefined : textAt(name, 'formatted_name');
    if (formatted === undefined || formatted === '') throw missingParameter(`contacts[${i}]['name']['formatted_name']`);
    return formatted;
  });
  return { content: { kind: 'contacts', names }, replies: null };
}

function draftReaction(part: Record<string, unknown>): Draft {
  const to = textAt(part, 'message_id');
  if (to === undefined || to === '') throw missingParameter("reaction['message_id']");
  return { content: { kind: 'reaction', emoji: textAt(part, 'emoji') ?? '', to }, replies: null };
}

function draftInteractive(world: World, part: Record<string, unknown>): Draft {
  const type = textAt(part, 'type');
  const action = recordAt(part, 'action');
  if (type === undefined) throw missingParameter("interactive['type']");
  if (action === undefined) throw missingParameter("interactive['action']");
  const text = textAt(recordAt(part, 'body') ?? {}, 'text') ?? '';
  if (text === '') throw missingParameter("interactive['body']['text']");
  const bodyLimit = type === 'list' ? limits.listBody : limits.interactiveBody;
  if (lengthOf(text) > bodyLimit) throw sendRefusal(131009, `Body text length invalid. Min length: 1, Max length: ${bodyLimit}`);
  const footer = textAt(recordAt(part, 'footer') ?? {}, 'text') ?? null;
  if (footer !== null) checkLength('Footer text', footer, limits.footer);
  switch (type) {
    case 'button':
      return draftButtons(action, { header: draftHeader(world, part), text, footer });
    case 'list':
      return draftList(action, part, { text, footer });
    case 'cta_url':
      return draftLink(action, { header: draftHeader(world, part), text, footer });
    case 'location_request_message':
      return { content: { kind: 'text', text }, replies: null };
    default:
      throw badParameter(`Param interactive['type'] must be one of {BUTTON, LIST, CTA_URL, LOCATION_REQUEST_MESSAGE} - got "${type}".`);
  }
}

function checkLength(what: string, text: string, most: number): void {
  const length = lengthOf(text);
  if (length < 1 || length > most) throw sendRefusal(131009, `${what} length invalid. Min length: 1, Max length: ${most}`);
}

function draftHeader(world: World, part: Record<string, unknown>): CardHeader {
  const header = recordAt(part, 'header');
  if (header === undefined) return null;
  const type = textAt(header, 'type');
  if (type === 'text') {
    const text = textAt(header, 'text') ?? '';
    checkLength('Header text', text, limits.header);
    return { kind: 'text', text };
  }
  if (type === 'image' || type === 'video' || type === 'document') {
    const media = recordAt(header, type);
    if (media === undefined) throw missingParameter(`interactive['header']['${type}']`);
    return { kind: type, ...sourceOf(world, type, media), filename: textAt(media, 'filename') ?? null };
  }
  throw badParameter(`Param interactive['header']['type'] must be one of {TEXT, IMAGE, VIDEO, DOCUMENT} - got "${asText(header['type'])}".`);
}

type CardParts = { header: CardHeader; text: string; footer: string | null };

function draftButtons(action: Record<string, unknown>, parts: CardParts): Draft {
  const list = listAt(action, 'buttons') ?? [];
  if (list.length < 1 || list.length > limits.buttons)
    throw sendRefusal(131009, `Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: ${limits.buttons}`);
  const buttons: BubbleButton[] = [];
  const replies: string[] = [];
  for (const [index, one] of list.entries()) {
    const reply = isRecord(one) ? recordAt(one, 'reply') : undefined;
    if (reply === undefined) throw missingParameter(`interactive['action']['buttons'][${index}]['reply']`);
    const title = textAt(reply, 'title') ?? '';
    const id = textAt(reply, 'id') ?? '';
    checkLength('Button title', title, limits.buttonTitle);
    checkLength('Button id', id, limits.buttonId);
    if (replies.includes(id) || buttons.some((button) => button.text === title)) throw sendRefusal(131009, 'Duplicate button id or title');
    buttons.push({ kind: 'reply', text: title, index, tapped: false });
    replies.push(id);
  }
  return { content: { kind: 'card', ...parts, buttons, template: null }, replies };
}

function draftLink(action: Record<string, unknown>, parts: CardParts): Draft {
  const parameters = recordAt(action, 'parameters') ?? {};
  const text = textAt(parameters, 'display_text') ?? '';
  const url = textAt(parameters, 'url') ?? '';
  checkLength('Display text', text, limits.linkText);
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw sendRefusal(131009, 'The url of the button is not valid');
  return { content: { kind: 'card', ...parts, buttons: [{ kind: 'url', text, url, index: 0 }], template: null }, replies: [''] };
}

function draftList(action: Record<string, unknown>, part: Record<string, unknown>, parts: { text: string; footer: string | null }): Draft {
  const header = recordAt(part, 'header');
  if (header !== undefined && header['type'] !== 'text') throw sendRefusal(131009, 'A list can have a header of type text only');
  const headerText = header === undefined ? null : (textAt(header, 'text') ?? '');
  if (headerText !== null) checkLength('Header text', headerText, limits.header);
  const button = textAt(action, 'button') ?? '';
  checkLength('Button label', button, limits.listButton);
  const list = listAt(action, 'sections') ?? [];
  if (list.length < 1 || list.length > limits.sections)
    throw sendRefusal(131009, `Invalid sections count. Min allowed sections: 1, Max allowed sections: ${limits.sections}`);
  const sections = list.map((one, i) => draftSection(one, i, list.length > 1));
  const rows = sections.flatMap((section) => section.rows);
  if (rows.length > limits.rows) throw sendRefusal(131009, `Total row count exceed max allowed count: ${limits.rows}`);
  if (new Set(rows.map((row) => row.id)).size !== rows.length) throw sendRefusal(131009, 'Duplicate row id');
  return { content: { kind: 'list', header: headerText, ...parts, button, sections }, replies: null };
}

type Section = Extract<BubbleContent, { kind: 'list' }>['sections'][number];

function draftSection(value: unknown, index: number, titleIsNeeded: boolean): Section {
  const section = isRecord(value) ? value : {};
  const title = textAt(section, 'title') ?? null;
  if (title === null && titleIsNeeded) throw missingParameter(`interactive['action']['sections'][${index}]['title']`);
  if (title !== null) checkLength('Section title', title, limits.sectionTitle);
  const rows = (listAt(section, 'rows') ?? []).map((one) => {
    const row = isRecord(one) ? one : {};
    const id = textAt(row, 'id') ?? '';
    const rowTitle = textAt(row, 'title') ?? '';
    const description = textAt(row, 'description') ?? null;
    checkLength('Row id', id, limits.rowId);
    checkLength('Row title', rowTitle, limits.rowTitle);
    if (description !== null) checkLength('Row description', description, limits.rowDescription);
    return { id, title: rowTitle, description };
  });
  if (rows.length === 0) throw sendRefusal(131009, `Section ${index} has no rows`);
  return { title, rows };
}
