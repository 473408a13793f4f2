import { sendRefusal } from '../../graph/errors.ts';
import { cardOf } from './buttons.ts';
import type { Draft, Frame } from './draft.ts';
import { ownLimits } from './limits.ts';
import { checkLength, findList, findPart, findText, needPart, needText, oneOf, type Part, partIn } from './read.ts';

const path = "interactive['action']['parameters']";

/** Countries WhatsApp asks addresses in. */
const addressCountries = ['IN', 'SG'];

/** Fields of the two forms: India's and Singapore's. */
const addressFields = [
  'name',
  'phone_number',
  'in_pin_code',
  'sg_post_code',
  'house_number',
  'floor_number',
  'tower_number',
  'building_name',
  'address',
  'landmark_area',
  'unit_number',
  'city',
  'state',
];

/** Asks for an address, with what the business knows already and what was wrong the last time. */
export function draftAddress(action: Part, frame: Frame): Draft {
  oneOf(action['name'], ['address_message'], "interactive['action']['name']");
  const parameters = needPart(action, 'parameters', path);
  const country = needText(parameters, 'country', `${path}['country']`).toUpperCase();
  if (!addressCountries.includes(country)) throw sendRefusal(131009, `Address messages are supported in ${addressCountries.join(', ')} only`);
  const values = readFields(findPart(parameters, 'values', `${path}['values']`), `${path}['values']`);
  const errors = readFields(findPart(parameters, 'validation_errors', `${path}['validation_errors']`), `${path}['validation_errors']`);
  for (const [i, one] of findList(parameters, 'saved_addresses', `${path}['saved_addresses']`).entries()) {
    const saved = partIn(one, `${path}['saved_addresses'][${i}]`);
    needText(saved, 'id', `${path}['saved_addresses'][${i}]['id']`);
    readFields(needPart(saved, 'value', `${path}['saved_addresses'][${i}]['value']`), `${path}['saved_addresses'][${i}]['value']`);
  }
  return cardOf(frame, [{ kind: 'address', text: 'Provide address', country, values, errors, index: 0, tapped: false }], ['']);
}

/** Takes the fields of the form; what else was sent is left out, as a phone does. */
function readFields(part: Part | undefined, where: string): Record<string, string> {
  const fields: Record<string, string> = {};
  if (part === undefined) return fields;
  for (const field of addressFields) {
    const text = findText(part, field, `${where}['${field}']`);
    if (text === undefined) continue;
    checkLength(`${where}['${field}']`, text, ownLimits.place);
    fields[field] = text;
  }
  return fields;
}
