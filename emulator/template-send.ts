import type { BubbleButton, BubbleContent } from '#core/rehearsal/rehearsal.ts';
import type { WireTemplateButton, WireTemplateComponent } from '#core/whatsapp/wire.ts';

import { badParameter, missingParameter, sendRefusal } from './errors.ts';
import { asText, isRecord, lengthOf, recordAt, textAt } from './json.ts';
import { findMedia } from './media.ts';
import { fillPlaceholders, placeholdersOf } from './placeholders.ts';
import { templateLimits } from './template-laws.ts';
import { type Template, templateKey, type World } from './world.ts';

/** A template taken apart once, so that sending it a million times does not. */
type Compiled = {
  headerText: string | null;
  headerNames: string[];
  headerMedia: 'image' | 'video' | 'document' | null;
  body: string;
  bodyNames: string[];
  footer: string | null;
  buttons: WireTemplateButton[];
  plainButtons: BubbleButton[];
  plainReplies: string[];
};

/** A template filled in: what the phone draws, and what each button sends back. */
export type FilledTemplate = { template: Template; content: BubbleContent; replies: readonly string[] };

type CardHeader = Extract<BubbleContent, { kind: 'card' }>['header'];

const compiled = new WeakMap<WireTemplateComponent[], Compiled>();

/** Finds, checks and fills the template of a send. Refuses as Meta does: 132000, 132001, 132005, 132012, 132015, 132016, 132018, 131008. */
export function fillTemplate(world: World, account: string, value: unknown): FilledTemplate {
  if (!isRecord(value)) throw missingParameter('template');
  const name = textAt(value, 'name');
  if (name === undefined || name === '') throw missingParameter("template['name']");
  const language = recordAt(value, 'language');
  const code = language === undefined ? undefined : textAt(language, 'code');
  if (language === undefined || code === undefined) throw missingParameter("template['language']['code']");
  const policy = language['policy'];
  if (policy !== undefined && asText(policy).toLowerCase() !== 'deterministic')
    throw badParameter("The parameter template['language']['policy'] must be one of {DETERMINISTIC}.");

  const template = findSendable(world, account, name, code);
  const parts = compile(template);
  const sent = sortComponents(value['components']);
  const header = fillHeader(world, template, parts, sent.header);
  const body = fillText('body', template, parts.body, parts.bodyNames, sent.body);
  if (lengthOf(body) > templateLimits.body) throw sendRefusal(132005, `Hydrated body text is too long; it can have ${templateLimits.body} characters.`);
  const { buttons, replies } =
    sent.buttons.length === 0 && !parts.buttons.some(needsSuffix)
      ? { buttons: parts.plainButtons, replies: parts.plainReplies }
      : fillButtons(parts, sent.buttons);
  return { template, content: { kind: 'card', header, text: body, footer: parts.footer, buttons, template: template.name }, replies };
}

function findSendable(world: World, account: string, name: string, code: string): Template {
  const template = world.templateNames.get(templateKey(account, name, code));
  if (template?.status === 'PAUSED') throw sendRefusal(132015, `template name (${name}) is paused in ${code} because of low quality`);
  if (template?.status === 'DISABLED') throw sendRefusal(132016, `template name (${name}) is disabled in ${code}`);
  if (template?.status !== 'APPROVED') throw sendRefusal(132001, `template name (${name}) does not exist in ${code}`, 404);
  return template;
}

function compile(template: Template): Compiled {
  const known = compiled.get(template.components);
  if (known !== undefined) return known;
  const parts: Compiled = {
    headerText: null,
    headerNames: [],
    headerMedia: null,
    body: '',
    bodyNames: [],
    footer: null,
    buttons: [],
    plainButtons: [],
    plainReplies: [],
  };
  for (const component of template.components) {
    switch (component.type) {
      case 'HEADER':
        if (component.format === 'TEXT') {
          parts.headerText = component.text;
          parts.headerNames = placeholdersOf(component.text);
        } else parts.headerMedia = mediaKinds[component.format];
        break;
      case 'BODY':
        parts.body = component.text;
        parts.bodyNames = placeholdersOf(component.text);
        break;
      case 'FOOTER':
        parts.footer = component.text;
        break;
      case 'BUTTONS':
        parts.buttons = component.buttons;
        break;
    }
  }
  parts.plainButtons = parts.buttons.map((button, index) => drawButton(button, index, ''));
  parts.plainReplies = parts.buttons.map((button) => (button.type === 'QUICK_REPLY' ? button.text : ''));
  compiled.set(template.components, parts);
  return parts;
}

const mediaKinds = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' } as const;

type SentButton = { index: number; subType: string; parameters: Record<string, unknown>[] };
type Sent = { header: Record<string, unknown>[]; body: Record<string, unknown>[]; buttons: SentButton[] };

function sortComponents(value: unknown): Sent {
  const sent: Sent = { header: [], body: [], buttons: [] };
  if (value === undefined || value === null) return sent;
  if (!Array.isArray(value)) throw badParameter("Param template['components'] must be an array.");
  for (const [i, one] of value.entries()) {
    if (!isRecord(one)) throw badParameter(`Param template['components'][${i}] must be an object.`);
    const parameters = Array.isArray(one['parameters']) ? one['parameters'].filter(isRecord) : [];
    const type = asText(one['type']).toLowerCase();
    if (type === 'header') sent.header = parameters;
    else if (type === 'body') sent.body = parameters;
    else if (type === 'button') {
      const index = Number(one['index']);
      if (one['index'] === undefined || !Number.isInteger(index)) throw sendRefusal(131008, 'buttons: a button component needs its index');
      sent.buttons.push({ index, subType: asText(one['sub_type']).toLowerCase(), parameters });
    } else throw badParameter(`Param template['components'][${i}]['type'] must be one of {HEADER, BODY, BUTTON} - got "${asText(one['type'])}".`);
  }
  return sent;
}

function fillText(
  place: 'header' | 'body',
  template: Template,
  text: string,
  names: readonly string[],
  parameters: readonly Record<string, unknown>[],
): string {
  if (parameters.length !== names.length) {
    throw sendRefusal(132000, `${place}: number of localizable_params (${parameters.length}) does not match the expected number of params (${names.length})`);
  }
  if (names.length === 0) return text;
  const values = new Map<string, string>();
  for (const [i, parameter] of parameters.entries()) {
    const value = parameterText(place, i, parameter);
    const name = template.format === 'NAMED' ? textAt(parameter, 'parameter_name') : String(i + 1);
    if (name === undefined || name === '') throw sendRefusal(100, 'Parameter name is missing or empty');
    if (template.format === 'NAMED' && !names.includes(name)) throw sendRefusal(132000, `${place}: the template has no parameter named ${name}`);
    values.set(name, value);
  }
  const missing = names.find((name) => !values.has(name));
  if (missing !== undefined) throw sendRefusal(132000, `${place}: the parameter ${missing} is missing`);
  return fillPlaceholders(text, values);
}

function parameterText(place: string, index: number, parameter: Record<string, unknown>): string {
  const type = asText(parameter['type'] ?? 'text').toLowerCase();
  if (type === 'currency' || type === 'date_time') return textAt(recordAt(parameter, type) ?? {}, 'fallback_value') ?? '';
  if (type !== 'text') throw sendRefusal(132012, `${place}: Format mismatch, expected TEXT, received ${type.toUpperCase()}`);
  const text = textAt(parameter, 'text');
  if (text === undefined || text === '') throw sendRefusal(131008, `${place}: parameter at index ${index} of type text is missing text value`);
  if (/[\n\r\t]| {5,}/.test(text)) throw sendRefusal(132018, 'Param text cannot have new-line/tab characters or more than 4 consecutive spaces');
  return text;
}

function fillHeader(world: World, template: Template, parts: Compiled, parameters: readonly Record<string, unknown>[]): CardHeader {
  if (parts.headerMedia === null) {
    if (parts.headerText === null) {
      if (parameters.length > 0)
        throw sendRefusal(132000, `header: number of localizable_params (${parameters.length}) does not match the expected number of params (0)`);
      return null;
    }
    return { kind: 'text', text: fillText('header', template, parts.headerText, parts.headerNames, parameters) };
  }
  const kind = parts.headerMedia;
  const first = parameters[0];
  const received = first === undefined ? 'UNKNOWN' : asText(first['type']).toUpperCase();
  const media = first === undefined ? undefined : recordAt(first, kind);
  if (first === undefined || received !== kind.toUpperCase() || media === undefined) {
    throw sendRefusal(132012, `header: Format mismatch, expected ${kind.toUpperCase()}, received ${received}`);
  }
  const id = textAt(media, 'id');
  const link = textAt(media, 'link');
  if (id === undefined && link === undefined) throw sendRefusal(131008, `header: ${kind} needs an id or a link`);
  if (id !== undefined && findMedia(world, id, undefined) === undefined) throw sendRefusal(131009, `header: media ${id} does not exist or has expired`);
  return { kind, media: id ?? null, link: id === undefined ? (link ?? null) : null, filename: textAt(media, 'filename') ?? null };
}

function needsSuffix(button: WireTemplateButton): boolean {
  return button.type === 'URL' && button.url.includes('{{');
}

function fillButtons(parts: Compiled, sent: readonly SentButton[]): { buttons: BubbleButton[]; replies: string[] } {
  const suffixes = new Map<number, string>();
  const replies = [...parts.plainReplies];
  for (const { index, subType, parameters } of sent) {
    const button = parts.buttons[index];
    const wanted = subType === 'quick_reply' ? 'QUICK_REPLY' : subType === 'url' ? 'URL' : subType.toUpperCase();
    if (button?.type !== wanted) throw sendRefusal(132012, `buttons: Button at index ${index} of type ${subType} does not match the template`);
    const first = parameters[0] ?? {};
    if (button.type === 'QUICK_REPLY') replies[index] = textAt(first, 'payload') ?? button.text;
    else if (button.type === 'URL') {
      const suffix = textAt(first, 'text');
      if (suffix === undefined || suffix === '') throw sendRefusal(131008, `buttons: Button at index ${index} of type Url requires a parameter`);
      if (!needsSuffix(button)) throw sendRefusal(132012, `buttons: Button at index ${index} of type Url does not take a parameter`);
      suffixes.set(index, suffix);
    }
  }
  for (const [index, button] of parts.buttons.entries()) {
    if (needsSuffix(button) && !suffixes.has(index)) throw sendRefusal(131008, `buttons: Button at index ${index} of type Url requires a parameter`);
  }
  return { buttons: parts.buttons.map((button, index) => drawButton(button, index, suffixes.get(index) ?? '')), replies };
}

function drawButton(button: WireTemplateButton, index: number, suffix: string): BubbleButton {
  switch (button.type) {
    case 'QUICK_REPLY':
      return { kind: 'reply', text: button.text, index, tapped: false };
    case 'URL':
      return { kind: 'url', text: button.text, url: fillPlaceholders(button.url, new Map([['1', suffix]])), index };
    case 'PHONE_NUMBER':
      return { kind: 'phone', text: button.text, phone: button.phone_number, index };
  }
}
