import { badParameter, type GraphRefusal, sendRefusal } from '../../graph/errors.ts';
import type { World } from '../../world/world.ts';
import { draftContacts } from './contacts.ts';
import type { Draft } from './draft.ts';
import { draftInteractive } from './interactive.ts';
import { draftMedia } from './media.ts';
import { needPart, type Part, shown } from './read.ts';
import { draftLocation, draftReaction, draftText } from './simple.ts';

/** Types a message may have. `pin` belongs to groups, which are not enabled here. */
export const messageTypes = [
  'text',
  'image',
  'video',
  'document',
  'audio',
  'sticker',
  'location',
  'contacts',
  'reaction',
  'interactive',
  'template',
  'pin',
] as const;

/** What people send and Meta reports, but no business may send (facts §3.2). */
const inboundTypes: ReadonlySet<string> = new Set(['button', 'order', 'system', 'request_welcome', 'unsupported', 'edit', 'revoke']);

/** Checks everything but templates against the laws of its type, and says what the phone will draw. */
export function draftMessage(world: World, type: string, body: Part): Draft {
  if (body['category'] !== undefined || body['ttl_seconds'] !== undefined) refuseDirectSend(body);
  switch (type) {
    case 'text':
      return draftText(needPart(body, 'text', 'text'));
    case 'image':
    case 'video':
    case 'document':
    case 'audio':
    case 'sticker':
      return draftMedia(world, type, needPart(body, type, type));
    case 'location':
      return draftLocation(needPart(body, 'location', 'location'));
    case 'contacts':
      return draftContacts(body);
    case 'reaction':
      return draftReaction(needPart(body, 'reaction', 'reaction'));
    case 'interactive':
      return draftInteractive(world, needPart(body, 'interactive', 'interactive'));
    case 'pin':
      throw groupsRefusal();
    default:
      if (inboundTypes.has(type)) throw sendRefusal(131051, `Messages of type ${type} can't be sent`);
      throw badParameter(`Param type must be one of {${messageTypes.map((one) => one.toUpperCase()).join(', ')}} - got "${shown(type)}".`);
  }
}

/** Groups are for official business accounts that asked for them; here nobody did (facts §6.4). */
export function groupsRefusal(): GraphRefusal {
  return sendRefusal(131215, 'Phone number is not eligible for groups');
}

/** Direct Send, free words outside the window under a category, is for accounts Meta has let in (facts §1.1.5). */
function refuseDirectSend(body: Part): never {
  const key = body['category'] === undefined ? 'ttl_seconds' : 'category';
  throw badParameter(`Unexpected key "${key}" on the message: Direct Send is not enabled for this WhatsApp Business account.`);
}
