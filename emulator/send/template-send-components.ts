import { badParameter, missingParameter, sendRefusal } from '../graph/errors.ts';
import { isRecord } from '../world/json.ts';
import { type Part, shown } from './laws/read.ts';

/** One button component of a send. `subType` is in lower case. */
export type SentButton = { index: number; subType: ButtonSubType; parameters: readonly Part[] };

/** The components of a send, sorted; null where none of that type was sent. */
export type Sent = {
  header: readonly Part[] | null;
  body: readonly Part[] | null;
  buttons: readonly SentButton[];
  offer: readonly Part[] | null;
  cards: readonly unknown[] | null;
};

/** What a button component may be. Buttons that take no parameters (phone_number, spm) may still be named. */
const buttonSubTypes = ['quick_reply', 'url', 'phone_number', 'copy_code', 'flow', 'catalog', 'mpm', 'spm', 'voice_call', 'request_contact_info'] as const;

/** A kind of button component, in lower case. */
export type ButtonSubType = (typeof buttonSubTypes)[number];

const nothing: Sent = { header: null, body: null, buttons: [], offer: null, cards: null };

/** Sorts `components`; types are read in either case, as Meta does. */
export function sortComponents(value: unknown, path: string): Sent {
  if (value === undefined || value === null) return nothing;
  if (!Array.isArray(value)) throw badParameter(`Param ${path} must be an array.`);
  const sent: Sent = { header: null, body: null, buttons: [], offer: null, cards: null };
  const buttons: SentButton[] = [];
  const list: readonly unknown[] = value;
  for (let i = 0; i < list.length; i++) {
    const one = list[i];
    if (!isRecord(one)) throw badParameter(`Param ${path}[${i}] must be a JSON object.`);
    const type = typeof one['type'] === 'string' ? one['type'].toLowerCase() : undefined;
    if (type === 'header' || type === 'body') {
      if (sent[type] !== null) throw repeated(path, i, type);
      sent[type] = parametersOf(one, path, i);
    } else if (type === 'button') buttons.push(readButton(one, path, i));
    else if (type === 'limited_time_offer') {
      if (sent.offer !== null) throw repeated(path, i, type);
      sent.offer = parametersOf(one, path, i);
    } else if (type === 'carousel') {
      if (sent.cards !== null) throw repeated(path, i, type);
      sent.cards = cardsOf(one, path, i);
    } else refuseType(one, path, i, type);
  }
  sent.buttons = buttons;
  return sent;
}

function repeated(path: string, i: number, type: string): Error {
  return badParameter(`Param ${path}[${i}] is a second component of type ${type.toUpperCase()}.`);
}

function refuseType(one: Part, path: string, i: number, type: string | undefined): never {
  // Meta gives tap targets to chosen businesses only (facts §1.1.3).
  if (type === 'tap_target_configuration') throw sendRefusal(131005, 'Permission is either not granted or has been removed.', 403);
  if (one['type'] === undefined || one['type'] === null) throw missingParameter(`${path}[${i}]['type']`);
  throw badParameter(`Param ${path}[${i}]['type'] must be one of {HEADER, BODY, BUTTON, LIMITED_TIME_OFFER, CAROUSEL} - got "${shown(one['type'])}".`);
}

const noParameters: readonly Part[] = [];

function parametersOf(one: Part, path: string, i: number): readonly Part[] {
  const value = one['parameters'];
  if (value === undefined || value === null) return noParameters;
  if (!Array.isArray(value)) throw badParameter(`Param ${path}[${i}]['parameters'] must be an array.`);
  const list: readonly unknown[] = value;
  const parameters: Part[] = [];
  for (let j = 0; j < list.length; j++) {
    const parameter = list[j];
    if (!isRecord(parameter)) throw badParameter(`Param ${path}[${i}]['parameters'][${j}] must be a JSON object.`);
    parameters.push(parameter);
  }
  return parameters;
}

function cardsOf(one: Part, path: string, i: number): readonly unknown[] {
  const cards = one['cards'];
  if (cards === undefined || cards === null) throw missingParameter(`${path}[${i}]['cards']`);
  if (!Array.isArray(cards)) throw badParameter(`Param ${path}[${i}]['cards'] must be an array.`);
  return cards;
}

function readButton(one: Part, path: string, i: number): SentButton {
  const raw = one['sub_type'];
  if (raw === undefined || raw === null) throw sendRefusal(131008, `${path}[${i}]: a component of type button requires a sub_type`);
  const small = typeof raw === 'string' ? raw.toLowerCase() : undefined;
  const subType = buttonSubTypes.find((word) => word === small);
  if (subType === undefined)
    throw badParameter(
      `Param ${path}[${i}]['sub_type'] must be one of {${buttonSubTypes.map((word) => word.toUpperCase()).join(', ')}} - got "${shown(raw)}".`,
    );
  return { index: readIndex(one['index'], path, i), subType, parameters: parametersOf(one, path, i) };
}

/** 0-based; Meta's own examples write it as a number and as a text. */
function readIndex(value: unknown, path: string, i: number): number {
  if (value === undefined || value === null) throw sendRefusal(131008, `${path}[${i}]: a component of type button requires an index`);
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  if (typeof value === 'string' && /^\d{1,3}$/.test(value)) return Number(value);
  throw badParameter(`Param ${path}[${i}]['index'] must be an integer between 0 and 9 - got "${shown(value)}".`);
}
