import type { WireParameterFormat } from '#core/whatsapp/wire.ts';

import { badParameter, sendRefusal } from '../graph/errors.ts';
import { isRecord } from '../world/json.ts';
import { groupsRefusal } from './laws/message.ts';
import { isLonger, type Part, shown } from './laws/read.ts';
import { hydrate, type TextPlan } from './template-send-parts.ts';

/** A text with its values in place, and the values. */
export type Hydrated = { text: string; values: readonly string[] };

const noValues: readonly string[] = [];

/** Fills a text of a template: the number of parameters first, then each of them, then the length of the whole. */
export function fillText(place: string, format: WireParameterFormat, plan: TextPlan, parameters: readonly Part[], most: number): Hydrated {
  const { names } = plan;
  if (parameters.length !== names.length) throw wrongCount(place, parameters.length, names.length);
  if (names.length === 0) return { text: plan.text, values: noValues };
  const values = format === 'NAMED' ? namedValues(place, names, parameters) : positionalValues(place, parameters);
  const text = hydrate(plan, values);
  if (isLonger(text, most)) throw sendRefusal(132005, `${place}: the text with its parameters is longer than ${most} characters`);
  return { text, values };
}

/** Meta's text for too many or too few parameters. */
export function wrongCount(place: string, received: number, expected: number): Error {
  return sendRefusal(132000, `${place}: number of localizable_params (${received}) does not match the expected number of params (${expected})`);
}

function positionalValues(place: string, parameters: readonly Part[]): readonly string[] {
  return parameters.map((parameter, i) => {
    // Seen in the wild: a named parameter for a template with {{1}} is a wrong format, even if the count is right.
    if (parameter['parameter_name'] !== undefined && parameter['parameter_name'] !== null)
      throw sendRefusal(132012, `${place}: parameter at index ${i} has a parameter_name, but the template has positional parameters`);
    return valueOf(place, i, parameter);
  });
}

function namedValues(place: string, names: readonly string[], parameters: readonly Part[]): readonly string[] {
  const values: (string | undefined)[] = names.map(() => undefined);
  for (const [i, parameter] of parameters.entries()) {
    const name = parameter['parameter_name'];
    if (typeof name !== 'string' || name === '') throw sendRefusal(100, 'Parameter name is missing or empty');
    const slot = names.indexOf(name);
    if (slot < 0) throw sendRefusal(132000, `${place}: the template has no parameter named ${shown(name)}`);
    values[slot] = valueOf(place, i, parameter);
  }
  return values.map((value, slot) => {
    if (value === undefined) throw sendRefusal(132000, `${place}: the parameter ${names[slot] ?? ''} is missing`);
    return value;
  });
}

/** Meta, "Template parameters": no new lines, tabs or more than four blanks in a row. */
const forbidden = /[\n\r\t]| {5}/;

function valueOf(place: string, index: number, parameter: Part): string {
  const raw = parameter['type'];
  const type = typeof raw === 'string' ? raw.toLowerCase() : undefined;
  if (raw === undefined || raw === null) throw sendRefusal(131008, `${place}: parameter at index ${index} requires a type`);
  if (type === 'text') return wordsOf(place, index, type, parameter['text']);
  if (type === 'currency') return currencyOf(place, index, partOf(place, index, type, parameter));
  if (type === 'date_time') return wordsOf(place, index, type, partOf(place, index, type, parameter)['fallback_value']);
  if (type === 'group_id') throw groupsRefusal();
  throw sendRefusal(132012, `${place}: Format mismatch, expected TEXT, received ${shown(raw).toUpperCase()}`);
}

function partOf(place: string, index: number, type: string, parameter: Part): Part {
  const part = parameter[type];
  if (isRecord(part)) return part;
  throw sendRefusal(131008, `${place}: parameter at index ${index} of type ${type} is missing ${type} value`);
}

/** The Cloud API shows the fallback; code and amount must be right all the same. */
function currencyOf(place: string, index: number, currency: Part): string {
  const { code, amount_1000: amount } = currency;
  const text = wordsOf(place, index, 'currency', currency['fallback_value']);
  if (code === undefined || amount === undefined)
    throw sendRefusal(131008, `${place}: parameter at index ${index} of type currency requires code and amount_1000`);
  if (typeof code !== 'string' || !/^[A-Z]{3}$/i.test(code)) throw sendRefusal(131009, `${place}: currency code at index ${index} must be an ISO 4217 code`);
  const isWhole = typeof amount === 'number' ? Number.isSafeInteger(amount) : typeof amount === 'string' && /^-?\d{1,15}$/.test(amount);
  if (!isWhole) throw sendRefusal(131009, `${place}: amount_1000 at index ${index} must be an integer`);
  return text;
}

function wordsOf(place: string, index: number, type: string, value: unknown): string {
  if (value === undefined || value === null || value === '')
    throw sendRefusal(131008, `${place}: parameter at index ${index} of type ${type} is missing text value`);
  if (typeof value !== 'string') throw badParameter(`Param ${place}['parameters'][${index}]['${type}'] must be a string.`);
  if (!value.isWellFormed()) throw badParameter(`Param ${place}['parameters'][${index}]['${type}'] must be a valid UTF-8 string.`);
  if (forbidden.test(value)) throw sendRefusal(132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces');
  return value;
}
