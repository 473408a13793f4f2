import type { WireTemplateButton } from '#core/whatsapp/wire.ts';

import { badParameter } from '../graph/errors.ts';
import { asText, isRecord, lengthOf, listAt, textAt } from '../world/json.ts';
import { templateLimits } from './limits.ts';
import { placeholdersOf, withoutPlaceholders } from './placeholders.ts';
import { badButtons, missingField, tooLong } from './refusals.ts';

/** Kinds a template that is not an authentication one may have. */
const kinds = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'FLOW', 'CATALOG', 'MPM', 'SPM', 'VOICE_CALL', 'REQUEST_CONTACT_INFO'] as const;
type Kind = (typeof kinds)[number];

/** Words Meta gives a button where the creation gives none (its samples, read 2026-11-22; the last one is ours). */
const ownWords: Partial<Record<Kind, string>> = {
  COPY_CODE: 'Copy offer code',
  CATALOG: 'View catalog',
  MPM: 'View items',
  SPM: 'View',
  REQUEST_CONTACT_INFO: 'Share contact info',
};

/** How many there may be of a kind; the others follow the total. */
const mostOf: Partial<Record<Kind, number>> = {
  URL: templateLimits.urlButtons,
  PHONE_NUMBER: templateLimits.phoneButtons,
  COPY_CODE: templateLimits.copyCodeButtons,
  FLOW: 1,
  CATALOG: 1,
  MPM: 1,
  SPM: 1,
  VOICE_CALL: 1,
  REQUEST_CONTACT_INFO: 1,
};

/** Kinds that stand alone in their message (Meta's pages of catalogue, multi- and single-product templates, read 2026-11-22). */
const lonely: readonly string[] = ['CATALOG', 'MPM', 'SPM'];

/** Reads the buttons of a message or of a card. */
export function parseButtons(value: Record<string, unknown>, most: number = templateLimits.buttons): WireTemplateButton[] {
  const list = listAt(value, 'buttons') ?? [];
  if (list.length === 0) throw missingField('BUTTONS', 'buttons');
  if (list.length > most) throw badButtons(`There can be at most ${most} buttons.`);
  const buttons = list.map(parseButton);
  for (const kind of kinds) {
    const limit = mostOf[kind];
    if (limit !== undefined && buttons.filter((one) => one.type === kind).length > limit)
      throw badButtons(`There can be at most ${limit} ${limit === 1 ? 'button' : 'buttons'} of type ${kind}.`);
  }
  const alone = buttons.find((one) => lonely.includes(one.type));
  if (alone !== undefined && buttons.length > 1) throw badButtons(`A button of type ${alone.type} must be the only one.`);
  const isReply = buttons.map((one) => one.type === 'QUICK_REPLY');
  const changes = isReply.filter((one, i) => i > 0 && one !== isReply[i - 1]).length;
  if (changes > 1) throw badButtons('Quick reply buttons must stand together, before or after the other buttons.');
  if (new Set(buttons.map((one) => one.text)).size !== buttons.length) throw badButtons("Two buttons can't have the same text.");
  return buttons;
}

function parseButton(value: unknown): WireTemplateButton {
  if (!isRecord(value)) throw badButtons('A button must be an object.');
  const asked = asText(value['type'] ?? '').toUpperCase();
  if (asked === 'OTP') throw badButtons('A button of type OTP is only for templates of category AUTHENTICATION.');
  const kind = kinds.find((one) => one === asked);
  if (kind === undefined) throw badParameter(`Param components['buttons'][0]['type'] must be one of {${kinds.join(', ')}, OTP} - got "${asked.slice(0, 40)}".`);
  const text = textAt(value, 'text') ?? ownWords[kind] ?? '';
  if (text.trim() === '') throw missingField('BUTTONS', 'text');
  if (lengthOf(text) > templateLimits.buttonText) throw tooLong('Button text', templateLimits.buttonText);
  if (/\{\{|\n/.test(text)) throw badButtons("Button text can't have variables or new lines.");
  switch (kind) {
    case 'URL':
      return parseUrlButton(value, text);
    case 'PHONE_NUMBER':
      return { type: kind, text, phone_number: parsePhone(value) };
    case 'COPY_CODE':
      return { type: kind, text, example: parseCouponCode(value) };
    case 'FLOW':
      return parseFlowButton(value, text);
    case 'QUICK_REPLY':
    case 'CATALOG':
    case 'MPM':
    case 'SPM':
    case 'VOICE_CALL':
    case 'REQUEST_CONTACT_INFO':
      return { type: kind, text };
  }
}

function parsePhone(value: Record<string, unknown>): string {
  const phone = textAt(value, 'phone_number') ?? '';
  if (phone === '') throw missingField('BUTTONS', 'phone_number');
  if (phone.length > templateLimits.phone) throw tooLong('Button phone_number', templateLimits.phone);
  if (!/^\+?[\d ()-]{5,}$/.test(phone)) throw badButtons('The phone number of a button is not valid.');
  return phone;
}

function parseCouponCode(value: Record<string, unknown>): string[] {
  const example = value['example'];
  const code = Array.isArray(example) ? asText(example[0] ?? '') : typeof example === 'string' ? example : '';
  if (code === '') throw missingField('BUTTONS', 'example');
  if (lengthOf(code) > templateLimits.couponCode) throw tooLong('Coupon code', templateLimits.couponCode);
  return [code];
}

function parseUrlButton(value: Record<string, unknown>, text: string): WireTemplateButton {
  const url = textAt(value, 'url') ?? '';
  if (url === '') throw missingField('BUTTONS', 'url');
  if (url.length > templateLimits.url) throw tooLong('Button URL', templateLimits.url);
  const names = placeholdersOf(url);
  const plain = withoutPlaceholders(url, 'x');
  if (!/^https?:\/\/\S+$/i.test(plain) || !URL.canParse(plain)) throw badButtons('The URL of a button is not valid.');
  if (names.length > 1 || (names.length === 1 && !/\{\{\s*1\s*\}\}$/.test(url)))
    throw badButtons('The URL of a button can have one variable, {{1}}, at its end.');
  if (names.length === 0) return { type: 'URL', text, url };
  const example = value['example'];
  const samples = Array.isArray(example) ? example.map(asText) : typeof example === 'string' ? [example] : [];
  if (samples.length === 0 || samples[0] === '') throw missingField('BUTTONS', 'example');
  return { type: 'URL', text, url, example: samples };
}

function parseFlowButton(value: Record<string, unknown>, text: string): WireTemplateButton {
  const ways = ['flow_id', 'flow_name', 'flow_json'].filter((name) => value[name] !== undefined);
  if (ways.length !== 1) throw badButtons('A button of type FLOW needs one of flow_id, flow_name and flow_json, and not two.');
  const action = asText(value['flow_action'] ?? 'navigate').toLowerCase();
  if (action !== 'navigate' && action !== 'data_exchange')
    throw badParameter(`Param components['buttons'][0]['flow_action'] must be one of {NAVIGATE, DATA_EXCHANGE} - got "${action.slice(0, 40)}".`);
  const id = value['flow_id'];
  const name = textAt(value, 'flow_name');
  const json = value['flow_json'];
  const screen = textAt(value, 'navigate_screen');
  return {
    type: 'FLOW',
    text,
    ...(id === undefined ? {} : { flow_id: asText(id) }),
    ...(name === undefined ? {} : { flow_name: name }),
    ...(json === undefined ? {} : { flow_json: typeof json === 'string' ? json : JSON.stringify(json) }),
    flow_action: action,
    ...(screen === undefined ? {} : { navigate_screen: screen }),
  };
}
