import type { WireNamedExample, WireParameterFormat, WireTemplateButton, WireTemplateCategory, WireTemplateComponent } from '#core/whatsapp/wire.ts';

import { badParameter, type GraphRefusal, missingParameter, templateRefusal } from './errors.ts';
import { asText, isRecord, lengthOf, listAt, recordAt, textAt } from './json.ts';
import { placeholdersFit, placeholdersOf } from './placeholders.ts';

/** A template as asked for, once every law of creation has been looked at. */
export type TemplateDraft = {
  name: string;
  language: string;
  category: WireTemplateCategory;
  format: WireParameterFormat;
  components: WireTemplateComponent[];
};

/** Limits of Meta's "Template components" page, read 2026-11-22. Characters, unless said. */
export const templateLimits = {
  name: 512,
  headerText: 60,
  body: 1024,
  footer: 60,
  buttons: 10,
  urlButtons: 2,
  phoneButtons: 1,
  buttonText: 25,
  url: 2000,
  phone: 20,
} as const;

const categories: readonly WireTemplateCategory[] = ['MARKETING', 'UTILITY', 'AUTHENTICATION'];

/** Languages a template may be in (Meta's "Supported languages"). */
export const templateLanguages = new Set(
  (
    'af sq ar ar_EG ar_AE ar_LB ar_MA ar_QA az be_BY bn bn_IN bg ca zh_CN zh_HK zh_TW hr cs da prs_AF nl nl_BE en en_GB en_US en_AE en_AU en_CA en_GH en_IE ' +
    'en_IN en_JM en_MY en_NZ en_QA en_SG en_UG en_ZA et fil fi fr fr_BE fr_CA fr_CH fr_CI fr_MA ka de de_AT de_CH el gu ha he hi hu id ga it ja kn kk rw_RW ko ' +
    'ky_KG lo lv lt mk ms ml mr nb ps_AF fa pl pt_BR pt_PT pa ro ru sr si_LK sk sl es es_AR es_CL es_CO es_CR es_DO es_EC es_HN es_MX es_PA es_PE es_ES es_UY sw sv ta te th tr uk ur uz vi zu'
  ).split(' '),
);

/** Reads a creation body and refuses it with Meta's code where a law is broken. */
export function parseTemplate(body: Record<string, unknown>): TemplateDraft {
  const name = textAt(body, 'name');
  if (name === undefined || name === '') throw missingParameter('name');
  if (!/^[a-z0-9_]+$/.test(name))
    throw templateRefusal(2388046, 'Name Format is Incorrect', 'The message template name can only have lowercase letters and underscores.');
  if (name.length > templateLimits.name) throw tooLong('name', templateLimits.name);
  const language = textAt(body, 'language');
  if (language === undefined || language === '') throw missingParameter('language');
  if (!templateLanguages.has(language))
    throw badParameter(`Param language must be one of {${[...templateLanguages].slice(0, 12).join(', ')}, …} - got "${language}".`);
  const components = body['components'];
  if (components === undefined) throw missingParameter('components');
  const format = parseFormat(body['parameter_format']);
  return { name, language, category: parseCategory(body['category']), format, components: parseComponents(components, format) };
}

/** Reads a category; Meta's enumeration error otherwise. */
export function parseCategory(value: unknown): WireTemplateCategory {
  if (value === undefined) throw missingParameter('category');
  const found = categories.find((category) => category === asText(value).toUpperCase());
  if (found === undefined) throw badParameter(`Param category must be one of {AUTHENTICATION, MARKETING, UTILITY} - got "${asText(value)}".`);
  return found;
}

function parseFormat(value: unknown): WireParameterFormat {
  if (value === undefined || value === null || value === '') return 'POSITIONAL';
  const text = asText(value).toUpperCase();
  if (text === 'NAMED' || text === 'POSITIONAL') return text;
  throw badParameter(`Param parameter_format must be one of {NAMED, POSITIONAL} - got "${asText(value)}".`);
}

/** Reads the whole list of components: one body, at most one of the others. */
export function parseComponents(value: unknown, format: WireParameterFormat): WireTemplateComponent[] {
  if (!Array.isArray(value)) throw badParameter('Param components must be an array.');
  const components = value.map((one: unknown) => parseComponent(one, format));
  const body = components.find((one) => one.type === 'BODY');
  if (body === undefined) throw missingField('BODY', 'text');
  for (const component of components) {
    if (components.filter((one) => one.type === component.type).length > 1)
      throw badParameter(`Param components must not have more than one component of type ${component.type}.`);
  }
  return components;
}

function parseComponent(value: unknown, format: WireParameterFormat): WireTemplateComponent {
  if (!isRecord(value)) throw badParameter('Param components must be an array of objects.');
  const type = asText(value['type']).toUpperCase();
  switch (type) {
    case 'HEADER':
      return parseHeader(value, format);
    case 'BODY':
      return parseBody(value, format);
    case 'FOOTER':
      return parseFooter(value);
    case 'BUTTONS':
      return { type: 'BUTTONS', buttons: parseButtons(value) };
    default:
      throw badParameter(`Param components[0]['type'] must be one of {HEADER, BODY, FOOTER, BUTTONS} - got "${type}".`);
  }
}

function parseHeader(value: Record<string, unknown>, format: WireParameterFormat): WireTemplateComponent {
  const kind = asText(value['format']).toUpperCase();
  if (kind === 'IMAGE' || kind === 'VIDEO' || kind === 'DOCUMENT') {
    const handles = listAt(recordAt(value, 'example') ?? {}, 'header_handle')?.filter((one) => typeof one === 'string') ?? [];
    if (handles.length === 0) throw missingExample('HEADER');
    return { type: 'HEADER', format: kind, example: { header_handle: handles } };
  }
  if (kind !== 'TEXT') throw badParameter(`Param components['format'] must be one of {TEXT, IMAGE, VIDEO, DOCUMENT} - got "${kind}".`);
  const text = textAt(value, 'text') ?? '';
  if (text === '') throw missingField('HEADER', 'text');
  if (lengthOf(text) > templateLimits.headerText) throw tooLong('Header', templateLimits.headerText);
  const names = placeholdersOf(text);
  if (names.length > 1 || !placeholdersFit(names, format) || /[\n*_~`]|\p{Extended_Pictographic}/u.test(text.replaceAll(/\{\{[^}]*\}\}/g, ''))) {
    throw templateRefusal(
      2388047,
      'Message header format is incorrect',
      "The message header can't have any new lines, formatting characters, emojis or asterisks, and no more than one variable.",
    );
  }
  if (names.length === 0) return { type: 'HEADER', format: 'TEXT', text };
  const example = recordAt(value, 'example') ?? {};
  if (format === 'NAMED') {
    const samples = parseNamedExamples(example['header_text_named_params']);
    if (!coversAll(samples, names)) throw missingExample('HEADER');
    return { type: 'HEADER', format: 'TEXT', text, example: { header_text_named_params: samples } };
  }
  const samples = listAt(example, 'header_text')?.map(String) ?? [];
  if (samples.length !== names.length) throw missingExample('HEADER');
  return { type: 'HEADER', format: 'TEXT', text, example: { header_text: samples } };
}

function parseBody(value: Record<string, unknown>, format: WireParameterFormat): WireTemplateComponent {
  const text = textAt(value, 'text') ?? '';
  if (text.trim() === '') throw missingField('BODY', 'text');
  if (lengthOf(text) > templateLimits.body) throw tooLong('Body', templateLimits.body);
  const names = placeholdersOf(text);
  if (!placeholdersFit(names, format) || /\{\{[^}]*$/.test(text)) {
    throw templateRefusal(
      2388072,
      'Message body format is incorrect',
      'Variable parameters must be whole numbers or words with two sets of curly brackets, for example {{1}} or {{name}}, numbered from 1 without a gap.',
    );
  }
  const trimmed = text.trim();
  if (/^\{\{[^{}]*\}\}/.test(trimmed) || /\{\{[^{}]*\}\}$/.test(trimmed)) {
    throw templateRefusal(2388299, 'Leading or trailing params not allowed', "Variables can't be at the start or end of the template.");
  }
  if (hasTooManyVariables(text, names.length)) {
    throw templateRefusal(
      2388293,
      'Parameters words ratio exceeds limit',
      'This template has too many variables for its length. Reduce the number of variables or increase the message length.',
    );
  }
  if (/\n{3,}/.test(text))
    throw templateRefusal(2388072, 'Message body format is incorrect', "The message body can't have more than two consecutive new lines.");
  if (names.length === 0) return { type: 'BODY', text };
  const example = recordAt(value, 'example') ?? {};
  if (format === 'NAMED') {
    const samples = parseNamedExamples(example['body_text_named_params']);
    if (!coversAll(samples, names)) throw missingExample('BODY');
    return { type: 'BODY', text, example: { body_text_named_params: samples } };
  }
  const rows = listAt(example, 'body_text') ?? [];
  // Meta takes [["a","b"]] and, from older clients, ["a","b"].
  const samples = (Array.isArray(rows[0]) ? rows[0] : rows).map(String);
  if (samples.length !== names.length) throw missingExample('BODY');
  return { type: 'BODY', text, example: { body_text: [samples] } };
}

/** Meta's ratio is unpublished; ours refuses a body with fewer words of its own than variables, which is on the lenient side. */
function hasTooManyVariables(text: string, variables: number): boolean {
  if (variables === 0) return false;
  const ownWords = text.replaceAll(/\{\{[^{}]*\}\}/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  // Languages that do not part words by blanks are measured in characters.
  const letters = text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu)?.length ?? 0;
  return ownWords + letters / 2 < variables;
}

function parseFooter(value: Record<string, unknown>): WireTemplateComponent {
  const text = textAt(value, 'text') ?? '';
  if (text === '') throw missingField('FOOTER', 'text');
  if (lengthOf(text) > templateLimits.footer) throw tooLong('Footer', templateLimits.footer);
  if (placeholdersOf(text).length > 0 || /\n/.test(text)) {
    throw templateRefusal(
      2388073,
      'Message footer format is incorrect',
      "The message footer can't have any variables, new lines, formatting characters or emojis.",
    );
  }
  return { type: 'FOOTER', text };
}

function parseButtons(value: Record<string, unknown>): WireTemplateButton[] {
  const list = listAt(value, 'buttons') ?? [];
  if (list.length === 0) throw missingField('BUTTONS', 'buttons');
  if (list.length > templateLimits.buttons) throw badButtons(`There can be at most ${templateLimits.buttons} buttons.`);
  const buttons = list.map(parseButton);
  const count = (type: WireTemplateButton['type']): number => buttons.filter((one) => one.type === type).length;
  if (count('URL') > templateLimits.urlButtons) throw badButtons(`There can be at most ${templateLimits.urlButtons} buttons of type URL.`);
  if (count('PHONE_NUMBER') > templateLimits.phoneButtons) throw badButtons(`There can be at most ${templateLimits.phoneButtons} button of type PHONE_NUMBER.`);
  const isReply = buttons.map((one) => one.type === 'QUICK_REPLY');
  const changes = isReply.filter((one, i) => i > 0 && one !== isReply[i - 1]).length;
  if (changes > 1) throw badButtons('Quick reply buttons must stand together, before or after the other buttons.');
  if (new Set(buttons.map((one) => one.text)).size !== buttons.length) throw badButtons("Two buttons can't have the same text.");
  return buttons;
}

function parseButton(value: unknown): WireTemplateButton {
  if (!isRecord(value)) throw badButtons('A button must be an object.');
  const type = asText(value['type']).toUpperCase();
  const text = textAt(value, 'text') ?? '';
  if (type !== 'QUICK_REPLY' && type !== 'URL' && type !== 'PHONE_NUMBER') {
    throw badParameter(`Param components['buttons'][0]['type'] must be one of {QUICK_REPLY, URL, PHONE_NUMBER} - got "${type}".`);
  }
  if (text === '') throw missingField('BUTTONS', 'text');
  if (lengthOf(text) > templateLimits.buttonText) throw tooLong('Button text', templateLimits.buttonText);
  if (placeholdersOf(text).length > 0 || /\n/.test(text)) throw badButtons("Button text can't have variables or new lines.");
  if (type === 'QUICK_REPLY') return { type, text };
  if (type === 'PHONE_NUMBER') {
    const phone = textAt(value, 'phone_number') ?? '';
    if (!/^\+?[\d ()-]{5,}$/.test(phone) || phone.length > templateLimits.phone) throw badButtons('The phone number of a button is not valid.');
    return { type, text, phone_number: phone };
  }
  return parseUrlButton(value, text);
}

function parseUrlButton(value: Record<string, unknown>, text: string): WireTemplateButton {
  const url = textAt(value, 'url') ?? '';
  if (url === '') throw missingField('BUTTONS', 'url');
  if (url.length > templateLimits.url) throw tooLong('Button URL', templateLimits.url);
  const names = placeholdersOf(url);
  const plain = url.replaceAll(/\{\{[^{}]*\}\}/g, 'x');
  if (!/^https?:\/\//i.test(plain) || !URL.canParse(plain)) throw badButtons('The URL of a button is not valid.');
  if (names.length > 1 || (names.length === 1 && !/\{\{\s*1\s*\}\}$/.test(url)))
    throw badButtons('The URL of a button can have one variable, {{1}}, at its end.');
  const example = value['example'];
  const samples = Array.isArray(example) ? example.map(String) : typeof example === 'string' ? [example] : [];
  if (names.length === 1 && samples.length === 0) throw missingExample('BUTTONS');
  return names.length === 1 ? { type: 'URL', text, url, example: samples } : { type: 'URL', text, url };
}

function parseNamedExamples(value: unknown): WireNamedExample[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isRecord).map((one) => ({ param_name: textAt(one, 'param_name') ?? '', example: textAt(one, 'example') ?? '' }));
}

function coversAll(samples: readonly WireNamedExample[], names: readonly string[]): boolean {
  return names.every((name) => samples.some((sample) => sample.param_name === name && sample.example !== ''));
}

function missingField(component: string, field: string): GraphRefusal {
  return templateRefusal(
    2388043,
    'Message template "components" param is missing expected field(s)',
    `component of type ${component} is missing expected field(s) (${field})`,
  );
}

function missingExample(component: string): GraphRefusal {
  return missingField(component, 'example');
}

function tooLong(field: string, limit: number): GraphRefusal {
  return templateRefusal(2388040, 'Character Limit Exceeded', `The ${field} field can't have more than ${limit} characters.`);
}

function badButtons(sentence: string): GraphRefusal {
  return templateRefusal(2388055, 'Message template buttons are incorrect', sentence);
}
