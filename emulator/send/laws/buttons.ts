import type { BubbleButton } from '#core/rehearsal/bubble.ts';

import { sendRefusal } from '../../graph/errors.ts';
import type { Draft, Frame } from './draft.ts';
import { messageLimits, ownLimits } from './limits.ts';
import { checkLength, checkSpan, findText, isWebAddress, needList, needPart, oneOf, type Part, partIn } from './read.ts';

/** A card with buttons, as an interactive message draws it. */
export function cardOf(frame: Frame, buttons: BubbleButton[], replies: readonly string[]): Draft {
  return { content: { kind: 'card', ...frame, offer: null, buttons, template: null }, replies };
}

/** One to three reply buttons, each with its own title and id. */
export function draftButtons(action: Part, frame: Frame): Draft {
  const path = "interactive['action']['buttons']";
  const list = needList(action, 'buttons', path);
  if (list.length < 1 || list.length > messageLimits.buttons)
    throw sendRefusal(131009, `Invalid buttons count. Min allowed buttons: 1, Max allowed buttons: ${messageLimits.buttons}`);
  const { buttons, replies } = readReplies(list, 'reply', path, 0);
  checkUnique(buttons, replies);
  return cardOf(frame, buttons, replies);
}

type Replies = { buttons: BubbleButton[]; replies: string[] };

/** Reads reply buttons; carousels call theirs `quick_reply`. Their index counts on from `first`. */
export function readReplies(list: readonly unknown[], kind: 'reply' | 'quick_reply', path: string, first: number): Replies {
  const buttons: BubbleButton[] = [];
  const replies: string[] = [];
  for (const [i, one] of list.entries()) {
    const button = partIn(one, `${path}[${i}]`);
    oneOf(button['type'] ?? kind, [kind], `${path}[${i}]['type']`);
    const reply = needPart(button, kind, `${path}[${i}]['${kind}']`);
    const title = findText(reply, 'title', `${path}[${i}]['${kind}']['title']`) ?? '';
    const id = findText(reply, 'id', `${path}[${i}]['${kind}']['id']`) ?? '';
    checkSpan('Button title', title, messageLimits.buttonTitle);
    checkSpan('Button id', id, messageLimits.buttonId);
    buttons.push({ kind: 'reply', text: title, index: first + i, tapped: false });
    replies.push(id);
  }
  return { buttons, replies };
}

function checkUnique(buttons: readonly BubbleButton[], replies: readonly string[]): void {
  if (new Set(replies).size !== replies.length) throw sendRefusal(131009, 'Duplicate button id');
  if (new Set(buttons.map((button) => button.text)).size !== buttons.length) throw sendRefusal(131009, 'Duplicate button title');
}

/** A button that opens an address. */
export function draftLink(action: Part, frame: Frame): Draft {
  oneOf(action['name'], ['cta_url'], "interactive['action']['name']");
  return cardOf(frame, [readLink(action, "interactive['action']", 0)], ['']);
}

/** Reads the label and the address of a link. */
export function readLink(action: Part, path: string, index: number): BubbleButton {
  const parameters = needPart(action, 'parameters', `${path}['parameters']`);
  const text = findText(parameters, 'display_text', `${path}['parameters']['display_text']`) ?? '';
  const url = findText(parameters, 'url', `${path}['parameters']['url']`) ?? '';
  checkSpan('Display text', text, messageLimits.linkText);
  checkLength(`${path}['parameters']['url']`, url, ownLimits.link);
  if (!isWebAddress(url)) throw sendRefusal(131009, 'The url of the button is not valid');
  return { kind: 'url', text, url, index };
}

const requests = {
  location_request_message: { name: 'send_location', button: { kind: 'send_location', text: 'Send location', index: 0 } },
  request_contact_info: { name: 'request_contact_info', button: { kind: 'share_contact', text: 'Share contact info', index: 0, tapped: false } },
} as const;

/** Asks for where somebody is, or for their number; the label of the button is WhatsApp's own. */
export function draftRequest(type: keyof typeof requests, action: Part, frame: Frame): Draft {
  const { name, button } = requests[type];
  oneOf(action['name'], [name], "interactive['action']['name']");
  return cardOf(frame, [{ ...button }], ['']);
}
