import type { BubbleButton, BubbleHeader } from '#core/rehearsal/bubble.ts';
import type { WireTemplateButton } from '#core/whatsapp/wire.ts';

import { sendRefusal } from '../graph/errors.ts';
import { templateLimits } from '../template/limits.ts';
import { isRecord } from '../world/json.ts';
import type { World } from '../world/world.ts';
import { catalogWith, drawProduct } from './catalogs.ts';
import { checkSendable, countSend, findFlow } from './laws/form.ts';
import { ownLimits } from './laws/limits.ts';
import { readProductSections } from './laws/products.ts';
import { checkLength, findData, findPart, findText, isLonger, needList, type Part, shown } from './laws/read.ts';
import type { ButtonSubType, SentButton } from './template-send-components.ts';
import { type Face, hasVariable } from './template-send-parts.ts';
import { wrongCount } from './template-send-text.ts';

/** Meta, "Authentication templates", read 2026-11-22: a one-time passcode has at most 15 characters. */
const passcodeLength = 15;

/** What the rest of the message has to say to its buttons. */
export type Surroundings = {
  /** Where the buttons stand, for errors: `buttons`, or `carousel card 0 buttons`. */
  place: string;
  /** The index of the first of them among all buttons of the message. */
  first: number;
  header: BubbleHeader | null;
  /** The catalogue of the product in the header. */
  catalog: string | null;
  /** The values of the body; of a one-time passcode the first is the code. */
  values: readonly string[];
};

/** The drawn buttons, and what each sends back, by its place among them. */
export type FilledButtons = { buttons: BubbleButton[]; replies: readonly string[] };

/** Draws the buttons of a template or a card with what the send says of them. */
export function fillButtons(world: World, face: Face, sent: readonly SentButton[], around: Surroundings): FilledButtons {
  if (sent.length === 0 && face.plainButtons !== null && around.first === 0) return { buttons: face.plainButtons, replies: face.plainReplies };
  const sentAt = sortButtons(face, sent, around.place);
  const replies = [...face.plainReplies];
  const buttons = face.buttons.map((button, i) => {
    const parameters = sentAt[i];
    if (button.type === 'QUICK_REPLY') replies[i] = payloadOf(button.text, parameters, nameOf(around.place, i, 'QuickReply'));
    return fillButton(world, button, parameters, { ...around, at: i });
  });
  return { buttons, replies };
}

/** The `sub_type` of each kind of button, and what Meta's errors call it. A passcode button is a URL button by now. */
const kinds: Readonly<Record<WireTemplateButton['type'], { subType: ButtonSubType; name: string }>> = {
  QUICK_REPLY: { subType: 'quick_reply', name: 'QuickReply' },
  URL: { subType: 'url', name: 'Url' },
  PHONE_NUMBER: { subType: 'phone_number', name: 'PhoneNumber' },
  COPY_CODE: { subType: 'copy_code', name: 'CopyCode' },
  FLOW: { subType: 'flow', name: 'Flow' },
  CATALOG: { subType: 'catalog', name: 'Catalog' },
  MPM: { subType: 'mpm', name: 'Mpm' },
  SPM: { subType: 'spm', name: 'Spm' },
  VOICE_CALL: { subType: 'voice_call', name: 'VoiceCall' },
  REQUEST_CONTACT_INFO: { subType: 'request_contact_info', name: 'RequestContactInfo' },
  OTP: { subType: 'url', name: 'Url' },
};

function sortButtons(face: Face, sent: readonly SentButton[], place: string): (readonly Part[] | undefined)[] {
  const sorted: (readonly Part[] | undefined)[] = face.buttons.map(() => undefined);
  for (const { index, subType, parameters } of sent) {
    const button = face.buttons[index];
    if (button === undefined) throw sendRefusal(132018, `${place}: Button at index ${index} does not exist in the template`);
    const { subType: expected, name } = kinds[button.type];
    if (expected !== subType) throw sendRefusal(132018, `${place}: Button at index ${index} must be of type ${name}`);
    if (sorted[index] !== undefined) throw sendRefusal(132018, `${place}: Button at index ${index} is given more than once`);
    sorted[index] = parameters;
  }
  return sorted;
}

function nameOf(place: string, index: number, name: string): string {
  return `${place}: Button at index ${index} of type ${name}`;
}

type Spot = Surroundings & { at: number };

/** `parameters` is undefined where the send has no component for this button. */
function fillButton(world: World, button: WireTemplateButton, parameters: readonly Part[] | undefined, spot: Spot): BubbleButton {
  const index = spot.first + spot.at;
  const name = nameOf(spot.place, spot.at, kinds[button.type].name);
  const { text } = button;
  switch (button.type) {
    case 'QUICK_REPLY':
      return { kind: 'reply', text, index, tapped: false };
    case 'URL':
      return { kind: 'url', text, url: addressOf(button.url, parameters, name), index };
    case 'PHONE_NUMBER':
      refuseParameters(parameters, name);
      return { kind: 'phone', text, phone: button.phone_number, index };
    case 'COPY_CODE':
      return { kind: 'copy_code', text, code: couponOf(parameters, spot), index };
    case 'OTP':
      return { kind: 'copy_code', text, code: passcodeOf(parameters, spot.values[0], name), index };
    case 'FLOW':
      return fillForm(world, button, parameters, { ...spot, index, name });
    case 'CATALOG': {
      const thumbnail = thumbnailOf(world, actionOf(parameters, name), name);
      return { kind: 'catalog', text, catalog: catalogWith(world, thumbnail?.retailer_id ?? null), thumbnail, sections: [], index };
    }
    case 'MPM':
      return fillProducts(world, text, parameters, { index, name });
    case 'SPM':
      refuseParameters(parameters, name);
      return { kind: 'product', text, catalog: spot.catalog, product: productAbove(spot, name), index };
    case 'REQUEST_CONTACT_INFO':
      refuseParameters(parameters, name);
      return { kind: 'share_contact', text, index, tapped: false };
    case 'VOICE_CALL':
      throw sendRefusal(138000, 'Calling APIs are not enabled for this phone number');
  }
}

function refuseParameters(parameters: readonly Part[] | undefined, name: string): void {
  if (parameters !== undefined && parameters.length > 0) throw sendRefusal(132018, `${name} does not take parameters`);
}

/** The one parameter of a button: of the right type. Undefined when there is none. */
function onlyParameter(parameters: readonly Part[] | undefined, type: string, name: string): Part | undefined {
  const first = parameters?.[0];
  if (parameters === undefined || first === undefined) return undefined;
  if (parameters.length > 1) throw wrongCount(name, parameters.length, 1);
  const received = first['type'];
  if (typeof received !== 'string' || received.toLowerCase() !== type)
    throw sendRefusal(
      132012,
      `${name}: Format mismatch, expected ${type.toUpperCase()}, received ${received === undefined ? 'UNKNOWN' : shown(received).toUpperCase()}`,
    );
  return first;
}

function payloadOf(text: string, parameters: readonly Part[] | undefined, name: string): string {
  if (parameters === undefined) return text;
  const parameter = onlyParameter(parameters, 'payload', name);
  const payload = parameter === undefined ? undefined : findText(parameter, 'payload', `${name} ['payload']`);
  if (payload === undefined || payload === '') throw sendRefusal(131008, `${name} requires a parameter`);
  checkLength(`${name} ['payload']`, payload, ownLimits.formToken);
  return payload;
}

function suffixOf(parameters: readonly Part[] | undefined, name: string): string {
  const parameter = onlyParameter(parameters, 'text', name);
  const suffix = parameter === undefined ? undefined : findText(parameter, 'text', `${name} ['text']`);
  if (suffix === undefined || suffix === '') throw sendRefusal(131008, `${name} requires a parameter`);
  return suffix;
}

const variable = /\{\{[^{}]*\}\}/;

function addressOf(url: string, parameters: readonly Part[] | undefined, name: string): string {
  if (!hasVariable(url)) {
    refuseParameters(parameters, name);
    return url;
  }
  const address = url.replace(variable, () => suffixOf(parameters, name));
  if (isLonger(address, templateLimits.url)) throw sendRefusal(132005, `${name}: the url with its parameter is longer than ${templateLimits.url} characters`);
  return address;
}

function couponOf(parameters: readonly Part[] | undefined, spot: Spot): string {
  const name = nameOf(spot.place, spot.at, 'copy_code');
  const parameter = onlyParameter(parameters, 'coupon_code', name);
  const code = parameter === undefined ? undefined : findText(parameter, 'coupon_code', `${name} ['coupon_code']`);
  if (code === undefined || code === '') throw sendRefusal(131008, `${name} requires a non-empty parameter coupon_code`);
  if (isLonger(code, templateLimits.couponCode)) throw sendRefusal(131009, `${name}: coupon_code can have at most ${templateLimits.couponCode} characters`);
  return code;
}

/** Meta wants the passcode twice: in the body and on the button. */
function passcodeOf(parameters: readonly Part[] | undefined, inBody: string | undefined, name: string): string {
  const code = suffixOf(parameters, name);
  if (isLonger(code, passcodeLength)) throw sendRefusal(131009, `${name}: a one-time passcode can have at most ${passcodeLength} characters`);
  if (inBody !== undefined && inBody !== code) throw sendRefusal(131009, `${name}: the parameter must be the code of the body`);
  return code;
}

/** What an action parameter holds; an empty object where none was sent. */
function actionOf(parameters: readonly Part[] | undefined, name: string): Part {
  const parameter = onlyParameter(parameters, 'action', name);
  if (parameter === undefined) return {};
  const action = parameter['action'];
  if (!isRecord(action)) throw sendRefusal(131008, `${name} is missing action value`);
  return action;
}

type Named = { index: number; name: string };

function fillForm(
  world: World,
  button: Extract<WireTemplateButton, { type: 'FLOW' }>,
  parameters: readonly Part[] | undefined,
  spot: Spot & Named,
): BubbleButton {
  // Seen in the wild: the component of a form must be there, even without parameters; its absence is told like this.
  if (parameters === undefined) throw sendRefusal(131009, `Components sub_type invalid at index: ${spot.at} and type: 0`);
  const action = actionOf(parameters, spot.name);
  const token = findText(action, 'flow_token', `${spot.name} ['flow_token']`) ?? 'unused';
  checkLength(`${spot.name} ['flow_token']`, token, ownLimits.formToken);
  // Meta's own sample of a template sends an empty object (facts §1.1.3); in a message of its own it may not be empty.
  const given = findPart(action, 'flow_action_data', `${spot.name} ['flow_action_data']`);
  const data = given === undefined || Object.keys(given).length === 0 ? {} : findData(action, 'flow_action_data', `${spot.name} ['flow_action_data']`);
  const flow = findFlow(world, button.flow_id, button.flow_name);
  if (flow !== undefined) {
    checkSendable(world, flow, 'published');
    countSend(world, flow);
  }
  return {
    kind: 'flow',
    text: button.text,
    flow: flow?.id ?? button.flow_id ?? button.flow_name ?? '',
    token,
    action: button.flow_action ?? 'navigate',
    screen: button.navigate_screen ?? null,
    data,
    index: spot.index,
    tapped: false,
  };
}

function thumbnailOf(world: World, action: Part, name: string): ReturnType<typeof drawProduct> | null {
  const id = findText(action, 'thumbnail_product_retailer_id', `${name} ['thumbnail_product_retailer_id']`);
  if (id === undefined || id === '') return null;
  checkLength(`${name} ['thumbnail_product_retailer_id']`, id, ownLimits.id);
  return drawProduct(world, null, id);
}

function fillProducts(world: World, text: string, parameters: readonly Part[] | undefined, { index, name }: Named): BubbleButton {
  if (parameters === undefined || parameters.length === 0) throw sendRefusal(131008, `${name} requires a parameter`);
  const action = actionOf(parameters, name);
  const thumbnail = thumbnailOf(world, action, name);
  const sections = readProductSections(world, null, needList(action, 'sections', `${name} ['sections']`), `${name} ['sections']`);
  const first = thumbnail ?? sections[0]?.products[0];
  return { kind: 'catalog', text, catalog: catalogWith(world, first?.retailer_id ?? null), thumbnail, sections, index };
}

function productAbove(spot: Spot, name: string): Extract<BubbleHeader, { kind: 'product' }>['product'] {
  if (spot.header?.kind === 'product') return spot.header.product;
  throw sendRefusal(132018, `${name} needs a header of type PRODUCT`);
}
