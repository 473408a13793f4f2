import { createHash } from 'node:crypto';

import type { Call } from '../graph/call.ts';
import { badParameter, missingParameter } from '../graph/errors.ts';
import { pageOf } from '../graph/pages.ts';
import { asText, isRecord, recordAt, textAt } from '../world/json.ts';
import { authenticationBody, authenticationButton } from './authentication.ts';
import { unnamed } from './refusals.ts';
import { type Sample, type SampleButton, samples } from './samples.ts';
import { parseCategory, parseComponents, parseLanguage, parseName, parseOptions, type TemplateDraft } from './template-laws.ts';

type Entry = { id: string } & Record<string, unknown>;

const entries: readonly Entry[] = samples.flatMap((sample) => Object.keys(sample.texts).map((language) => presentSample(sample, language)));

function presentSample(sample: Sample, language: string): Entry {
  const text = sample.texts[language];
  const isCode = sample.category === 'AUTHENTICATION';
  return {
    name: sample.name,
    language,
    category: sample.category,
    topic: sample.topic,
    usecase: sample.usecase,
    industry: [...sample.industry],
    ...(text?.header === undefined ? {} : { header: text.header }),
    body: isCode ? authenticationBody(language, false) : (text?.body ?? ''),
    body_params: [...(text?.params ?? [])],
    body_param_types: [...sample.kinds],
    buttons: isCode ? [{ type: 'OTP', text: authenticationButton(language).copy }] : (text?.buttons ?? []).map((one) => ({ type: one.type, text: one.text })),
    // Ids must stay the same from run to run: they are made of the name.
    id: `7${(createHash('sha256').update(`${sample.name}/${language}`).digest().readUIntBE(0, 6) % 1e15).toString().padStart(15, '0')}`,
  };
}

/** Answers `GET /message_template_library`: search, topic, usecase, industry, language and name narrow it down. */
export function browseLibrary(call: Call): unknown {
  const wanted = (key: string): string => asText(call.params[key] ?? '').trim();
  const search = wanted('search').toLowerCase();
  const found = entries.filter(
    (one) =>
      (search === '' || `${asText(one['name'])} ${asText(one['body'])} ${asText(one['header'] ?? '')}`.toLowerCase().includes(search)) &&
      ['topic', 'usecase', 'language', 'name'].every((key) => wanted(key) === '' || asText(one[key]).toLowerCase() === wanted(key).toLowerCase()) &&
      (wanted('industry') === '' || (Array.isArray(one['industry']) && one['industry'].includes(wanted('industry').toUpperCase()))),
  );
  return pageOf(found, call.params, call.base, `/${call.path}`);
}

/** Makes a draft of a library template; the business gives the name, and addresses and numbers of its buttons. */
export function parseLibraryTemplate(body: Record<string, unknown>): TemplateDraft & { libraryName: string } {
  const name = parseName(body);
  const language = parseLanguage(textAt(body, 'language'));
  const category = parseCategory(body['category']);
  const libraryName = asText(body['library_template_name']);
  const sample = samples.find((one) => one.name === libraryName);
  const text = sample?.texts[language] ?? (language === 'en' ? sample?.texts['en_US'] : undefined);
  if (sample === undefined || text === undefined)
    throw unnamed(
      'Library template not found',
      `The template library has no template "${libraryName.slice(0, 100)}" in ${language}. See GET /message_template_library.`,
    );
  if (category !== sample.category) throw badParameter(`Param category must be ${sample.category} for the library template ${sample.name}.`);
  const inputs = parseInputs(body['library_template_button_inputs']);
  const components =
    sample.category === 'AUTHENTICATION' ? codeComponents(parsePrinted(body['library_template_body_inputs']), inputs) : textComponents(text, inputs);
  const parsed = parseComponents(components, { format: 'POSITIONAL', category, language });
  return { name, language, category, format: 'POSITIONAL', components: parsed, ...parseOptions(body, category), libraryName };
}

function textComponents(text: Sample['texts'][string], inputs: readonly Record<string, unknown>[]): unknown[] {
  const left = [...inputs];
  const buttons = text.buttons.map((button) => fillButton(button, left));
  return [
    ...(text.header === undefined ? [] : [{ type: 'HEADER', format: 'TEXT', text: text.header }]),
    { type: 'BODY', text: text.body, ...(text.params.length === 0 ? {} : { example: { body_text: [text.params] } }) },
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons }]),
  ];
}

function fillButton(button: SampleButton, inputs: Record<string, unknown>[]): Record<string, unknown> {
  if (button.type === 'QUICK_REPLY') return { ...button };
  const place = inputs.findIndex((one) => asText(one['type']).toUpperCase() === button.type);
  const [input] = place === -1 ? [] : inputs.splice(place, 1);
  if (input === undefined) throw missingParameter('library_template_button_inputs');
  if (button.type === 'PHONE_NUMBER') return { ...button, phone_number: input['phone_number'] };
  const url = recordAt(input, 'url') ?? {};
  return { ...button, url: url['base_url'], ...(url['url_suffix_example'] === undefined ? {} : { example: [url['url_suffix_example']] }) };
}

/** What Meta may add to a body; only what concerns codes is there, the rest it calls "not widely available". */
const bodyInputs: readonly string[] = ['add_security_recommendation', 'code_expiration_minutes'];

function codeComponents(value: unknown, inputs: readonly Record<string, unknown>[]): unknown[] {
  const choices = isRecord(value) ? value : {};
  const strange = Object.keys(choices).find((key) => !bodyInputs.includes(key));
  if (strange !== undefined)
    throw badParameter(`Param library_template_body_inputs['${strange.slice(0, 60)}'] is not available; use ${bodyInputs.join(' or ')}.`);
  const [button] = inputs;
  return [
    { type: 'BODY', add_security_recommendation: choices['add_security_recommendation'] },
    ...(choices['code_expiration_minutes'] === undefined ? [] : [{ type: 'FOOTER', code_expiration_minutes: choices['code_expiration_minutes'] }]),
    { type: 'BUTTONS', buttons: [{ otp_type: 'COPY_CODE', ...button, type: 'OTP' }] },
  ];
}

/** Inputs come as a list, or printed as JSON, in Meta's own samples with single quotes. */
function parseInputs(value: unknown): Record<string, unknown>[] {
  const list = parsePrinted(value);
  if (list === undefined || list === null || list === '') return [];
  if (!Array.isArray(list) || !list.every(isRecord)) throw badParameter('Param library_template_button_inputs must be an array of objects.');
  return list;
}

function parsePrinted(value: unknown): unknown {
  if (typeof value !== 'string' || value === '') return value;
  try {
    const parsed: unknown = JSON.parse(value.replaceAll("'", '"'));
    return parsed;
  } catch {
    return value;
  }
}
