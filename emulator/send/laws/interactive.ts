import type { BubbleHeader } from '#core/rehearsal/bubble.ts';

import { missingParameter, sendRefusal } from '../../graph/errors.ts';
import type { World } from '../../world/world.ts';
import { draftAddress } from './address.ts';
import { draftButtons, draftLink, draftRequest } from './buttons.ts';
import { draftCarousel } from './carousel.ts';
import type { Draft, Frame } from './draft.ts';
import { draftForm } from './form.ts';
import { readHeaderOf } from './header.ts';
import { messageLimits } from './limits.ts';
import { draftList } from './list.ts';
import { draftCatalog, draftProduct, draftProductList } from './products.ts';
import { checkSpan, findPart, findText, needPart, needText, oneOf, type Part } from './read.ts';

const interactiveTypes = [
  'button',
  'list',
  'cta_url',
  'location_request_message',
  'product',
  'product_list',
  'catalog_message',
  'flow',
  'carousel',
  'request_contact_info',
  'address_message',
  'call_permission_request',
  'voice_call',
] as const;
type InteractiveType = (typeof interactiveTypes)[number];

/** What may stand around the action, by type (facts §1.1.2). A header is of any kind, of text only, or not allowed. */
const frames: Readonly<Record<InteractiveType, { header: 'any' | 'text' | 'none'; footer: boolean }>> = {
  button: { header: 'any', footer: true },
  list: { header: 'text', footer: true },
  cta_url: { header: 'any', footer: true },
  location_request_message: { header: 'none', footer: false },
  product: { header: 'none', footer: true },
  product_list: { header: 'text', footer: true },
  catalog_message: { header: 'none', footer: true },
  flow: { header: 'any', footer: true },
  carousel: { header: 'none', footer: false },
  request_contact_info: { header: 'none', footer: false },
  address_message: { header: 'none', footer: true },
  call_permission_request: { header: 'none', footer: true },
  voice_call: { header: 'none', footer: true },
};

/** Checks an interactive message of any kind. Calls are outside this emulator: Meta's "not enabled". */
export function draftInteractive(world: World, part: Part): Draft {
  const type = oneOf(part['type'], interactiveTypes, "interactive['type']");
  if (type === 'call_permission_request' || type === 'voice_call') throw sendRefusal(138000, 'Calling APIs are not enabled for this phone number');
  const action = needPart(part, 'action', "interactive['action']");
  const frame = readFrame(world, type, part);
  switch (type) {
    case 'button':
      return draftButtons(action, frame);
    case 'list':
      return draftList(action, frame);
    case 'cta_url':
      return draftLink(action, frame);
    case 'location_request_message':
    case 'request_contact_info':
      return draftRequest(type, action, frame);
    case 'product':
      return draftProduct(world, action, frame);
    case 'product_list':
      return draftProductList(world, action, frame);
    case 'catalog_message':
      return draftCatalog(world, action, frame);
    case 'flow':
      return draftForm(world, action, frame);
    case 'carousel':
      return draftCarousel(world, action, frame);
    case 'address_message':
      return draftAddress(action, frame);
  }
}

function readFrame(world: World, type: InteractiveType, part: Part): Frame {
  const text = readBody(type, part);
  const footer = findPart(part, 'footer', "interactive['footer']");
  if (footer !== undefined && !frames[type].footer) throw sendRefusal(131009, `Footer is not supported for interactive type ${type}`);
  const footerText = footer === undefined ? null : (findText(footer, 'text', "interactive['footer']['text']") ?? '');
  if (footerText !== null) checkSpan('Footer text', footerText, messageLimits.footer);
  return { header: readHeader(world, type, part), text, footer: footerText };
}

/** Every kind has a body; only a product may go without. */
function readBody(type: InteractiveType, part: Part): string {
  const body = findPart(part, 'body', "interactive['body']");
  if (body === undefined && type === 'product') return '';
  if (body === undefined) throw missingParameter("interactive['body']");
  const text = needText(body, 'text', "interactive['body']['text']");
  checkSpan('Body text', text, type === 'list' ? messageLimits.listBody : messageLimits.interactiveBody);
  return text;
}

function readHeader(world: World, type: InteractiveType, part: Part): BubbleHeader | null {
  const header = findPart(part, 'header', "interactive['header']");
  const allowed = frames[type].header;
  if (header === undefined) {
    if (type === 'product_list') throw missingParameter("interactive['header']");
    return null;
  }
  if (allowed === 'none') throw sendRefusal(131009, `Header is not supported for interactive type ${type}`);
  const kind = oneOf(header['type'], ['text', 'image', 'video', 'document'], "interactive['header']['type']");
  if (allowed === 'text' && kind !== 'text') throw sendRefusal(131009, `Header of type ${kind} is not supported for interactive type ${type}`);
  return readHeaderOf(world, kind, header, "interactive['header']");
}
