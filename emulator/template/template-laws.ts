import type { WireParameterFormat, WireTemplateCategory, WireTemplateComponent } from '#core/whatsapp/wire.ts';

import { badParameter, missingParameter, templateRefusal } from '../graph/errors.ts';
import { asText, isRecord, lengthOf, textAt } from '../world/json.ts';
import { parseAuthentication, parseSwitch } from './authentication.ts';
import { parseButtons } from './buttons.ts';
import { parseCarousel, parseOffer } from './carousel.ts';
import { parseHeader } from './header.ts';
import { templateLanguages, templateLimits, ttlRanges } from './limits.ts';
import { badComponents, missingField, tooLong } from './refusals.ts';
import { parseBody, parseFooter } from './texts.ts';

/** What of a template may be set beside its name, category and components. */
type TemplateOptions = { ttlSeconds: number | null; linkTrackingOptedOut: boolean; freedom: Record<string, unknown> | null };

/** A template as asked for, once every law of creation has been looked at. */
export type TemplateDraft = {
  name: string;
  language: string;
  category: WireTemplateCategory;
  format: WireParameterFormat;
  components: WireTemplateComponent[];
} & TemplateOptions;

const categories: readonly WireTemplateCategory[] = ['MARKETING', 'UTILITY', 'AUTHENTICATION'];

const componentTypes = ['HEADER', 'BODY', 'FOOTER', 'BUTTONS', 'CAROUSEL', 'LIMITED_TIME_OFFER', 'CALL_PERMISSION_REQUEST'] as const;

/** Reads a creation body and refuses it with Meta's code where a law is broken. */
export function parseTemplate(body: Record<string, unknown>): TemplateDraft {
  const name = parseName(body);
  const language = parseLanguage(textAt(body, 'language'));
  const category = parseCategory(body['category']);
  const components = body['components'];
  if (components === undefined) throw missingParameter('components');
  const format = category === 'AUTHENTICATION' ? 'POSITIONAL' : parseFormat(body['parameter_format']);
  return { name, language, category, format, components: parseComponents(components, { format, category, language }), ...parseOptions(body, category) };
}

/** Reads the name of a template. */
export function parseName(body: Record<string, unknown>): string {
  const name = textAt(body, 'name');
  if (name === undefined || name === '') throw missingParameter('name');
  if (!/^[a-z0-9_]+$/.test(name))
    throw templateRefusal(2388046, 'Name Format is Incorrect', 'The message template name can only have lowercase letters and underscores.');
  if (name.length > templateLimits.name) throw tooLong('name', templateLimits.name);
  return name;
}

/** Reads a language; Meta's enumeration error otherwise. */
export function parseLanguage(language: string | undefined): string {
  if (language === undefined || language === '') throw missingParameter('language');
  if (!templateLanguages.has(language))
    throw badParameter(`Param language must be one of {${[...templateLanguages].slice(0, 12).join(', ')}, …} - got "${language.slice(0, 40)}".`);
  return language;
}

/** Reads a category; Meta's enumeration error otherwise. */
export function parseCategory(value: unknown): WireTemplateCategory {
  if (value === undefined) throw missingParameter('category');
  const found = categories.find((category) => category === asText(value).toUpperCase());
  if (found === undefined) throw badParameter(`Param category must be one of {AUTHENTICATION, MARKETING, UTILITY} - got "${asText(value).slice(0, 40)}".`);
  return found;
}

function parseFormat(value: unknown): WireParameterFormat {
  if (value === undefined || value === null || value === '') return 'POSITIONAL';
  const text = asText(value).toUpperCase();
  if (text === 'NAMED' || text === 'POSITIONAL') return text;
  throw badParameter(`Param parameter_format must be one of {NAMED, POSITIONAL} - got "${text.slice(0, 40)}".`);
}

/** Reads time-to-live, link tracking and Meta's freedom to touch up; what is not there is the default. */
export function parseOptions(body: Record<string, unknown>, category: WireTemplateCategory): TemplateOptions {
  return {
    ttlSeconds: parseTtl(body['message_send_ttl_seconds'], category),
    linkTrackingOptedOut: parseSwitch('cta_url_link_tracking_opted_out', body['cta_url_link_tracking_opted_out']),
    freedom: parseFreedom(body['degrees_of_freedom_spec']),
  };
}

/** Reads a time-to-live; null is the category's own. -1 is 30 days where the category allows it. */
export function parseTtl(value: unknown, category: WireTemplateCategory): number | null {
  if (value === undefined || value === null || value === '') return null;
  const seconds = typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value;
  const range = ttlRanges[category];
  if (seconds === -1 && range.thirtyDays) return -1;
  if (typeof seconds !== 'number' || !Number.isInteger(seconds) || seconds < range.least || seconds > range.most) {
    const also = range.thirtyDays ? ', or -1 for 30 days' : '';
    throw badParameter(
      `Param message_send_ttl_seconds must be a whole number from ${range.least} to ${range.most} for category ${category}${also} - got "${asText(value).slice(0, 40)}".`,
    );
  }
  return seconds;
}

/** Features one may opt out of; Meta lists about ten. A name this long is none of them. */
const featuresMost = 50;
const featureNameMost = 100;

/** Reads what Meta may touch up by itself; each feature is opted in or out. */
export function parseFreedom(value: unknown): Record<string, unknown> | null {
  if (value === undefined || value === null || value === '') return null;
  const features = isRecord(value) ? value['creative_features_spec'] : undefined;
  if (!isRecord(features)) throw badParameter('Param degrees_of_freedom_spec must be an object with creative_features_spec.');
  const entries = Object.entries(features);
  if (entries.length > featuresMost) throw badParameter(`Param degrees_of_freedom_spec['creative_features_spec'] can have at most ${featuresMost} features.`);
  const kept = entries.map(([name, feature]) => {
    const status = isRecord(feature) ? asText(feature['enroll_status'] ?? '').toUpperCase() : '';
    if (name.length > featureNameMost || (status !== 'OPT_IN' && status !== 'OPT_OUT'))
      throw badParameter(`Param degrees_of_freedom_spec['creative_features_spec']['${name.slice(0, 60)}']['enroll_status'] must be one of {OPT_IN, OPT_OUT}.`);
    return [name, { enroll_status: status }] as const;
  });
  return { creative_features_spec: Object.fromEntries(kept) };
}

/** What the components of a template are read for. */
type ComponentPlace = { format: WireParameterFormat; category: WireTemplateCategory; language: string };

/** Characters of all components together, samples and Flow JSON too, so that 6,000 templates stay small. Ours. */
const componentsMost = 100_000;

/** Reads the whole list of components: one body, at most one of each of the others, and what goes with what. */
export function parseComponents(value: unknown, place: ComponentPlace): WireTemplateComponent[] {
  const components = parseList(value, place);
  if (JSON.stringify(components).length > componentsMost) throw tooLong('components', componentsMost);
  return components;
}

function parseList(value: unknown, place: ComponentPlace): WireTemplateComponent[] {
  if (!Array.isArray(value)) throw badParameter('Param components must be an array.');
  // More than there are types is a repetition in any case; what a million of them would cost is spared.
  if (value.length > componentTypes.length) throw badComponents('A message template can have one component of each type.');
  if (place.category === 'AUTHENTICATION') return parseAuthentication(value, place.language);
  const components = value.map((one: unknown, index) => parseComponent(one, index, place.format));
  const types = components.map((one) => one.type);
  const twice = types.find((type, i) => types.indexOf(type) !== i);
  if (twice !== undefined) throw badComponents(`There can't be more than one component of type ${twice}.`);
  if (!types.includes('BODY')) throw missingField('BODY', 'text');
  checkTogether(components, place.category);
  return components;
}

function parseComponent(value: unknown, index: number, format: WireParameterFormat): WireTemplateComponent {
  if (!isRecord(value)) throw badParameter('Param components must be an array of objects.');
  const asked = asText(value['type'] ?? '').toUpperCase();
  const type = componentTypes.find((one) => one === asked);
  if (type === undefined) throw badParameter(`Param components[${index}]['type'] must be one of {${componentTypes.join(', ')}} - got "${asked.slice(0, 40)}".`);
  switch (type) {
    case 'HEADER':
      return parseHeader(value, format, 'message');
    case 'BODY':
      return parseBody(value, format, 'message');
    case 'FOOTER':
      return parseFooter(value);
    case 'BUTTONS':
      return { type, buttons: parseButtons(value) };
    case 'CAROUSEL':
      return parseCarousel(value, format);
    case 'LIMITED_TIME_OFFER':
      return parseOffer(value);
    case 'CALL_PERMISSION_REQUEST':
      return { type };
  }
}

/** Components and categories that go together (facts §2.1, and Meta's page of each kind of template, read 2026-11-22). */
function checkTogether(components: readonly WireTemplateComponent[], category: WireTemplateCategory): void {
  const types = components.map((one) => one.type);
  const header = components.find((one) => one.type === 'HEADER');
  const buttons = components.find((one) => one.type === 'BUTTONS')?.buttons ?? [];
  if (types.includes('CAROUSEL')) {
    const beside = types.find((type) => type !== 'CAROUSEL' && type !== 'BODY');
    if (beside !== undefined) throw badComponents(`A carousel template has a body and its cards; ${beside} is not allowed beside them.`);
  }
  if (types.includes('LIMITED_TIME_OFFER')) checkOffer(components, category);
  if (types.includes('CALL_PERMISSION_REQUEST') && buttons.length > 0) throw badComponents("A template that asks for permission to call can't have buttons.");
  if (category === 'MARKETING') return;
  if (header?.format === 'GIF') throw badComponents('A header of format GIF is only for templates of category MARKETING.');
  const shop = buttons.find((one) => one.type === 'CATALOG' || one.type === 'MPM' || one.type === 'SPM');
  if (shop !== undefined || header?.format === 'PRODUCT') throw badComponents('A template that shows products must be of category MARKETING.');
}

function checkOffer(components: readonly WireTemplateComponent[], category: WireTemplateCategory): void {
  const header = components.find((one) => one.type === 'HEADER');
  const body = components.find((one) => one.type === 'BODY');
  const buttons = components.find((one) => one.type === 'BUTTONS')?.buttons ?? [];
  if (category !== 'MARKETING') throw badComponents('A limited-time offer must be of category MARKETING.');
  if (components.some((one) => one.type === 'FOOTER')) throw badComponents("A limited-time offer can't have a footer.");
  if (header !== undefined && header.format !== 'IMAGE' && header.format !== 'VIDEO')
    throw badComponents('The header of a limited-time offer must be of format IMAGE or VIDEO.');
  if (lengthOf(body?.text ?? '') > templateLimits.offerBody) throw tooLong('Body', templateLimits.offerBody);
  const kinds = buttons.map((one) => one.type).join(' ');
  if (kinds !== 'URL' && kinds !== 'COPY_CODE URL') throw badComponents('The buttons of a limited-time offer are COPY_CODE (optional), then URL.');
}
